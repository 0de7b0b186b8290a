from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from gatherings.agenda import Agenda
from gatherings.gathering import GatheringId, Stream
from gatherings.postings.plan import plan
from gatherings.postings.posting import Audience, PostingKind, PostingState
from gatherings.postings.truth import is_still_true
from gatherings.programme import BlockId, Programme
from gatherings.store import Database
from gatherings.store.postings import add_postings
from gatherings.store.tables import gathering as gathering_table
from gatherings.store.tables import posting as posting_table
from gatherings.times import DAY
from jobs.fire_postings import report_late
from tests.bot.test_courier import numbered
from tests.builders import DAY_TWO, PROGRAMME, agenda, at, block, gathering
from tests.doubles.clocks import StoppedClock
from tests.gatherings.postings.test_changes import without
from tests.route import Route


@pytest.fixture
def database_address(each_address: str) -> str:
    return each_address


async def followed(database: Database, **changes: object) -> Route:
    route = Route(database)
    await route.save(gathering(**changes))
    await route.follow("a")
    return route


async def test_a_whole_gathering_is_said_in_its_order(database: Database) -> None:
    route = await followed(database)
    said = []
    for kept in await route.postings():
        said += await route.at(kept.posting.due_at)
    theirs = {Audience.FOLLOWING, Audience.SILENT}
    told = [kept.posting.key for kept in await route.postings() if kept.posting.audience in theirs]
    assert [one.removeprefix("a ") for one in said] == told


async def test_what_is_late_and_still_useful_goes_out_and_what_is_too_late_does_not(database: Database) -> None:
    route = await followed(database)
    assert await route.at(at("10:00")) == ["a day:g1:2027-04-15", "a block:fylket", "a block:pause"]
    states = await route.states()
    assert [states[key] for key in ("stream:g1:2027-04-15", "block:velkommen")] == ["skipped", "skipped"]


async def test_useful_until_is_inclusive(database: Database) -> None:
    route = await followed(database)
    assert "a block:velkommen" in await route.at(at("09:15"))


async def test_a_tick_a_second_says_nothing_twice(database: Database) -> None:
    route = await followed(database)
    said = [await route.at(at("08:55") + timedelta(seconds=second)) for second in range(5)]
    assert said == [["a day:g1:2027-04-15", "a block:velkommen"], [], [], [], []]


async def test_the_organisers_get_one_report_of_all_that_came_too_late(database: Database) -> None:
    route = Route(database, StoppedClock(at("15:00") - DAY))
    await route.save(gathering())
    await route.follow("a")
    await route.organise("secretariat")
    said = await route.at(at("12:00"))
    assert sorted(one.split(":")[0] for one in said) == ["a block", "a block", "a day", "secretariat skipped"]
    [report] = [kept.posting for kept in await route.postings() if kept.posting.kind is PostingKind.SKIPPED]
    assert (report.audience, report.facts) == (
        Audience.ORGANISERS,
        {"count": "5", "titles": "Velkommen til Fjordby\nNytt fra fylket\nPause"},
    )


async def test_two_hundred_that_came_too_late_are_one_report(database: Database) -> None:
    clocks = [f"{8 + number // 20:02}:{number % 20 * 3:02}" for number in range(200)]
    many = tuple(block(f"b{number}", clock, None, f"Innslag {number}") for number, clock in enumerate(clocks))
    route = await followed(database, programme=many, streams=())
    await route.organise("secretariat")
    assert [one.split(":")[0] for one in await route.at(at("23:00"))] == ["secretariat skipped"]


async def test_a_report_that_nobody_could_be_given_makes_no_report_of_itself(database: Database) -> None:
    route = await followed(database)
    await route.at(at("12:00"))
    await route.organise("secretariat")
    assert [one for one in await route.at(at("12:00") + 2 * DAY) if "skipped" not in one] == []
    assert len([key for key in await route.states() if key.startswith("skipped")]) == 2


def test_a_report_tells_titles_and_never_notes() -> None:
    posting = numbered(1, due_at=at("09:00"))
    report = report_late([posting], gathering_id=GatheringId("g1"), now=at("09:00"))
    assert report.facts == {"count": "1", "titles": ""}
    assert [note for one in PROGRAMME if (note := one.notes) and note in str(report)] == []


async def test_blocks_that_moved_together_are_told_in_the_order_in_which_they_begin(database: Database) -> None:
    minutes = {"b0": "10", "b1": "00", "b2": "05", "b3": "15"}

    def from_hour(hour: int) -> Programme:
        return tuple(block(one, f"{hour}:{minute}", "11:30", one) for one, minute in minutes.items())

    route = await followed(database, programme=from_hour(10))
    await route.at(at("10:20"))
    await route.save(gathering(programme=from_hour(11)))
    said = await route.at(at("10:21"))
    assert [one.split(":")[1] for one in said if "moved" in one] == ["b1", "b2", "b0", "b3"]


async def test_a_cancelled_gathering_says_that_and_nothing_more(database: Database) -> None:
    route = await followed(database)
    await route.at(at("08:01"))
    await route.save(gathering(is_cancelled=True))
    assert await route.at(at("09:00", DAY_TWO)) == ["a called_off:g1"]
    assert await route.at(at("10:00", DAY_TWO)) == []
    assert set((await route.states()).values()) == {"fired", "skipped", "withdrawn"}


async def test_a_gathering_that_is_deleted_takes_its_postings_along(database: Database) -> None:
    route = await followed(database)
    await route.save(gathering(id=GatheringId("g2"), slug="another", programme=(), streams=()))
    async with database.write() as tx:
        await tx.execute(gathering_table.delete().where(gathering_table.c.id == "g1"))
    assert await route.at(at("09:00")) == []


async def test_a_deletion_and_a_tick_at_once_do_no_harm(database: Database, database_address: str) -> None:
    route = await followed(database)
    other = Database.at(database_address)

    async def delete() -> None:
        async with other.write() as tx:
            await tx.execute(gathering_table.delete().where(gathering_table.c.id == "g1"))

    route.clock.gathering_at = at("09:00")
    await asyncio.gather(route.fire(), delete(), route.fire())
    await other.close()
    assert (await route.postings(), await route.deliveries()) == ([], [])


async def test_a_gathering_that_cannot_be_fired_holds_up_no_other_and_is_tried_again(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    route = await followed(database)
    programme = (block("c", "09:00", "10:00", "Annet"),)
    other = gathering(id=GatheringId("g0"), slug="another", programme=programme, streams=())
    await route.save(other)
    await set_zone(database, "Nowhere/Land")
    assert await route.at(at("08:57")) == ["a day:g1:2027-04-15", "a block:velkommen"]
    assert "gathering_not_fired id=g0" in caplog.text
    await set_zone(database, "Europe/Oslo")
    assert await route.fire() == 0
    async with database.read() as tx:
        state = await tx.scalar(
            posting_table.select().with_only_columns(posting_table.c.state).where(posting_table.c.key == "block:c")
        )
    assert state == "fired"


async def set_zone(database: Database, name: str) -> None:
    async with database.write() as tx:
        await tx.execute(
            update(gathering_table).where(gathering_table.c.id == "g0").values(timezone=name, edition=name)
        )


async def test_nobody_who_is_not_following_gets_anything(database: Database) -> None:
    route = await followed(database)
    await route.meet("b")
    await route.at(at("08:55"))
    assert {line.conversation_id for line in await route.deliveries()} == {"a"}


async def test_a_posting_without_an_audience_is_settled(database: Database) -> None:
    route = Route(database)
    await route.save(gathering())
    assert await route.at(at("08:00")) == []
    assert (await route.states())["day:g1:2027-04-15"] == PostingState.FIRED


async def test_a_tick_where_nothing_is_due_writes_nothing(database: Database) -> None:
    route = await followed(database)
    before = await route.postings()
    assert (await route.fire(), await route.postings()) == (0, before)


async def test_everything_that_fires_is_logged_by_its_key_without_a_word_of_what_it_says(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    route = await followed(database)
    with caplog.at_level(logging.INFO):
        await route.at(at("09:10"))
    assert "posting_fired key=block:fylket deliveries=1" in caplog.text
    assert [word for word in ("Nytt", "Ingrid", "Moe") if word in caplog.text] == []


# What must still be true.


def test_each_posting_of_the_plan_is_true_of_the_programme_it_was_planned_from() -> None:
    assert [posting.key for posting in plan(agenda()) if not is_still_true(posting, agenda())] == []


@pytest.mark.parametrize(
    ("changes", "gone"),
    [
        ({"streams": ()}, {"stream:g1:2027-04-15", "stream:g1:2027-04-16"}),
        (
            {"streams": (Stream("https://x.example.org", block_id=BlockId("oppsummering")),)},
            {"stream:g1:2027-04-15"},
        ),
        ({"programme": without(PROGRAMME, "pause")}, {"block:pause"}),
        (
            {"programme": tuple(one for one in PROGRAMME if one.day == DAY_TWO)},
            {
                "day:g1:2027-04-15",
                "closing:g1:2027-04-15",
                "stream:g1:2027-04-15",
                *(f"block:{one.id}" for one in PROGRAMME if one.day != DAY_TWO),
            },
        ),
    ],
)
def test_what_a_posting_says_is_looked_at_for_its_own_day_and_block(changes: dict[str, object], gone: set[str]) -> None:
    now = Agenda(gathering(**changes))
    assert {posting.key for posting in plan(agenda()) if not is_still_true(posting, now)} == gone


async def test_a_posting_that_no_longer_holds_is_withdrawn_when_it_is_due(database: Database) -> None:
    route = await followed(database)
    stale = replace(numbered(1, due_at=at("08:30")), facts={"day": "2027-04-20"})
    async with database.write() as tx:
        await add_postings(tx, [stale])
    await route.at(at("08:30"))
    assert (await route.states())["p001"] == "withdrawn"
