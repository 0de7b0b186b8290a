from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from gatherings.people import ConversationId
from gatherings.store import Database
from gatherings.store.clocks import beat, find_last_beat, forget_beats
from gatherings.store.organisers import add_try, count_tries
from gatherings.store.people import is_replay
from gatherings.store.retention import REPLAYS_LIVE, TRIES_LIVE
from gatherings.times import DAY
from jobs.clock import AlarmClock, Entry
from jobs.timetable import HOUSEKEEPING, RENEWING, TICK, timetable
from tests.builders import at, gathering
from tests.doubles.clocks import START
from tests.route import Route


async def followed(database: Database) -> Route:
    route = Route(database)
    await route.save(gathering())
    await route.follow("a")
    return route


def jobs_of(route: Route, noted: list[str]) -> dict[str, Entry]:
    entries = timetable(
        route.database,
        route.clock,
        replica="r1",
        wake_courier=lambda: noted.append("woken"),
        ticked=lambda: noted.append("ticked"),
    )
    return {entry.name: entry for entry in entries}


async def test_the_jobs_and_how_often(database: Database) -> None:
    jobs = jobs_of(Route(database), [])
    every = {name: job.every for name, job in jobs.items()}
    assert every == {
        "fire_postings": TICK,
        "renew_cards": RENEWING,
        "offer_seats": HOUSEKEEPING,
        "keep_house": HOUSEKEEPING,
    }


async def test_a_tick_fires_what_is_due_wakes_the_courier_and_shows_that_it_is_alive(database: Database) -> None:
    route, noted = await followed(database), list[str]()
    route.clock.gathering_at = at("08:01")
    await jobs_of(route, noted)["fire_postings"].do()
    async with database.read() as tx:
        assert (noted, await find_last_beat(tx)) == (["woken", "ticked"], route.clock.machine_at)
    assert await route.carry() == ["a day:g1:2027-04-15"]


async def test_a_tick_without_work_wakes_nobody(database: Database) -> None:
    noted = list[str]()
    await jobs_of(Route(database), noted)["fire_postings"].do()
    assert noted == ["ticked"]


async def test_a_job_that_fails_is_logged_and_shows_no_life(caplog: pytest.LogCaptureFixture) -> None:
    noted = list[str]()
    route = Route(Away())  # type: ignore[arg-type]
    await jobs_of(route, noted)["fire_postings"].do()
    assert (noted, "job_failed name=fire_postings" in caplog.text) == ([], True)


async def test_a_job_that_fails_again_and_again_leaves_one_trace(caplog: pytest.LogCaptureFixture) -> None:
    job = jobs_of(Route(Away()), [])["fire_postings"]  # type: ignore[arg-type]
    for _ in range(3):
        await job.do()
    assert [record.exc_info is not None for record in caplog.records] == [True, False, False]


class Away:
    """A database that cannot be reached."""

    def write(self) -> object:
        raise ConnectionError


async def test_the_house_is_kept_by_two_clocks(database: Database) -> None:
    route, place = Route(database), ConversationId("a")
    person = (await route.meet("a")).person.id
    now, machine_now = route.clock.now(), route.clock.machine_now()
    second = timedelta(seconds=1)
    async with database.write() as tx:
        await is_replay(tx, place, "old", at=machine_now - REPLAYS_LIVE - second)
        await is_replay(tx, place, "new", at=machine_now - REPLAYS_LIVE)
        await add_try(tx, person, at=now - TRIES_LIVE - second)
        await add_try(tx, person, at=now - TRIES_LIVE)
        await beat(tx, "gone", machine_at=machine_now - 2 * DAY, gathering_at=now)
    await jobs_of(route, [])["keep_house"].do()
    async with database.write() as tx:
        remembered = [await is_replay(tx, place, activity, at=machine_now) for activity in ("old", "new")]
        assert remembered == [False, True]
        assert await count_tries(tx, person, since=now - 9 * DAY) == 1
        assert await find_last_beat(tx) is None


async def test_the_last_beat_of_any_replica_counts(database: Database) -> None:
    async with database.write() as tx:
        for replica, seconds in (("r1", 0), ("r2", 5), ("r1", 2)):
            await beat(tx, replica, machine_at=START + timedelta(seconds=seconds), gathering_at=START)
        latest = await find_last_beat(tx)
        await forget_beats(tx, machine_now=START + 2 * DAY)
        assert (latest, await find_last_beat(tx)) == (START + timedelta(seconds=5), None)


async def test_the_alarm_rings_until_it_is_put_away_and_never_twice_at_once() -> None:
    rung, at_once = asyncio.Semaphore(0), list[int]()
    inside = 0

    async def ring() -> None:
        nonlocal inside
        inside += 1
        at_once.append(inside)
        await asyncio.sleep(0)
        inside -= 1
        rung.release()

    with AlarmClock([Entry("ring", timedelta(milliseconds=5), ring)]):
        for _ in range(3):
            await asyncio.wait_for(rung.acquire(), 5)
    assert set(at_once) == {1}


async def test_the_alarm_keeps_nothing_it_could_lose() -> None:
    scheduler = AlarmClock([Entry("ring", TICK, asyncio.Event().wait)])._scheduler  # type: ignore[arg-type]
    [job] = scheduler.get_jobs()
    kept = (scheduler._job_defaults["misfire_grace_time"], scheduler._job_defaults["coalesce"])
    assert (kept, scheduler._job_defaults["max_instances"], job.id) == ((None, True), 1, "ring")
