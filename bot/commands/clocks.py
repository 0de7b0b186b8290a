"""`samband clock`: the rehearsal's clock, as the database has it and a running service reads it each second."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.clock import Start, machine_now
from bot.commands import values
from bot.commands.command import Argument, Call, Command, Refused
from bot.commands.opened import opened
from config.settings import Settings
from gatherings.gathering import DEFAULT_TIMEZONE
from gatherings.store import Database
from gatherings.store.clocks import Rehearsal, find_last_beat, find_rehearsal, save_rehearsal
from gatherings.store.deliveries import count_unattempted
from gatherings.store.postings import count_due

PATIENCE: Final = timedelta(seconds=60)
LOOKS_APART: Final = 0.1  # seconds
HOME: Final = ZoneInfo(DEFAULT_TIMEZONE)


async def show(call: Call) -> None:
    """What gathering time is, and how fast it runs."""
    async with opened(call.settings) as database:
        rehearsal = await _find(database, call.settings)
    _tell(call, rehearsal)


async def change(call: Call) -> None:
    """Sets the clock, and returns when what came due is claimed."""
    await _move(call, lambda _: values.in_zone(call["iso-time"], None))


async def forward(call: Call) -> None:
    """Moves the clock forward, and returns when what came due is claimed."""
    await _move(call, lambda now: now + call["length"])


async def _move(call: Call, target: Callable[[datetime], datetime]) -> None:
    if not call.settings.dev and call.settings.clock is None:
        raise Refused("command.refused.only_in_rehearsal")
    async with opened(call.settings) as database:
        rehearsal = await _find(database, call.settings)
        if rehearsal is None:
            raise Refused("command.refused.no_rehearsal")
        moved = await move(database, rehearsal, target)
        await wait_until_claimed(database, moved)
    _tell(call, moved)


async def move(database: Database, rehearsal: Rehearsal, target: Callable[[datetime], datetime]) -> Rehearsal:
    """The rehearsal, set to what `target` makes of its time now."""
    async with database.write() as tx:
        latest = await find_rehearsal(tx) or rehearsal
        machine = machine_now()
        try:
            moved = latest.moved(target(latest.now(machine)), machine_now=machine)
        except OverflowError:
            raise Refused("command.refused.too_far") from None
        await save_rehearsal(tx, moved)
    return moved


async def wait_until_claimed(database: Database, moved: Rehearsal, *, patience: timedelta = PATIENCE) -> None:
    """Returns when a service has seen the new time and claimed what came due. Raises Refused where none does."""
    while machine_now() < moved.machine_at + patience:
        if await is_claimed(database, moved):
            return
        await asyncio.sleep(LOOKS_APART)
    raise Refused("command.refused.no_service")


async def is_claimed(database: Database, moved: Rehearsal) -> bool:
    """Whether a service has ticked since the clock was moved, with nothing left that is due or not yet tried."""
    async with database.read() as tx:
        beat = await find_last_beat(tx)
        if beat is None or beat <= moved.machine_at:
            return False
        return await count_due(tx, now=moved.gathering_at) + await count_unattempted(tx) == 0


async def _find(database: Database, settings: Settings) -> Rehearsal | None:
    """The rehearsal that runs; one that the settings name and that nobody has begun begins now."""
    async with database.write() as tx:
        found = await find_rehearsal(tx)
        if settings.clock is None:
            return found if settings.dev else None
        start = Start.read(settings.clock)
        if found is None or found.setting != start.setting:
            found = Rehearsal(start.setting, start.at, machine_now(), start.speed)
            await save_rehearsal(tx, found)
        return found


def _tell(call: Call, rehearsal: Rehearsal | None) -> None:
    machine = machine_now()
    now = (machine if rehearsal is None else rehearsal.now(machine)).astimezone(HOME)
    kind = "real" if rehearsal is None else "stopped" if rehearsal.speed == 0 else "rehearsal"
    speed = 1.0 if rehearsal is None else rehearsal.speed
    shown = {"now": now.isoformat(timespec="seconds"), "rehearsal": rehearsal is not None, "speed": speed}
    told = call.say(f"command.clock.{kind}", moment=call.say.moment(now, HOME, today=date.min), speed=f"{speed:g}")
    call.show(shown, [told])


COMMANDS = (
    Command("clock show", "samband clock show", show),
    Command(
        "clock set",
        "samband clock set 2027-04-15T08:50+02:00",
        change,
        (Argument("ISO-TIME", read=values.moment),),
    ),
    Command("clock forward", "samband clock forward 2h30m", forward, (Argument("LENGTH", read=values.length),)),
)
