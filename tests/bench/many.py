"""Many people who do something at once, each thing timed, waiting for the others included."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


async def abreast(things: Sequence[T], do: Callable[[T], Awaitable[object]], *, by: int) -> list[float]:
    """The milliseconds of each, where so many are under way at any time."""
    waiting, took = iter(things), list[float]()

    async def worker() -> None:
        for thing in waiting:
            began = time.perf_counter()
            await do(thing)
            took.append(1000 * (time.perf_counter() - began))

    await asyncio.gather(*(worker() for _ in range(by)))
    return took


async def arriving_together(things: Sequence[T], do: Callable[[T], Awaitable[object]]) -> list[float]:
    """The milliseconds from the arrival of them all to the end of each."""
    began = time.perf_counter()

    async def one(thing: T) -> float:
        await do(thing)
        return 1000 * (time.perf_counter() - began)

    return list(await asyncio.gather(*(one(thing) for thing in things)))


def p99(took: Sequence[float]) -> float:
    """What 99 of 100 do not exceed."""
    return sorted(took)[math.ceil(0.99 * len(took)) - 1]
