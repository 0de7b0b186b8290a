"""An hour of sign-ups, with backups taken in the middle of it; then an empty machine, and one documented command."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import aiohttp
import pytest

from bot.clock import machine_now
from bot.commands.exporting import FORMS_OF
from gatherings.store import Database
from tests.builders import gathering
from tests.doubles.botframework import BotFramework
from tests.doubles.teams import TeamsClient
from tests.operation.broadcast import until
from tests.operation.people import BEGUN, REGISTERED, Teams, prepared, registered
from tests.operation.rig import Rig
from tests.operation.service import environment_of, running

PEOPLE, AT_ONCE, BACKUPS = 60, 4, 4
STANDING = f"{BEGUN.isoformat(timespec='seconds')}@0"


async def signed_up(teams: Teams, numbers: Sequence[int], told: set[str]) -> None:
    """One after another they sign up; whoever was told so is remembered, some ask as well, and every fifth regrets."""
    chance = random.Random(numbers[0])
    for number in numbers:
        talk = teams.client.personal(f"p{number}", f"Person {number}")
        await teams.say(talk, "meld meg på")
        if REGISTERED in await teams.press(talk, teams.last_button(talk)):
            told.add(f"Person {number}")
        if chance.random() < 0.5:
            await teams.say(talk, "hva er neste?")
        if number % 5 == 0:
            await teams.say(talk, "hvem kommer?")


@pytest.mark.e2e
async def test_what_was_told_is_in_the_backup_and_the_lists_are_the_same_on_an_empty_machine(
    database_address: str, rig: Rig, new_address: Callable[[str], str], tmp_path: Path
) -> None:
    database, told = await prepared(database_address), set[str]()
    async with BotFramework(machine_now, keeps_limits=False) as cloud, aiohttp.ClientSession() as session:
        cloud.members.update({f"29:p{n}": f"p{n}@hitra.kommune.no" for n in range(PEOPLE)})
        environment = environment_of(cloud, database_address, CLOCK=f"{BEGUN.isoformat(timespec='seconds')}@60")
        async with running(environment, log=tmp_path / "log") as service:
            teams = Teams(cloud, TeamsClient(cloud, session, f"{service.url}/api/messages"))
            working = [
                asyncio.create_task(signed_up(teams, range(first, PEOPLE, AT_ONCE), told)) for first in range(AT_ONCE)
            ]
            for number in range(1, BACKUPS + 1):
                await until(lambda number=number: len(told) >= number * PEOPLE // (BACKUPS + 1))  # type: ignore[misc]
                await a_backup_has_who_was_told(rig, database_address, new_address("sqlite"), told)
            await asyncio.gather(*working)
            assert (await service.terminate())[0] == 0
    assert await registered(database) == sorted(told) == sorted(f"Person {n}" for n in range(PEOPLE))
    await database.close()
    for onto in ("sqlite", database_address.partition(":")[0]):
        restored = new_address(onto)
        assert (await a_backup(rig, database_address, restored)) == 0
        assert lists(rig, restored) == lists(rig, database_address)


async def a_backup_has_who_was_told(rig: Rig, address: str, restored: str, told: set[str]) -> None:
    before = set(told)
    assert await a_backup(rig, address, restored) == 0
    database = Database.at(restored)
    found = set(await registered(database))
    await database.close()
    assert before <= found <= {f"Person {n}" for n in range(PEOPLE)}


async def a_backup(rig: Rig, address: str, restored: str) -> int:
    """Taken while the service works, and restored where nothing was."""
    for left in rig.folder.iterdir():
        left.unlink()
    ended = await asyncio.to_thread(rig, "backup", "kopi.db", address=address)
    assert ended.code == 0, ended.out
    return (await asyncio.to_thread(rig, "restore", "kopi.db", address=restored)).code


def lists(rig: Rig, address: str) -> dict[str, tuple[int, bytes]]:
    """Every list in every form that is text, byte for byte; a workbook has the time it was written in it."""
    made: dict[str, tuple[int, bytes]] = {}
    for kind, forms in FORMS_OF.items():
        for form in forms:
            if form == "xlsx":
                continue
            file = rig.folder / f"{kind}.{form}"
            given = ("--gathering", gathering().slug, "--format", form, "--output", str(file))
            code = rig("export", kind, *given, address=address, CLOCK=STANDING).code
            made[file.name] = (code, file.read_bytes() if code == 0 else b"")
            file.unlink(missing_ok=True)
    assert [code for code, _ in made.values()].count(0) > 6, made
    return made
