"""What may have been meant by a message that was nearly understood: a button for each, never done unasked. Pure."""

from __future__ import annotations

from typing import Final

from dialogs.answers import Fixture, Suggestion
from dialogs.conversation import Visit
from dialogs.understanding.wish import Wish

ABOUT: Final = ("topic", "person", "time")
"""The slots that a button names, the most telling first."""

NAMED: Final = {
    "agenda.next": ("topic",),
    "agenda.at": ("time",),
    "agenda.when": ("topic",),
    "agenda.who": ("topic", "person"),
    "agenda.where": ("topic",),
}
PLAIN: Final = frozenset(
    {
        "agenda.now", "agenda.next", "agenda.day", "agenda.where", "agenda.who", "stream.link",
        "signup.start", "signup.status", "signup.change", "signup.cancel", "signup.who", "signup.handover",
        "deadline.when", "fee.policy", "evaluate.start", "attendance.checkin", "calendar.add", "help", "speak.human",
        "follow.start", "follow.stop", "reminder.stop", "language.set", "data.export", "data.delete",
    }
)  # fmt: skip
OF_ORGANISERS: Final = frozenset(
    {
        "organiser.delay", "organiser.skip", "organiser.page", "organiser.results", "organiser.remind",
        "organiser.report", "organiser.import",
    }
)  # fmt: skip


def guessed(visit: Visit) -> tuple[Suggestion, ...]:
    """A button for each guess that a few words can tell; what only organisers may is guessed for them alone."""
    return tuple(button for guess in visit.wish.guesses if (button := _button(guess, visit)) is not None)


def _button(guess: Wish, visit: Visit) -> Suggestion | None:
    name = guess.intent.replace(".", "_")
    slot = next((slot for slot in NAMED.get(guess.intent, ()) if slot in guess.slots), None)
    if slot is not None:
        label, said = f"guess.{name}_{slot}", str(guess.slots[slot])
        return Suggestion(label, guess.intent, guess.slots, filling={slot: _named(slot, said)})
    label = f"guess.{name}"
    is_known = guess.intent in PLAIN or (visit.organises and guess.intent in OF_ORGANISERS)
    return Suggestion(label, guess.intent, guess.slots) if is_known else None


def _named(slot: str, said: str) -> str:
    """A phrase for lunch, the break, dinner and the end; a title, a name or an hour as written."""
    is_fixture = slot == "topic" and said in set(Fixture)
    return f"fixture.{said}" if is_fixture else f"={said}"
