"""What a dialog is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dialogs.answers import Answer
from dialogs.understanding.wish import Wish
from gatherings.actions import Actor
from gatherings.agenda import Agenda
from gatherings.gathering import GatheringId
from gatherings.store import Tx, organisers
from gatherings.store.gatherings import Listed

State = Mapping[str, Any]
"""What is remembered between two messages of one person in one conversation: plain JSON."""


@dataclass(frozen=True)
class Visit:
    """One turn, as a dialog sees it. `now` is gathering time.

    `agenda` is the gathering in question, None where there is none or where it is not clear (`meant` has several).
    `choose` draws one letter of an alphabet at random. `organises` is whether the person is an organiser of anything
    at all. An operator has an organiser's rights, at the command line.
    """

    tx: Tx
    wish: Wish
    now: datetime
    actor: Actor
    state: State
    agenda: Agenda | None
    meant: tuple[Listed, ...]
    follows: GatheringId | None
    choose: Callable[[str], str]
    organises: bool = False
    is_operator: bool = False

    async def is_organiser(self) -> bool:
        """Whether the person has rights over the gathering in question."""
        if self.agenda is None or self.is_operator or not self.organises:
            return self.is_operator
        return await organisers.is_organiser(self.tx, self.actor.person_id, self.agenda.gathering.id)

    async def sees_streams(self) -> bool:
        """Whether links for the registered may be shown here: the conversation follows, or an organiser asks."""
        if self.agenda is None or not self.agenda.gathering.streams:
            return False
        if self.follows == self.agenda.gathering.id:
            return True
        return self.actor.is_in_private and await self.is_organiser()


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered, and what is remembered until the next message."""

    answer: Answer
    state: State = field(default_factory=dict)


Dialog = Callable[[Visit], Awaitable[Reply]]
