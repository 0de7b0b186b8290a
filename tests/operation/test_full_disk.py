"""A full disk: nobody is told that they are registered who is not, and it heals without a restart.

`limit` is the process's own limit of how large a file may be (RLIMIT_FSIZE): unprivileged, everywhere, and a write that
fails; the system says EFBIG where a full disk says ENOSPC. `tmpfs` is a disk that really is full.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.clock import machine_now
from tests.doubles.botframework import BotFramework
from tests.doubles.teams import TeamsClient
from tests.operation.people import BEGUN, REGISTERED, Teams, prepared, registered
from tests.operation.service import Service, environment_of, running

PEOPLE = 24

Fill = Callable[[Service], None]


@dataclass(frozen=True)
class Disk:
    """A place for a database that can be made full, and emptied."""

    folder: Path
    fill: Fill
    free: Fill


@pytest.fixture
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    if request.param == "limit":
        yield Disk(tmp_path, lambda service: limit(service, tmp_path), unlimit)
        return
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a disk can be mounted only by who administers the machine")
    try:
        yield Disk(folder, lambda _: fill_up(folder), lambda _: (folder / "filler").unlink())
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def limit(service: Service, folder: Path) -> None:
    """No file may be larger than the log of the database is now, and little more."""
    largest = max(file.stat().st_size for file in folder.iterdir()) + 20_000
    resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))


def unlimit(service: Service) -> None:
    resource.prlimit(service.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def fill_up(folder: Path) -> None:
    with suppress(OSError), (folder / "filler").open("wb", buffering=0) as filler:
        while True:
            filler.write(b"x" * 4096)


@pytest.mark.e2e
@pytest.mark.parametrize("disk", ["limit", "tmpfs"], indirect=True)
async def test_who_is_told_to_be_registered_is_and_the_others_can_be_once_there_is_room(
    disk: Disk, sqlite_template: Path, tmp_path: Path
) -> None:
    file = Path(shutil.copyfile(sqlite_template, disk.folder / "samband.db"))
    database = await prepared(f"sqlite:///{file}")
    async with BotFramework(machine_now, keeps_limits=False) as cloud, aiohttp.ClientSession() as session:
        cloud.members.update({f"29:p{n}": f"p{n}@hitra.kommune.no" for n in range(PEOPLE)})
        clock = f"{BEGUN.isoformat(timespec='seconds')}@1"
        environment = environment_of(cloud, f"sqlite:///{file}", CLOCK=clock)
        async with running(environment, log=tmp_path / "the.log") as service:
            teams = Teams(cloud, TeamsClient(cloud, session, f"{service.url}/api/messages"))
            talks = [teams.client.personal(f"p{n}", f"Person {n}") for n in range(PEOPLE)]
            for talk in talks:
                await teams.say(talk, "meld meg på")
            buttons = [teams.last_button(talk) for talk in talks]
            disk.fill(service)
            told = [await teams.press(talk, pressed) for talk, pressed in zip(talks, buttons, strict=True)]
            asked = await teams.say(talks[-1], "hva er neste?")
            alive = [await status(session, service, path) for path in ("/healthz", "/metrics")]
            disk.free(service)
            refused = [n for n, said in enumerate(told) if REGISTERED not in said]
            assert await registered(database) == sorted(f"Person {n}" for n in range(PEOPLE) if n not in refused)
            assert refused != []
            assert [told[n] for n in refused if told[n] and "ingenting er endret" not in told[n]] == []
            again = [await teams.press(talks[n], buttons[n]) for n in refused]
            assert [said for said in again if REGISTERED not in said] == []
            assert await registered(database) == sorted(f"Person {n}" for n in range(PEOPLE))
            assert (alive, service.process.returncode, REGISTERED in asked) == ([200, 200], None, False)
            assert await status(session, service, "/readyz") == 200
            assert (await service.terminate())[0] == 0
    await database.close()


async def status(session: aiohttp.ClientSession, service: Service, path: str) -> int:
    async with session.get(f"{service.url}{path}") as answer:
        return answer.status
