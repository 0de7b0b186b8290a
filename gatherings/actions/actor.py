"""Somebody who acts, and what organisers alone may do."""

from __future__ import annotations

from dataclasses import dataclass

from gatherings.errors import NotAnOrganiser
from gatherings.gathering import GatheringId
from gatherings.people import Conversation, ConversationKind, PersonId
from gatherings.store import Tx, organisers


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts, from somewhere."""

    person_id: PersonId
    conversation: Conversation

    @property
    def is_in_private(self) -> bool:
        return self.conversation.kind is ConversationKind.PERSONAL


async def require_organiser(tx: Tx, person_id: PersonId, gathering_id: GatheringId) -> None:
    """Raises NotAnOrganiser."""
    if not await organisers.is_organiser(tx, person_id, gathering_id):
        raise NotAnOrganiser
