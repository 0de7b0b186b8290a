"""What we answer about a gathering's agenda: the programme's own facts, no sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from dialogs.answers.answer import Answer, Suggestion
from gatherings.agenda import Agenda, TimedBlock
from gatherings.gathering import Stream, StreamAudience

Blocks = tuple[TimedBlock, ...]


PAGE: Final = 16
"""Rows of a day that stand on one card, at most."""


class Fixture(StrEnum):
    """What people ask for by an everyday word instead of a title."""

    LUNCH = "lunsj"
    BREAK = "pause"
    DINNER = "middag"
    END = "slutt"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: whether links for the registered are theirs too, and how they take part (None: not known)."""

    sees_streams: bool
    is_digital: bool | None = None

    def link(self, agenda: Agenda, timed: TimedBlock) -> str | None:
        """The stream's address for a block, None when there is none, or none for this person."""
        stream = agenda.stream_of(timed.block) if agenda.may_be_streamed(timed) else None
        return stream.url if stream is not None and self.may_open(stream) else None

    def may_open(self, stream: Stream) -> bool:
        return self.sees_streams or stream.audience is StreamAudience.EVERYONE


@dataclass(frozen=True, kw_only=True)
class AgendaAnswer(Answer):
    """An answer about one gathering, for one reader."""

    agenda: Agenda
    reader: Reader
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OnNow(AgendaAnswer):
    """`on` is on; `then` starts next, empty when nothing does."""

    on: Blocks
    then: Blocks

    @property
    def blocks(self) -> Blocks:
        return self.on


@dataclass(frozen=True, kw_only=True)
class Upcoming(AgendaAnswer):
    """`coming` starts next; `on` is on meanwhile, empty in a gap. Nothing comes any more when `coming` is empty."""

    coming: Blocks
    on: Blocks

    @property
    def blocks(self) -> Blocks:
        return self.coming


@dataclass(frozen=True, kw_only=True)
class NotStarted(AgendaAnswer):
    """The gathering, or its day today, has not begun; `first` begins it."""

    first: Blocks

    @property
    def blocks(self) -> Blocks:
        return self.first


@dataclass(frozen=True, kw_only=True)
class BetweenBlocks(AgendaAnswer):
    """Nothing is on; `coming` starts next."""

    coming: Blocks

    @property
    def blocks(self) -> Blocks:
        return self.coming


@dataclass(frozen=True, kw_only=True)
class DoneForToday(AgendaAnswer):
    """Today's work is over; `coming` is the dinner, or another day."""

    coming: Blocks

    @property
    def blocks(self) -> Blocks:
        return self.coming


@dataclass(frozen=True, kw_only=True)
class Over(AgendaAnswer):
    """The gathering is over, dinner and all."""

    is_about_stream: bool = False


@dataclass(frozen=True, kw_only=True)
class Cancelled(AgendaAnswer):
    """The gathering is cancelled, whatever was asked."""


@dataclass(frozen=True, kw_only=True)
class NoProgramme(AgendaAnswer):
    """The gathering has no programme yet."""


@dataclass(frozen=True, kw_only=True)
class DayShown(AgendaAnswer):
    """A day's blocks from the one at `start`; `is_rest` when those already over were left out on purpose."""

    day: date
    rows: Blocks
    start: int = 0
    is_rest: bool = False

    @property
    def blocks(self) -> Blocks:
        return self.rows


@dataclass(frozen=True, kw_only=True)
class DayWithoutProgramme(AgendaAnswer):
    """Nothing is on the programme that day."""

    day: date


@dataclass(frozen=True, kw_only=True)
class AtTime(AgendaAnswer):
    """What is `on` at an instant; where nothing is, the blocks nearest `before` and `after` it on that day."""

    at: datetime
    on: Blocks
    before: TimedBlock | None = None
    after: Blocks = ()

    @property
    def blocks(self) -> Blocks:
        return self.on or (*((self.before,) if self.before else ()), *self.after)


@dataclass(frozen=True, kw_only=True)
class WhenIs(AgendaAnswer):
    """When a block is; `others` fit the question as well, and are less to the point."""

    timed: TimedBlock
    others: Blocks = ()

    @property
    def blocks(self) -> Blocks:
        return (self.timed, *self.others)


@dataclass(frozen=True, kw_only=True)
class WhenItEnds(AgendaAnswer):
    """When the programme ends; `today` is the last work of today where the end is on another day."""

    last: TimedBlock
    today: TimedBlock | None = None
    after: Blocks = ()

    @property
    def blocks(self) -> Blocks:
        return (self.last,)


@dataclass(frozen=True, kw_only=True)
class NotInProgramme(AgendaAnswer):
    """The programme does not name it: an everyday thing, or words as they were written."""

    topic: Fixture | str
    is_person: bool = False


@dataclass(frozen=True, kw_only=True)
class LedBy(AgendaAnswer):
    """Who leads a block; the programme may not say."""

    timed: TimedBlock

    @property
    def blocks(self) -> Blocks:
        return (self.timed,)


@dataclass(frozen=True, kw_only=True)
class Speaks(AgendaAnswer):
    """When a person speaks: `timed`, and before or after that `others`."""

    name: str
    timed: TimedBlock
    others: Blocks = ()

    @property
    def blocks(self) -> Blocks:
        return (self.timed, *self.others)


@dataclass(frozen=True, kw_only=True)
class Whereabouts(AgendaAnswer):
    """Where the gathering is, and the blocks asked about, on or next."""

    about: Blocks
    is_asked: bool = False
    """The blocks were asked for by name."""

    @property
    def blocks(self) -> Blocks:
        return self.about


@dataclass(frozen=True, kw_only=True)
class StreamLinks(AgendaAnswer):
    """The blocks whose streams are on, or next; a link may be missing, or not for this reader."""

    streamed: Blocks

    @property
    def blocks(self) -> Blocks:
        return self.streamed


@dataclass(frozen=True, kw_only=True)
class NotStreamed(AgendaAnswer):
    """What is on or asked for is not streamed; `then` is what is streamed next. Both may be empty."""

    on: Blocks
    then: Blocks

    @property
    def blocks(self) -> Blocks:
        return self.on or self.then
