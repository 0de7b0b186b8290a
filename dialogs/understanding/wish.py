"""A wish: what a person wants, read out of their words (or out of a button)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from gatherings.gathering import Language

NONE: Final = "none"

Slots = Mapping[str, str | int]
"""`time` "HH:MM"; `day` in bokmål ("i morgen", "dag 2", "onsdag", "2024-05-07"); `topic` a block's whole title, or one
of lunsj, pause, middag, slutt; `person` a full name; `minutes` a number; `lang` nb, nn or en; more per intent."""

INTENTS: Final = frozenset({
    "agenda.now", "agenda.next", "agenda.day", "agenda.at", "agenda.when", "agenda.who", "agenda.where", "stream.link",
    "signup.start", "signup.status", "signup.change", "signup.cancel", "signup.who", "deadline.when", "fee.policy",
    "evaluate.start", "group.mine",
    "help", "greeting", "thanks", "reminder.stop", "language.set", "data.delete", "data.export", "speak.human",
    "signup.handover", "signup.take", "attendance.checkin", "reminder.answer", "calendar.add",
    "organiser.page", "organiser.channel", "organiser.signup", "organiser.attendance", "organiser.set",
    "organiser.cancel_gathering", "organiser.report", "organiser.evaluate", "organiser.evaluation_close",
    "follow.start", "follow.stop", "organiser.become", "organiser.invite", "organiser.remove", "organiser.stream",
    "organiser.delay", "organiser.skip", "organiser.post", "organiser.results", "organiser.export", "organiser.remind",
    "organiser.import",
    NONE,
})  # fmt: skip

LOOKUPS: Final = frozenset({i for i in INTENTS if i.startswith("agenda.")} | {
    "stream.link", "deadline.when", "fee.policy", "signup.status", "signup.who", "speak.human", "help",
})  # fmt: skip
"""What only tells, and changes nothing."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An intent with its slots. `confidence` is 0 to 1; a button's wish has 1. `language` is that of the words, None
    where they do not tell ("program" is nb as well as nn); `is_norwegian` is true where they are bokmål or nynorsk,
    also when they do not tell which ("når er lunsj"). `text` is what was written, empty for a button.

    `also` is a second wish of the same message. `guesses` are what may have been meant where the intent is "none": at
    most two, the likelier first.
    """

    intent: str
    slots: Slots = field(default_factory=dict)
    confidence: float = 1.0
    language: Language | None = None
    text: str = ""
    is_norwegian: bool = False
    also: Wish | None = None
    guesses: tuple[Wish, ...] = ()
