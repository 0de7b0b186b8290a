"""What follows from the blocks of a draft: their order, the ends that the next start tells, and the warnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time, timedelta
from typing import Final

from gatherings.agenda import Agenda
from gatherings.gathering import Gathering, GatheringId, NetworkId
from gatherings.intake.checks import check_programme, listed
from gatherings.intake.draft import Doubt, Draft, Remark, quoted, remark
from gatherings.intake.hours import between
from gatherings.intake.kinds import is_closing_title, kind_of
from gatherings.intake.public import one_line
from gatherings.programme import Block, EndSource, Kind, Programme

MIDNIGHT: Final = time()
MOST_GUESSED_ONE_BY_ONE: Final = 3
EVENING: Final = 17
LONGEST_BEFORE_EVENING: Final = timedelta(minutes=90)
TOLD_ANEW: Final = frozenset(
    f"intake.warning.{one}" for one in (Doubt.OVERLAP, Doubt.END_FROM_NEXT, Doubt.ENDS_FROM_NEXT, Doubt.NO_END)
)
"""The warnings that the blocks themselves tell, whatever they were read from."""


def held_order(blocks: Programme) -> Programme:
    """The blocks in the order in which they are held."""
    return tuple(sorted(blocks, key=lambda block: (block.day, block.start)))


def draft_with(draft: Draft, blocks: Programme) -> Draft:
    """The draft with these blocks, which are in order: its ends, days, hours, warnings and checks as they tell."""
    before = {block.id: follower for block, follower in _with_followers(draft.blocks)}
    old = {block.id: block for block in draft.blocks}
    ended = tuple(
        block if _stands(block, old.get(block.id), later, before.get(block.id)) else _ended(block, later)
        for block, later in _with_followers(blocks)
    )
    made = replace(
        draft,
        starts_on=ended[0].day,
        ends_on=ended[-1].day,
        starts=ended[0].start,
        ends=last_hour(draft.title, ended),
        blocks=ended,
    )
    return replace(made, warnings=_warnings(draft, ended), checks=check_programme(ended, explained=draft.gaps))


def last_hour(title: str, blocks: Programme) -> time | None:
    """The wall time at which a programme ends, by the agenda's own rule."""
    first, last = blocks[0].day, blocks[-1].day
    stand_in = Gathering(GatheringId(""), NetworkId(""), "", title, first, last, programme=blocks)
    found = Agenda(stand_in).last
    return None if found is None else found.block.end or found.block.start


def _with_followers(blocks: Programme) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the next one of its day that starts later."""
    for position, block in enumerate(blocks):
        rest = (one for one in blocks[position + 1 :] if one.day == block.day)
        yield block, next((one for one in rest if one.start > block.start), None)


def _stands(block: Block, old: Block | None, later: Block | None, later_before: Block | None) -> bool:
    """Whether the end is still told as it was: by itself, or by a start that is where it was."""
    if block.end_source in {EndSource.EXPLICIT, EndSource.LENGTH}:
        return True
    is_same = old is not None and (old.start, old.title) == (block.start, block.title)
    return is_same and _start(later) == _start(later_before)


def _start(block: Block | None) -> time | None:
    return None if block is None else block.start


def _ended(block: Block, later: Block | None) -> Block:
    """The block with the end that the next start tells, none where there is no next."""
    if later is None or is_closing_title(block.title):
        return replace(block, end=None, end_source=EndSource.NONE)
    if is_evening_after(block.start, block.title, later.start, later.title):
        return replace(block, end=None, end_source=EndSource.NONE)
    return replace(block, end=later.start, end_source=EndSource.NEXT_START)


def is_evening_after(start: time, title: str, later_start: time, later_title: str) -> bool:
    """Whether what follows is the dinner, hours after the last talk: that talk does not go on until then."""
    apart = {Kind.MEAL, Kind.SOCIAL}
    is_evening = later_start.hour >= EVENING and kind_of(one_line(later_title), "") in apart
    is_long = between(start, later_start) > LONGEST_BEFORE_EVENING
    return is_evening and is_long and kind_of(one_line(title), "") not in apart


def guessed_ends_together(remarks: Sequence[Remark]) -> list[Remark]:
    """The remarks, those about ends after what follows made one where they are many."""
    key = remark(Doubt.END_FROM_NEXT).key
    guessed = [found for found in remarks if found.key == key]
    if len(guessed) <= MOST_GUESSED_ONE_BY_ONE:
        return list(remarks)
    titles = listed([str(found.args["title"]) for found in guessed])
    together = remark(Doubt.ENDS_FROM_NEXT, guessed[0].line, n=len(guessed), titles=titles)
    return [together, *(found for found in remarks if found.key != key)]


def in_order_once(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """The remarks as they stand in the file, each once."""
    once = {(found.key, *found.args.items()): found for found in reversed(remarks)}
    return tuple(sorted(once.values(), key=lambda found: (found.page or 0, found.line or 0, found.key)))


def _warnings(draft: Draft, blocks: Programme) -> tuple[Remark, ...]:
    """The warnings that stand, and those that the blocks tell now; each at its line where it has had one."""
    places = {(one.key, one.args.get("title")): one for one in draft.warnings}
    titles = {one.args["title"]: one for one in draft.warnings if "title" in one.args}
    stands = [one for one in draft.warnings if one.key not in TOLD_ANEW]
    told = []
    for one in guessed_ends_together(list(_remarks_about(draft, blocks))):
        title = one.args.get("title")
        at = places.get((one.key, title)) or titles.get(title or "")
        told.append(one if at is None else replace(one, line=at.line, page=at.page, leaf=at.leaf))
    return in_order_once([*stands, *told])


def _remarks_about(draft: Draft, blocks: Programme) -> Iterator[Remark]:
    """What an organiser should look at, as the blocks tell it by themselves. What an export of ours says of a block is
    no guess of this reading: only what is otherwise now is told.
    """
    as_read = {_hours(*held) for held in _with_followers(draft.blocks) if held[0].id in draft.ids}
    for block, later in _with_followers(blocks):
        if _hours(block, later) not in as_read:
            yield from _remarks_about_block(block, later)


def _hours(block: Block, later: Block | None) -> tuple[object, ...]:
    """What the remarks about a block go by."""
    follower = None if later is None else (later.start, later.track)
    return block.id, block.start, block.end, block.end_source, block.track, follower


def _remarks_about_block(block: Block, later: Block | None) -> Iterator[Remark]:
    title = quoted(block.title)
    if block.end is None:
        if not is_closing_title(block.title):
            yield remark(Doubt.NO_END, title=title)
    elif block.end_source is EndSource.NEXT_START:
        yield remark(Doubt.END_FROM_NEXT, title=title, end=f"{block.end:%H:%M}")
    elif later is not None and not (block.track or later.track) and _overlaps(block, block.end, later):
        yield remark(Doubt.OVERLAP, title=title, next=quoted(later.title))


def _overlaps(block: Block, end: time, later: Block) -> bool:
    return between(block.start, end) > between(block.start, later.start)
