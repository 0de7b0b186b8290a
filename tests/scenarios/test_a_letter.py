"""E-mail as one more channel: a posting becomes a letter, through the house as the settings build it."""

from __future__ import annotations

from pydantic import SecretStr

from bot.app import email_wire_of, house_of
from bot.pace import EMAIL_LIMITS, slots_from
from config.settings import Settings
from gatherings.store import Database
from gatherings.store.deliveries import DeliveryState
from gatherings.times import DAY
from tests.builders import at, gathering
from tests.doubles.clocks import START
from tests.doubles.smtp import HOST, Post, mail_server
from tests.route import Route

KARI = {"conversation": "kari@fjordby.example", "name": "Kari Nes"}
FROM = "Fjordnettverket <samling@fjord.example>"


def settings_for(port: int) -> Settings:
    return Settings(smtp_url=SecretStr(f"smtp://{HOST}:{port}"), smtp_from=FROM, smtp_reply_to="ola@fjord.example")


async def test_who_follows_by_e_mail_gets_each_posting_as_a_letter(database: Database) -> None:
    route, post = Route(database), Post()
    await route.save(gathering())
    await route.follow(KARI["conversation"], channel="email", tenant="", address=KARI)
    async with (
        mail_server(post) as port,
        house_of(settings_for(port), database, route.clock, keeps_jobs=False, arrivals_follow=False) as house,
    ):
        route.clock.gathering_at = at("09:00")
        await route.fire()
        await house.courier.carry_all()

    lines = await route.deliveries()
    assert {line.state for line in lines} == {DeliveryState.SENT}
    letters = [taken.letter for taken in post.taken]
    assert [str(letter["Message-ID"]) for letter in letters] == [line.receipt for line in lines]
    assert {str(letter["To"]) for letter in letters} == {"Kari Nes <kari@fjordby.example>"}
    assert all(letter["Subject"] for letter in letters)


async def test_an_address_that_is_refused_is_not_written_to_again(database: Database) -> None:
    route, post = Route(database), Post()
    post.refuse("RCPT", "550 5.1.1 no such user")
    await route.save(gathering())
    await route.follow(KARI["conversation"], channel="email", tenant="", address=KARI)
    async with (
        mail_server(post) as port,
        house_of(settings_for(port), database, route.clock, keeps_jobs=False, arrivals_follow=False) as house,
    ):
        for time in ("09:00", "11:00"):
            route.clock.gathering_at = at(time)
            await route.fire()
            await house.courier.carry_all()

    assert DeliveryState.SENT not in {line.state for line in await route.deliveries()}
    assert post.taken == []


def test_without_a_mail_server_there_are_no_letters() -> None:
    assert email_wire_of(Settings(), secret="x") is None


def test_at_most_five_letters_leave_in_a_second() -> None:
    slots = slots_from(START, START, interval=EMAIL_LIMITS.interval, until=START + DAY, at_most=11)
    assert (slots[5] - slots[0]).total_seconds() == (slots[10] - slots[5]).total_seconds() == 1
