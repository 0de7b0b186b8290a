"""Many histories: `python -m tests.simulation --histories 10000 --seed 1`.

A history is its seed: where one breaks a promise, the command that lives through it again is printed, with the steps
that are enough for it. `--seed` goes on where a run was stopped.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from gatherings.store import Database
from gatherings.store.migrate import migrate
from tests.simulation.history import USUAL_LENGTH, Lived, Stage, Step, history_of, live, shortened

MEMORY = Path("/dev/shm")
TOLD_EVERY = 100


async def _migrated(template: Path) -> None:
    database = Database.at(f"sqlite:///{template}")
    await migrate(database)
    await database.close()


def _told(lived: Lived, steps: list[Step], stage: Stage, *, chosen: bool) -> None:
    print(f"seed={lived.seed} {lived.broken}")
    if not chosen:
        enough = shortened(lived.seed, steps, stage)
        which = ",".join(str(steps.index(step)) for step in enough)
        again = f"python -m tests.simulation --histories 1 --seed {lived.seed} --steps {len(steps)}"
        print(f"  again: {again}")
        print(f"  enough: {again} --only {which}", *(f"    {step}" for step in enough), sep="\n", flush=True)


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    asked.add_argument("--histories", type=int, default=10_000)
    asked.add_argument("--seed", type=int, default=1, help="of the first; the others follow")
    asked.add_argument("--steps", type=int, default=USUAL_LENGTH)
    asked.add_argument("--only", help="of a history's steps only these, by number")
    asked.add_argument("--trace", action="store_true", help="print all that happens")
    said = asked.parse_args()
    began, operations, checks, violations, done = time.process_time(), 0, 0, 0, 0
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        stage = Stage(Path(folder), Path(folder) / "template.db")
        asyncio.run(_migrated(stage.template))
        for seed in range(said.seed, said.seed + said.histories):
            steps = history_of(seed, said.steps)
            if said.only:
                steps = [steps[int(number)] for number in said.only.split(",")]
            lived = live(seed, steps, stage)
            operations, checks, done = operations + lived.steps, checks + lived.checks, done + 1
            if said.trace:
                print(*lived.trace, f"digest={lived.digest}", sep="\n")
            if lived.broken:
                violations += 1
                _told(lived, steps, stage, chosen=bool(said.only))
            if done % TOLD_EVERY == 0 and done < said.histories:
                print(f"histories={done} operations={operations} violations={violations} next={seed + 1}", flush=True)
    seconds = time.process_time() - began
    print(f"histories={done} operations={operations} violations={violations} seed={said.seed} {checks=} {seconds=:.0f}")
    return int(violations > 0)


if __name__ == "__main__":
    sys.exit(main())
