"""Commands that are killed where we say, one after another, by one warm process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

KILLED = -signal.SIGKILL


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str


@dataclass(frozen=True)
class Rig:
    process: subprocess.Popen[str]
    folder: Path

    def __call__(self, *arguments: str, address: str, at: str = "", **settings: str) -> Ended:
        """How a command ended on the database; it is killed where `at` says, should it come there."""
        told = {"DATABASE_URL": address, "LANGUAGE": "en", **settings}
        environment = {f"SAMBAND_{name}": value for name, value in told.items()}
        job = {"arguments": arguments, "point": at, "environment": environment, "folder": str(self.folder)}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        ended = json.loads(self.process.stdout.readline())
        return Ended(ended["ended"], ended["out"])


@contextmanager
def rigged(folder: Path) -> Iterator[Rig]:
    known = {name: value for name, value in os.environ.items() if not name.startswith("SAMBAND_")}
    here = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-m", "tests.operation.killing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=here,
        env=known,
    ) as process:
        yield Rig(process, folder)
