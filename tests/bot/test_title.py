"""The page's title: that of the gathering, and never a reason for the page not to come."""

from bot.page.title import title_of
from gatherings.store import Database
from tests.builders import at
from tests.scenarios.clocks import HandClock
from tests.scenarios.scene import a_scene


async def test_the_page_is_named_after_the_gathering_that_is_on(database: Database) -> None:
    async with a_scene(database, at=at("09:00")) as scene:
        assert await title_of(database, scene.clock) == "Vårsamling"


async def test_the_page_comes_without_a_database(tmp_path: object) -> None:
    unmigrated = Database.at(f"sqlite:///{tmp_path}/empty.db")
    assert await title_of(unmigrated, HandClock(at("09:00"))) == "Samband"
    await unmigrated.close()
