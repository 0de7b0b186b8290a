"""Prints CPU and time of a turn, sends a second, and a tick: `python -m tests.bench`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.bench.sends import measure_sends
from tests.bench.tick import measure_ticks
from tests.bench.turns import measure_turns


async def main() -> None:
    """Everything, on SQLite; about a minute."""
    with tempfile.TemporaryDirectory() as folder:
        for measure in (measure_turns, measure_sends, measure_ticks):
            for line in await measure(Path(folder)):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()


asyncio.run(main())
