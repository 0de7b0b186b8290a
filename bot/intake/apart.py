"""Programmes out of files, each read in a process of its own that has little and dies young."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from weakref import WeakKeyDictionary

from bot.intake.carried import Errand, read_outcome, write_errand
from gatherings.intake.documents import LARGEST_DOCUMENT
from gatherings.intake.draft import Draft, Reason, Unreadable

log = logging.getLogger(__name__)

CHILD: Final = (sys.executable, "-P", "-m", "bot.intake.reading")
ROOT: Final = Path(__file__).parents[2]
LONGEST: Final = timedelta(seconds=15)
"""The child ends itself after little CPU; this is for a machine that is so busy that it does not come to it."""
MOST_AT_ONCE: Final = 2
LARGEST_OUTCOME: Final = 32 * 1024 * 1024
PASSED_ON: Final = (
    "PATH", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "TZDIR",
    "PYTHONHOME", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE",
)  # fmt: skip

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


class _Silent(Exception):  # noqa: N818 (a sentence, as everywhere)
    """The child has said nothing that can be used."""


async def read_apart(
    data: bytes,
    *,
    filename: str,
    day: date | None,
    today: date | None,
    child: Sequence[str] = CHILD,
    longest: timedelta = LONGEST,
) -> tuple[Draft, ...]:
    """The drafts of the gatherings in a file, as `read_programmes` gives them.

    Raises Unreadable: with the child's own reason, or that the file could not be read safely, however the child ended.
    """
    filename = filename.encode(errors="replace").decode()
    if len(data) > LARGEST_DOCUMENT:
        raise Unreadable(Reason.TOO_LARGE, file=filename, limit=LARGEST_DOCUMENT // 1024 // 1024)
    async with _turn():
        try:
            told = await _told(child, write_errand(Errand(filename, day, today)) + data, longest)
            return read_outcome(told)
        except (_Silent, ValueError) as silent:
            log.warning("file_not_read_safely why=%s", silent if isinstance(silent, _Silent) else "garbage")
            raise Unreadable(Reason.UNSAFE, file=filename) from None


def _turn() -> asyncio.Semaphore:
    """So that not more children than two are at work, and the machine goes on with what else it does."""
    return _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(MOST_AT_ONCE))


def environment(ours: Mapping[str, str]) -> dict[str, str]:
    """What the child is given of our environment: nothing of ours, and nothing that could be a secret."""
    return {name: ours[name] for name in PASSED_ON if name in ours} | {"PYTHONPATH": str(ROOT)}


async def _told(child: Sequence[str], asked: bytes, longest: timedelta) -> bytes:
    """What the child has written until its end. Raises _Silent where that was not a good one."""
    try:
        process = await asyncio.create_subprocess_exec(
            *child,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd="/",
            env=environment(os.environ),
            start_new_session=True,
        )
    except OSError as wrong:
        raise _Silent(f"not_started {type(wrong).__name__}") from None
    try:
        async with asyncio.timeout(longest.total_seconds()):
            _, told = await asyncio.gather(_ask(process, asked), _listen(process))
            code = await process.wait()
    except BaseException as wrong:
        await _kill(process)
        if isinstance(wrong, TimeoutError):
            raise _Silent("time_out") from None
        raise
    if code:
        raise _Silent(f"ended_with {code}")
    return told


async def _ask(process: asyncio.subprocess.Process, asked: bytes) -> None:
    assert process.stdin
    with suppress(BrokenPipeError, ConnectionResetError):  # it has ended before it has read all; how, its code tells
        process.stdin.write(asked)
        await process.stdin.drain()
    process.stdin.close()


async def _listen(process: asyncio.subprocess.Process) -> bytes:
    assert process.stdout
    told = bytearray()
    while some := await process.stdout.read(64 * 1024):
        told += some
        if len(told) > LARGEST_OUTCOME:
            raise _Silent("endless")
    return bytes(told)


async def _kill(process: asyncio.subprocess.Process) -> None:
    """Ends the child, and whatever it may have started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    assert process.stdout
    while await process.stdout.read(64 * 1024):
        pass  # what is left in the pipe: while nobody reads it, asyncio does not see that the process has ended
    await process.wait()
