"""Until when one signs up, out of an invitation."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from gatherings.intake.dates import HALF_A_YEAR, MONTHS, WrittenDate
from gatherings.intake.draft import Doubt, Reason, Remark, Source, quoted, remark
from gatherings.intake.hours import Unclear
from gatherings.intake.invitation.labels import Topic
from gatherings.intake.invitation.marks import BEFORE, LATE, is_about_deadline
from gatherings.intake.invitation.passages import Passage
from gatherings.intake.invitation.stamps import read_stamps
from gatherings.intake.invitation.when import When, in_year

A_DAY: Final = timedelta(days=1)
_BOTH: Final = re.compile(r"\bpå-?\s?(?:og|/|eller)\s?avmelding\w*", re.IGNORECASE)
_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_END_OF: Final = re.compile(
    rf"\b(?:utgangen av|the end of|end of|slutten av)\s+(?P<month>{_MONTH})\b\.?(?:\s+(?P<year>20\d{{2}}))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Limit:
    """A last day as written; `is_before`: the day itself is too late; `is_month`: the end of its month is meant."""

    written: WrittenDate
    line: int
    is_before: bool = False
    has_clock: bool = False
    is_month: bool = False


def read_deadline(source: Source, passages: Sequence[Passage], when: When, remarks: list[Remark]) -> date | None:
    """The last day to sign up, None where it is not said. Raises Unreadable for one that cannot be."""
    limit = _labelled(source, passages, remarks) or _in_prose(passages, remarks)
    if limit is None:
        remarks.append(remark(Doubt.NO_DEADLINE))
        return None
    if limit.has_clock:
        remarks.append(remark(Doubt.DEADLINE_HOUR, limit.line, text=limit.written.text))
    return day_of(source, limit, when, remarks)


def find_limit(passage: Passage, *, with_short: bool = False) -> Limit | None:
    """The day in a passage until which something can be done. Raises Unclear for an hour that does not exist."""
    found = _END_OF.search(passage.text)
    if found:
        return Limit(_month(found), passage.line_at(found.start()), is_month=True)
    stamps = read_stamps(passage.text, with_short=with_short)
    if not stamps.days:
        return None
    day = stamps.days[0]
    return Limit(
        day.last or day.first,
        passage.line_at(day.at),
        is_before=BEFORE.search(passage.text[: day.at].rstrip()) is not None,
        has_clock=bool(stamps.clocks),
    )


def day_of(source: Source, limit: Limit, when: When, remarks: list[Remark]) -> date:
    """The day that a limit is, on or before the gathering's; moved as the gathering is. Raises Unreadable."""
    written = limit.written
    starts, ends = when.starts_on - when.moved, when.ends_on - when.moved
    day = _in_year(source, limit, written.year or starts.year)
    if written.year is None and day - ends > HALF_A_YEAR:
        day = _in_year(source, limit, starts.year - 1)
    if day > ends:
        raise source.refusal(Reason.DEADLINE_AFTER, line=limit.line, text=written.text, day=str(ends))
    moved = day + when.moved
    if written.weekday is not None and written.weekday != day.weekday():
        remarks.append(remark(Doubt.WEEKDAY_DIFFERS, limit.line, text=written.text, day=str(day)))
    if when.moved:
        remarks.append(remark(Doubt.LIMIT_MOVED, limit.line, text=written.text, day=str(moved)))
    return moved - A_DAY if limit.is_before else moved


def _in_year(source: Source, limit: Limit, year: int) -> date:
    day = in_year(source, limit.written, year, limit.line)
    return day.replace(day=monthrange(year, day.month)[1]) if limit.is_month else day


def _labelled(source: Source, passages: Sequence[Passage], remarks: list[Remark]) -> Limit | None:
    """From "Påmeldingsfrist: …", or a day after "Påmelding: …"."""
    for topic in (Topic.DEADLINE, Topic.SIGN_UP):
        for passage in passages:
            if passage.topic is not topic:
                continue
            try:
                limit = next(filter(None, (find_limit(one, with_short=True) for one in passage.sentences())), None)
            except Unclear as unclear:
                raise source.refusal(unclear.reason, line=passage.line, text=unclear.text) from None
            if limit:
                return limit
            if topic is Topic.DEADLINE:
                remarks.append(remark(Doubt.DEADLINE_NOT_READ, passage.line, text=quoted(passage.text or passage.name)))
    return None


def _in_prose(passages: Sequence[Passage], remarks: list[Remark]) -> Limit | None:
    for sentence in _sentences(passages):
        try:
            limit = find_limit(sentence)
        except Unclear:
            continue
        if limit:
            remarks.append(remark(Doubt.DEADLINE_GUESSED, sentence.line, text=quoted(sentence.text)))
            return limit
    return None


def _sentences(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The sentences about signing up, each as far as it does not go on to cancelling."""
    for passage in passages:
        if passage.topic not in (None, Topic.SIGN_UP, Topic.CONTACT):
            continue
        for sentence in passage.sentences():
            text = _BOTH.sub("påmelding", sentence.text)
            late = LATE.search(text)
            if is_about_deadline(text[: late.start()] if late else text):
                yield replace(sentence, text=text[: late.start()] if late else text)


def _month(found: re.Match[str]) -> WrittenDate:
    """A month as its first day."""
    year = int(found["year"]) if found["year"] else None
    return WrittenDate(1, MONTHS[found["month"].lower()], year, None, quoted(found[0]))
