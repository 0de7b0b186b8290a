"""An event loop without real time: where everything waits, its clock jumps to what is waited for. Threads run at once."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any, Final, TypeVar

T = TypeVar("T")

RESOLUTION: Final = 1e-6
"""Seconds: after months a float tells no smaller ones apart."""


class NothingLeftToWaitFor(RuntimeError):  # noqa: N818 (a sentence, as everywhere)
    """Everything waits, and nothing will ever wake it."""


class _NoWaiting(selectors.SelectSelector):
    """Finds nothing, and says how long it was asked to wait."""

    def __init__(self, waited: Callable[[float], None]) -> None:
        super().__init__()
        self._waited = waited

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise NothingLeftToWaitFor
        if timeout > 0:
            self._waited(timeout)
        return []


class SimulatedLoop(asyncio.SelectorEventLoop):
    """The same things in the same order, however busy the machine is."""

    def __init__(self) -> None:
        self._elapsed = 0.0
        super().__init__(_NoWaiting(self.leap))
        self._clock_resolution = RESOLUTION

    def time(self) -> float:
        return self._elapsed

    def leap(self, seconds: float) -> None:
        """Time passes in which nobody does anything, as on a machine that is suspended."""
        self._elapsed += seconds

    def run_in_executor(  # type: ignore[override]  # a future either way
        self, executor: Executor | None, func: Callable[..., T], *args: Any
    ) -> asyncio.Future[T]:
        """What would go to a thread is done at once."""
        done: asyncio.Future[T] = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as trouble:  # noqa: BLE001 (it is the future's)
            done.set_exception(trouble)
        return done


def simulated(doing: Callable[[SimulatedLoop], Coroutine[Any, Any, T]]) -> T:
    """What comes of it on a loop of its own."""
    loop = SimulatedLoop()
    try:
        return loop.run_until_complete(doing(loop))
    finally:
        loop.close()
