"""What goes by e-mail to somebody who signs up on the page, what the letter carries, and who cannot be reached."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage

import pytest

from gatherings.actions.invitations import Invitee, invite_people
from gatherings.store import Database
from gatherings.store.deliveries import DeliveryState, list_deliveries
from gatherings.terms import Fee, Terms
from tests.builders import at, gathering
from tests.doubles.smtp import Post, mail_server
from tests.scenarios.letters import calendar_of, events_of, links_in
from tests.scenarios.page import Visitor, a_visitor
from tests.scenarios.scene import Scene, a_scene

EARLY = at("10:00", date(2027, 3, 15))
FIRST_STEP = at("09:00", date(2027, 3, 18))
TERMS = Terms(deadline=date(2027, 4, 1), fee_late=Fee(500))


@dataclass
class Mail:
    """A service that sends letters, its post, and Kari at the page."""

    scene: Scene
    post: Post
    kari: Visitor

    async def sign_up(
        self, *, greeting: str = "meld meg på", button: str = "Neste", last: str = "Meld på, i salen"
    ) -> list[str]:
        """Kari signs up from nothing; what is answered in the end."""
        await self.kari.get("/")
        await self.kari.open()
        await self.kari.say(greeting)
        await self.kari.choose(button, name="Kari Nes", email="kari.nes@hitra.kommune.no")
        return await self.kari.choose(last)

    async def letters(self) -> list[EmailMessage]:
        """Every letter so far."""
        await self.scene.tick()
        return [taken.letter for taken in self.post.taken]

    async def invite(self, *emails: str) -> None:
        async with self.scene.database.write() as tx:
            invitees = [Invitee(email.partition("@")[0].title(), email) for email in emails]
            await invite_people(tx, gathering(), invitees, now=self.scene.clock.now())

    async def at_the_desk(self, host: Visitor, page: str) -> str:
        """What an organiser's page says, by the way from the chat."""
        marit = self.scene.teams.personal("marit", "Marit Sand")
        await self.scene.say(marit, f"jeg er arrangør {await self.scene.code()}")
        await self.scene.say(marit, "åpne arrangørsiden")
        await host.press(self.scene.link_in_last(marit))
        return (await host.get(f"/host/{gathering().slug}/{page}")).words


@pytest.fixture
async def mail(database: Database) -> AsyncIterator[Mail]:
    post = Post()
    async with (
        mail_server(post) as port,
        a_scene(database, at=EARLY, smtp_port=port) as scene,
        a_visitor(scene.url) as kari,
    ):
        await scene.change(terms=TERMS)
        yield Mail(scene, post, kari)


async def test_a_sign_up_on_the_page_is_confirmed_by_letter_with_the_calendar(mail: Mail) -> None:
    done = await mail.sign_up()
    (letter,) = await mail.letters()
    assert [done[0].split("\n")[0], letter["Subject"], letter["To"]] == [
        "Du er påmeldt, i salen.",
        "Du er påmeldt, i salen.",
        "Kari Nes <kari.nes@hitra.kommune.no>",
    ]
    assert calendar_of(letter)["METHOD"] == "PUBLISH"
    assert len(events_of(letter)) == 2  # one for each day


async def test_its_buttons_lead_to_the_personal_page_and_so_does_the_way_out(mail: Mail) -> None:
    await mail.sign_up()
    (letter,) = await mail.letters()
    (page,) = links_in(letter)
    assert page.startswith(f"{mail.scene.url}/p/")
    assert letter["List-Unsubscribe"] == f"<{page}?do=reminder.stop>"
    shown = await mail.kari.get(page)
    assert (shown.status, "Du svarer som Kari Nes" in shown.words) == (200, True)


async def test_a_change_raises_the_sequence_and_a_cancellation_takes_it_out_of_the_calendar(mail: Mail) -> None:
    await mail.sign_up()
    await mail.letters()
    await mail.kari.say("jeg er vegetarianer")
    await mail.letters()
    await mail.kari.say("meld meg av")
    await mail.kari.choose("Meld av")
    first, changed, gone = await mail.letters()
    events = [dict(events_of(one)) for one in (first, changed, gone)]
    assert events[0].keys() == events[1].keys() == events[2].keys()
    assert all(events[0][uid] < events[1][uid] < events[2][uid] for uid in events[0])
    assert [calendar_of(one)["METHOD"] for one in (first, changed, gone)] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert gone["Subject"] == "Du er meldt av."


async def test_a_letter_is_in_the_language_of_the_person(mail: Mail) -> None:
    await mail.sign_up(greeting="sign me up please", button="Next", last="Sign up, in the room")
    (letter,) = await mail.letters()
    assert letter["Subject"] == "You are registered, in the room."


async def test_the_way_out_of_a_reminder_stops_the_reminders(mail: Mail) -> None:
    await mail.invite("jon@froya.kommune.no")
    await mail.scene.forward(FIRST_STEP)
    (letter,) = await mail.letters()
    way_out = str(letter["List-Unsubscribe"]).strip("<>")
    shown = await mail.kari.get(way_out)
    assert "Ikke minn meg på dette" in shown.buttons
    await mail.kari.press(way_out, "stop")
    assert (await mail.kari.open())[-1].startswith("Du får ikke flere påminnelser om Vårsamling.")
    await mail.scene.forward(at("09:00", date(2027, 4, 2)))
    assert len(await mail.letters()) == 1


async def test_a_mailbox_that_refuses_is_not_written_to_again_and_the_organisers_see_it(
    mail: Mail, database: Database
) -> None:
    await mail.invite("jon@froya.kommune.no", "eva@froya.kommune.no")
    mail.post.refuse("RCPT", "550 5.1.1 no such user")
    for day in (date(2027, 3, 18), date(2027, 3, 24)):
        await mail.scene.forward(at("09:00", day))
    assert len(await mail.letters()) == 2  # to the other one
    async with a_visitor(mail.scene.url) as host:
        sends = await mail.at_the_desk(host, "sends")
        missing = (await host.get(f"/host/{gathering().slug}/missing")).words
    assert "E-post: nådde 1, 1 kom ikke fram." in sends
    assert "Ikke i det hele tatt 1" in missing


async def test_without_a_mail_server_nothing_is_written_and_nothing_is_stuck(database: Database) -> None:
    async with a_scene(database, at=EARLY) as scene, a_visitor(scene.url) as kari:
        await scene.change(terms=TERMS)
        mail = Mail(scene, Post(), kari)
        await mail.invite("jon@froya.kommune.no")
        assert (await mail.sign_up())[0].startswith("Du er påmeldt, i salen.")
        await scene.forward(at("09:00", date(2027, 4, 2)))
    async with database.read() as tx:
        lines = await list_deliveries(tx)
    assert {(line.channel, line.state) for line in lines} == {("web", DeliveryState.SENT)}
