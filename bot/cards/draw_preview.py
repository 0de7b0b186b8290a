"""A programme that was read: what would differ, what to look at, its blocks a page at a time; saved at a press."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.cards.card import Card, Choice, Row
from bot.cards.words import capital, short
from bot.preview import lines
from dialogs.answers.importing import ProgrammePreviewed
from dialogs.phrases import Voice
from gatherings.programme import Block

MOST_ROWS: Final = 15
MOST_LINES: Final = 6
LETTERS: Final = 1800  # of rows on one page; with the lines above them it stays below 20 KB


def draw_preview(answer: ProgrammePreviewed, *, voice: Voice, now: datetime) -> Card:
    """The preview; where it goes over several pages, the lines stand on the first."""
    del now
    preview = answer.preview
    programme = preview.imported.after.programme
    rows = _rows(programme[answer.first :], voice, has_days=len({block.day for block in programme}) > 1)
    told = _told(answer, voice) if answer.first == 0 else ()
    return Card(
        title=voice("preview.title", gathering=short(preview.imported.after.title)),
        lines=(*told, *_part(answer, len(rows), voice)),
        rows=rows,
        choices=_choices(answer, len(rows), voice),
    )


def _told(answer: ProgrammePreviewed, voice: Voice) -> tuple[str, ...]:
    preview = answer.preview
    found = [voice("preview.corrected")] if answer.is_corrected else []
    found.append(capital(lines.summary(preview, voice)))
    if preview.imported.before is not None:
        differing = lines.differences(preview.imported, voice)
        found += [voice("preview.differs"), *_some(differing, voice)] if differing else [voice("preview.same")]
    warnings = [lines.warning(one, voice) for one in preview.imported.remarks]
    found += [voice("preview.look_at"), *_some(warnings, voice)] if warnings else []
    found += [voice("preview.announced", n=preview.announced)] if preview.announced else []
    return tuple(found)


def _some(found: Sequence[str], voice: Voice) -> list[str]:
    """The first of them, a line each, and how many more there are."""
    shown = [f"• {short(one)}" for one in found[:MOST_LINES]]
    left = len(found) - len(shown)
    return [*shown, voice("preview.more", n=left)] if left else shown


def _part(answer: ProgrammePreviewed, shown: int, voice: Voice) -> tuple[str, ...]:
    """Which blocks are shown, where it is not all of them."""
    number = len(answer.preview.imported.after.programme)
    if shown == number:
        return ()
    return (voice("preview.part", first=answer.first + 1, last=answer.first + shown, n=number),)


def _rows(blocks: Sequence[Block], voice: Voice, *, has_days: bool) -> tuple[Row, ...]:
    """As many rows as a page holds, one at least; of several days the first row of each says which it is."""
    rows: list[Row] = []
    letters, day = 0, None
    for block in blocks[:MOST_ROWS]:
        row = _row(block, voice, is_first=has_days and block.day != day)
        letters, day = letters + len(row.title) + len(row.detail), block.day
        if rows and letters > LETTERS:
            break
        rows.append(row)
    return tuple(rows)


def _row(block: Block, voice: Voice, *, is_first: bool) -> Row:
    detail = short(lines.details(block, voice))
    parts = [capital(voice.day(block.day))] if is_first else []
    return Row(
        voice.span(block.start, block.end), short(block.title), " · ".join([*parts, detail] if detail else parts)
    )


def _choices(answer: ProgrammePreviewed, shown: int, voice: Voice) -> tuple[Choice, ...]:
    carried: dict[str, str | int] = {"id": str(answer.preview.pending.id)}
    seen = {**carried, "seen": answer.preview.seen}
    following = answer.first + shown
    made = [
        Choice(voice("button.save_import"), "import.save", seen, is_main=True),
        Choice(voice("button.correct_import"), "import.correct", carried),
        Choice(voice("button.refuse_import"), "import.refuse", carried),
    ]
    if following < len(answer.preview.imported.after.programme):
        made.append(Choice(voice("button.more_blocks"), "import.show", {**carried, "from": following}))
    elif answer.first:
        made.append(Choice(voice("button.first_blocks"), "import.show", carried))
    if answer.page is not None:
        made.append(Choice(voice("button.open_host"), url=answer.page))
    return tuple(made)
