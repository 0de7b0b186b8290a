"""The hours on a line of a programme, at its beginning or its end, in the spellings that people use."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time, timedelta
from enum import IntEnum
from typing import Final

from gatherings.intake.draft import Reason
from gatherings.intake.hours import LAST_HOUR, LAST_MINUTE, MIDNIGHT, NOON, Unclear, read_length
from gatherings.intake.prose.spellings import (
    AFTER_EDGES,
    COUNTED,
    LEADING,
    LENGTH,
    LENGTH_LAST,
    STUCK,
    TRAILING,
    WITHOUT_END,
)

EVENING, MORNING = 17, 6
YEARS: Final = range(1900, 2100)
A_STEP: Final = 5
LONGEST_HEAD, LONGEST_LINE = 120, 200


class Trust(IntEnum):
    """How much a spelling looks like a time: "10-11" may be anything, "09.00 – 09.35" may not."""

    WEAK = 1
    FAIR = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class Clocks:
    """Hours with what stands before and after them. `text` is how they are written; `is_named`: "Tid:" stands before
    them, so that they are of the day; `wrong` is why they cannot be; `is_half`: "2:15", which may be afternoon.
    """

    start: time
    end: time | None
    text: str
    trust: Trust
    before: str = ""
    after: str = ""
    length: timedelta | None = None
    is_named: bool = False
    is_half: bool = False
    wrong: Reason | None = None


def leading(text: str) -> Clocks | None:
    """The hours that a line begins with; None where it begins with something else."""
    head, tail = text[:LONGEST_HEAD], text[LONGEST_HEAD:]
    for pattern in LEADING:
        found = pattern.match(head)
        clocks = _clocks(found) if found else None
        if clocks:
            return replace(clocks, after=clocks.after + tail) if tail else clocks
    return None


def trailing(text: str) -> Clocks | None:
    """The hours that a line ends with: "Lunsj (12.00–12.45)", "Middag kl. 19"."""
    for pattern in TRAILING if len(text) <= LONGEST_LINE else ():
        found = pattern.match(text)
        clocks = _clocks(found) if found else None
        if found and clocks and _is_told_last(found, clocks):
            return clocks
    return None


def whole(text: str) -> Clocks | None:
    """The hours, where the text is nothing else."""
    clocks = leading(text)
    return clocks if clocks and not clocks.after else None


def length_at_end(text: str) -> tuple[str, timedelta | None]:
    """The text without a length in brackets at its end, and the length: "Innlegg (20 min)"."""
    found = LENGTH_LAST.search(text)
    return (text[: found.start()], _length(found[1])) if found else (text, None)


def _is_told_last(found: re.Match[str], clocks: Clocks) -> bool:
    """Whether hours at the end of a line are meant as such: with "kl.", in brackets, a range, or "12.00"."""
    is_marked = bool(found["kl"] or found["kl2"] if clocks.end else found["kl"]) or bool(found["close"])
    if found["run"] and clocks.end is None:
        return bool(found["kl"])
    return is_marked or (clocks.end is not None and clocks.trust > Trust.WEAK) or bool(found["hour"])


def _clocks(found: re.Match[str]) -> Clocks | None:
    parts = WITHOUT_END | found.groupdict()
    if not _may_be(parts):
        return None
    after = parts.get("after") or ""
    is_plain = not parts["hour"] and not parts["rest"]
    if (is_plain and re.match(r"\s*\d", after)) or (not parts["hour"] and not parts["kl"] and COUNTED.match(after)):
        return None
    if STUCK.match(after) or (after[:1].isalpha() and not parts["hour"]):
        return None
    length = LENGTH.match(after)
    after = after[length.end() :] if length else after
    start, wrong = _clock(parts, ""), None
    end, end_wrong = (_clock(parts, "2"), None) if parts["rest"] else (None, None)
    first = start if isinstance(start, time) else MIDNIGHT
    last = end if isinstance(end, time) else None
    wrong = start if isinstance(start, Reason) else end if isinstance(end, Reason) else end_wrong
    if wrong is None and last is not None and last <= first and last != MIDNIGHT:
        last, wrong = _after_noon(parts, first, last)
    return Clocks(
        first,
        last,
        _as_written(found[0], before=parts.get("before") or "", after=parts.get("after") or ""),
        _trust(parts, first),
        before=(parts.get("before") or "").strip(),
        after=after.lstrip(AFTER_EDGES).rstrip(" \t,;–—-|>→"),
        length=_length(length[1]) if length else None,
        is_named=bool(parts.get("named")),
        is_half=_is_half(parts),
        wrong=wrong,
    )  # fmt: skip


def _as_written(text: str, *, before: str, after: str) -> str:
    """The hours as they stand, without what is before and after them."""
    return " ".join(text[len(before) : len(text) - len(after)].split()).strip(" ,;:")


def _after_noon(parts: dict[str, str | None], start: time, end: time) -> tuple[time, Reason | None]:
    """An end before its start: past midnight after an evening, or "11:30 – 1:00" without a.m. and p.m."""
    if start.hour >= EVENING and end.hour < MORNING:
        return end, None
    if _is_half(parts) and end.hour < NOON and (later := end.replace(hour=end.hour + NOON)) > start:
        return (
            (later, None)
            if not (parts["minute"] and len(parts["hour2"] or "") > 1)
            else (end, Reason.ENDS_BEFORE_START)
        )
    return end, Reason.ENDS_BEFORE_START


def _is_half(parts: dict[str, str | None]) -> bool:
    hour = parts["hour"] or parts["bare"] or ""
    return not parts["half"] and not parts["run"] and 1 <= int(hour or 0) <= NOON and not hour.startswith("0")


def _may_be(parts: dict[str, str | None]) -> bool:
    """Whether figures of that shape are hours at all, together."""
    two = bool(parts["rest"])
    if parts["bare"] and not (parts["kl"] or parts["half"]):
        joined = bool(parts["hour2"] or parts["half2"] or (parts["bare2"] and (parts["to"] or "").strip()))
        if not two or not joined:
            return False
    if parts["run"] and not two and (len(parts["run"]) == len("900") or (_is_year(parts["run"]) and not parts["kl"])):
        return False
    if parts["run"] and len(parts["run"]) == len("900") and not parts["run2"]:
        return False
    return not two or _go_together(parts)


def _go_together(parts: dict[str, str | None]) -> bool:
    to = parts["to"] or ""
    if not to.strip():
        same = (bool(parts["hour"]) and bool(parts["hour2"])) or (bool(parts["run"]) and bool(parts["run2"]))
        return same and not _is_year(parts["run2"])
    if _is_year(parts["run"]) and _is_year(parts["run2"]):
        return False
    if parts["hour"] and (_is_year(parts["run2"]) or (parts["run2"] and len(parts["run2"]) < len("0900"))):
        return False
    if parts["bare2"] and (parts["hour"] or parts["run"]) and not (parts["kl2"] or parts["half2"]):
        is_close = to == to.strip() or to.strip().isalpha() or bool(parts["kl"])
        return is_close and int(parts["bare2"]) > int(parts["hour"] or (parts["run"] or "0")[:-2])
    return True


def _is_year(run: str | None) -> bool:
    return run is not None and len(run) == len("2027") and int(run) in YEARS and int(run) % A_STEP != 0


def _clock(parts: dict[str, str | None], n: str) -> time | Reason:
    """The time, or why it cannot be."""
    run = parts[f"run{n}"]
    hour = int(run[:-2]) if run else int(parts[f"hour{n}"] or parts[f"bare{n}"] or 0)
    minute = int(run[-2:]) if run else int(parts[f"minute{n}"] or 0)
    half = (parts[f"half{n}"] or "").lower()
    if not n and not half and parts.get("half2") and hour <= NOON:
        half = _half_of_first(parts, hour)
    if half and 1 <= hour <= NOON:
        hour = hour % NOON + (NOON if half == "p" else 0)
    if n and (hour, minute) == (LAST_HOUR + 1, 0):
        return MIDNIGHT
    if hour > LAST_HOUR or minute > LAST_MINUTE:
        return Reason.NO_SUCH_TIME
    return time(hour, minute)


def _half_of_first(parts: dict[str, str | None], hour: int) -> str:
    """ "1 – 2.30 pm" begins in the afternoon, "11 – 1 pm" does not."""
    last = int(parts["hour2"] or parts["bare2"] or (parts["run2"] or "000")[:-2])
    return (parts["half2"] or "").lower() if hour % NOON <= last % NOON else "a"


def _trust(parts: dict[str, str | None], start: time) -> Trust:
    if parts["bare"] and not (parts["kl"] or parts["half"] or parts["hour2"] or parts["half2"]):
        return Trust.FAIR if parts["from"] else Trust.WEAK
    if parts["run"]:
        if parts["rest"]:
            return Trust.SURE
        return Trust.WEAK if int(parts["run"]) in YEARS or start.minute % A_STEP else Trust.FAIR
    return Trust.FAIR if parts["bare"] or start.minute % A_STEP or start.hour < MORNING else Trust.SURE


def _length(text: str) -> timedelta | None:
    try:
        return read_length(text)
    except Unclear:
        return None
