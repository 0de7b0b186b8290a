from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import ClockNotUnderstood, RehearsalClock, Start, SystemClock, machine_now
from gatherings.store import Database
from gatherings.store.clocks import find_rehearsal, save_rehearsal
from tests.doubles.clocks import HandClock

SETTING = "2024-05-06T08:50+02:00@60"
BEGINS = datetime(2024, 5, 6, 6, 50, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def database_address(each_address: str) -> str:
    return each_address


@pytest.mark.parametrize(
    ("setting", "at", "speed"),
    [
        (SETTING, BEGINS, 60.0),
        ("2024-05-06T08:50+02:00", BEGINS, 1.0),
        ("2024-05-06T08:50+02:00@0", BEGINS, 0.0),
        ("2024-05-06T06:50Z@0.5", BEGINS, 0.5),
        (" 2024-05-06 06:50:00+00:00@1 ", BEGINS, 1.0),
    ],
)
def test_a_setting_says_when_it_begins_and_how_fast_it_runs(setting: str, at: datetime, speed: float) -> None:
    start = Start.read(setting)
    assert (start.at, start.speed) == (at, speed)


@pytest.mark.parametrize(
    "setting",
    [
        "",
        "@60",
        "tomorrow",
        "2024-05-06T08:50",
        "2024-05-06",
        "2024-13-06T08:50+02:00",
        "2024-05-06T08:50+02:00@",
        "2024-05-06T08:50+02:00@-1",
        "2024-05-06T08:50+02:00@fast",
        "2024-05-06T08:50+02:00@1e3",
        "2024-05-06T08:50+02:00@99999999",
        "2024-05-06T08:50+02:00@nan",
        "2024-05-06T08:50+02:00@1@2",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-14:00@60",
    ],
)
def test_a_setting_that_cannot_be_is_refused(setting: str) -> None:
    with pytest.raises(ClockNotUnderstood):
        Start.read(setting)


async def rehearsal(database: Database, machine: HandClock, setting: str = SETTING) -> RehearsalClock:
    """A process that starts with a setting."""
    clock = RehearsalClock(database, Start.read(setting), machine=machine)
    await clock.refresh()
    return clock


async def test_sixty_times_as_fast_a_minute_is_an_hour(database: Database) -> None:
    machine = HandClock()
    clock = await rehearsal(database, machine)
    machine.forward(minutes=1)
    assert clock.now() == BEGINS + timedelta(hours=1)


async def test_a_clock_that_stands_still_stands_still(database: Database) -> None:
    machine = HandClock()
    clock = await rehearsal(database, machine, "2024-05-06T08:50+02:00@0")
    machine.forward(days=1)
    assert clock.now() == BEGINS


async def test_machine_time_is_never_rehearsed(database: Database) -> None:
    machine = HandClock()
    clock = await rehearsal(database, machine)
    machine.forward(minutes=1)
    assert clock.machine_now() == machine()


async def test_after_a_restart_it_goes_on_as_if_it_had_run_all_the_time(database: Database) -> None:
    machine = HandClock()
    await rehearsal(database, machine)
    machine.forward(minutes=10)
    assert (await rehearsal(database, machine)).now() == BEGINS + timedelta(hours=10)


async def test_another_setting_begins_anew(database: Database) -> None:
    machine = HandClock()
    await rehearsal(database, machine)
    machine.forward(minutes=10)
    assert (await rehearsal(database, machine, "2025-01-01T12:00Z")).now() == datetime(2025, 1, 1, 12, tzinfo=UTC)


async def test_two_replicas_that_start_at_once_have_one_clock(database: Database, database_address: str) -> None:
    other = Database.at(database_address)
    slow, quick = HandClock(), HandClock()
    slow.forward(seconds=5)
    clocks = await asyncio.gather(rehearsal(database, quick), rehearsal(other, slow))
    await other.close()
    quick.at = slow.at
    assert len({clock.now() for clock in clocks}) == 1


async def test_a_replica_with_an_old_setting_follows_the_new_one(database: Database) -> None:
    machine = HandClock()
    old = await rehearsal(database, machine)
    new = await rehearsal(database, machine, "2025-01-01T12:00Z")
    for clock in (old, new, old):
        await clock.refresh()
    assert old.now() == new.now() == datetime(2025, 1, 1, 12, tzinfo=UTC)


async def test_a_clock_that_is_set_runs_on_from_there_for_everybody(database: Database) -> None:
    machine = HandClock()
    one, two = await rehearsal(database, machine), await rehearsal(database, machine)
    async with database.write() as tx:
        found = await find_rehearsal(tx)
        assert found is not None
        await save_rehearsal(tx, found.moved(BEGINS + timedelta(days=1), machine_now=machine()))
    machine.forward(minutes=1)
    for clock in (one, two):
        await clock.refresh()
    assert [clock.now() for clock in (one, two)] == [BEGINS + timedelta(days=1, hours=1)] * 2


async def test_waiting_for_what_is_past_does_not_wait() -> None:
    await SystemClock().sleep_until(machine_now() - MINUTE)


async def test_without_a_rehearsal_both_times_are_the_machine_s() -> None:
    clock = SystemClock()
    before = clock.machine_now()
    await clock.sleep_until(before + timedelta(milliseconds=1))
    assert before < clock.now() <= clock.machine_now()
