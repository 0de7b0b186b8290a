"""What a client posts, read into our words."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.directline.limits import MAX_TEXT
from bot.directline.refused import bad_argument
from bot.directline.tokens import Bearer
from bot.directline.transcript import Activity
from bot.wire import Address, Happening, Incoming, Sender
from gatherings.people import ConversationKind

CHANNEL: Final = "web"

LOCALE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
ZONE: Final = re.compile(r"[A-Za-z]+([/_+-][A-Za-z0-9]+){0,5}")
QUIET: Final = frozenset({"typing", "event", "messageReaction", "conversationUpdate", "endOfConversation"})
MAX_ID: Final = 100


@dataclass(frozen=True, slots=True)
class Posted:
    """A message, or the press of a button (then `pressed` has its data and `text` what the button said, if anything).

    `id` is the same when the client posts the same thing again. `told` is what the client knows it by, if it said.
    """

    id: str
    text: str
    pressed: Mapping[str, object]
    told: str | None
    locale: str | None
    timezone: str | None


def read_posted(body: Mapping[str, Any], *, bearer: Bearer) -> Posted | None:
    """What was posted; None for what asks for no answer (somebody types). Raises Refused."""
    what = body.get("type")
    if isinstance(what, str) and what in QUIET:
        return None
    if what != "message":
        raise bad_argument("The type must be message.")
    text, value = body.get("text") or "", body.get("value")
    if not isinstance(text, str) or len(text) > MAX_TEXT:
        raise bad_argument(f"The text must be a text of at most {MAX_TEXT} characters.")
    if not isinstance(value, Mapping | None):
        raise bad_argument("The value must be an object.")
    if not text.strip() and not value:
        raise bad_argument("A text or a value is needed.")
    told = _told(body)
    return Posted(_id(bearer, told), text, value or {}, told, read_locale(body), _matching(body, "localTimezone", ZONE))


def read_locale(body: Mapping[str, Any]) -> str | None:
    """The language tag that the client gives ("nb-NO"), None where it gives none."""
    return _matching(body, "locale", LOCALE)


def incoming(posted: Posted, *, bearer: Bearer, arrived_at: datetime) -> Incoming:
    """The same in the words of the wire."""
    return Incoming(
        id=posted.id,
        what=Happening.PRESS if posted.pressed else Happening.MESSAGE,
        address=address_of(bearer, timezone=posted.timezone),
        sender=Sender(bearer.user, locale=posted.locale),
        arrived_at=arrived_at,
        text=posted.text,
        pressed=posted.pressed,
    )


def arrival(bearer: Bearer, *, locale: str | None, arrived_at: datetime) -> Incoming:
    """Somebody opened the page for the first time."""
    sender = Sender(bearer.user, locale=locale)
    name = f"{bearer.conversation}:arrival"
    return Incoming(name, Happening.ARRIVAL, address_of(bearer), sender, arrived_at)


def address_of(bearer: Bearer, *, timezone: str | None = None) -> Address:
    """Where the bearer can be written to."""
    data = {"user": bearer.user} | ({"timezone": timezone} if timezone else {})
    return Address(CHANNEL, "", bearer.conversation, ConversationKind.PERSONAL, data)


def echo(posted: Posted, *, bearer: Bearer, at: datetime) -> Activity:
    """What is kept of it and comes back over the stream: that it was said, never what a button carried."""
    channel_data: dict[str, object] = {}
    if posted.told is not None:
        channel_data["clientActivityID"] = posted.told
    if posted.pressed:
        channel_data["postBack"] = True
    return {
        "type": "message",
        "id": posted.id,
        "timestamp": at.isoformat(timespec="milliseconds"),
        "conversation": {"id": bearer.conversation},
        "from": {"id": bearer.user, "role": "user"},
        "text": posted.text,
        "textFormat": "plain",
        "channelData": channel_data,
    }


def _told(body: Mapping[str, Any]) -> str | None:
    told = (
        (body.get("channelData") or {}).get("clientActivityID") if isinstance(body.get("channelData"), dict) else None
    )
    if told is not None and not (isinstance(told, str) and 0 < len(told) <= MAX_ID):
        raise bad_argument("The clientActivityID must be a short text.")
    return told


def _id(bearer: Bearer, told: str | None) -> str:
    """One name for one thing that was said, however often it is posted."""
    if told is None:
        return f"u_{secrets.token_hex(16)}"
    digest = hashlib.sha256(f"{bearer.conversation} {told}".encode())
    return f"u_{digest.hexdigest()[:32]}"


def _matching(body: Mapping[str, Any], name: str, form: re.Pattern[str]) -> str | None:
    found = body.get(name)
    return found if isinstance(found, str) and form.fullmatch(found) else None
