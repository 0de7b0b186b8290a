"""Histories: made of a seed, lived through step by step, and made shorter where one breaks a promise."""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from gatherings.store import Database
from tests.simulation.loop import SimulatedLoop, simulated
from tests.simulation.operations import KINDS
from tests.simulation.promises import Broken, Promises
from tests.simulation.scenery import Scenery, furnish, scenery_of
from tests.simulation.world import World

USUAL_LENGTH: Final = 50
LARGEST_PICK: Final = 2**16
SCENERIES: Final = 100
"""So many beginnings there are; seeds that are so far apart begin alike."""
TRIES: Final = 120
"""So many shorter histories are tried at most."""
REST: Final = (*(timedelta(minutes=10),) * 6, *(timedelta(hours=1),) * 6, timedelta(hours=12))
"""What is waited at the end, until all is quiet: longer than any wait that there is, and for what waits behind it."""
_ID: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Step:
    """One operation with what it picks by."""

    name: str
    picks: tuple[int, int, int]

    def __str__(self) -> str:
        return f"{self.name}({', '.join(map(str, self.picks))})"


@dataclass(frozen=True, slots=True)
class Lived:
    """What a history came to. `broken` is the promise that was not kept, and at which step."""

    seed: int
    steps: int
    checks: int
    digest: str
    trace: tuple[str, ...]
    broken: str | None = None


def history_of(seed: int, length: int = USUAL_LENGTH) -> list[Step]:
    """The steps of a seed."""
    random = Random(f"history {seed}")
    names = list(KINDS)
    chosen = random.choices(names, weights=[KINDS[name].times for name in names], k=length)
    return [Step(name, _picks(random)) for name in chosen]


def _picks(random: Random) -> tuple[int, int, int]:
    return random.randrange(LARGEST_PICK), random.randrange(LARGEST_PICK), random.randrange(LARGEST_PICK)


@cache
def _opened(path: Path) -> Database:
    """One for each place: statements are compiled once for each engine."""
    return Database.at(f"sqlite:///{path}")


@dataclass(frozen=True)
class Stage:
    """Where histories are lived through: a folder, with a migrated database to begin from."""

    folder: Path
    template: Path

    @property
    def path(self) -> Path:
        return self.folder / "simulated.db"

    def clear(self) -> None:
        for left in self.folder.glob(f"{self.path.name}*"):
            left.unlink()

    async def furnished(self, number: int) -> Scenery:
        """The scenery of that number, in the database. It is made once, and copied after that."""
        scenery = scenery_of(Random(f"scenery {number}"))
        kept = self.folder / f"furnished-{number}.db"
        self.clear()
        if kept.exists():
            shutil.copyfile(kept, self.path)
            return scenery
        shutil.copyfile(self.template, self.path)
        await furnish(_opened(self.path), scenery)
        await _opened(self.path).close()
        shutil.copyfile(self.path, kept)
        return scenery


def nothing(_: World) -> None:
    """The house is as it is."""


Spoil = Callable[[World], None]


def live(seed: int, steps: Sequence[Step], stage: Stage, *, spoil: Spoil = nothing) -> Lived:
    """Lives through the steps. How long things take on the way is the seed's as well; `spoil` breaks the house first."""
    with _in_silence():
        return simulated(lambda loop: _live(loop, seed, steps, stage, spoil))


async def _live(loop: SimulatedLoop, seed: int, steps: Sequence[Step], stage: Stage, spoil: Spoil) -> Lived:
    scenery = await stage.furnished(seed % SCENERIES)
    world = World(loop, _opened(stage.path), stage.path, scenery, Random(f"world {seed}"))
    world.begin()
    promises = Promises.begin(world)
    world.looked = promises.check
    spoil(world)
    broken = None
    try:
        for number, step in enumerate(steps):
            world.trace.append(f"{number} {step} at {world.clock.now():%Y-%m-%d %H:%M:%S.%f}")
            before = len(world.network.arrivals)
            await KINDS[step.name].does(world, *step.picks)
            await world.settle()
            world.trace += [
                f"  {one.conversation} {one.key.partition(':')[0]} {one.elapsed:.6f} {one.said}"
                for one in world.network.arrivals[before:]
            ]
        await _come_to_rest(world, promises)
    except Broken as promise:
        broken = f"after {_last_step(world.trace)}: {promise}"
    finally:
        await world.end()
    trace = tuple(_without_ids(world.trace))
    digest = hashlib.sha256("\n".join(trace).encode()).hexdigest()[:16]
    return Lived(seed, len(steps), promises.checks, digest, trace, broken)


def _last_step(trace: Sequence[str]) -> str:
    return next((line for line in reversed(trace) if not line.startswith(" ")), "nothing")


async def _come_to_rest(world: World, promises: Promises) -> None:
    """Nothing fails any more, and there is time for everything that was put off."""
    world.network.coming.clear()
    world.faults.coming.clear()
    for wait in REST:
        world.loop.leap(wait.total_seconds())
        await world.tick()
        if promises.is_quiet():
            break
    promises.at_the_end()


def _without_ids(trace: Sequence[str]) -> Iterator[str]:
    """Random ids by the order in which they appear: nothing else is random."""
    known: dict[str, str] = {}
    for line in trace:
        yield _ID.sub(lambda found: known.setdefault(found[0], f"#{len(known)}"), line)


@contextmanager
def _in_silence() -> Iterator[None]:
    """What fails here is meant to."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def shortened(seed: int, steps: Sequence[Step], stage: Stage, *, spoil: Spoil = nothing) -> list[Step]:
    """A shorter history that breaks a promise as well: pieces are left out, large ones first."""
    kept, piece, tries = list(steps), max(1, len(steps) // 2), 0
    while piece >= 1 and tries < TRIES:
        at, is_shorter = 0, False
        while at < len(kept) and tries < TRIES:
            tried = kept[:at] + kept[at + piece :]
            tries += 1
            if live(seed, tried, stage, spoil=spoil).broken:
                kept, is_shorter = tried, True
            else:
                at += piece
        if not is_shorter:
            piece //= 2
    return kept
