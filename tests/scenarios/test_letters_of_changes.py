"""What goes by e-mail to somebody who is reached in no other way, as things change; and what they do from there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage

import pytest

from gatherings.actions.invitations import Invitee, invite_people
from gatherings.store import Database
from gatherings.terms import Fee, Terms
from tests.builders import at, gathering
from tests.doubles.smtp import Post, mail_server
from tests.doubles.teams import Talk
from tests.scenarios.letters import calendar_of, events_of, page_in, plain
from tests.scenarios.page import Visitor, a_visitor
from tests.scenarios.scene import Scene, a_scene

EARLY = at("10:00", date(2027, 3, 15))
TERMS = Terms(deadline=date(2027, 4, 1), fee_late=Fee(500), capacity=1)
JON = "jon.vik@froya.kommune.no"


@dataclass
class Far:
    """A service that sends letters; Jon has his address alone, and Marit is an organiser in Teams."""

    scene: Scene
    post: Post
    jon: Visitor

    @property
    def marit(self) -> Talk:
        return self.scene.teams.personal("marit", "Marit Sand")

    async def last(self) -> EmailMessage:
        """The last letter, once all of them have been carried."""
        await self.scene.tick()
        return self.post.taken[-1].letter

    async def ordered(self, words: str, button: str) -> None:
        await self.scene.say(self.marit, words)
        await self.scene.choose(self.marit, button)

    async def signed_up(self) -> None:
        """Jon signs up by his link."""
        await self.scene.forward(at("09:00", date(2027, 3, 18)))
        await self.jon.press(page_in(await self.last()), "room")
        await self.jon.open()
        await self.jon.choose("Meld på, i salen")


@pytest.fixture
async def far(database: Database) -> AsyncIterator[Far]:
    post = Post()
    async with (
        mail_server(post) as port,
        a_scene(database, at=EARLY, smtp_port=port) as scene,
        a_visitor(scene.url) as jon,
    ):
        await scene.change(terms=TERMS)
        made = Far(scene, post, jon)
        await scene.say(made.marit, f"jeg er arrangør {await scene.code()}")
        async with database.write() as tx:
            await invite_people(tx, gathering(), [Invitee("Jon Vik", JON)], now=EARLY)
        yield made


async def test_who_is_signed_up_by_an_organiser_accepts_from_the_letter(far: Far) -> None:
    await far.ordered(f"meld på Jon Vik, {JON}", "Meld på, i salen")
    letter = await far.last()
    assert [letter["Subject"], calendar_of(letter)["METHOD"]] == ["En arrangør har meldt deg på, i salen.", "PUBLISH"]
    await far.jon.press(page_in(letter), "open")
    await far.jon.open()
    assert (await far.jon.choose("Godta vilkårene"))[0].startswith("Du er påmeldt, i salen.")
    assert (await far.last())["Subject"] == "Du er påmeldt, i salen."


async def test_a_seat_that_is_free_is_taken_from_the_letter(far: Far) -> None:
    far.scene.cloud.members["29:kari"] = "kari.nes@hitra.kommune.no"
    kari = far.scene.teams.personal()
    await far.scene.say(kari, "meld meg på")
    await far.scene.choose(kari, "Meld på, i salen")
    await far.ordered(f"meld på Jon Vik, {JON}", "Meld på, i salen")
    waits = await far.last()
    assert waits["Subject"] == "En arrangør har satt deg på ventelisten."
    assert "Du står som nummer 1 på ventelisten og har digital plass så lenge." in plain(waits)
    await far.scene.say(kari, "meld meg av")
    await far.scene.choose(kari, "Meld av")
    letter = await far.last()
    assert letter["Subject"] == "Det er ledig en plass til deg i salen."
    await far.jon.press(page_in(letter), "open")
    await far.jon.open()
    assert (await far.jon.choose("Ta plassen"))[0].startswith("Du er påmeldt, i salen.")


async def test_another_day_is_told_with_the_calendar_brought_up_to_date(far: Far) -> None:
    await far.signed_up()
    before = await far.last()
    await far.scene.change(venue="Rådhuset")
    letter = await far.last()
    assert [letter["Subject"], calendar_of(letter)["METHOD"]] == ["Endret: Vårsamling", "PUBLISH"]
    assert "Rådhuset" in str(calendar_of(letter).walk("VEVENT")[0]["LOCATION"])
    assert all(new > old for (_, old), (_, new) in zip(events_of(before), events_of(letter), strict=True))


async def test_a_gathering_that_is_called_off_leaves_the_calendar(far: Far) -> None:
    await far.signed_up()
    before = await far.last()
    await far.ordered("avlys samlingen", "Avlys samlingen")
    letter = await far.last()
    assert [letter["Subject"], calendar_of(letter)["METHOD"]] == ["Avlyst: Vårsamling", "CANCEL"]
    assert [uid for uid, _ in events_of(letter)] == [uid for uid, _ in events_of(before)]


async def test_who_was_only_invited_hears_that_it_is_called_off_without_a_calendar(far: Far) -> None:
    await far.ordered("avlys samlingen", "Avlys samlingen")
    letter = await far.last()
    assert (letter["Subject"], list(letter.iter_attachments())) == ("Avlyst: Vårsamling", [])
    assert "koster" not in plain(letter)


async def test_the_page_of_a_gathering_that_is_called_off_says_so(far: Far) -> None:
    await far.signed_up()
    page = page_in(await far.last())
    await far.ordered("avlys samlingen", "Avlys samlingen")
    assert "Samlingen er avlyst. Det koster deg ingenting." in (await far.jon.get(page)).words
