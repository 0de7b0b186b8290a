"""A backup or a restore that is killed leaves nothing half under the final name, and can be done again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gatherings.store import Database
from tests.gatherings.filled import fill
from tests.operation.held import count_rows, held_in
from tests.operation.rig import KILLED, Rig

DIALECTS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.e2e))

BACKUP_POINTS = (
    "statement PRAGMA application_id",
    "statement CREATE TABLE gathering",
    "statement INSERT INTO person",
    "statement INSERT INTO delivery",
    "statement CREATE TABLE backup_contents",
    "statement INSERT INTO backup_contents",
    "statement COMMIT",
    "audit os.rename",
)
RESTORE_POINTS = (
    "statement CREATE TABLE gathering",
    "statement INSERT INTO network",
    "statement INSERT INTO registration",
    "statement INSERT INTO closed_answer",
    "commit 1",
)


def few_and_all(points: tuple[str, ...]) -> list[Any]:
    """The last of them each time; all of them where there is time."""
    return [pytest.param(points[-1:], id="few"), pytest.param(points, id="all", marks=pytest.mark.e2e)]


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    """A database with rows in every table."""
    found = str(request.getfixturevalue({"sqlite": "sqlite_address", "postgresql": "postgres_address"}[request.param]))

    async def do() -> None:
        database = Database.at(found)
        await fill(database)
        await database.close()

    asyncio.run(do())
    return found


@pytest.fixture
def files(rig: Rig) -> Iterator[Path]:
    """The folder in which commands are run, with nothing in it: others run theirs there too."""
    _empty(rig.folder)
    yield rig.folder
    _empty(rig.folder)


def _empty(folder: Path) -> None:
    for left in folder.iterdir():
        left.unlink()


@pytest.mark.parametrize("points", few_and_all(BACKUP_POINTS))
@pytest.mark.parametrize("address", DIALECTS, indirect=True)
def test_a_backup_that_is_killed_leaves_no_file_of_that_name_and_no_secret(
    rig: Rig, files: Path, address: str, points: tuple[str, ...]
) -> None:
    for point in points:
        assert rig("backup", "kopi", address=address, at=point).code == KILLED, point
        left = {file.name: file.read_bytes() for file in files.iterdir()}
        assert [name for name in left if name != "kopi.unfinished"] == [], point
        assert [name for name, body in left.items() if b"hemmelig" in body] == [], point
    assert rig("backup", "kopi", address=address).code == 0
    assert [file.name for file in files.iterdir()] == ["kopi"]


@pytest.mark.e2e
@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_backup_that_is_killed_when_it_has_its_name_is_whole(
    rig: Rig, files: Path, address: str, new_address: Callable[[str], str]
) -> None:
    assert rig("backup", "kopi", address=address, at="statement INSERT INTO audit (at, actor").code == KILLED
    onto = new_address("sqlite")
    assert rig("restore", "kopi", address=onto).code == 0
    assert asyncio.run(held_in(onto)) == asyncio.run(held_in(address))


@pytest.mark.parametrize("points", few_and_all(RESTORE_POINTS))
@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_restore_that_is_killed_leaves_an_empty_database_that_takes_it_again(
    rig: Rig, files: Path, address: str, new_address: Callable[[str], str], dialect: str, points: tuple[str, ...]
) -> None:
    assert rig("backup", "kopi", address=address).code == 0
    held, onto = asyncio.run(held_in(address)), new_address(dialect)
    for point in points:
        assert rig("restore", "kopi", address=onto, at=point).code == KILLED, point
        assert asyncio.run(count_rows(onto)) is None, point
    assert rig("restore", "kopi", address=onto).code == 0
    again = rig("restore", "kopi", address=onto)
    restored = {**asyncio.run(held_in(onto)), "audit": held["audit"]}
    assert (restored, again.code) == (held, 1)
    assert again.out == (
        "There is something in the database already, and a backup is not mixed with it. Nothing has been changed. "
        "Choose an empty database with SAMBAND_DATABASE_URL.\n"
    )


@pytest.mark.e2e
@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_restore_that_is_killed_after_its_commit_is_done(
    rig: Rig, files: Path, address: str, new_address: Callable[[str], str]
) -> None:
    assert rig("backup", "kopi", address=address).code == 0
    onto = new_address("sqlite")
    assert rig("restore", "kopi", address=onto, at="committed 1").code == KILLED
    assert (asyncio.run(held_in(onto))["registration"], rig("doctor", address=onto).code in {0, 1}) == (
        asyncio.run(held_in(address))["registration"],
        True,
    )
