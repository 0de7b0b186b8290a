"""Corrections of a draft: what an organiser says is otherwise, and what follows from that. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from functools import singledispatch
from typing import Final

from gatherings.errors import DayIsTaken, EndsBeforeStart, NoSuchBlockInDraft, NoSuchDay, NothingLeft, TitleMissing
from gatherings.intake.draft import Doubt, Draft, quoted
from gatherings.intake.following import MIDNIGHT, draft_with, held_order
from gatherings.intake.hours import after, between
from gatherings.intake.kinds import kind_of
from gatherings.programme import Block, BlockId, Contributor, EndSource, Programme


@dataclass(frozen=True, slots=True)
class NewTimes:
    """A block is held then. With a start alone it keeps its length; with an end alone it starts as before."""

    block: BlockId
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True)
class NewTitle:
    block: BlockId
    title: str


@dataclass(frozen=True, slots=True)
class NewPeople:
    """Who leads a block; `is_more` where they do so besides those who are known."""

    block: BlockId
    names: tuple[str, ...]
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class NewRoom:
    block: BlockId
    room: str


@dataclass(frozen=True, slots=True)
class NewStreaming:
    block: BlockId
    streamed: bool


@dataclass(frozen=True, slots=True)
class NewDay:
    """The whole of a day, counted from 1, is on another date."""

    number: int
    day: date


@dataclass(frozen=True, slots=True)
class Removal:
    block: BlockId


@dataclass(frozen=True, slots=True)
class Addition:
    """A block more, on a day counted from 1."""

    title: str
    start: time
    end: time | None = None
    number: int = 1


Correction = NewTimes | NewTitle | NewPeople | NewRoom | NewStreaming | NewDay | Removal | Addition

ADDED: Final = "added-"

SETTLES: Final[dict[type, frozenset[str]]] = {
    kind: frozenset(f"intake.warning.{doubt}" for doubt in doubts)
    for kind, doubts in {
        NewTimes: (Doubt.GAP_DIFFERS, Doubt.START_DIFFERS, Doubt.LENGTH_DIFFERS),
        NewTitle: (Doubt.TITLE_DIFFERS,),
        NewPeople: (Doubt.NOT_A_PERSON,),
        NewStreaming: (Doubt.STREAM_UNCLEAR,),
        NewDay: (Doubt.DAY_COUNTED, Doubt.WEEKDAY_DIFFERS),
    }.items()
}
"""What needs no look any more, once it has been said: warnings about that block, or, of a day, about all."""


def corrected(draft: Draft, correction: Correction) -> Draft:
    """The draft with one thing otherwise: in order again, its ends and warnings told anew. Nothing else changes.

    Raises EndsBeforeStart, NoSuchBlockInDraft, NoSuchDay, DayIsTaken, NothingLeft, TitleMissing.
    """
    blocks = held_order(_applied(correction, draft))
    if not blocks:
        raise NothingLeft
    return draft_with(_without_settled(draft, correction), blocks)


@singledispatch
def _applied(correction: Correction, draft: Draft) -> Programme:
    raise NotImplementedError(f"{correction} of {draft.title}")


@_applied.register
def _times(correction: NewTimes, draft: Draft) -> Programme:
    return _with(draft, correction.block, lambda block: _retimed(block, correction.start, correction.end))


def _retimed(block: Block, start: time | None, end: time | None) -> Block:
    begins = block.start if start is None else start
    if end is not None:
        if end < begins and end != MIDNIGHT:
            raise EndsBeforeStart(title=quoted(block.title), start=f"{begins:%H:%M}", end=f"{end:%H:%M}")
        return replace(block, start=begins, end=end, end_source=EndSource.EXPLICIT)
    if block.end is None or block.end_source is EndSource.NEXT_START:
        return replace(block, start=begins)
    return replace(block, start=begins, end=after(begins, between(block.start, block.end)))


@_applied.register
def _title(correction: NewTitle, draft: Draft) -> Programme:
    title = _worded(correction.title)
    return _with(draft, correction.block, lambda b: replace(b, title=title, kind=kind_of(title, b.text)))


@_applied.register
def _people(correction: NewPeople, draft: Draft) -> Programme:
    known = {person.name.casefold(): person for block in draft.blocks for person in block.people}
    named = tuple(known.get(name.casefold()) or Contributor(name) for name in correction.names)

    def led(block: Block) -> Block:
        before = block.people if correction.is_more else ()
        return replace(block, people=tuple(dict.fromkeys((*before, *named))))

    return _with(draft, correction.block, led)


@_applied.register
def _room(correction: NewRoom, draft: Draft) -> Programme:
    return _with(draft, correction.block, lambda block: replace(block, room=_worded(correction.room)))


@_applied.register
def _streaming(correction: NewStreaming, draft: Draft) -> Programme:
    return _with(draft, correction.block, lambda block: replace(block, streamed=correction.streamed))


@_applied.register
def _day(correction: NewDay, draft: Draft) -> Programme:
    """Raises DayIsTaken where it is another day's date, or does not stand between the days beside it."""
    was = _nth_day(draft, correction.number)
    days = [correction.day if day == was else day for day in _days(draft)]
    if days != sorted(set(days)):
        raise DayIsTaken(number=correction.number, day=str(correction.day))
    return tuple(replace(block, day=correction.day) if block.day == was else block for block in draft.blocks)


@_applied.register
def _removal(correction: Removal, draft: Draft) -> Programme:
    _get(draft, correction.block)
    return tuple(block for block in draft.blocks if block.id != correction.block)


@_applied.register
def _addition(correction: Addition, draft: Draft) -> Programme:
    title = _worded(correction.title)
    made = Block(
        id=_free_id(draft),
        day=_nth_day(draft, correction.number),
        start=correction.start,
        title=title,
        kind=kind_of(title, ""),
    )
    return (*draft.blocks, _retimed(made, None, correction.end))


def _free_id(draft: Draft) -> BlockId:
    taken = {block.id for block in draft.blocks}
    ids: Iterator[BlockId] = (BlockId(f"{ADDED}{n}") for n in range(1, len(taken) + 2))
    return next(one for one in ids if one not in taken)


def _with(draft: Draft, block_id: BlockId, change: Callable[[Block], Block]) -> Programme:
    _get(draft, block_id)
    return tuple(change(block) if block.id == block_id else block for block in draft.blocks)


def _get(draft: Draft, block_id: BlockId) -> Block:
    found = next((block for block in draft.blocks if block.id == block_id), None)
    if found is None:
        raise NoSuchBlockInDraft(text=quoted(block_id))
    return found


def _days(draft: Draft) -> list[date]:
    return sorted({block.day for block in draft.blocks})


def _nth_day(draft: Draft, number: int) -> date:
    days = _days(draft)
    if not 1 <= number <= len(days):
        raise NoSuchDay(number=number, n=len(days))
    return days[number - 1]


def _worded(text: str) -> str:
    """The text on one line. Raises TitleMissing where nothing is left."""
    flat = " ".join(text.split())
    if not flat:
        raise TitleMissing
    return flat


def _without_settled(draft: Draft, correction: Correction) -> Draft:
    settled = SETTLES.get(type(correction), frozenset())
    block_id = getattr(correction, "block", None)
    title = None if block_id is None else quoted(_get(draft, block_id).title)
    is_gone = isinstance(correction, Removal)
    kept = [
        one
        for one in draft.warnings
        if not ((is_gone or one.key in settled) and (title is None or one.args.get("title") == title))
    ]
    if isinstance(correction, NewTitle):
        new = quoted(correction.title)
        kept = [replace(r, args={**r.args, "title": new}) if r.args.get("title") == title else r for r in kept]
    return replace(draft, warnings=tuple(kept))
