"""What of an old programme stays when a draft takes its place: the ids of its blocks, and their notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gatherings.intake.draft import Draft
from gatherings.intake.identity import Kept, keep_ids
from gatherings.programme import Block, BlockId, Programme


def kept_of(old: Programme, draft: Draft, *, new_id: Callable[[], BlockId]) -> Kept:
    """The draft's programme on its way in place of the old one; that one as it is where the draft has none."""
    if not draft.blocks:
        return Kept(old, ())
    kept = keep_ids(old, draft.blocks, new_id=new_id, known=draft.ids)
    if draft.has_notes:
        return kept
    notes_of = {block.id: block.notes for block in old}
    return replace(kept, programme=tuple(_with_notes(block, notes_of.get(block.id, "")) for block in kept.programme))


def _with_notes(block: Block, notes: str) -> Block:
    """With the notes that were there, and what has been moved there out of the public text."""
    moved = [line for line in block.notes.split("\n") if line not in notes.split("\n")]
    return replace(block, notes="\n".join(part for part in (notes, *moved) if part))
