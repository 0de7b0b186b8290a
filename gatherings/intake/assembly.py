"""Entries of any format to a draft: ends, kinds, people, stream marks, and what an organiser should look at."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date, time, timedelta
from itertools import groupby
from typing import Final

from gatherings.intake.checks import check_programme
from gatherings.intake.contributors import people_of, split_assigned
from gatherings.intake.draft import Doubt, Draft, Reason, Remark, Source, quoted, remark
from gatherings.intake.entry import Entry
from gatherings.intake.following import guessed_ends_together, in_order_once, is_evening_after, last_hour
from gatherings.intake.hours import after, between
from gatherings.intake.kinds import is_closing_title, kind_of
from gatherings.intake.public import one_line, plain, without_addresses
from gatherings.intake.slugs import title_from_file
from gatherings.intake.streaming import find_stream_marks
from gatherings.programme import Block, BlockId, EndSource, Programme

MOST_BLOCKS: Final = 2000


def assemble(source: Source, title: str, entries: Sequence[Entry], remarks: Sequence[Remark]) -> Draft:
    """The draft of a gathering. Raises Unreadable when there is nothing in it, or far too much."""
    if not entries:
        raise source.refusal(Reason.NO_PROGRAMME)
    if len(entries) > MOST_BLOCKS:
        raise source.refusal(Reason.TOO_MANY_BLOCKS, limit=MOST_BLOCKS)
    found = list(remarks)
    if not title:
        title = title_from_file(source.file)
        found.append(remark(Doubt.TITLE_FROM_FILE, title=title))
    blocks, explained = _blocks(entries, found)
    ids = frozenset(BlockId(entry.id) for entry in entries if entry.id)
    warnings = in_order_once(guessed_ends_together(found))
    return Draft(
        title=title,
        starts_on=blocks[0].day,
        ends_on=blocks[-1].day,
        starts=blocks[0].start,
        ends=last_hour(title, blocks),
        blocks=blocks,
        ids=ids,
        gaps=explained,
        warnings=warnings,
        checks=check_programme(blocks, explained=explained),
    )


def _blocks(entries: Sequence[Entry], remarks: list[Remark]) -> tuple[Programme, frozenset[BlockId]]:
    """The blocks in the order in which they are held, numbered so, and those after which the file tells of a gap."""
    ordered = sorted(entries, key=lambda entry: (_day(entry), _start(entry)))
    days = [list(of_day) for _, of_day in groupby(ordered, key=_day)]
    ended = [pair for of_day in days for pair in _with_ends(of_day, remarks)]
    ids = list(_ids([entry for entry, _ in ended]))
    blocks = tuple(_block(block_id, entry, end, remarks) for block_id, (entry, end) in zip(ids, ended, strict=True))
    return blocks, frozenset(own for own, (entry, _) in zip(ids, ended, strict=True) if entry.gap is not None)


def _ids(entries: Sequence[Entry]) -> Iterator[BlockId]:
    """What the file calls each block, the first time that it does; else its number."""
    called = {entry.id for entry in entries}
    given = {""}
    for number, entry in enumerate(entries, start=1):
        own = entry.id if entry.id not in given else _number(number, called)
        given.add(own)
        yield BlockId(own)


def _number(number: int, called: Container[str]) -> str:
    """The number as an id, none of those that the file has."""
    own = str(number)
    while own in called:
        own = f"0{own}"
    return own


def _day(entry: Entry) -> date:
    assert entry.day
    return entry.day


def _start(entry: Entry) -> time:
    assert entry.start is not None
    return entry.start


End = tuple[time | None, EndSource]


def _with_ends(entries: Sequence[Entry], remarks: list[Remark]) -> Iterator[tuple[Entry, End]]:
    """The entries of one day, each with its end and where that comes from."""
    for position, entry in enumerate(entries):
        later = next((e for e in entries[position + 1 :] if _start(e) > _start(entry)), None)
        end = _end(entry, later)
        remarks += _remarks_about_end(entry, end, later)
        yield entry, end


def _end(entry: Entry, later: Entry | None) -> End:
    if entry.is_exact:
        return entry.end, entry.end_source
    if entry.end is not None:
        return entry.end, EndSource.EXPLICIT
    if entry.length is not None:
        return after(_start(entry), entry.length), EndSource.LENGTH
    if later is None or (is_closing_title(one_line(entry.title)) and entry.gap is None):
        return None, EndSource.NONE
    if entry.gap is None and is_evening_after(_start(entry), entry.title, _start(later), later.title):
        return None, EndSource.NONE
    open_time = between(_start(entry), _start(later))
    length = max(open_time - (entry.gap or timedelta()), timedelta())
    return after(_start(entry), length), EndSource.NEXT_START


def _remarks_about_end(entry: Entry, end: End, later: Entry | None) -> Iterator[Remark]:
    at, told_by = end
    title = quoted(one_line(entry.title))
    if entry.is_exact:
        return
    if told_by is EndSource.NONE and not is_closing_title(one_line(entry.title)):
        yield remark(Doubt.NO_END, entry.line, title=title)
    elif told_by is EndSource.NEXT_START and at is not None:
        yield remark(Doubt.END_FROM_NEXT, entry.line, title=title, end=f"{at:%H:%M}")
    elif at is not None and later is not None:
        yield from _remarks_about_what_follows(entry, at, later)


def _remarks_about_what_follows(entry: Entry, end: time, later: Entry) -> Iterator[Remark]:
    """Overlaps, and a gap that is not as long as the file says."""
    free = between(_start(entry), _start(later)) - between(_start(entry), end)
    if free < timedelta() and not (entry.track or later.track):
        yield remark(Doubt.OVERLAP, entry.line, title=quoted(one_line(entry.title)), next=quoted(one_line(later.title)))
    elif entry.gap is not None and free != entry.gap:
        yield remark(Doubt.GAP_DIFFERS, entry.line, title=quoted(one_line(entry.title)), n=free // timedelta(minutes=1))


def _block(block_id: BlockId, entry: Entry, end: End, remarks: list[Remark]) -> Block:
    title, text, notes = _told_apart(entry, remarks)
    persons, others = split_assigned(entry.assigned)
    remarks += [remark(Doubt.NOT_A_PERSON, entry.line, title=quoted(title), name=quoted(name)) for name in others]
    return Block(
        id=block_id,
        day=_day(entry),
        start=_start(entry),
        title=title,
        end=end[0],
        end_source=end[1],
        kind=entry.kind or kind_of(title, text),
        text=text,
        notes=notes,
        people=entry.people if entry.is_exact else people_of(persons, title, text, known=entry.people),
        streamed=_streamed(entry, text, notes, remarks),
        room=_shown(entry.room, entry, one_line)[0] or None,
        track=_shown(entry.track, entry, one_line)[0] or None,
    )


def _told_apart(entry: Entry, remarks: list[Remark]) -> tuple[str, str, str]:
    """Title, text and notes; addresses that stood in public have moved to the notes."""
    title, in_title = _shown(entry.title, entry, one_line)
    text, in_text = _shown(entry.text, entry, plain)
    in_assigned = without_addresses(entry.assigned)[1]
    moved = [a for a in dict.fromkeys(in_title + in_text + in_assigned) if a not in entry.notes]
    if in_title or in_text:
        remarks.append(remark(Doubt.ADDRESS_TO_NOTES, entry.line, title=quoted(title)))
    return title, text, "\n".join([*([entry.notes] if entry.notes else []), *moved])


def _shown(text: str, entry: Entry, cleaned: Callable[[str], str]) -> tuple[str, tuple[str, ...]]:
    """What may be shown of a text, and the addresses in it. What has been cleaned before its export is as it was."""
    shown, addresses = without_addresses(text if entry.is_exact else cleaned(text))
    return (shown if addresses or not entry.is_exact else text), addresses


def _streamed(entry: Entry, text: str, notes: str, remarks: list[Remark]) -> bool | None:
    if entry.is_exact or entry.streamed is not None:
        return entry.streamed
    marks = find_stream_marks(text, notes, entry.streaming)
    if len(marks) > 1:
        remarks.append(remark(Doubt.STREAM_UNCLEAR, entry.line, title=quoted(one_line(entry.title))))
        return None
    return next(iter(marks), None)
