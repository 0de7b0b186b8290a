"""From the ladder to the people: who gets what, when, and what is taken back on the way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.wire import SendLater
from gatherings.agenda import Agenda
from gatherings.gathering import Stream
from gatherings.postings.personal import confirmation, offer
from gatherings.postings.posting import PostingKind, PostingState
from gatherings.postings.reminder import plan_reminder, reminder_now
from gatherings.registration import Registration, RegistrationId
from gatherings.store import Database
from gatherings.store.deliveries import DeliveryState
from gatherings.store.follows import remove_follows
from gatherings.store.invitations import Coming
from gatherings.store.postings import add_postings
from gatherings.store.registrations import find_registration
from gatherings.store.tables import conversation
from gatherings.terms import Mode, Terms
from gatherings.times import DAY
from jobs.fire_postings import decide
from tests.builders import DAY_ONE, DAY_TWO, agenda, at, block, gathering
from tests.doubles.clocks import StoppedClock
from tests.gatherings.store.expected import Expected
from tests.route import Route

FIRST, SECOND, THIRD, LAST = date(2027, 3, 18), date(2027, 3, 24), date(2027, 3, 30), date(2027, 4, 1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def route(database: Database) -> Route:
    made = Route(database, StoppedClock(at("12:00", date(2027, 3, 1))))
    await made.save(gathering(programme=(), streams=()))
    return made


@pytest.fixture
def people(route: Route) -> Expected:
    return Expected(route.database, "list")


async def test_who_answers_is_not_reminded_again_and_who_does_not_know_yet_once_more(
    route: Route, people: Expected
) -> None:
    await people.invite("Ida", "Per", "Kari", "Ola")
    said = [await route.at(at("09:00", FIRST))]
    await people.answer("Ida", Coming.NOT_COMING)
    await people.answer("Per", Coming.UNDECIDED)
    await people.register("Kari")
    said += [await route.at(at("09:00", day)) for day in (SECOND, THIRD, LAST)]
    assert [sorted(one.split(" reminder")[0].removeprefix("list of ") for one in told) for told in said] == [
        ["Ida", "Kari", "Ola", "Per"],
        ["Ola"],
        ["Ola"],
        ["Ola", "Per"],
    ]


async def test_who_answers_between_the_firing_and_the_sending_is_not_reminded(route: Route, people: Expected) -> None:
    await people.invite("Ida", "Per", "Kari", "Ola", "Liv")
    await people.person("Siv", "list")
    await people.follow("list of Siv")
    route.clock.gathering_at = at("09:00", FIRST)
    assert await route.fire() == 6
    await people.answer("Ida", Coming.NOT_COMING)
    await people.register("Per")
    await people.mute("Kari")
    async with route.database.write() as tx:
        await remove_follows(tx, "list of Siv")  # type: ignore[arg-type]
        changed = update(conversation).where(conversation.c.id == "list of Liv")
        await tx.execute(changed.values(unreachable_at=route.clock.now()))
    assert await route.carry() == ["list of Ola reminder:g1:2027-04-01:14"]
    states = {line.conversation_id.removeprefix("list of "): line.state for line in await route.deliveries()}
    withdrawn = dict.fromkeys(("Ida", "Per", "Kari", "Siv"), DeliveryState.WITHDRAWN)
    assert states == {**withdrawn, "Ola": DeliveryState.SENT, "Liv": DeliveryState.UNREACHABLE}


async def test_a_day_has_one_reminder_whoever_asked_for_it(route: Route, people: Expected) -> None:
    await people.invite("Ida")
    early = at("08:30", FIRST)
    async with route.database.write() as tx:
        await add_postings(tx, [reminder_now(gathering(), now=early)])
    said = [await route.at(early), await route.at(at("09:00", FIRST))]
    assert said == [[f"list of Ida reminder:g1:2027-04-01:now:{FIRST}"], []]
    assert (await route.states())["reminder:g1:2027-04-01:14"] == "withdrawn"


async def test_who_cancels_meanwhile_is_not_told_that_the_gathering_is_near(route: Route, people: Expected) -> None:
    await people.invite("Ida", "Per")
    await people.register("Ida")
    await people.register("Per")
    route.clock.gathering_at = at("09:00", DAY_ONE - DAY)
    await route.fire()
    await people.register("Per", None)
    said = await route.carry()
    assert said == ["list of Ida upcoming:g1:2027-04-15:eve"]


async def test_a_deadline_that_moves_takes_back_what_was_about_to_leave(route: Route, people: Expected) -> None:
    await people.invite("Ida")
    route.clock.gathering_at = at("09:00", FIRST)
    await route.fire()
    await route.save(gathering(programme=(), streams=(), terms=Terms(deadline=date(2027, 4, 8))))
    assert await route.carry() == []
    assert await route.at(at("09:00", SECOND)) == ["list of Ida reminder:g1:2027-04-08:14"]


async def test_a_cancelled_gathering_tells_all_whom_it_concerns_that_and_nothing_more(
    route: Route, people: Expected
) -> None:
    await people.invite("Ida", "Per", "Kari")
    await people.register("Per")
    await people.answer("Kari", Coming.NOT_COMING)
    await route.at(at("09:00", FIRST))
    await route.save(gathering(programme=(), streams=(), is_cancelled=True))
    said = [await route.at(at("09:01", FIRST))]
    said += [await route.at(at("09:00", day)) for day in (SECOND, LAST, DAY_ONE - DAY)]
    assert [sorted(told) for told in said] == [["list of Ida called_off:g1", "list of Per called_off:g1"], [], [], []]


async def test_the_registered_are_told_of_another_day_and_the_silent_are_not(route: Route, people: Expected) -> None:
    await people.invite("Ida", "Per")
    await people.register("Ida")
    await route.save(gathering(programme=(), streams=(), starts_on=DAY_TWO))
    assert await route.at(route.clock.now()) == ["list of Ida changed:g1:3"]


async def test_the_organisers_channel_hears_of_the_missing_while_there_are_any(route: Route, people: Expected) -> None:
    await people.invite("Ida")
    await people.group("fellesrom")
    await people.group("arrangørene", for_organisers=True)
    told = [one for one in await route.at(at("09:00", FIRST)) if "missing" in one]
    await people.answer("Ida", Coming.NOT_COMING)
    assert (told, await route.at(at("09:00", SECOND))) == (["arrangørene missing:g1:2027-04-01:14"], [])


async def test_a_reminder_that_the_service_was_too_late_for_is_reported_and_not_sent(
    route: Route, people: Expected
) -> None:
    await people.invite("Ida")
    await people.person("Siv", "list")
    await people.organise("Siv")
    said = await route.at(at("20:01", FIRST))
    assert [one.partition(":")[0] for one in said] == ["list of Siv skipped"]


async def test_what_is_put_off_by_the_platform_until_the_evening_is_too_late(route: Route, people: Expected) -> None:
    await people.invite("Ida")
    route.wire.refuse("list of Ida", SendLater("503", after=MINUTE))
    await route.at(at("19:59", FIRST))
    route.clock.machine_at += MINUTE
    assert await route.at(at("20:00", FIRST) + MINUTE) == []
    assert [line.state for line in await route.deliveries()] == [DeliveryState.TOO_LATE]


# Quiet hours.


async def test_the_eve_s_message_waits_for_the_morning_where_the_service_was_away(
    route: Route, people: Expected
) -> None:
    await route.save(gathering(programme=(block("a", "12:00", "13:00", "Åpning"),), streams=()))
    await people.invite("Ida")
    await people.register("Ida")
    night = at("22:00", DAY_ONE - DAY)
    assert [await route.at(night), await route.at(at("07:59"))] == [[], []]
    assert await route.at(at("08:00")) == ["list of Ida upcoming:g1:2027-04-15:eve"]


async def test_an_offer_waits_for_a_working_day(route: Route, people: Expected) -> None:
    await people.invite("Ida")
    saturday = date(2027, 4, 3)
    until = at("12:00", date(2027, 4, 7))
    await people.register("Ida", None, waits_for=Mode.ROOM, place=1, offered_until=until)
    async with route.database.write() as tx:
        offered = await find_registration(tx, gathering().id, "Ida")  # type: ignore[arg-type]
        assert offered is not None
        await add_postings(tx, [offer(offered, gathering(), due_at=at("12:00", saturday))])
    assert [await route.at(at("12:00", day)) for day in (saturday, saturday + DAY)] == [[], []]
    assert await route.at(at("08:00", date(2027, 4, 5))) == ["list of Ida offer:r Ida:0"]


def test_a_confirmation_and_a_change_wait_for_nothing() -> None:
    night = at("23:00")
    made = Registration(RegistrationId("r1"), gathering().id, "p1", night, seat=Mode.ROOM)  # type: ignore[arg-type]
    assert decide(confirmation(made, gathering(), now=night), agenda(), now=night) is PostingState.FIRED


def test_a_reminder_that_is_due_at_night_stays_planned() -> None:
    reminder = plan_reminder(Agenda(gathering()))[0]
    early = reminder.due_at - timedelta(hours=2)
    assert decide(reminder, agenda(), now=early) is PostingState.PLANNED


# The room and the stream.


async def test_who_sits_in_the_room_gets_no_stream_link_before_the_gathering(database: Database) -> None:
    route = Route(database)
    people = Expected(database, "list")
    await route.save(gathering(streams=(Stream("https://video.example.org/x"),)))
    for name, seat in (("Ida", Mode.ROOM), ("Per", Mode.DIGITAL)):
        await people.person(name, "list")
        await people.register(name, seat)
    await people.person("Siv", "list")
    await people.follow("list of Ida", "list of Per", "list of Siv")
    said = await route.at(at("15:00", DAY_ONE - DAY))
    told = {one.split(" stream")[0] for one in said if PostingKind.STREAM in one.split(" ")[-1].split(":")}
    assert told == {"list of Per", "list of Siv"}
