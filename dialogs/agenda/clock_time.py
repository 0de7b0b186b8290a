"""What is on at a time of day."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Final

from dialogs.agenda.days import find_day
from dialogs.agenda.now import answer_now
from dialogs.agenda.question import Question
from dialogs.agenda.suggestions import who
from dialogs.answers import Answer, AtTime, DayWithoutProgramme
from dialogs.suggestions import NEXT, PROGRAMME
from gatherings.times import DAY, instant

MINUTES_OF_DAY: Final = 24 * 60


def answer_at(question: Question) -> Answer:
    """What is on then, on the day that was said, else today or the gathering's nearest day; or so long from now."""
    agenda, reader = question.agenda, question.reader
    asked = _wall(question.slot("time")) or _ahead(question)
    if asked is None:
        return answer_now(question)
    day = asked.date() if isinstance(asked, datetime) else _day(question)
    if day not in agenda.days and day not in {held + DAY for held in agenda.days}:  # the night after may be a party
        return DayWithoutProgramme(agenda=agenda, reader=reader, day=day)
    at = asked if isinstance(asked, datetime) else _instant(question, day, asked)
    on = agenda.on_now(at) or agenda.begun(at) or tuple(t for t in agenda.blocks if t.starts_at == at)
    if not on:
        return _nothing_on(question, day, at)
    return AtTime(agenda=agenda, reader=reader, suggestions=(PROGRAMME, *who(on)), at=at, on=on)


def _nothing_on(question: Question, day: date, at: datetime) -> Answer:
    """What is nearest before and after on that day."""
    agenda, reader, rows = question.agenda, question.reader, question.agenda.on_day(day)
    if not rows:
        return DayWithoutProgramme(agenda=agenda, reader=reader, day=day)
    before = max((t for t in rows if t.over_at <= at), key=lambda t: t.over_at, default=None)
    later = [t for t in rows if t.starts_at > at]
    after = tuple(t for t in later if t.starts_at == later[0].starts_at)
    offered = (PROGRAMME, NEXT) if question.coming else (PROGRAMME,)
    return AtTime(agenda=agenda, reader=reader, suggestions=offered, at=at, on=(), before=before, after=after)


def _day(question: Question) -> date:
    """The day that is meant."""
    day = find_day(question.agenda, question.slot("day"), now=question.now) or question.agenda.day_to_show(question.now)
    assert day is not None, "a gathering without a programme is answered before"
    return day


def _wall(said: str) -> time | None:
    with suppress(ValueError):
        hour, minute = said.split(":")
        return time(int(hour), int(minute))
    return None


def _ahead(question: Question) -> datetime | None:
    """The minute so long from now, in the gathering's zone; None where no length is said, or more than a day."""
    said = question.slot("minutes")
    if not said.isdecimal() or int(said) > MINUTES_OF_DAY:
        return None
    then = (question.now + timedelta(minutes=int(said))).astimezone(question.agenda.gathering.zone)
    return then.replace(second=0, microsecond=0)


def _instant(question: Question, day: date, wall: time) -> datetime:
    """The instant meant: after midnight of that day where a block of the day runs on until then."""
    zone = question.agenda.gathering.zone
    late = [t for t in question.agenda.on_day(day) if t.block.ends_on > day]
    after_midnight = instant(day + DAY, wall, zone)
    return after_midnight if any(t.is_on(after_midnight) for t in late) else instant(day, wall, zone)
