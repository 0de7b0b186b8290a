"""Somebody who is invited and signs up on their own way is one person: one seat, and no more reminders."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

import pytest

from gatherings.actions.invitations import Invitee, invite_people
from gatherings.store import Database
from gatherings.store.invitations import list_invited
from gatherings.store.registrations import list_registrations
from gatherings.terms import Fee, Terms
from tests.builders import at, gathering
from tests.doubles.smtp import Post, mail_server
from tests.scenarios.letters import page_in
from tests.scenarios.page import Visitor, a_visitor
from tests.scenarios.scene import Scene, a_scene

EARLY, STEPS = at("10:00", date(2027, 3, 15)), [at("09:00", date(2027, 3, day)) for day in (18, 24)]
JON = "jon.vik@froya.kommune.no"


@dataclass
class Stage:
    """A service that sends letters, and the browser of Jon, who is invited."""

    scene: Scene
    post: Post
    jon: Visitor

    async def sign_up_without_the_link(self) -> None:
        await self.jon.get("/")
        await self.jon.open()
        await self.jon.say("meld meg på")
        await self.jon.choose("Neste", name="Jon Vik", email=JON)
        await self.jon.choose("Meld på, i salen")
        await self.scene.tick()

    async def subjects(self) -> list[str]:
        return [str(taken.letter["Subject"]) for taken in self.post.taken]

    async def counted(self) -> tuple[int, int]:
        """How many are invited, and how many have signed up."""
        async with self.scene.database.read() as tx:
            registered = await list_registrations(tx, gathering().id)
            return len(await list_invited(tx, gathering().id)), len(registered)


@pytest.fixture
async def stage(database: Database) -> AsyncIterator[Stage]:
    post = Post()
    async with (
        mail_server(post) as port,
        a_scene(database, at=EARLY, smtp_port=port) as scene,
        a_visitor(scene.url) as jon,
    ):
        await scene.change(terms=Terms(deadline=date(2027, 4, 1), fee_late=Fee(500)))
        async with database.write() as tx:
            await invite_people(tx, gathering(), [Invitee("Jon Vik", JON)], now=EARLY)
        yield Stage(scene, post, jon)


async def test_who_opens_the_link_in_the_confirmation_is_reminded_no_more(stage: Stage) -> None:
    await stage.sign_up_without_the_link()
    await stage.jon.press(page_in(stage.post.taken[-1].letter), "open")
    assert (await stage.jon.open())[-1].startswith("Du er påmeldt, i salen.")
    await stage.scene.forward(STEPS[-1])
    assert await stage.subjects() == ["Du er påmeldt, i salen."]
    assert await stage.counted() == (1, 1)


async def test_who_opens_the_link_in_a_reminder_is_registered_still(stage: Stage) -> None:
    await stage.sign_up_without_the_link()
    await stage.scene.forward(STEPS[0])
    await stage.jon.press(page_in(stage.post.taken[-1].letter), "room")
    assert (await stage.jon.open())[-1].startswith("Du er påmeldt, i salen.")
    await stage.scene.forward(STEPS[1])
    assert (await stage.subjects()).count("Kommer du torsdag 15. april til fredag 16. april?") == 1
    assert await stage.counted() == (1, 1)


async def test_who_was_invited_by_mail_and_signs_up_in_teams_is_reminded_no_more(stage: Stage) -> None:
    stage.scene.cloud.members["29:jon"] = JON
    jon = stage.scene.teams.personal("jon", "Jon Vik")
    await stage.scene.say(jon, "meld meg på")
    await stage.scene.choose(jon, "Meld på, i salen")
    await stage.scene.forward(STEPS[-1])
    assert (await stage.subjects(), await stage.counted()) == ([], (1, 1))
