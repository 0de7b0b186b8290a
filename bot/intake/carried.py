"""What passes between us and the process that reads a file, as JSON. Nothing in it is ever run, whoever wrote it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from pydantic import TypeAdapter

from gatherings.intake.draft import Draft, Reason, Unreadable


@dataclass(frozen=True, slots=True)
class Errand:
    """What is asked: to read a file that is called so. The bytes of the file come after it."""

    filename: str
    day: date | None
    today: date | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What has come of it: drafts, or the refusal."""

    drafts: tuple[Draft, ...] = ()
    reason: Reason | None = None
    args: dict[str, str | int] = field(default_factory=dict)


@cache
def _outcomes() -> TypeAdapter[Outcome]:
    """What writes and reads outcomes, made for the first: it takes as long to make as a message to answer."""
    return TypeAdapter(Outcome)


def write_errand(errand: Errand) -> bytes:
    """One line."""
    days = [None if day is None else day.isoformat() for day in (errand.day, errand.today)]
    return json.dumps([errand.filename, *days]).encode() + b"\n"


def read_errand(line: bytes) -> Errand:
    filename, day, today = json.loads(line)
    return Errand(filename, day and date.fromisoformat(day), today and date.fromisoformat(today))


def refused(refusal: Unreadable) -> Outcome:
    return Outcome(reason=refusal.reason, args=dict(refusal.args_of_sentence))


def write_outcome(outcome: Outcome) -> bytes:
    return _outcomes().dump_json(outcome)


def read_outcome(told: bytes) -> tuple[Draft, ...]:
    """The drafts. Raises the Unreadable that is told of, and ValueError for anything that is not an outcome."""
    outcome = _outcomes().validate_json(told)
    if outcome.reason is not None:
        raise Unreadable(outcome.reason, **outcome.args)
    if not outcome.drafts:
        raise ValueError("neither a draft nor a refusal")
    return outcome.drafts
