"""The messages to measure with: our own corpus, split into a part to work on and a part held out, and the shared one.

A line has `text`, `lang`, `intent`, `slots`, `note`, and `batch` where it came with one ("second blind"); in `note`: `accept:INTENT`, `also:INTENT`, `slot-accept:KEY=VALUE`,
`slot-optional:KEY`, and `[003]` where the programme of that seed is loaded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from dialogs.understanding.names import Names, names_of
from dialogs.understanding.reader import understand
from dialogs.understanding.wish import NONE, Wish
from gatherings.agenda import Agenda
from tests.builders import OSLO, agenda, at, gathering

HERE = Path(__file__).parent
SHARED = HERE.parents[3] / "shared"
OWN = HERE / "corpus.jsonl"
UNSEEN = HERE / "unseen.jsonl"
EXAMPLES = HERE.parents[2] / "dialogs" / "understanding" / "learnt" / "examples.jsonl"
DEVELOPMENT = SHARED / "data" / "utterances-dev.jsonl"
SEED = SHARED / "seeds" / "003_8426d3f1b7280b09.txt"
HELD_OUT_EVERY = 4
NOW = at("10:30")


@dataclass(frozen=True)
class Message:
    """A message with what should be understood."""

    text: str
    intent: str
    slots: dict[str, str | int]
    accepted: frozenset[str]
    accepted_slots: frozenset[tuple[str, str]]
    optional_slots: frozenset[str]
    has_seed: bool
    batch: str

    @property
    def is_foreign(self) -> bool:
        return self.intent == NONE

    @property
    def is_held_out(self) -> bool:
        """Whether it is looked at only to measure; by a hash of its text, so that it stays where it is. No batch is: they
        were measured when they were new, and then learnt from.
        """
        return not self.batch and int(hashlib.sha256(self.text.encode()).hexdigest(), 16) % HELD_OUT_EVERY == 0

    def has_intent_of(self, wish: Wish) -> bool:
        return wish.intent in self.accepted

    def has_slots_of(self, wish: Wish) -> bool:
        return all(self.is_slot_right(key, wish) for key in self.slots)

    def is_slot_right(self, key: str, wish: Wish) -> bool:
        value = wish.slots.get(key)
        if value is None:
            return key in self.optional_slots
        return value == self.slots[key] or (key, str(value)) in self.accepted_slots


def message_of(line: str) -> Message:
    data: dict[str, Any] = json.loads(line)
    notes = [part.strip() for part in data["note"].split(";")]

    def after(prefix: str) -> list[str]:
        return [note.removeprefix(prefix) for note in notes if note.startswith(prefix)]

    pairs = [pair.split("=", 1) for pair in after("slot-accept:")]
    return Message(
        text=data["text"],
        intent=data["intent"],
        slots=data["slots"],
        accepted=frozenset({data["intent"], *after("accept:"), *after("also:")}),
        accepted_slots=frozenset((key, value) for key, value in pairs),
        optional_slots=frozenset(after("slot-optional:")),
        has_seed="[003]" in data["note"],
        batch=data.get("batch", ""),
    )


@cache
def messages_in(path: Path) -> tuple[Message, ...]:
    return tuple(map(message_of, path.read_text("utf-8").splitlines()))


@dataclass
class Measure:
    """What came of some messages: right ones of ours, right slots where the intent was right, foreign ones taken."""

    ours: int = 0
    right: int = 0
    slotted: int = 0
    slots_right: int = 0
    foreign: int = 0
    taken: int = 0
    wrong: list[tuple[Message, Wish]] = field(default_factory=list)

    @property
    def intents(self) -> float:
        return self.right / self.ours

    @property
    def slots(self) -> float:
        return self.slots_right / self.slotted

    @property
    def wrongly_taken(self) -> float:
        return self.taken / self.foreign


def measure(messages: Iterable[Message], names: Names, *, seed: Names | None = None) -> Measure:
    """What is understood of the messages; those of the seed with the seed's names."""
    found = Measure()
    for message in messages:
        known = seed if message.has_seed and seed is not None else names
        count(found, message, read(message.text, known))
    return found


def read(text: str, names: Names) -> Wish:
    """What is understood of a text; with the names of our own it is read once, however many tests count it."""
    return read_with_own_names(text) if names is own_names() else understand(text, names=names, now=NOW, zone=OSLO)


@cache
def read_with_own_names(text: str) -> Wish:
    return understand(text, names=own_names(), now=NOW, zone=OSLO)


def count(found: Measure, message: Message, wish: Wish) -> None:
    is_right = message.has_intent_of(wish)
    if message.is_foreign:
        found.foreign += 1
        found.taken += not is_right
    else:
        found.ours += 1
        found.right += is_right
    if message.slots and is_right:
        found.slotted += 1
        found.slots_right += message.has_slots_of(wish)
    if not is_right or not message.has_slots_of(wish):
        found.wrong.append((message, wish))


@cache
def own_names() -> Names:
    return names_of(agenda())


@cache
def seed_names() -> Names:
    """The names of the seed's programme, read as an operator would import it."""
    from gatherings.intake.formats import read_programme  # noqa: PLC0415 (only where the seed is there)

    blocks = tuple(read_programme(SEED.read_bytes(), filename=SEED.name, day=None).blocks)
    day = date(2024, 5, 6)
    return names_of(Agenda(gathering(programme=blocks, starts_on=day, ends_on=day, venue=None, place=None)))


def intent_read(message: Message) -> str:
    """The intent that is read out of a message, with the names of the programme that it speaks about."""
    return read(message.text, seed_names() if message.has_seed else own_names()).intent


def batch(name: str) -> list[Message]:
    """The messages that came with a batch."""
    return [message for message in messages_in(OWN) if message.batch == name]


def part(*, held_out: bool) -> list[Message]:
    return [message for message in messages_in(OWN) if message.is_held_out == held_out]
