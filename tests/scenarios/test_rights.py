"""A person's rights: to see all that is kept about them, and to have it deleted; in Teams and on the page."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

import pytest

from gatherings.registration import FeeReason
from gatherings.store import Database
from gatherings.store.fees import list_fees
from gatherings.store.registrations import list_registrations
from gatherings.store.tables import metadata
from gatherings.terms import Fee, Terms
from tests.builders import at, gathering
from tests.doubles.smtp import Post, mail_server
from tests.doubles.teams import Talk
from tests.scenarios.page import Visitor, a_visitor
from tests.scenarios.scene import Scene, a_scene, words

EARLY, LATE = at("10:00", date(2027, 3, 15)), at("10:00", date(2027, 4, 6))
TERMS = Terms(deadline=date(2027, 4, 1), fee_late=Fee(500), fee_absent=Fee())
EMAIL = "kari.nes@hitra.kommune.no"


@dataclass
class Stage:
    """A service with mail, and a browser."""

    scene: Scene
    browser: Visitor

    @property
    def kari(self) -> Talk:
        self.scene.cloud.members["29:kari"] = EMAIL
        return self.scene.teams.personal()

    async def sign_up_in_teams(self) -> None:
        await self.scene.say(self.kari, "meld meg på")
        await self.scene.choose(self.kari, "Meld på, i salen", food="nøtteallergi", access="teleslynge")

    async def sign_up_on_the_page(self) -> None:
        await self.browser.get("/")
        await self.browser.open()
        await self.browser.say("meld meg på")
        await self.browser.choose("Neste", name="Kari Nes", email=EMAIL)
        await self.browser.choose("Meld på, i salen", food="nøtteallergi")
        await self.scene.tick()

    async def tables_with(self, *texts: str) -> set[str]:
        """The tables in which one of the texts stands anywhere."""
        async with self.scene.database.read() as tx:
            rows = {table.name: repr(list(await tx.execute(table.select()))) for table in metadata.sorted_tables}
        return {name for name, stored in rows.items() if any(text in stored for text in texts)}


@pytest.fixture
async def stage(database: Database) -> AsyncIterator[Stage]:
    async with (
        mail_server(Post()) as port,
        a_scene(database, at=EARLY, smtp_port=port) as scene,
        a_visitor(scene.url) as browser,
    ):
        await scene.change(terms=TERMS)
        yield Stage(scene, browser)


async def test_everything_that_is_kept_comes_in_one_file_by_a_link_that_works_once(stage: Stage) -> None:
    scene = stage.scene
    await stage.sign_up_in_teams()
    await scene.say(stage.kari, "følg programmet")
    said = await scene.say(stage.kari, "vis mine data")
    link = scene.link_in_last(stage.kari)
    file, again = await stage.browser.press(link), await stage.browser.get(link)
    kept = json.loads(file.text)
    assert said[0].startswith("Dine data")
    assert (file.status, again.status) == (200, 404)
    assert (kept["person"]["name"], kept["person"]["email"]) == ("Kari Nes", EMAIL)
    assert {name for name, rows in kept.items() if rows} >= {
        "person",
        "known_as",
        "conversations",
        "follows",
        "registrations",
        "links",
        "messages_sent",
        "recent_traces",
    }
    for told in ("nøtteallergi", "teleslynge", "Melder du deg av etter torsdag 1. april"):
        assert told in file.text


async def test_who_is_registered_sees_the_cost_first_and_is_cancelled_and_deleted(stage: Stage) -> None:
    scene = stage.scene
    await stage.sign_up_in_teams()
    scene.clock.at = LATE
    asked = await scene.say(stage.kari, "slett meg")
    assert "meldes du av nå, faktureres Hitra kommune 500 kroner." in asked[0]
    async with scene.database.read() as tx:
        assert [one.seat for one in await list_registrations(tx, gathering().id)] != [None]
    last = await scene.choose(stage.kari, "Slett alt om meg")
    await scene.tick()
    async with scene.database.read() as tx:
        owed = [(one.name, one.reason, one.fee) for one in await list_fees(tx, gathering().id)]
        assert await list_registrations(tx, gathering().id) == []
    assert last[0].startswith("Alt om deg er slettet.")
    assert owed == [("Kari Nes", FeeReason.LATE, Fee(500))]
    assert await stage.tables_with("Kari Nes", EMAIL, "nøtteallergi", "29:kari") == {"fee"}
    assert scene.posts(stage.kari)[-1] == "Alt om deg er slettet."


async def test_before_the_last_free_day_nothing_is_left_at_all(stage: Stage) -> None:
    await stage.sign_up_in_teams()
    asked = await stage.scene.say(stage.kari, "slett meg")
    await stage.scene.choose(stage.kari, "Slett alt om meg")
    assert "avmelding er gratis." in asked[0]
    assert await stage.tables_with("Kari Nes", EMAIL, "nøtteallergi", "29:kari") == set()


async def test_where_the_cost_has_changed_since_it_was_shown_nothing_is_deleted(stage: Stage) -> None:
    await stage.sign_up_in_teams()
    await stage.scene.say(stage.kari, "slett meg")
    stage.scene.clock.at = LATE
    said = await stage.scene.choose(stage.kari, "Slett alt om meg")
    assert said[0].startswith("Kostnaden er endret siden du så den.")
    assert await stage.tables_with("nøtteallergi") == {"need"}
    async with stage.scene.database.read() as tx:
        assert len(await list_registrations(tx, gathering().id)) == 1


async def test_who_thinks_better_of_it_keeps_everything(stage: Stage) -> None:
    await stage.sign_up_in_teams()
    await stage.scene.say(stage.kari, "slett meg")
    await stage.scene.choose(stage.kari, "Nei")
    assert (await stage.scene.say(stage.kari, "er jeg påmeldt?"))[0].startswith("Du er påmeldt, i salen.")


async def test_on_the_page_the_last_word_arrives_on_the_open_socket_and_is_kept_nowhere(stage: Stage) -> None:
    browser = stage.browser
    await stage.sign_up_on_the_page()
    asked = await browser.say("slett meg")
    assert "avmelding er gratis." in asked[-1]
    async with browser.listening() as socket:
        await browser.press_only("Slett alt om meg")
        heard: list[str] = []
        while not any(one.startswith("Alt om deg er slettet.") for one in heard):
            heard += [words(one) for one in (await socket.receive_json(timeout=10))["activities"] if "from" in one]
    assert await stage.tables_with("Kari Nes", EMAIL, "nøtteallergi", "Alt om deg er slettet") == set()


async def test_who_writes_again_is_somebody_new(stage: Stage) -> None:
    await stage.sign_up_in_teams()
    await stage.scene.say(stage.kari, "slett meg")
    await stage.scene.choose(stage.kari, "Slett alt om meg")
    assert (await stage.scene.say(stage.kari, "er jeg påmeldt?"))[0].startswith("Du er ikke påmeldt.")
