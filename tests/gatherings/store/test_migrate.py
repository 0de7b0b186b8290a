from gatherings.store import Database
from gatherings.store.migrate import is_migrated, list_differences, migrate


async def test_the_migrated_tables_are_the_ones_the_code_uses(database: Database) -> None:
    assert await list_differences(database) == []


async def test_migrating_twice_does_nothing(database: Database) -> None:
    assert await migrate(database) == await migrate(database)
    assert await is_migrated(database)


async def test_a_new_database_is_not_migrated(tmp_path: object) -> None:
    database = Database.at(f"sqlite:///{tmp_path}/new.db")
    assert not await is_migrated(database)
    await database.close()
