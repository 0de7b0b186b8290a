"""People, the conversations we meet them in, and the rights of organisers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NewType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gatherings.gathering import Language
    from gatherings.organisations import OrganisationId

PersonId = NewType("PersonId", str)
ConversationId = NewType("ConversationId", str)

WEB: Final = "web"
"""The channel in which somebody is a cookie of their browser, until they are known by more."""


class EmailSource(StrEnum):
    """Where an e-mail address comes from. Only a vouched or a confirmed one may match an invitation."""

    INVITED = "invited"  # it stands on the invitation list of a secretariat
    GIVEN = "given"  # somebody wrote it
    VOUCHED = "vouched"  # the channel vouches for it
    CONFIRMED = "confirmed"  # a link that was mailed there has been used


OWN: Final = (EmailSource.VOUCHED, EmailSource.CONFIRMED)
"""An address from one of these is the person's own: nobody else could have said it."""


class ConversationKind(StrEnum):
    """How many listen: one person, a group chat, or a channel of a team."""

    PERSONAL = "personal"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes to us, or who is expected to. What is None is not known.

    `language` is known once they have written enough to tell, or chosen. `email` is in small letters.
    """

    id: PersonId
    name: str | None = None
    language: Language | None = None
    email: str | None = None
    email_source: EmailSource | None = None
    organisation_id: OrganisationId | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A place where we can speak. `address` is the channel's own plain JSON, enough to send there unasked."""

    id: ConversationId
    channel: str
    tenant: str
    kind: ConversationKind
    address: Mapping[str, object]
    language: Language | None = None
