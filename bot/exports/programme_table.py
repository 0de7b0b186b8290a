"""A programme as a table: a row a block, with all that is known of it, so that it can be worked on and read again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Final

from bot.exports.lists import heads
from bot.exports.table import Cell, Table
from dialogs.phrases import Voice
from gatherings.gathering import Gathering
from gatherings.intake.hours import between
from gatherings.programme import Block

TIMES: Final = ("day", "start", "end", "length")
WORDS: Final = ("title", "text", "assigned", "role", "organisation", "room", "track", "kind", "streamed")
REST: Final = ("end_source", "id", "gathering")
ESCAPES: Final = str.maketrans({"\\": r"\\", ";": r"\;"})
STREAMED: Final = {True: "export.yes", False: "export.no", None: "export.programme.unsaid"}


def programme_table(gathering: Gathering, blocks: Iterable[Block], *, voice: Voice, with_notes: bool) -> Table:
    """The table. The organisers' own notes stand in it only where they are asked for."""
    notes = ("notes",) if with_notes else ()
    columns = heads((*TIMES, *WORDS, *notes, *REST), voice, of="export.programme.head")
    rows = (
        (
            *_times(block),
            *_words(block, voice),
            *((block.notes,) if with_notes else ()),
            *_rest(block, gathering, voice),
        )
        for block in blocks
    )
    return Table(voice("export.list.programme"), columns, tuple(rows))


def _times(block: Block) -> tuple[Cell, ...]:
    return block.day, _clock(block.start), _clock(block.end), _length(block)


def _clock(at: time | None) -> str | None:
    return None if at is None else f"{at:%H:%M}"


def _length(block: Block) -> str | None:
    """ "1:30"."""
    if block.end is None:
        return None
    minutes = int(between(block.start, block.end).total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"


def _words(block: Block, voice: Voice) -> tuple[Cell, ...]:
    return (
        *(block.title, block.text or None),
        *(_listed(person.name for person in block.people), _listed(person.role for person in block.people)),
        *(_listed(person.organisation for person in block.people), block.room, block.track),
        *(voice(f"export.programme.kind_{block.kind}"), voice(STREAMED[block.streamed])),
    )


def _rest(block: Block, gathering: Gathering, voice: Voice) -> tuple[Cell, ...]:
    return voice(f"export.programme.end_{block.end_source}"), block.id, gathering.title


def _listed(parts: Iterable[str | None]) -> str | None:
    """As many parts as there are people, for each of them one; nothing where none has any."""
    known = [part or "" for part in parts]
    return "; ".join(part.translate(ESCAPES) for part in known) if any(known) else None
