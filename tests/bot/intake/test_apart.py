"""A file is read in a process of its own, and however that ends, what comes of it is drafts or a refusal."""

from __future__ import annotations

import asyncio
import sys
from datetime import date, timedelta
from pathlib import Path

import psutil
import pytest

from bot.intake.apart import environment, read_apart
from gatherings.intake import Draft, Unreadable
from gatherings.intake.documents import LARGEST_DOCUMENT
from gatherings.intake.formats import read_programmes
from tests.gatherings.intake.documents.made import PROGRAMMES
from tests.gatherings.intake.texts import SAMPLES

GARBAGE = "not json"
A_MOMENT = timedelta(seconds=1)


async def read(data: bytes, *, filename: str = "program", day: date | None = None) -> tuple[Draft, ...]:
    return await read_apart(data, filename=filename, day=day, today=date(2027, 1, 4))


async def refused_by(script: str, data: bytes = b"x", *, longest: timedelta = timedelta(seconds=20)) -> str:
    """Why the file is refused where the child does something else."""
    child = (sys.executable, "-c", script)
    with pytest.raises(Unreadable) as refusal:
        await read_apart(data, filename="program", day=None, today=None, child=child, longest=longest)
    assert refusal.value.args_of_sentence == {"file": "program"}
    return refusal.value.reason.value


@pytest.mark.parametrize("sample", ["hostsamling.txt", "invitasjon.txt"])
async def test_what_comes_out_is_what_would_have_come_out_here(sample: str) -> None:
    data, day = (SAMPLES / sample).read_bytes(), date(2028, 3, 2)
    assert await read(data, filename=sample, day=day) == read_programmes(
        data, filename=sample, day=day, today=date(2027, 1, 4)
    )


@pytest.mark.parametrize("make", PROGRAMMES)
async def test_documents_of_every_make_are_read_within_the_limits(make: str) -> None:
    data = PROGRAMMES[make]()
    assert await read(data) == read_programmes(data, filename="program", today=date(2027, 1, 4))


async def test_a_refusal_arrives_as_it_was_raised() -> None:
    data = "# Vårsamling 15. april 2027\nKL.\tLENGDE\tTITTEL\tBESKRIVELSE\n15:15 – 14:30\t\tMøte\t\n".encode()
    with pytest.raises(Unreadable) as refusal:
        await read(data, filename="pro\udce5gram.txt")
    told = {"file": "pro?gram.txt", "line": 3, "text": "15:15 – 14:30"}
    assert (refusal.value.reason, refusal.value.args_of_sentence) == ("ends_before_start", told)


@pytest.mark.parametrize(
    "script",
    [
        "import os; os.kill(os.getpid(), 11)",
        "import sys; sys.exit(3)",
        "pass",
        f"print('{GARBAGE}')",
        """print('{"drafts": [], "reason": null, "args": {}}')""",
        """print('{"drafts": [], "reason": "made up", "args": {}}')""",
        "import sys; sys.stdin.read(); print('[' * 100000)",
        "import sys, os; os.close(0); os.close(1); sys.exit(0)",
    ],
)
async def test_a_child_that_dies_or_says_what_nobody_can_read_has_read_nothing(script: str) -> None:
    assert await refused_by(script, b"x" * 1_000_000) == "unsafe"


async def test_a_child_that_cannot_be_started_has_read_nothing() -> None:
    with pytest.raises(Unreadable, match="unsafe"):
        await read_apart(b"x", filename="program", day=None, today=None, child=("/none/such",))


async def test_a_child_that_talks_without_end_is_ended() -> None:
    assert await refused_by("import sys\nwhile True: sys.stdout.write('x' * 1_000_000)") == "unsafe"


async def test_a_child_that_does_not_end_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    script = (
        "import subprocess, sys, time\n"
        f"started = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(told)!r}, 'w').write(str(started.pid))\n"
        "time.sleep(600)"
    )
    assert await refused_by(script, longest=A_MOMENT * 3) == "unsafe"
    await _has_ended(int(told.read_text()))


async def _has_ended(pid: int) -> None:
    """Returns as soon as it has: who is killed is there for a moment more. Raises TimeoutError where it goes on."""
    async with asyncio.timeout(10):
        while True:
            if not _is_running(pid):
                return
            await asyncio.sleep(0.01)


def _is_running(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


async def test_who_no_longer_waits_leaves_no_child_behind(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    script = f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(3):
            await refused_by(script)
    await _has_ended(int(told.read_text()))


async def test_two_children_at_once_are_enough(tmp_path: Path) -> None:
    """Each child counts those that are at work while it is."""
    script = (
        "import os, pathlib, time\n"
        f"here = pathlib.Path({str(tmp_path)!r})\n"
        "own = here / f'{os.getpid()}.working'\n"
        "own.touch()\n"
        "time.sleep(0.3)\n"
        "(here / f'{os.getpid()}.counted').write_text(str(len(list(here.glob('*.working')))))\n"
        "own.unlink()"
    )
    assert await asyncio.gather(*[refused_by(script) for _ in range(5)]) == ["unsafe"] * 5
    counted = _counted(tmp_path)
    assert (len(counted), max(counted)) == (5, 2)


def _counted(folder: Path) -> list[int]:
    return [int(file.read_text()) for file in folder.glob("*.counted")]


async def test_a_file_that_is_too_large_starts_no_child() -> None:
    with pytest.raises(Unreadable) as refusal:
        await read_apart(bytes(LARGEST_DOCUMENT + 1), filename="x", day=None, today=None, child=("/none/such",))
    assert refusal.value.reason == "too_large"


def test_the_child_knows_none_of_our_secrets() -> None:
    ours = {
        "PATH": "/bin",
        "SAMBAND_SECRET_KEY": "x",
        "SAMBAND_DATABASE_URL": "y",
        "PGPASSWORD": "z",
        "AWS_KEY": "k",
        "PYTHONPATH": "/a",
    }
    given = environment(ours)
    assert (sorted(given), given["PATH"]) == (["PATH", "PYTHONPATH"], "/bin")
    assert (Path(given["PYTHONPATH"]) / "bot" / "intake").is_dir()
