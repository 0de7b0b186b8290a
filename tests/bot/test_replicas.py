"""Two replicas on one database: nothing is lost, nothing is doubled, and the pace is one."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from bot.courier import Courier
from bot.pace import slots_from, teams_limits
from gatherings.agenda import Agenda
from gatherings.postings.plan import plan
from gatherings.programme import Programme
from gatherings.store import Database
from gatherings.store.deliveries import DeliveryState, claim_deliveries
from gatherings.store.lanes import Lane, claim_lanes, save_lane
from gatherings.store.tables import pacing
from tests.builders import at, block, gathering
from tests.doubles.clocks import START
from tests.route import Route

CONVERSATIONS, TRACKS = 300, 3
NAMES = [f"c{number:03}" for number in range(CONVERSATIONS)]
SECOND = timedelta(seconds=1)


@pytest.fixture
def database_address(each_address: str) -> str:
    return each_address


@pytest.fixture
async def beside(database: Database, database_address: str) -> AsyncIterator[Database]:
    """The same database, opened by another replica."""
    opened = Database.at(database_address)
    yield opened
    await opened.close()


def tracks() -> Programme:
    """Several blocks at the same time."""
    return tuple(block(f"track{number}", "09:00", "10:00", f"Spor {number}") for number in range(TRACKS))


async def follow_all(route: Route) -> None:
    """Three hundred conversations that follow, written at one go."""
    async with route.database.write() as tx:
        await tx.exec_driver_sql("INSERT INTO person (id, language_chosen) VALUES ('p', false)")
        for name in NAMES:
            columns = "id, channel, tenant, external, kind, address"
            row = f"'{name}', 'list', 't1', '{name}', 'personal', '{{\"conversation\": \"{name}\"}}'"
            await tx.exec_driver_sql(f"INSERT INTO conversation ({columns}) VALUES ({row})")
        await tx.exec_driver_sql(
            "INSERT INTO follow (gathering_id, conversation_id, since) "
            "SELECT 'g1', id, '2027-01-01 00:00:00' FROM conversation"
        )


async def test_two_replicas_that_fire_and_carry_at_once_lose_nothing_and_double_nothing(
    database: Database, beside: Database
) -> None:
    one, two = Route(database), Route(beside)
    two.wire = one.wire
    two.courier = two.another_courier()
    await one.save(gathering(programme=tracks(), streams=()))
    await follow_all(one)
    for route in (one, two):
        route.clock.gathering_at = at("08:56")
    fired = await asyncio.gather(*(route.fire() for route in (one, two, one, two)))
    while any(line.state is DeliveryState.WAITING for line in await one.deliveries()):
        await asyncio.gather(one.courier.carry_all(), two.courier.carry_all())
    sent = Counter((sent.conversation, sent.said) for sent in one.wire.sent)
    keys = ["day:g1:2027-04-15", *(f"block:track{number}" for number in range(TRACKS))]
    assert sum(fired) == CONVERSATIONS * len(keys)
    assert sent == Counter({(name, key): 1 for name in NAMES for key in keys})
    assert {name: one.wire.said_to(name) for name in NAMES} == dict.fromkeys(NAMES, keys)


async def test_two_replicas_share_one_pace(database: Database, beside: Database) -> None:
    route = Route(database)
    await route.save(gathering(programme=tracks(), streams=()))
    await follow_all(route)
    await route.at(at("08:56") - timedelta(days=1))
    route.clock.gathering_at = at("08:56")
    await route.fire()
    now, interval, taken = route.clock.machine_now(), timedelta(milliseconds=25), []

    async def take(database: Database, number: int) -> None:
        machine_now = now + SECOND * (number / 3)
        async with database.write() as tx:
            for lane in await claim_lanes(tx, ["list"], machine_now=machine_now, until=machine_now + SECOND):
                slots = slots_from(lane.free_at, machine_now, interval=interval, until=machine_now + SECOND, at_most=30)
                claimed = await claim_deliveries(tx, lane, machine_now=machine_now, limit=len(slots))
                used = slots[: len(claimed)]
                if used:
                    free_at = used[-1] + interval
                    await save_lane(tx, type(lane)(lane.channel, lane.tenant, free_at))
                taken.extend(used)

    for number in range(6):
        await asyncio.gather(take(database, number), take(beside, number))
    taken.sort()
    assert len(taken) > 60
    assert min(later - earlier for earlier, later in pairwise(taken)) >= interval


async def test_who_gave_a_lanes_last_slots_away_goes_on_and_another_takes_over_where_they_do_not(
    database: Database, beside: Database
) -> None:
    route = Route(database)
    await route.save(gathering(programme=tracks(), streams=()))
    await follow_all(route)
    route.clock.gathering_at = at("08:56")
    await route.fire()
    now = route.clock.machine_now()

    async def claim(database: Database, *, until: datetime, own: list[Lane]) -> list[Lane]:
        async with database.write() as tx:
            return await claim_lanes(tx, ["list"], machine_now=now, until=until, own=own)

    async with database.write() as tx:
        (found,) = await claim_lanes(tx, ["list"], machine_now=now, until=now)
        saved = replace(found, free_at=now + SECOND / 2)
        await save_lane(tx, saved)
    soon = now + SECOND / 4
    assert await claim(beside, until=soon, own=[]) == []
    assert await claim(beside, until=soon, own=[found]) == []
    assert await claim(database, until=soon, own=[saved]) == [saved]
    assert await claim(beside, until=saved.free_at, own=[]) == [saved]


async def test_a_courier_goes_on_with_its_lane_where_another_leaves_it_alone(
    database: Database, beside: Database
) -> None:
    one = Route(database, limits=teams_limits())
    two = Route(beside, one.clock, teams_limits())
    await one.save(gathering(programme=tracks(), streams=()))
    await follow_all(one)
    one.clock.gathering_at = at("08:56")
    await one.fire()

    async def step(courier: Courier, *, before: float) -> bool:
        """So many seconds before the lane is free; whatever is sent by it has arrived."""
        async with database.read() as tx:
            free_at = (await tx.execute(select(pacing.c.free_at))).scalar_one()
        one.clock.machine_at = max(free_at, START) - before * SECOND
        has_claimed = await courier.step()
        await asyncio.gather(*courier._under_way())
        return has_claimed

    assert await step(one.courier, before=0)
    assert not await step(two.courier, before=0.4)
    assert await step(one.courier, before=0.4)
    assert await step(two.courier, before=0.2)


async def test_a_change_and_a_tick_at_once_never_cross(database: Database, beside: Database) -> None:
    """Whichever is first: a block that was posted and moved is announced, one that was not is posted at its new time."""
    one, two = Route(database), Route(beside)
    for number in range(10):
        early, later = [(block(f"b{number}", start, "10:00", "Noe"),) for start in ("09:00", "09:30")]
        one.clock.gathering_at = two.clock.gathering_at = at("08:00")
        await one.save(gathering(programme=early, streams=()))
        one.clock.gathering_at = two.clock.gathering_at = at("08:56")
        await asyncio.gather(one.fire(), two.save(gathering(programme=later, streams=())))
        kept = {row.posting.key: row for row in await one.postings() if row.posting.block_id == f"b{number}"}
        base = kept.pop(f"block:b{number}")
        news = [row.posting.facts["starts_at"] for row in kept.values() if row.posting.kind == "moved"]
        expected = [at("09:30").isoformat()] if base.state == "fired" else []
        assert news == expected
        if base.state == "planned":
            assert base.posting.due_at == at("09:25")


async def test_two_hundred_blocks_for_three_hundred_conversations(database: Database) -> None:
    clocks = [f"{8 + number // 20:02}:{number % 20 * 3:02}" for number in range(200)]
    blocks = tuple(block(f"b{number}", clock, None, f"Innslag {number}") for number, clock in enumerate(clocks))
    route = Route(database)
    loop = asyncio.get_running_loop()
    began = loop.time()
    large = gathering(programme=blocks, streams=(), lead=timedelta())
    await route.save(large)
    await route.save(large)
    await follow_all(route)
    route.clock.gathering_at = at("08:00")
    written = await route.fire()
    async with database.read() as tx:
        rows = (await tx.exec_driver_sql("SELECT count(*) FROM delivery")).scalar_one()
    assert (written, rows) == (2 * CONVERSATIONS, 2 * CONVERSATIONS)
    planned = [kept for kept in await route.postings() if kept.posting.kind != "skipped"]
    assert len(planned) == len(plan(Agenda(large)))
    assert loop.time() - began < 10  # 0.3 s where it was written
