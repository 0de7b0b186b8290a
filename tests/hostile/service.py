"""The service as an operator starts it: a process of its own, with what it writes to standard error."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True)
class Service:
    """Where it is, and where its standard error goes."""

    url: str
    errors: Path

    def log(self) -> str:
        return self.errors.read_text(encoding="utf-8")


@asynccontextmanager
async def running(folder: Path, environment: Mapping[str, str]) -> AsyncIterator[Service]:
    """`python -m bot run` with these settings, until the context ends; then it is stopped as an operator does it."""
    errors = folder / "stderr.txt"
    settings = {f"SAMBAND_{name}": value for name, value in environment.items()}
    known = {name: value for name, value in os.environ.items() if not name.startswith("SAMBAND_")}
    with errors.open("wb") as written:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", "--json",
            cwd=folder, env={**known, **settings, "PYTHONPATH": str(ROOT), "SAMBAND_PORT": "0"},
            stdout=asyncio.subprocess.PIPE, stderr=written,
        )  # fmt: skip
        try:
            assert process.stdout is not None
            line = await process.stdout.readline()
            assert line, errors.read_text(encoding="utf-8")
            yield Service(json.loads(line)["url"], errors)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.communicate()
