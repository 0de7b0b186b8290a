"""What an organiser is shown before the day is held otherwise than planned: facts, no sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from dialogs.answers.agenda import AgendaAnswer
from gatherings.agenda import TimedBlock
from gatherings.intake.identity import Change


@dataclass(frozen=True, kw_only=True)
class AskDelay(AgendaAnswer):
    """Whether the rest of the day is moved `by` so much; `ends` where it is made up for in the breaks, None where it
    cannot be.
    """

    by: timedelta
    moves: tuple[Change, ...]
    ends: time | None = None


@dataclass(frozen=True, kw_only=True)
class AskSkip(AgendaAnswer):
    """Whether a block is left out; `saved` is how much earlier the rest may start, nothing where nothing follows."""

    timed: TimedBlock
    saved: timedelta


@dataclass(frozen=True, kw_only=True)
class AskMessage(AgendaAnswer):
    """Whether a message is sent, in the organiser's own words."""

    text: str
