"""Measures everything, each thing beside what it is compared with, and writes docs/benchmarks.md and the table of
the README: `python -m tests.bench`.

`python -m tests.bench turns tick` measures only those, and writes nothing but lines. Ends with 1 where an aim is missed.
"""

from __future__ import annotations

import asyncio
import os
import platform
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from tests.bench.figures import HEAD, Figure

PARTS: Final = (
    "turns",
    "sends",
    "broadcast",
    "firing",
    "claims",
    "transactions",
    "lookups",
    "registering",
    "evaluating",
    "tick",
    "starting",
)
PAGE: Final = Path("docs/benchmarks.md")
README: Final = Path("README.md")
MARKS: Final = "<!-- written by make bench -->", "<!-- until here -->"
INTRODUCTION: Final = """# What things cost

Written by `make bench`, whole; `python -m tests.bench turns` measures one part alone. Every figure is a median with the least and
the most of its rounds; what is compared is measured in turn, round by round, in the same run. What stands without an
aim is what ours is compared with. What misses its aim is in `docs/decisions/0012-what-the-bench-says.md`.
"""


async def main(parts: Sequence[str]) -> int:
    """1 where an aim is missed."""
    measured: dict[str, list[Figure]] = {}
    for part in parts or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            measured[part] = await _measure_of(part)(Path(folder))
        for figure in measured[part]:
            _say(f"bench {part} {figure.line()}")
    figures = [figure for found in measured.values() for figure in found]
    missed = [figure for figure in figures if not figure.is_met]
    _say(f"bench figures={len(figures)} aims={sum(f.aim is not None for f in figures)} missed={len(missed)}")
    if not parts:
        PAGE.write_text(_page(measured), encoding="utf-8")
        README.write_text(_with_table(README.read_text(encoding="utf-8"), figures), encoding="utf-8")
    return 1 if missed else 0


def _page(measured: Mapping[str, Sequence[Figure]]) -> str:
    machine = f"{os.cpu_count()} CPUs ({platform.machine()}), {platform.system()} {platform.release()}"
    said = [INTRODUCTION, f"Here: {machine}, Python {platform.python_version()}.\n"]
    for part, figures in measured.items():
        about = (import_module(f"tests.bench.{part}").__doc__ or "").strip()
        said.append(f"## {part.capitalize()}\n\n{about}\n\n{HEAD}\n" + "\n".join(f.row() for f in figures) + "\n")
    return "\n".join(said)


def _with_table(readme: str, figures: Sequence[Figure]) -> str:
    """The README with the figures that have an aim, between its two marks."""
    before, _, rest = readme.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    rows = "\n".join(figure.row() for figure in figures if figure.aim is not None)
    return f"{before}{MARKS[0]}\n\n{HEAD}\n{rows}\n\n{MARKS[1]}{after}"


def _measure_of(part: str) -> Callable[[Path], Awaitable[list[Figure]]]:
    measure: Callable[[Path], Awaitable[list[Figure]]] = import_module(f"tests.bench.{part}").measure
    return measure


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - set(PARTS):
        sys.exit(f"no such part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}")
    sys.exit(asyncio.run(main(sys.argv[1:])))
