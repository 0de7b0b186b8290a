"""What a dialog is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from dialogs.answers import Answer
from dialogs.understanding.follow_up import Context
from dialogs.understanding.wish import Wish
from gatherings.actions import Actor
from gatherings.agenda import Agenda
from gatherings.gathering import NB, GatheringId, Language
from gatherings.people import Person, PersonId
from gatherings.ports import PageLink
from gatherings.postings.posting import Posting
from gatherings.registration import Registration
from gatherings.store import Tx, organisers
from gatherings.store.gatherings import Listed
from gatherings.store.registrations import find_registration
from gatherings.terms import Mode

State = Mapping[str, Any]
"""What is remembered between two messages of one person in one conversation: plain JSON."""


@dataclass(frozen=True)
class Visit:
    """One turn, as a dialog sees it. `now` is gathering time.

    `agenda` is the gathering in question, None where there is none or where it is not clear (`meant` has several).
    `choose` draws one letter of an alphabet at random. `organises` is whether the person is an organiser of anything
    at all. An operator has an organiser's rights, at the command line. `language` is the one that is answered in.
    `link` makes the address of a link out of a path and the link's id; None where there is no page to link to.
    `context` is the last answer while it is fresh.
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
    person: Person = field(default_factory=lambda: Person(PersonId("")))
    language: Language = NB
    organises: bool = False
    is_operator: bool = False
    link: PageLink | None = None
    context: Context | None = None

    async def is_organiser(self) -> bool:
        """Whether the person has rights over the gathering in question."""
        if self.agenda is None or self.is_operator or not self.organises:
            return self.is_operator
        return await organisers.is_organiser(self.tx, self.actor.person_id, self.agenda.gathering.id)

    def in_state(self, state: State) -> Visit:
        """The visit with another state."""
        return self if state is self.state else replace(self, state=state)

    async def sees_streams(self) -> bool:
        """Whether links for the registered may be shown here: the conversation follows, or in private the person is
        registered or an organiser.
        """
        if self.agenda is None or not self.agenda.gathering.streams:
            return False
        if self.follows == self.agenda.gathering.id:
            return True
        return self.actor.is_in_private and (self.seat() is not None or await self.is_organiser())

    async def registration(self) -> Registration | None:
        """The person's registration to the gathering in question, cancelled ones as well; None in company."""
        if self.agenda is None or self.is_operator or not self.actor.is_in_private:
            return None
        return await find_registration(self.tx, self.agenda.gathering.id, self.actor.person_id)

    def seat(self) -> Mode | None:
        """How the person takes part in the gathering in question, as it was when the turn began; None in company."""
        if self.agenda is None or self.is_operator or not self.actor.is_in_private:
            return None
        return next((one.seat for one in self.meant if one.id == self.agenda.gathering.id), None)


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered, and what is remembered until the next message.

    `then` is asked after it (the question of a dialog that was interrupted). `confirms` is the posting that this answer
    is: written with what it confirms, and delivered also where this process ends before it is sent. `tells` are
    postings to others, due now.
    """

    answer: Answer
    state: State = field(default_factory=dict)
    then: Answer | None = None
    confirms: Posting | None = None
    tells: tuple[Posting, ...] = ()


Dialog = Callable[[Visit], Awaitable[Reply]]
