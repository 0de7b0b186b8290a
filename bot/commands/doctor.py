"""`samband doctor`: looks at everything an installation needs, and says how it was found."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.clock import ClockNotUnderstood, Start, machine_now
from bot.commands.backing_up import BACKED_UP
from bot.commands.command import Call, Command, Refused
from bot.commands.doctor_slack import look_at_slack
from bot.commands.doctor_teams import look_at_teams
from bot.commands.finding import Finding, FoundWrong, State, problem_lines
from bot.commands.finding import found as _finding
from bot.commands.opened import connected, database_file, time_of
from config.settings import Settings, SettingsWrong, problem
from dialogs.phrases import Voice
from gatherings.gathering import DEFAULT_TIMEZONE
from gatherings.store import Database
from gatherings.store.audits import find_last
from gatherings.store.clocks import find_last_beat
from gatherings.store.deliveries import DeliveryState, count_deliveries
from gatherings.store.postings import count_due
from gatherings.store.reach import Condition, look_at

BUNDLE: Final = Path(__file__).parent.parent / "static" / "webchat" / "webchat.js"
PULSE: Final = timedelta(seconds=15)
OLDEST_PYTHON: Final = (3, 11)
LITTLE_SPACE: Final = 500_000_000  # bytes
BACKUP_IS_OLD_AFTER: Final = timedelta(days=2)


async def doctor(call: Call) -> None:
    """Says how everything was found. Raises FoundWrong where something is wrong."""
    findings = [*look_at_machine(call.say)]
    try:
        settings = call.settings
    except SettingsWrong as wrong:
        findings += [settings_finding(wrong, call.say)]
    else:
        findings += [_finding(call.say, "settings", State.OK)]
        findings += [finding async for finding in look_at_installation(settings, call.say)]
    call.show([asdict(finding) for finding in findings], (_line(finding, call.say) for finding in findings))
    if any(finding.state is State.WRONG for finding in findings):
        raise FoundWrong


def look_at_machine(say: Voice) -> Iterator[Finding]:
    """Python, time zones, and the page's bundle."""
    state = State.OK if sys.version_info >= OLDEST_PYTHON else State.WRONG
    yield _finding(say, "python", state, version=platform.python_version())
    try:
        ZoneInfo(DEFAULT_TIMEZONE)
    except ZoneInfoNotFoundError:
        yield _finding(say, "timezones", State.WRONG)
    else:
        yield _finding(say, "timezones", State.OK)
    yield _finding(say, "page", State.OK if BUNDLE.is_file() else State.WRONG)


def settings_finding(wrong: SettingsWrong, say: Voice) -> Finding:
    """What is wrong with the settings, all of it."""
    return Finding("settings", State.WRONG, " ".join(problem_lines(wrong, say)))


async def look_at_installation(settings: Settings, say: Voice) -> AsyncIterator[Finding]:
    """The clock, the channels, the data folder, and the database with what it knows."""
    yield _finding(say, "teams", State.OK if settings.has_teams else State.NOTE)
    async for finding in look_at_teams(settings, say):
        yield finding
    yield _finding(say, "slack", State.OK if settings.has_slack else State.NOTE)
    async for finding in look_at_slack(settings, say):
        yield finding
    yield _finding(say, "email", State.OK if settings.has_email else State.NOTE)
    try:
        yield _clock_finding(settings, say)
        file = database_file(settings)
        if file is not None:
            yield _finding(say, "folder", State.OK if _is_writable(file) else State.WRONG, folder=str(file.parent))
            yield _disk_finding(file, say)
            if not file.exists():
                yield _finding(say, "database", State.NOTE)
                return
        async with connected(settings) as database:
            async for finding in look_at_database(settings, database, say):
                yield finding
    except SettingsWrong as wrong:
        yield settings_finding(wrong, say)
    except Refused as refused:
        yield Finding("database", State.WRONG, say(refused.key))


async def look_at_database(settings: Settings, database: Database, say: Voice) -> AsyncIterator[Finding]:
    """Whether it is reached and migrated; then the service's heart, what is late, and what could not be sent."""
    condition = await look_at(database)
    if condition is not Condition.READY:
        yield Finding("database", State.WRONG, say(f"command.refused.database_{condition}"))
        return
    yield _finding(say, "database", State.OK)
    now = await time_of(settings, database)
    async with database.read() as tx:
        beat, due, states = await find_last_beat(tx), await count_due(tx, now=now), await count_deliveries(tx)
        backed_up_at = await find_last(tx, BACKED_UP)
    yield _beat_finding(beat, say)
    yield _backup_finding(backed_up_at, now, say)
    yield _finding(say, "due", State.NOTE if due else State.OK, n=due)
    lost = states.get(DeliveryState.FAILED, 0) + states.get(DeliveryState.UNREACHABLE, 0)
    yield _finding(say, "undelivered", State.NOTE if lost else State.OK, n=lost)


def _clock_finding(settings: Settings, say: Voice) -> Finding:
    """Raises SettingsWrong."""
    if settings.clock is None:
        return _finding(say, "clock", State.OK)
    try:
        Start.read(settings.clock)
    except ClockNotUnderstood:
        raise SettingsWrong(problem("clock")) from None
    return _finding(say, "clock", State.NOTE)


def _beat_finding(beat: datetime | None, say: Voice) -> Finding:
    if beat is None:
        return Finding("service", State.NOTE, say("doctor.service.never"))
    age = max(timedelta(), machine_now() - beat)
    if age > PULSE:
        return _finding(say, "service", State.NOTE, length=say.length(age))
    return _finding(say, "service", State.OK)


def _disk_finding(file: Path, say: Voice) -> Finding:
    free = shutil.disk_usage(_nearest(file)).free
    is_little = free < LITTLE_SPACE
    return _finding(say, "disk", State.NOTE if is_little else State.OK, free=f"{free // 1_000_000} MB")


def _backup_finding(at: datetime | None, now: datetime, say: Voice) -> Finding:
    if at is None:
        return Finding("backup", State.NOTE, say("doctor.backup.never"))
    age = max(timedelta(), now - at)
    return _finding(say, "backup", State.NOTE if age > BACKUP_IS_OLD_AFTER else State.OK, length=say.length(age))


def _is_writable(file: Path) -> bool:
    """Whether the database can be written, or its folder made."""
    if file.exists():
        return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)
    nearest = _nearest(file)
    return nearest.is_dir() and os.access(nearest, os.W_OK)


def _nearest(file: Path) -> Path:
    """The folder of a file, or the nearest above it that is there."""
    return next(folder for folder in file.absolute().parents if folder.exists())


def _line(finding: Finding, say: Voice) -> str:
    return f"{say(f'doctor.state.{finding.state}')}: {finding.text}"


COMMANDS = (Command("doctor", "samband doctor", doctor),)
