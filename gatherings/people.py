"""People, the conversations we meet them in, and the rights of organisers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatherings.gathering import Language

PersonId = NewType("PersonId", str)
ConversationId = NewType("ConversationId", str)


class ConversationKind(StrEnum):
    """How many listen: one person, a group chat, or a channel of a team."""

    PERSONAL = "personal"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes to us. `language` is None until they have written enough to tell, or chosen."""

    id: PersonId
    name: str | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A place where we can speak. `address` is the channel's own plain JSON, enough to send there unasked."""

    id: ConversationId
    channel: str
    tenant: str
    kind: ConversationKind
    address: Mapping[str, object]
    language: Language | None = None
