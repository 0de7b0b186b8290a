from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.courier import CLAIMED_AHEAD, COMMITS_WITHIN
from bot.crew import IN_FLIGHT
from bot.pace import TEAMS_WINDOWS, Limits, Window, teams_limits
from bot.preparing import Carrier
from bot.sending import pause_after
from bot.wire import NotSendable, SendLater, Unreachable
from gatherings.gathering import GatheringId
from gatherings.people import ConversationId
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.store import Database
from gatherings.store.deliveries import LEASE, DeliveryState
from gatherings.store.follows import remove_follows
from gatherings.store.people import mark_unreachable
from gatherings.store.postings import add_postings
from gatherings.store.tables import metadata
from gatherings.times import DAY
from tests.builders import at, block, gathering
from tests.doubles.clocks import START, StoppedClock
from tests.gatherings.postings.test_changes import moved, without
from tests.route import LONG_BEFORE, Route

AT_ONCE = IN_FLIGHT + CLAIMED_AHEAD
PATIENCE = timedelta(milliseconds=20)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def numbered(number: int, *, due_at: datetime, until: datetime | None = None) -> Posting:
    """One of many postings of no special kind."""
    return Posting(
        key=f"p{number:03}",
        gathering_id=GatheringId("g1"),
        kind=PostingKind.DAY,
        due_at=due_at,
        useful_until=until or due_at + DAY,
        rank=Rank.START,
        facts={"day": "2027-04-15"},
    )


class StallingClock(StoppedClock):
    """Who sleeps first is woken a second late, and so are all that sleep beside it."""

    _is_stalled = False

    async def sleep_until(self, machine_at: datetime) -> None:
        late = timedelta() if self._is_stalled else SECOND
        self._is_stalled = True
        await super().sleep_until(machine_at + late)


async def ready(
    database: Database,
    *names: str,
    postings: int = 0,
    limits: Limits | None = None,
    clock: StoppedClock | None = None,
) -> Route:
    """A route whose gathering is at nine, with conversations that follow it, and postings that are due."""
    patience = PATIENCE if limits is None else timedelta(seconds=20)
    route = Route(database, clock or StoppedClock(LONG_BEFORE), limits, patience)
    await route.save(gathering(programme=(block("b", "08:00", "23:00", "Noe"),), streams=(), lead=timedelta()))
    async with database.write() as tx:
        await tx.execute(metadata.tables["posting"].delete())
    await route.follow(*names)
    route.clock.gathering_at = at("09:00")
    async with database.write() as tx:
        await add_postings(tx, [numbered(number, due_at=at("08:30")) for number in range(postings)])
    await route.fire()
    return route


async def test_what_is_due_reaches_everybody_who_follows(database: Database) -> None:
    route = await ready(database, "a", "b", postings=1)
    assert sorted(await route.carry()) == ["a p000", "b p000"]
    assert [(line.state, line.attempts, line.settled_at) for line in await route.deliveries()] == [
        (DeliveryState.SENT, 1, START),
        (DeliveryState.SENT, 1, START),
    ]


async def test_each_delivery_keeps_the_channel_s_receipt(database: Database) -> None:
    route = await ready(database, "a", postings=1)
    await route.carry()
    assert [line.receipt for line in await route.deliveries()] == ["receipt-1"]


async def test_within_a_conversation_everything_comes_in_order(database: Database) -> None:
    route = await ready(database, "a", "b", postings=20)
    await route.carry()
    in_order = [f"p{number:03}" for number in range(20)]
    assert (route.wire.said_to("a"), route.wire.said_to("b")) == (in_order, in_order)


async def test_order_is_kept_when_the_first_is_held_back_and_others_do_not_wait(database: Database) -> None:
    route = await ready(database, "a", "b", postings=2)
    route.wire.refuse("a", SendLater("429", after=timedelta(seconds=30)))
    assert await route.carry() == ["b p000", "b p001"]
    route.clock.forward(seconds=30)
    assert await route.carry() == ["a p000", "a p001"]


async def test_what_the_platform_asks_to_wait_is_waited_to_the_second(database: Database) -> None:
    route = await ready(database, "a", postings=1)
    route.wire.refuse("a", SendLater("429", after=timedelta(seconds=17)))
    said = []
    for _ in range(18):
        said.append(await route.carry())
        route.clock.forward(seconds=1)
    assert said == [[]] * 17 + [["a p000"]]


def test_the_pauses_double_up_to_five_minutes() -> None:
    seconds = [pause_after(attempts).total_seconds() for attempts in (1, 2, 3, 8, 9, 1000)]
    assert seconds == [2, 4, 8, 256, 300, 300]


async def test_where_the_platform_names_no_time_the_pauses_grow(database: Database) -> None:
    route = await ready(database, "a", postings=1)
    route.wire.refuse("a", SendLater("412"), SendLater("500"), SendLater("502", after=timedelta()))
    waits = []
    for _ in range(3):
        await route.carry()
        [line] = await route.deliveries()
        waits.append((line.visible_at - route.clock.machine_at, line.problem, line.attempts))
        route.clock.machine_at = line.visible_at
    assert waits == [
        (timedelta(seconds=2), "412", 1),
        (timedelta(seconds=4), "500", 2),
        (timedelta(seconds=8), "502", 3),
    ]
    assert await route.carry() == ["a p000"]


async def test_a_wire_that_breaks_counts_as_not_now(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    route = await ready(database, "a", "b", postings=1)
    route.wire.refuse("a", ZeroDivisionError())
    assert await route.carry() == ["b p000"]
    assert [line.problem for line in await route.deliveries() if line.conversation_id == "a"] == ["ZeroDivisionError"]
    assert "wire_broke" in caplog.text


async def test_a_send_that_is_never_answered_is_tried_again_and_holds_up_nobody(database: Database) -> None:
    route = await ready(database, "a", "b", postings=1)
    route.wire.hang("a")
    await route.carry()
    states = {line.conversation_id: (line.state, line.problem) for line in await route.deliveries()}
    assert states == {"a": (DeliveryState.WAITING, "no answer"), "b": (DeliveryState.SENT, None)}


async def test_who_may_not_be_written_to_is_not_tried_again_until_they_write(database: Database) -> None:
    route = await ready(database, "a", postings=3)
    route.wire.refuse("a", Unreachable("403"))
    await route.carry()
    async with database.write() as tx:
        await add_postings(tx, [numbered(7, due_at=at("09:00"))])
    await route.fire()
    await route.carry()
    assert len(route.wire.tried) == 1
    assert [line.state for line in await route.deliveries()] == [DeliveryState.UNREACHABLE] * 3
    await route.meet("a")
    async with database.write() as tx:
        await add_postings(tx, [numbered(8, due_at=at("09:00"))])
    await route.fire()
    assert await route.carry() == ["a p008"]


async def test_who_left_while_something_was_waiting_is_not_written_to(database: Database) -> None:
    route = await ready(database, "a", postings=1)
    async with database.write() as tx:
        await mark_unreachable(tx, ConversationId("a"), at=route.clock.now())
    await route.carry()
    assert (route.wire.tried, [line.attempts for line in await route.deliveries()]) == ([], [0])


async def test_who_stopped_following_gets_nothing_of_what_was_waiting(database: Database) -> None:
    route = await ready(database, "a", "b", postings=2)
    async with database.write() as tx:
        await remove_follows(tx, ConversationId("a"))
    assert await route.carry() == ["b p000", "b p001"]
    states = {line.state for line in await route.deliveries() if line.conversation_id == "a"}
    assert states == {DeliveryState.WITHDRAWN}


async def test_what_the_platform_will_never_take_is_given_up_and_the_next_goes(database: Database) -> None:
    route = await ready(database, "a", postings=2)
    route.wire.refuse("a", NotSendable("413"))
    assert await route.carry() == ["a p001"]
    states = [(line.state, line.problem) for line in await route.deliveries()]
    assert states == [(DeliveryState.FAILED, "413"), (DeliveryState.SENT, None)]


async def test_a_posting_that_cannot_be_drawn_does_not_hold_up_the_others(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    route = await ready(database, "a", postings=3)

    def draw(posting: Posting, *_: object) -> dict[str, object]:
        return {"text": {"p000": "first", "p002": "third"}[posting.key]}

    route.courier._preparing._carriers = {"list": Carrier(route.wire, draw)}
    assert await route.carry() == ["a first", "a third"]
    assert [line.problem for line in await route.deliveries()] == [None, "not drawn", None]
    assert "posting_not_drawn key=p001" in caplog.text


async def test_a_channel_that_is_not_configured_waits_for_its_time(database: Database) -> None:
    route = await ready(database, "a")
    await route.follow("s", channel="slack")
    async with database.write() as tx:
        await add_postings(tx, [numbered(1, due_at=at("09:00"))])
    await route.fire()
    assert await route.carry() == ["a p001"]
    waiting = [
        (line.channel, line.state, line.attempts) for line in await route.deliveries() if line.state == "waiting"
    ]
    assert waiting == [("slack", DeliveryState.WAITING, 0)]


async def test_what_is_too_late_is_not_sent_and_the_organisers_hear_of_it_once(database: Database) -> None:
    route = await ready(database, "a", "b", "c", postings=1)
    await route.organise("secretariat")
    route.wire.refuse("a", SendLater("503", after=timedelta(hours=1)))
    route.wire.refuse("b", SendLater("503", after=timedelta(hours=2)))
    assert await route.carry() == ["c p000"]
    said = []
    for _ in range(3):
        route.clock.machine_at += timedelta(hours=1)
        said += await route.at(at("09:00") + 2 * DAY)
    assert [one.partition(":")[0] for one in said] == ["secretariat late"]


async def test_what_is_late_and_still_useful_goes_out(database: Database) -> None:
    route = await ready(database, "a", postings=1)
    route.wire.refuse("a", SendLater("503", after=MINUTE))
    await route.carry()
    route.clock.machine_at += MINUTE
    assert await route.at(at("08:30") + DAY) == ["a p000"]


async def test_what_no_longer_holds_when_its_turn_comes_is_not_sent(database: Database) -> None:
    route = Route(database)
    await route.save(gathering())
    await route.follow("a")
    await route.at(at("12:39"))
    route.wire.refuse("a", SendLater("503", after=MINUTE), SendLater("503", after=2 * MINUTE))
    await route.at(at("12:40"))
    await route.save(gathering(programme=moved(without(gathering().programme, "lunsj"), "maling", "13:00")))
    route.clock.machine_at += MINUTE
    await route.at(at("12:41"))
    await route.save(gathering(programme=without(gathering().programme, "maling")))
    route.clock.machine_at += 10 * MINUTE
    said = await route.at(at("12:42"))
    assert [one for one in said if "maling" in one] == ["a cancelled:maling:4"]


# Leases, stops and starts.


async def test_what_was_claimed_by_a_process_that_died_is_sent_again_when_its_lease_ends(database: Database) -> None:
    route = await ready(database, "a", "b", postings=1)
    route.wire.hang("a", "b")
    dead = route.another_courier()
    await dead.step()
    under_way = dead._under_way()
    for task in under_way:
        task.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)
    route.wire.answer_again()
    route.clock.machine_at += LEASE - timedelta(seconds=1)
    assert await route.carry() == []
    route.clock.machine_at += timedelta(seconds=1)
    assert sorted(await route.carry()) == ["a p000", "b p000"]
    assert {line.attempts for line in await route.deliveries()} == {2}


async def test_a_stop_in_good_order_marks_what_is_on_the_wire_and_nothing_is_sent_twice(database: Database) -> None:
    route = await ready(database, "a", "b", postings=1)
    running = asyncio.create_task(route.courier.run())
    await route.wire.arrived(2)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    route.clock.machine_at += 2 * LEASE
    await route.another_courier().carry_all()
    assert sorted(sent.conversation for sent in route.wire.sent) == ["a", "b"]


async def test_who_stops_over_sends_that_hang_gives_back_at_once_what_nobody_had_begun(database: Database) -> None:
    names = [f"c{number:02}" for number in range(IN_FLIGHT + 5)]
    route = await ready(database, *names, postings=1)
    route.wire.hang(*names)
    stopping = route.another_courier(patience=timedelta(seconds=20), closes_within=timedelta(milliseconds=20))
    await stopping.step()
    await route.wire.arrived(IN_FLIGHT)
    await stopping.close()
    route.wire.answer_again()
    assert sorted(await route.carry()) == [f"{name} p000" for name in names[IN_FLIGHT:]]
    assert {line.attempts for line in await route.deliveries()} == {1}
    route.clock.machine_at += LEASE
    assert sorted(await route.carry()) == [f"{name} p000" for name in names[:IN_FLIGHT]]


async def test_a_send_that_has_lost_its_lease_does_not_leave(database: Database) -> None:
    route = await ready(database, "a", postings=1)
    await route.courier.step()
    route.clock.machine_at += LEASE  # the process slept before it came to the wire
    await asyncio.gather(*route.courier._under_way())
    assert route.wire.tried == []


async def test_a_refusal_that_comes_after_another_replica_has_sent_changes_nothing(database: Database) -> None:
    route = await ready(database, "a", postings=1)
    slow = route.another_courier()
    route.wire.refuse("a", SendLater("503"))
    await slow.step()
    await asyncio.gather(*slow._under_way())
    route.clock.machine_at += LEASE
    assert await route.carry() == ["a p000"]
    await slow.step()
    await route.carry()
    assert [(line.state, line.attempts) for line in await route.deliveries()] == [(DeliveryState.SENT, 2)]


async def test_an_answer_that_comes_after_the_lease_has_ended_still_counts(database: Database) -> None:
    route = await ready(database, "a", postings=1)
    slow = route.another_courier()
    await slow.step()
    await asyncio.gather(*slow._under_way())
    route.clock.machine_at += LEASE
    route.wire.refuse("a", SendLater("503"))
    await route.courier.step()
    await slow.step()
    await asyncio.gather(*route.courier._under_way())
    await route.courier.step()
    assert [line.state for line in await route.deliveries()] == [DeliveryState.SENT]


async def test_while_the_database_is_away_nothing_is_forgotten_and_nothing_more_is_begun(database: Database) -> None:
    route = await ready(database, *(f"c{number}" for number in range(AT_ONCE + 10)), postings=1)
    await route.courier.step()
    await asyncio.gather(*route.courier._under_way())
    there, route.courier._database = route.courier._database, Away()  # type: ignore[assignment]
    for _ in range(3):
        with pytest.raises(ConnectionError):
            await route.courier.step()
    assert (len(route.courier._done), route.courier._under_way()) == (AT_ONCE, [])
    route.courier._database = there
    await route.carry()
    assert sorted(sent.conversation for sent in route.wire.sent) == sorted(f"c{n}" for n in range(AT_ONCE + 10))


class Away:
    """A database that cannot be reached."""

    def write(self) -> object:
        raise ConnectionError


async def test_what_a_platform_says_cannot_stop_the_courier(database: Database) -> None:
    route = await ready(database, "a", "b", postings=1)
    route.wire.refuse("a", NotSendable("\0 no " * 1000))
    await route.carry()
    [problem] = [line.problem for line in await route.deliveries() if line.problem]
    assert (len(problem), "\0" in problem) == (500, False)


async def test_payloads_are_drawn_once_for_all_and_not_kept_without_end(database: Database) -> None:
    route = await ready(database, "a", "b", "c", postings=2)
    drawn: list[str] = []

    def draw(posting: Posting, *_: object) -> dict[str, object]:
        drawn.append(posting.key)
        return {"text": posting.key}

    route.courier._preparing._carriers = {"list": Carrier(route.wire, draw)}
    await route.carry()
    assert drawn == ["p000", "p001"]


# Pace.


def per_window(instants: list[datetime], length: timedelta) -> int:
    """The most that lie within any stretch of a length."""
    return max(sum(1 for other in instants if start <= other < start + length) for start in instants)


async def test_a_tenant_gets_its_rate_less_the_part_that_is_kept_for_answers(database: Database) -> None:
    names = [f"c{number}" for number in range(100)]
    route = await ready(database, *names, postings=1, limits=teams_limits())
    await route.carry()
    instants = sorted(sent.at for sent in route.wire.sent)
    assert len(instants) == 100
    assert {later - earlier for earlier, later in pairwise(instants)} == {timedelta(milliseconds=25)}


async def test_after_a_stall_of_the_process_a_tenant_gets_no_more_than_its_rate(database: Database) -> None:
    names = [f"c{number}" for number in range(100)]
    route = await ready(database, *names, postings=1, limits=teams_limits(), clock=StallingClock(LONG_BEFORE))
    await route.carry()
    instants = [sent.at for sent in route.wire.sent]
    assert (len(instants), per_window(instants, SECOND)) == (100, SECOND / teams_limits().interval)


async def test_a_tenant_with_a_long_queue_holds_up_no_other(database: Database) -> None:
    names = [f"c{number}" for number in range(100)]
    route = await ready(database, *names, postings=1, limits=teams_limits())
    await route.follow("other", tenant="t2")
    async with database.write() as tx:
        await add_postings(tx, [numbered(9, due_at=at("09:00"))])
    await route.fire()
    await route.courier.step()
    await asyncio.gather(*route.courier._under_way())
    assert "other" in [sent.conversation for sent in route.wire.sent]
    await route.carry()


async def test_no_conversation_gets_more_than_its_windows_allow(database: Database) -> None:
    limits = Limits(timedelta(milliseconds=25), TEAMS_WINDOWS)
    route = await ready(database, "a", postings=75, limits=limits)
    for _ in range(200):
        await route.carry()
        route.clock.machine_at += timedelta(milliseconds=250)
    instants = [sent.at for sent in route.wire.sent]
    most = [per_window(instants, window.length) for window in TEAMS_WINDOWS]
    assert (len(instants), most) == (75, [7, 60, 75])
    assert route.wire.said_to("a") == [f"p{number:03}" for number in range(75)]


async def test_the_hourly_window_holds_as_well(database: Database) -> None:
    route = await ready(database, "a", postings=5, limits=Limits(timedelta(), (Window(3, timedelta(hours=1)),)))
    first = await route.carry()
    route.clock.machine_at += timedelta(minutes=59)
    then = await route.carry()
    route.clock.machine_at += timedelta(minutes=1)
    assert (len(first), len(then), len(await route.carry())) == (3, 0, 2)


async def test_what_is_only_held_back_is_no_attempt(database: Database) -> None:
    route = await ready(database, "a", postings=2, limits=Limits(timedelta(), (Window(1, MINUTE),)))
    await route.carry()
    assert [line.attempts for line in await route.deliveries()] == [1, 0]


# The organisers' own.


async def test_a_message_to_the_organisers_reaches_them_in_private_and_nobody_else(database: Database) -> None:
    route = await ready(database, "a")
    await route.organise("secretariat")
    async with database.write() as tx:
        report = replace(numbered(1, due_at=at("09:00")), kind=PostingKind.SKIPPED, audience=Audience.ORGANISERS)
        await add_postings(tx, [report])
    await route.fire()
    assert await route.carry() == ["secretariat p001"]


async def test_a_running_courier_is_woken_and_logs_no_failure(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    route = await ready(database, "a")
    running = asyncio.create_task(route.courier.run())
    async with database.write() as tx:
        await add_postings(tx, [numbered(1, due_at=at("09:00"))])
    await route.fire()
    route.courier.wake()
    await route.wire.arrived(1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_the_first_of_an_idle_lane_leave_after_their_commit_and_not_all_at_once(database: Database) -> None:
    route = await ready(database, "a", "b", "c", postings=1, limits=teams_limits())
    began = route.clock.machine_now()
    await route.carry()
    assert min(sent.at for sent in route.wire.sent) == began + COMMITS_WITHIN
