from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from gatherings.store import Database
from gatherings.store.migrate import is_migrated, migrate, newest_revision
from gatherings.store.stepping import _config, list_differences
from gatherings.store.tables import person, transcript


async def test_the_migrated_tables_are_the_ones_the_code_uses(database: Database) -> None:
    assert await list_differences(database) == []


async def test_migrating_twice_does_nothing(database: Database) -> None:
    assert await migrate(database) == await migrate(database)
    assert await is_migrated(database)


async def test_the_newest_revision_is_the_one_that_the_migrations_come_to() -> None:
    assert newest_revision() == ScriptDirectory.from_config(_config()).get_current_head()


async def test_a_new_database_is_not_migrated(tmp_path: object) -> None:
    database = Database.at(f"sqlite:///{tmp_path}/new.db")
    assert not await is_migrated(database)
    await database.close()


async def test_what_was_there_before_ages_were_kept_counts_from_the_migration(tmp_path: object) -> None:
    database = Database.at(f"sqlite:///{tmp_path}/old.db")
    async with database.write() as tx:
        await tx.run_sync(lambda connection: command.upgrade(_config(connection), "0001"))
        await tx.execute(text("INSERT INTO person (id, language_chosen) VALUES ('p', 0)"))
        await tx.execute(text("INSERT INTO transcript VALUES ('c', 'dl', '2020-01-01 00:00:00.000000', 0)"))
    await migrate(database)
    async with database.read() as tx:
        seen_at = (await tx.execute(select(person.c.seen_at))).scalar_one()
        last_at = (await tx.execute(select(transcript.c.last_at))).scalar_one()
    assert (seen_at is not None and seen_at.year > 2020, last_at) == (True, seen_at)
    await database.close()
