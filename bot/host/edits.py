"""What was changed in the form of one block, as corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import time

from gatherings.errors import NoSuchBlockInDraft, NotATime
from gatherings.intake.corrections import Correction, NewTimes, NewTitle
from gatherings.intake.draft import Draft
from gatherings.programme import Block, EndSource


def edits_of(draft: Draft, filled: Mapping[str, str]) -> list[Correction]:
    """A correction for what differs, none where nothing does. Raises NoSuchBlockInDraft, NotATime."""
    block = next((one for one in draft.blocks if one.id == filled.get("block")), None)
    if block is None:
        raise NoSuchBlockInDraft(text=filled.get("block", "")[:20])
    return [*_times(block, filled), *_title(block, filled)]


def _times(block: Block, filled: Mapping[str, str]) -> Iterator[Correction]:
    """An end that was guessed and left as it was is guessed anew; one that is emptied stays."""
    start = _time(filled.get("start", "")) or block.start
    end = _time(filled.get("end", "")) or block.end
    if (start, end) == (block.start, block.end):
        return
    is_guessed = block.end_source is EndSource.NEXT_START and end == block.end
    yield NewTimes(block.id, start, None if is_guessed else end)


def _title(block: Block, filled: Mapping[str, str]) -> Iterator[Correction]:
    title = " ".join(filled.get("title", block.title).split())
    if title != block.title:
        yield NewTitle(block.id, title)


def _time(text: str) -> time | None:
    """None where nothing is filled in."""
    bare = text.strip().replace(".", ":")
    if not bare:
        return None
    try:
        return time.fromisoformat(bare.zfill(5)).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise NotATime(text=text[:20]) from None
