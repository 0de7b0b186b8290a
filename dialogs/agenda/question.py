"""What an agenda lookup is asked: the slots of a wish, an agenda, a time and a reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from dialogs.agenda.topics import find_blocks
from dialogs.answers import Blocks, Reader
from dialogs.understanding.wish import Slots
from gatherings.agenda import Agenda, TimedBlock
from gatherings.programme import BlockId


@dataclass(frozen=True)
class Question:
    agenda: Agenda
    now: datetime
    reader: Reader
    slots: Slots

    def slot(self, name: str) -> str:
        """What a slot says, as text; empty when it is not there."""
        return str(self.slots.get(name, "")).strip()

    @property
    def is_about_blocks(self) -> bool:
        """Whether blocks were named; a button of a block that is gone names none."""
        return bool(self.slot("topic")) or self.agenda.get(BlockId(self.slot("block"))) is not None

    @property
    def named(self) -> Blocks:
        """The blocks that were asked for, by a button's id or by words; empty when the programme has none."""
        pressed = self.agenda.get(BlockId(self.slot("block")))
        if pressed is not None:
            return (pressed,)
        return find_blocks(self.agenda, self.slot("topic"))

    @cached_property
    def on(self) -> Blocks:
        """What is on, or has begun without a known end."""
        return self.agenda.on_now(self.now) or self.agenda.begun(self.now)

    @cached_property
    def coming(self) -> Blocks:
        """What starts next; a mark without length gives way to what starts at the same time."""
        coming = self.agenda.coming(self.now)
        return tuple(t for t in coming if t.ends_at != t.starts_at) or coming

    def by_relevance(self, blocks: Blocks) -> list[TimedBlock]:
        """What is on first, then what comes, then what was, the latest first."""
        on = set(self.on)
        current = [t for t in blocks if t in on]
        later = [t for t in blocks if t not in on and t.starts_at > self.now]
        past = [t for t in blocks if t not in on and t.starts_at <= self.now]
        return [*current, *later, *reversed(past)]
