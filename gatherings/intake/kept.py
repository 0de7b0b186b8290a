"""What of an old programme stays when a draft takes its place: the ids of its blocks, and their notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gatherings.intake.draft import Draft, quoted
from gatherings.intake.identity import Kept, keep_ids
from gatherings.programme import Block, BlockId, Programme


def kept_of(old: Programme, draft: Draft, *, new_id: Callable[[], BlockId], as_read: Programme = ()) -> Kept:
    """The draft's programme on its way in place of the old one; that one as it is where the draft has none.

    `as_read` are the blocks as the file has them, where the draft has been corrected since.
    """
    if not draft.blocks:
        return Kept(old, ())
    kept = _with_ids(old, draft, as_read or draft.blocks, new_id)
    if draft.has_notes:
        return kept
    notes_of = {block.id: block.notes for block in old}
    return replace(kept, programme=tuple(_with_notes(block, notes_of.get(block.id, "")) for block in kept.programme))


def _with_notes(block: Block, notes: str) -> Block:
    """With the notes that were there, and what has been moved there out of the public text."""
    moved = [line for line in block.notes.split("\n") if line not in notes.split("\n")]
    return replace(block, notes="\n".join(part for part in (notes, *moved) if part))


def _with_ids(old: Programme, draft: Draft, as_read: Programme, new_id: Callable[[], BlockId]) -> Kept:
    """The blocks with the ids that they had.

    They are known as the file has them. Only what has been corrected, and was not known so, is looked for as it is now.
    """
    read = keep_ids(old, as_read, new_id=new_id, known=draft.ids)
    ids = {block.id: found.id for block, found in zip(as_read, read.programme, strict=True)}
    of_old = {block.id for block in old}
    unchanged = frozenset(as_read)
    settled = [block for block in draft.blocks if ids.get(block.id) in of_old or block in unchanged]
    known = {block.id for block in settled}
    rest = tuple(block for block in draft.blocks if block.id not in known)
    taken = {ids[block.id] for block in settled}
    free = tuple(block for block in old if block.id not in taken)
    found = keep_ids(free, rest, new_id=new_id, known=draft.ids)
    ids |= {block.id: kept.id for block, kept in zip(rest, found.programme, strict=True)}
    titles = {quoted(block.title) for block in settled}
    doubts = (*(one for one in read.remarks if one.args["title"] in titles), *found.remarks)
    return Kept(tuple(replace(block, id=ids[block.id]) for block in draft.blocks), doubts)
