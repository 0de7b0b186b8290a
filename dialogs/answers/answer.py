"""What a dialog answers: facts, no sentences. `bot.cards` draws each in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gatherings.agenda import TimedBlock


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question worth asking next: a phrase under `button`, and the wish it stands for; or an address to open.

    `filling` fills the phrase: a title or a name as written, or the key of a phrase of its own ("fixture.lunsj").
    """

    label: str
    do: str = ""
    args: Mapping[str, str | int] = field(default_factory=dict)
    url: str | None = None
    filling: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """The facts of an answer. `blocks` are the ones it is about, in order."""

    @property
    def blocks(self) -> tuple[TimedBlock, ...]:
        return ()

    def kept(self) -> Answer:
        """The answer as a channel may keep it that keeps what it says: without what nobody is to be known by."""
        return self


@dataclass(frozen=True)
class Told(Answer):
    """A sentence that needs no more than what fills it: greetings, help, what cannot be done yet.

    `key` names phrases `KEY.title` (may be missing) and `KEY.text`; both are filled with `filling`. `why` names the one
    that says why this came and how to stop it, where the channel has such a phrase.
    """

    key: str
    filling: Mapping[str, object] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()
    why: str | None = None
