"""Our words for what crosses the wire: what comes in, what goes out, and the port to a chat platform."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from gatherings.people import ConversationKind


@dataclass(frozen=True, slots=True)
class Address:
    """Where a conversation is. `data` is the channel's own plain JSON, enough to send there unasked and later.

    `channel` is its name (teams, web, email, console); (`channel`, `tenant`, `conversation`) identifies it.
    """

    channel: str
    tenant: str
    conversation: str
    kind: ConversationKind
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: known by (channel, tenant, `user`). `locale` ("nb-NO") and `timezone` ("Europe/Oslo") as the platform
    gives them, or None.

    `email` is an address that the platform vouches for.
    """

    user: str
    name: str | None = None
    locale: str | None = None
    email: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What a platform knows of a person: their name, and an address that it vouches for."""

    name: str | None = None
    email: str | None = None


class Happening(StrEnum):
    """What came in."""

    MESSAGE = "message"  # somebody wrote
    PRESS = "press"  # somebody pressed a button
    ARRIVAL = "arrival"  # we were installed, added, or somebody opened the page: time to say who we are
    DEPARTURE = "departure"  # we were removed: the conversation is not to be written to any more


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that came in. `id` is the platform's, the same when it is repeated; `pressed` is a button's data."""

    id: str
    what: Happening
    address: Address
    sender: Sender
    arrived_at: datetime
    text: str = ""
    pressed: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A payload dressed for its channel: `body` is the channel's own activity as plain JSON.

    `key` is the same each time the same thing is sent, for a channel that can tell; `replaces` is the receipt of an
    earlier one that this one is to take the place of. `delivery` is the row that it is also kept as, if it is. `kept`
    is what a channel keeps in its place that keeps what it says; None: the body itself. `apologises`: it says that the
    turn broke, and nothing of that turn is kept.
    """

    body: Mapping[str, object]
    key: str | None = None
    replaces: str | None = None
    delivery: int | None = None
    kept: Mapping[str, object] | None = None
    apologises: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """The platform took it; `id` is its name for it."""

    id: str


class SendLater(Exception):  # noqa: N818 (a sentence, as everywhere)
    """Not now: 412, 429, 5xx, no answer. `after` is what the platform asked for (Retry-After), None if it did not."""

    def __init__(self, reason: str, *, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason, self.after = reason, after


class Unreachable(Exception):  # noqa: N818
    """This conversation cannot be written to any more (403, 404); it is not tried again."""


class NotSendable(Exception):  # noqa: N818
    """The platform will never take this payload (400, 413); it is not tried again, and that is our mistake."""


class TooMuch(Exception):  # noqa: N818
    """More than is taken at once, by those who sent it; nothing was done. `after` is when it may be tried again."""

    def __init__(self, after: timedelta) -> None:
        super().__init__("too much at once")
        self.after = after


class NotTaken(Exception):  # noqa: N818
    """The turn broke, nothing of it is kept, and the person could not be told so. It may be sent to us once more.

    `after` is how long the platform itself asked us to wait (Retry-After), None if it did not.
    """

    def __init__(self, reason: str, *, after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.after = after


class Wire(Protocol):
    """Carries payloads to one chat platform. One call is at most one attempt."""

    async def send(self, address: Address, outgoing: Outgoing) -> Receipt:
        """The platform's receipt. Raises SendLater, Unreachable or NotSendable."""
        ...


class Turns(Protocol):
    """What answers the things that come in. A repeated `Incoming.id` of a conversation is answered once."""

    async def take(self, incoming: Incoming) -> Sequence[Outgoing]:
        """The replies, dressed, after the commit and not yet sent."""
        ...

    async def answer(self, incoming: Incoming) -> None:
        """Takes the turn, then sends each reply through the wire of its channel. Raises NotTaken."""
        ...

    async def arrived(self, outgoing: Outgoing, receipt: Receipt) -> None:
        """Notes that a reply of `take` has reached the person by another way than the wire."""
        ...


class Directory(Protocol):
    """What a platform knows of its people."""

    async def find(self, address: Address, user: str) -> Known:
        """What the platform knows; nothing where it does not say in time."""
        ...

    def foresee(self, address: Address) -> None:
        """Somebody in this group or channel will soon be asked for; returns at once."""
        ...


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel as a turn needs it: how a card is dressed for it, the wire that answers go out on, its directory.

    `keeps`: what is said on it is kept by us, and read again later.
    """

    dress: Callable[..., Mapping[str, object]]
    wire: Wire
    directory: Directory | None = None
    keeps: bool = True
