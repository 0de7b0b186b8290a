"""Times of day and lengths, as people write them in programmes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from gatherings.intake.draft import Reason, quoted

DAY: Final = timedelta(days=1)
MIDNIGHT: Final = time()
LAST_HOUR, LAST_MINUTE, NOON = 23, 59, 12

_TIME = r"(?:kl\.?\s*)?\d{1,2}[:.]\d{2}(?!\d|[.:]\d)(?:\s*[ap]\.?m\.?)?"
_HOURS: Final = re.compile(rf"\s*(?P<start>{_TIME})\s*(?:[-–—]\s*(?P<end>{_TIME})\s*)?", re.IGNORECASE)
_FOUR_DIGITS: Final = re.compile(r"(?<![\d:.])(\d{2})(\d{2})(?![\d:.])")
_CLOCK: Final = re.compile(r"(?:kl\.?\s*)?(\d{1,2})[:.](\d{2})(?:\s*([ap])\.?m\.?)?", re.IGNORECASE)
_LENGTH: Final = re.compile(
    r"(?:ca\.?|~)?\s*(?P<minus>[-−])?\s*"
    r"(?:(?P<days>\d{1,6})\s*(?:days?|dage?r?|d)\b\.?\s*)?"
    r"(?:(?P<hours>\d{1,6}(?:[.,]\d{1,2})?)\s*(?:hours?|hrs?|timer?|timar|h|t)\.?\s*)?(?:(?:og|and)\s+)?"
    r"(?:(?P<minutes>\d{1,6})\s*(?:minutes?|minutter|minutt|mins?|m)\.?)?",
    re.IGNORECASE,
)


class Unclear(Exception):  # noqa: N818 (said as what it is)
    """Hours that cannot be: the reader knows the line and turns it into a refusal."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(reason, text)
        self.reason, self.text = reason, quoted(text)


@dataclass(frozen=True, slots=True)
class Hours:
    """When a block starts, and when it ends if the text says so. An end of 00:00 is the midnight after it."""

    start: time
    end: time | None = None


def starts_with_hours(text: str) -> bool:
    return _HOURS.match(text) is not None


def read_hours(text: str) -> Hours | None:
    """ "09:00", "9.00 – 9.35", "0900", "2:15 PM"; None if it is something else. Raises Unclear for "25:00",
    "15.15–14.30".
    """
    found = _HOURS.fullmatch(_FOUR_DIGITS.sub(r"\1:\2", " ".join(text.split())))
    if not found:
        return None
    start, end = _clock(found["start"]), _clock(found["end"], may_be_24=True) if found["end"] else None
    if end is not None and end < start and end != MIDNIGHT:
        raise Unclear(Reason.ENDS_BEFORE_START, text)
    return Hours(start, end)


def read_length(text: str) -> timedelta | None:
    """ "2h 00m", "2t 00m", "45m", "1,5 t", "0m"; None for an empty text. Raises Unclear for anything else."""
    if not text.strip():
        return None
    found = _LENGTH.fullmatch(" ".join(text.split()))
    if not found or not (found["days"] or found["hours"] or found["minutes"]):
        raise Unclear(Reason.LENGTH_UNCLEAR, text)
    if found["minus"]:
        raise Unclear(Reason.ENDS_BEFORE_START, text)
    length = timedelta(
        days=int(found["days"] or 0),
        hours=float((found["hours"] or "0").replace(",", ".")),
        minutes=int(found["minutes"] or 0),
    )
    if length >= DAY:
        raise Unclear(Reason.TOO_LONG, text)
    return length


def after(start: time, length: timedelta) -> time:
    """The wall time so long after another; past midnight it is that of the next day."""
    return (datetime.combine(date.min, start) + length).time()


def between(start: time, end: time) -> timedelta:
    """From one wall time to a later one of the same day; a midnight end is that of the next."""
    length = datetime.combine(date.min, end) - datetime.combine(date.min, start)
    return length + DAY if length < timedelta() else length


def _clock(text: str, *, may_be_24: bool = False) -> time:
    found = _CLOCK.fullmatch(text)
    assert found, text
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half and 1 <= hour <= NOON:
        hour = hour % NOON + (NOON if half == "p" else 0)
    if may_be_24 and (hour, minute) == (LAST_HOUR + 1, 0):
        return MIDNIGHT
    if hour > LAST_HOUR or minute > LAST_MINUTE:
        raise Unclear(Reason.NO_SUCH_TIME, text)
    return time(hour, minute)
