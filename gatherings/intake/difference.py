"""What differs between two programmes whose blocks have kept their ids."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

from gatherings.programme import Block, Programme


@dataclass(frozen=True, slots=True)
class Change:
    """A block before and after."""

    before: Block
    after: Block


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs between two programmes, by id. A block with a new time and new words is in `moved` and `changed`."""

    added: Programme = ()
    removed: Programme = ()
    moved: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.moved or self.changed)


def diff_programmes(old: Programme, new: Programme) -> Diff:
    before, after = {block.id: block for block in old}, {block.id: block for block in new}
    both = [Change(before[block.id], block) for block in new if block.id in before]
    return Diff(
        added=tuple(block for block in new if block.id not in before),
        removed=tuple(block for block in old if block.id not in after),
        moved=tuple(change for change in both if _times(change.before) != _times(change.after)),
        changed=tuple(change for change in both if _with_times_of(change.after, change.before) != change.after),
    )


def _times(block: Block) -> Hashable:
    return block.day, block.start, block.end


def _with_times_of(block: Block, other: Block) -> Block:
    """The other block, at this one's time."""
    return replace(other, day=block.day, start=block.start, end=block.end, end_source=block.end_source)
