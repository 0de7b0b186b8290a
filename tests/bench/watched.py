"""Samband in a loop that is watched: `python -m tests.bench.watched run`, as `python -m bot run`.

For how long the loop did not come round stands, in milliseconds, in the file that SAMBAND_BENCH_STALL names, each time
that SIGUSR1 comes: the longest since the last time. The watch comes every five milliseconds; every two it took a
twentieth of a processor for itself.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Final

from bot.__main__ import main

EVERY: Final = 0.005
FILE: Final = "SAMBAND_BENCH_STALL"


class Watch:
    """Sees how much later than it should a loop comes round."""

    def __init__(self, loop: asyncio.AbstractEventLoop, file: Path) -> None:
        self._loop, self._file, self._worst = loop, file, 0.0
        self._next = loop.time()
        loop.add_signal_handler(signal.SIGUSR1, self._write)
        loop.call_soon(self._look)

    def _look(self) -> None:
        now = self._loop.time()
        self._worst = max(self._worst, now - self._next)
        self._next = now + EVERY
        self._loop.call_at(self._next, self._look)

    def _write(self) -> None:
        beside = self._file.with_suffix(".new")
        beside.write_text(f"{1000 * self._worst:.2f}")
        beside.rename(self._file)
        self._worst = 0.0


class Watching(asyncio.DefaultEventLoopPolicy):
    """Loops with a watch."""

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        loop = super().new_event_loop()
        Watch(loop, Path(os.environ[FILE]))
        return loop


if __name__ == "__main__":
    asyncio.set_event_loop_policy(Watching())
    sys.exit(main())
