"""A backup has all of one instant and no secret; a restore brings all of it back, or nothing."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from gatherings.store import Database
from gatherings.store.backing_up import back_up
from gatherings.store.backup_file import BackupDamaged, NotABackup, begun, sealed
from gatherings.store.migrate import bring_to, is_migrated, newest_revision
from gatherings.store.registration_tables import audit
from gatherings.store.restoring import BackupFromNewerVersion, DatabaseNotEmpty, restore
from gatherings.store.sqlite_files import writing_file
from gatherings.store.tables import delivery, network, person
from tests.builders import at
from tests.gatherings.filled import fill
from tests.operation.held import count_rows, held_in

SECRET = "hemmelig"
DIALECTS = ("sqlite", "postgresql")
NewAddress = Callable[[str], str]


@pytest.fixture
async def filled(database: Database) -> Database:
    """Rows in every table."""
    await fill(database)
    return database


async def restored(address: str, file: Path) -> int:
    database = Database.at(address)
    try:
        return await restore(database, file)
    finally:
        await database.close()


@pytest.mark.e2e
@pytest.mark.parametrize("onto", DIALECTS)
async def test_everything_comes_back_on_whatever_database(
    filled: Database, database_address: str, new_address: NewAddress, tmp_path: Path, onto: str
) -> None:
    await everything_comes_back(filled, database_address, new_address(onto), tmp_path)


@pytest.mark.parametrize("onto", ["postgresql"])
async def test_everything_that_a_server_holds_comes_back_on_a_server(
    postgres_address: str, new_address: NewAddress, tmp_path: Path, onto: str
) -> None:
    database = Database.at(postgres_address)
    await fill(database)
    await everything_comes_back(database, postgres_address, new_address(onto), tmp_path)
    await database.close()


async def everything_comes_back(filled: Database, database_address: str, address: str, tmp_path: Path) -> None:
    rows = await back_up(filled, tmp_path / "backup")
    held = await held_in(database_address)
    assert await restored(address, tmp_path / "backup") == rows == sum(map(len, held.values()))
    assert await held_in(address) == held
    assert [name for name, rows in held.items() if not rows] == []


@pytest.mark.e2e
@pytest.mark.parametrize("onto", DIALECTS)
async def test_after_a_restore_rows_are_numbered_on(
    filled: Database, new_address: NewAddress, tmp_path: Path, onto: str
) -> None:
    await back_up(filled, tmp_path / "backup")
    address = new_address(onto)
    await restored(address, tmp_path / "backup")
    database = Database.at(address)
    async with database.write() as tx:
        known = [number for table in (audit, delivery) for number in await tx.scalars(select(table.c.id))]
        await tx.execute(insert(audit).values(at=at("12:00"), actor="operator", kind="tried"))
        added = await tx.scalar(select(audit.c.id).where(audit.c.kind == "tried"))
    await database.close()
    assert added is not None
    assert added not in known


async def test_no_secret_of_an_open_evaluation_is_in_the_file(filled: Database, tmp_path: Path) -> None:
    await back_up(filled, tmp_path / "backup")
    assert SECRET.encode() not in (tmp_path / "backup").read_bytes()
    assert sqlite3.connect(tmp_path / "backup").execute("SELECT * FROM evaluation_secret").fetchall() == []


@pytest.mark.e2e
async def test_a_backup_has_one_instant_however_busy_others_are(
    database: Database, database_address: str, new_address: NewAddress, tmp_path: Path
) -> None:
    """Somebody writes a person and their network in one commit, again and again: never one without the other."""
    written = 0

    async def write_on() -> None:
        nonlocal written
        while True:
            async with database.write() as tx:
                await tx.execute(insert(person).values(id=f"p{written}", language_chosen=False))
                await tx.execute(insert(network).values(id=f"n{written}", slug=f"s{written}", title="x"))
            written += 1

    def back_up_beside() -> None:
        async def do() -> None:
            other = Database.at(database_address)
            await back_up(other, file)
            await other.close()

        asyncio.run(do())

    writing = asyncio.create_task(write_on())
    for number in range(2):
        file, before = tmp_path / f"backup{number}", written
        await asyncio.to_thread(back_up_beside)
        address = new_address("sqlite")
        await restored(address, file)
        held = await held_in(address)
        assert len(held["person"]) == len(held["network"])
        assert before <= len(held["person"]) <= written + 1
    writing.cancel()
    assert written > 3


async def test_what_is_in_a_database_is_not_mixed_with_a_backup(
    filled: Database, database_address: str, tmp_path: Path
) -> None:
    await back_up(filled, tmp_path / "backup")
    before = await held_in(database_address, without=())
    with pytest.raises(DatabaseNotEmpty):
        await restore(filled, tmp_path / "backup")
    assert await held_in(database_address, without=()) == before


async def test_a_database_with_empty_tables_is_empty(database: Database, tmp_path: Path) -> None:
    await back_up(database, tmp_path / "backup")
    assert await restore(database, tmp_path / "backup") == 0


@pytest.fixture(scope="module")
def whole(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A backup with rows in every table, made once."""
    folder = tmp_path_factory.mktemp("whole")
    shutil.copyfile(sqlite_template, folder / "samband.db")

    async def make() -> None:
        database = Database.at(f"sqlite:///{folder / 'samband.db'}")
        await fill(database)
        await back_up(database, folder / "backup")
        await database.close()

    asyncio.run(make())
    return (folder / "backup").read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE registration SET seat = 'digital'",
        "DELETE FROM fee WHERE id = 'fee-kari'",
        "INSERT INTO secret VALUES ('another', 'v')",
        "DROP TABLE need",
        "PRAGMA user_version = 1; DELETE FROM backup_contents WHERE name = 'need'",
    ],
)
async def test_a_backup_that_was_changed_is_refused_whole(
    whole: bytes, new_address: NewAddress, tmp_path: Path, change: str
) -> None:
    (tmp_path / "backup").write_bytes(whole)
    with sqlite3.connect(tmp_path / "backup") as opened:
        opened.executescript(change)
    address = new_address("sqlite")
    with pytest.raises(BackupDamaged):
        await restored(address, tmp_path / "backup")
    assert await count_rows(address) is None


async def test_a_byte_that_has_turned_is_found_wherever_it_is(
    whole: bytes, new_address: NewAddress, tmp_path: Path
) -> None:
    """In the head, in what lists the tables, in any page with rows. Bytes that nobody uses are nobody's loss."""
    words = [b"Kari Pr", b"fee-kari", b"CREATE TABLE need", b"fjordby.example", newest_revision().encode()]
    for place in [0, 69, *(whole.index(word) + 1 for word in words)]:
        (tmp_path / "turned").write_bytes(whole[:place] + bytes([whole[place] ^ 0x04]) + whole[place + 1 :])
        with pytest.raises((BackupDamaged, NotABackup)):
            await restored(new_address("sqlite"), tmp_path / "turned")


async def test_half_a_backup_is_found(whole: bytes, new_address: NewAddress, tmp_path: Path) -> None:
    (tmp_path / "half").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupDamaged):
        await restored(new_address("sqlite"), tmp_path / "half")


async def test_what_is_no_backup_is_refused(new_address: NewAddress, sqlite_address: str, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("Kjære alle")
    (tmp_path / "nothing").touch()
    for file in (tmp_path / "text", tmp_path / "nothing", Path(sqlite_address.removeprefix("sqlite:///"))):
        with pytest.raises(NotABackup):
            await restored(new_address("sqlite"), file)
    with pytest.raises(FileNotFoundError):
        await restored(new_address("sqlite"), tmp_path / "none")
    with pytest.raises(IsADirectoryError):
        await restored(new_address("sqlite"), tmp_path)


def old_backup(file: Path, revision: str) -> None:
    """As a version of that revision would have written it."""
    with writing_file(file) as target:
        begun(target)
        bring_to(target, revision)
        target.execute(text("INSERT INTO person (id, name, language_chosen) VALUES ('p', 'Kari Nes', 0)"))
        sealed(target)


@pytest.mark.parametrize(
    ("revision", "onto"),
    [("0001", "sqlite"), *(pytest.param(one, "postgresql", marks=pytest.mark.e2e) for one in ("0001", "0004"))],
)
async def test_a_backup_of_an_older_version_is_brought_to_this_one(
    new_address: NewAddress, tmp_path: Path, onto: str, revision: str
) -> None:
    await asyncio.to_thread(old_backup, tmp_path / "backup", revision)
    before = (tmp_path / "backup").read_bytes()
    address = new_address(onto)
    await restored(address, tmp_path / "backup")
    database = Database.at(address)
    assert await is_migrated(database)
    async with database.read() as tx:
        assert list(await tx.scalars(select(person.c.name))) == ["Kari Nes"]
    await database.close()
    assert (tmp_path / "backup").read_bytes() == before


async def test_a_backup_of_a_newer_version_is_refused(new_address: NewAddress, tmp_path: Path) -> None:
    with writing_file(tmp_path / "backup") as target:
        begun(target)
        bring_to(target, newest_revision())
        target.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        sealed(target)
    address = new_address("sqlite")
    with pytest.raises(BackupFromNewerVersion):
        await restored(address, tmp_path / "backup")
    assert await count_rows(address) is None
