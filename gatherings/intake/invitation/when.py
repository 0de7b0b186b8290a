"""On which days and from when to when, out of an invitation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from gatherings.intake.dates import WrittenDate
from gatherings.intake.draft import Doubt, Reason, Remark, Source, quoted, remark
from gatherings.intake.hours import MIDNIGHT, Unclear
from gatherings.intake.invitation.labels import Topic
from gatherings.intake.invitation.marks import EVENT, is_about_deadline, is_about_terms
from gatherings.intake.invitation.passages import Passage
from gatherings.intake.invitation.stamps import Clock, Days, Stamps, read_stamps
from gatherings.intake.invitation.years import find_year

MOST_DAYS: Final = 14
WHEN_TOPICS: Final = frozenset({Topic.WHEN, Topic.WHEN_WHERE})


@dataclass(frozen=True, slots=True)
class Told:
    """What one or more lines say of the time; `rest` is the text without it, `passage` where it begins."""

    passage: Passage
    stamps: Stamps

    @property
    def rest(self) -> str:
        return self.stamps.rest


@dataclass(frozen=True, slots=True)
class When:
    """The days as the file has them, and as they count after `--date` has `moved` them."""

    starts_on: date
    ends_on: date
    starts: time | None
    ends: time | None
    moved: timedelta
    line: int
    told: Told | None


def read_when(source: Source, passages: Sequence[Passage], title: Passage | None, remarks: list[Remark]) -> When:
    """The days and hours. Raises Unreadable where there is no day, no year, or one that cannot be."""
    told = _labelled(source, passages)
    if not any(one.stamps.days for one in told):
        told = [*told, *_elsewhere(passages, title, remarks)]
    elif not any(one.stamps.clocks for one in told):
        told = [*told, *_hours_below(passages, told[-1].passage)]
    days = [(one.passage.line_at(found.at), found) for one in told for found in one.stamps.days]
    clocks = [(one.passage.line_at(found.at), found) for one in told for found in one.stamps.clocks]
    first_line = days[0][0] if days else _line_to_name(passages, title)
    starts_on, ends_on, moved = _days(source, days, first_line, passages=passages, title=title, remarks=remarks)
    starts, ends = _hours(source, clocks, is_one_day=starts_on == ends_on)
    at = next((one for one in told if one.stamps.days), told[0] if told else None)
    return When(starts_on, ends_on, starts, ends, moved, first_line, at)


def _line_to_name(passages: Sequence[Passage], title: Passage | None) -> int:
    """Where the day is missed: on the line about the time, else under the heading."""
    labelled = next((one for one in passages if one.topic in WHEN_TOPICS), None)
    return (labelled or title or passages[0]).line


def _labelled(source: Source, passages: Sequence[Passage]) -> list[Told]:
    """The lines with a label, up to the first that says nothing new."""
    found: list[Told] = []
    for passage in passages:
        if passage.topic not in WHEN_TOPICS:
            continue
        told = Told(passage, _stamps(source, passage))
        kinds = [bool(told.stamps.days), bool(told.stamps.clocks)]
        known = [any(one.stamps.days for one in found), any(one.stamps.clocks for one in found)]
        if any(new and not old for new, old in zip(kinds, known, strict=True)):
            found.append(told)
    return found


def _stamps(source: Source, passage: Passage) -> Stamps:
    try:
        return read_stamps(passage.text, with_short=True)
    except Unclear as unclear:
        raise source.refusal(unclear.reason, line=passage.line, text=unclear.text) from None


def _elsewhere(passages: Sequence[Passage], title: Passage | None, remarks: list[Remark]) -> list[Told]:
    """The heading's own date, else the sentence that says day and hour most clearly; a guess."""
    ranked = [(rank, told) for told in _sentences_with_days(passages) if (rank := _rank(told, title))]
    if not ranked:
        return []
    best = max(rank for rank, _ in ranked)
    chosen = next(told for rank, told in ranked if rank == best)
    if chosen.passage.line != (title.line if title else 0):
        remarks.append(remark(Doubt.WHEN_GUESSED, chosen.passage.line, text=quoted(chosen.passage.text)))
    return [chosen, *([] if chosen.stamps.clocks else _hours_below(passages, chosen.passage))]


def _sentences_with_days(passages: Sequence[Passage]) -> Iterator[Told]:
    for passage in passages:
        if passage.topic not in (None, Topic.TITLE, Topic.SUBJECT, Topic.WHERE):
            continue
        for sentence in passage.sentences():
            if is_about_deadline(sentence.text) or is_about_terms(sentence.text):
                continue
            try:
                told = Told(sentence, read_stamps(sentence.text))
            except Unclear:
                continue
            if told.stamps.days:
                yield told


def _rank(told: Told, title: Passage | None) -> int:
    """How clearly it tells the day of the gathering; 0: not at all."""
    if told.stamps.clocks:
        return 3
    if title is not None and told.passage.line == title.line:
        return 2
    return 1 if EVENT.search(told.rest) or not told.rest.strip(" .,;:-–—()") else 0


def _hours_below(passages: Sequence[Passage], after: Passage) -> list[Told]:
    """The next line, where it says an hour and nothing else."""
    below = next((one for one in passages if one.line > after.line), None)
    if below is None or below.topic is not None:
        return []
    try:
        told = Told(below, read_stamps(below.text))
    except Unclear:
        return []
    return [told] if told.stamps.clocks and not told.rest.strip(" .,;:-–—()") else []


def _days(
    source: Source,
    days: list[tuple[int, Days]],
    line: int,
    *,
    passages: Sequence[Passage],
    title: Passage | None,
    remarks: list[Remark],
) -> tuple[date, date, timedelta]:
    """The first and the last day, and by how much the date that was given has moved them."""
    if not days:
        if source.day is None:
            raise source.refusal(Reason.NO_DAY, line=line)
        return source.day, source.day, timedelta()
    at, first = days[0]
    year = _year(source, first.first, at, passages=passages, title=title, remarks=remarks)
    starts = in_year(source, first.first, year, at)
    last_at, last = days[-1]
    ends = _last_day(source, last.last or last.first, starts, last_at)
    moved = timedelta() if source.day is None else source.day - starts
    _look_at_days(first.first, starts + moved, ends + moved, at, remarks)
    return starts + moved, ends + moved, moved


def _year(
    source: Source,
    written: WrittenDate,
    line: int,
    *,
    passages: Sequence[Passage],
    title: Passage | None,
    remarks: list[Remark],
) -> int:
    if written.year or source.day:
        return written.year or (source.day.year if source.day else 0)
    found = find_year(written, line, passages=passages, title=title, today=source.today)
    if found is None:
        raise source.refusal(Reason.NO_YEAR, line=line, text=written.text)
    year, at = found
    if at is None:
        remarks.append(remark(Doubt.YEAR_FROM_WEEKDAY, line, text=written.text, year=str(year)))
    elif at != line:
        remarks.append(remark(Doubt.YEAR_FROM_TEXT, at, text=written.text, year=str(year)))
    return year


def in_year(source: Source, written: WrittenDate, year: int, line: int) -> date:
    """The date in that year. Raises Unreadable where there is none."""
    try:
        return date(year, written.month, written.day)
    except ValueError:
        raise source.refusal(Reason.NO_SUCH_DATE, line=line, text=written.text) from None


def _last_day(source: Source, written: WrittenDate, starts: date, line: int) -> date:
    """The last day, in the year of the first unless it says another or lies just after New Year."""
    year = written.year or starts.year
    ends = in_year(source, written, year, line)
    if ends < starts and written.year is None and starts.month - ends.month > MOST_DAYS // 2:
        ends = in_year(source, written, year + 1, line)
    if ends < starts:
        raise source.refusal(Reason.ENDS_BEFORE_START, line=line, text=written.text)
    return ends


def _look_at_days(written: WrittenDate, starts: date, ends: date, line: int, remarks: list[Remark]) -> None:
    if written.weekday is not None and written.weekday != starts.weekday():
        remarks.append(remark(Doubt.WEEKDAY_DIFFERS, line, text=written.text, day=str(starts)))
    if (ends - starts).days >= MOST_DAYS:
        remarks.append(remark(Doubt.MANY_DAYS, line, first=str(starts), last=str(ends)))


def _hours(source: Source, clocks: list[tuple[int, Clock]], *, is_one_day: bool) -> tuple[time | None, time | None]:
    """The first hour and the last; on one day those that stand together. Raises Unreadable for an end before it."""
    if not clocks:
        return None, None
    line, first = clocks[0]
    last = first if is_one_day else clocks[-1][1]
    ends = last.end or (last.start if last is not first else None)
    if is_one_day and ends is not None and ends < first.start and ends != MIDNIGHT:
        raise source.refusal(Reason.ENDS_BEFORE_START, line=line, text=first.text)
    return first.start, ends
