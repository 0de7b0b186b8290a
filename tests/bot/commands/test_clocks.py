from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import RehearsalClock, Start, machine_now
from bot.commands.clocks import is_claimed, move, wait_until_claimed
from bot.commands.command import Refused
from bot.commands.values import length
from gatherings.actions import save_and_plan
from gatherings.gathering import Network
from gatherings.store import Database
from gatherings.store.clocks import Rehearsal, save_rehearsal
from gatherings.store.networks import add_network
from gatherings.store.postings import count_due
from jobs.timetable import timetable
from tests.bot.commands.conftest import Terminal
from tests.builders import at, gathering

STILL = "2027-04-15T08:50+02:00@0"
SOON = timedelta()


async def rehearse(database: Database) -> Rehearsal:
    """A gathering with its postings, and a clock that stands still before its first block."""
    start = Start.read(STILL)
    rehearsal = Rehearsal(start.setting, start.at, machine_now(), start.speed)
    made = gathering()
    async with database.write() as tx:
        await save_rehearsal(tx, rehearsal)
        await add_network(tx, Network(made.network_id, "fjord", "Fjordnettverket"), members=())
        await save_and_plan(tx, made, now=start.at)
    return rehearsal


async def tick(database: Database) -> None:
    """What a running service does each second."""
    clock = RehearsalClock(database, Start.read(STILL))
    entries = timetable(database, clock, replica="r", wake_courier=lambda: None, ticked=lambda: None)
    await next(entry for entry in entries if entry.name == "fire_postings").do()


async def test_the_clock_is_waited_for_until_a_service_has_claimed_what_came_due(database: Database) -> None:
    rehearsal = await rehearse(database)
    await tick(database)
    moved = await move(database, rehearsal, lambda now: now + timedelta(hours=2))
    async with database.read() as tx:
        due = await count_due(tx, now=at("10:50"))
    assert (due > 0, await is_claimed(database, moved)) == (True, False)
    await tick(database)
    assert await is_claimed(database, moved)
    await wait_until_claimed(database, moved)


async def test_without_a_service_that_is_said(database: Database) -> None:
    moved = await move(database, await rehearse(database), lambda now: now)
    with pytest.raises(Refused) as refused:
        await wait_until_claimed(database, moved, patience=SOON)
    assert refused.value.key == "command.refused.no_service"


async def test_a_clock_that_is_moved_runs_on_at_its_own_speed(database: Database) -> None:
    rehearsal = await rehearse(database)
    moved = await move(database, rehearsal, lambda now: now + timedelta(hours=1))
    clock = RehearsalClock(database, Start.read(STILL))
    await clock.refresh()
    assert (moved.speed, clock.now()) == (0, at("09:50"))


async def test_no_clock_goes_beyond_the_end_of_time(database: Database) -> None:
    with pytest.raises(Refused) as refused:
        await move(database, await rehearse(database), lambda now: now + timedelta(days=9_999_999))
    assert refused.value.key == "command.refused.too_far"


def test_the_clock_is_moved_in_a_rehearsal_alone(terminal: Terminal) -> None:
    plain, dev = terminal("clock", "forward", "1h"), terminal("clock", "set", "2027-04-15T09:00", DEV="1")
    assert (plain.code, plain.err.startswith("Klokka kan bare stilles i en generalprøve.")) == (1, True)
    assert (dev.code, dev.err.startswith("Ingen generalprøve går på denne databasen.")) == (1, True)


def test_the_clock_is_shown(terminal: Terminal) -> None:
    shown = terminal("clock", "show", CLOCK=STILL)
    seen = terminal("clock", "show", "--json", DEV="1")
    assert shown.out == "Klokka er torsdag 15. april 2027 kl. 08.50 i generalprøven, og står stille.\n"
    assert seen.json == {"now": "2027-04-15T08:50:00+02:00", "rehearsal": True, "speed": 0.0}


def test_without_a_rehearsal_it_is_the_machines_time(terminal: Terminal) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)  # noqa: TID251 (the machine's time is what is asked for)
    shown = terminal("clock", "show", "--json").json
    assert (shown["rehearsal"], datetime.fromisoformat(shown["now"]) > before) == (False, True)


def test_lengths_are_written_as_people_write_them() -> None:
    lengths = [length(text) for text in ("3h", "45m", "2h30m", "1d 2h", "90s", "1t")]
    assert [one.total_seconds() for one in lengths] == [10800, 2700, 9000, 93600, 90, 3600]
