"""An activity of the Bot Framework as an `Incoming` of ours, from its raw fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.sdk.fields import THREAD_MARK, Raw, objects, part, tenant_of, text_of
from bot.sdk.said import said_in
from bot.wire import Address, Happening, Incoming, Sender
from gatherings.people import ConversationKind

CHANNEL: Final = "teams"
"""Teams, and with it the emulator, webchat and directline of the Bot Framework: one dialect, one wire."""

_KINDS: Final = {
    "personal": ConversationKind.PERSONAL,
    "groupChat": ConversationKind.GROUP,
    "channel": ConversationKind.CHANNEL,
}


def message_in(raw: Raw, arrived_at: datetime) -> Incoming:
    """What somebody wrote; the press of a button where it carries an `Action.Submit`'s data."""
    pressed = raw.get("value")
    if isinstance(pressed, Mapping) and pressed:
        return _incoming(raw, Happening.PRESS, arrived_at, text=said_in(raw), pressed=pressed)
    return _incoming(raw, Happening.MESSAGE, arrived_at, text=said_in(raw))


def press_in(raw: Raw, arrived_at: datetime) -> Incoming | None:
    """The press that an `adaptiveCard/action` is; None where it has no `Action.Execute`."""
    action = part(raw, "value", "action")
    data = action.get("data") or {}
    if action.get("type") != "Action.Execute" or not isinstance(data, Mapping):
        return None
    verb = text_of(action, "verb")
    return _incoming(raw, Happening.PRESS, arrived_at, pressed={"do": verb, **data} if verb else data)


def arrival_in(raw: Raw, arrived_at: datetime) -> Incoming:
    return _incoming(raw, Happening.ARRIVAL, arrived_at)


def departure_in(raw: Raw, arrived_at: datetime) -> Incoming:
    return _incoming(raw, Happening.DEPARTURE, arrived_at)


def is_from_a_bot(raw: Raw) -> bool:
    """Whether we, or another program, wrote it: then there is nobody to answer."""
    sender = part(raw, "from")
    return sender["id"] == part(raw, "recipient")["id"] or text_of(sender, "role").lower() == "bot"


def concerns_us(raw: Raw, members: str) -> bool:
    """Whether we are among the `membersAdded` or `membersRemoved`."""
    us = part(raw, "recipient")["id"]
    return any(member["id"] == us for member in objects(raw, members))


def address_of(raw: Raw) -> Address:
    """Where the conversation is. `data["thread"]` is the thread of a channel in which this was said, else None."""
    conversation = part(raw, "conversation")
    kind, (plain, thread) = kind_of(raw), _plain_and_thread(raw)
    data = {
        "serviceUrl": raw["serviceUrl"],
        "conversation": plain,
        "thread": thread,
        "bot": {"id": part(raw, "recipient")["id"], "name": part(raw, "recipient").get("name")},
        "tenantId": tenant_of(raw) or None,
        "channelId": raw["channelId"],
        "conversationType": conversation.get("conversationType"),
    }
    if kind is ConversationKind.PERSONAL:
        data["user"] = {"id": part(raw, "from")["id"], "aadObjectId": part(raw, "from").get("aadObjectId")}
    return Address(CHANNEL, tenant_of(raw), plain, kind, data)


def kind_of(raw: Raw) -> ConversationKind:
    conversation = part(raw, "conversation")
    otherwise = ConversationKind.GROUP if conversation.get("isGroup") else ConversationKind.PERSONAL
    return _KINDS.get(text_of(conversation, "conversationType"), otherwise)


def sender_of(raw: Raw) -> Sender:
    """The person, by the id that the channel gives each, the same in every conversation with us."""
    sender = part(raw, "from")
    name, locale, timezone = text_of(sender, "name"), _client_told(raw, "locale"), _client_told(raw, "timezone")
    return Sender(sender["id"], name or None, locale=locale or None, timezone=timezone or None)


def _client_told(raw: Raw, name: str) -> str:
    """What the activity says of the person's client, or else the client itself."""
    told = [text_of(entity, name) for entity in objects(raw, "entities") if entity.get("type") == "clientInfo"]
    own = {"locale": "locale", "timezone": "localTimezone"}[name]
    return text_of(raw, own) or next(filter(None, told), "")


def _plain_and_thread(raw: Raw) -> tuple[str, str | None]:
    plain, _, thread = part(raw, "conversation")["id"].partition(THREAD_MARK)
    return plain, thread or None


def _id_of(raw: Raw, what: Happening) -> str:
    """The platform's id. In a channel it is only good within its thread; some updates have none, but a time."""
    _, thread = _plain_and_thread(raw)
    own = text_of(raw, "id") or f"{what}:{text_of(raw, 'timestamp')}"
    return f"{own}{THREAD_MARK}{thread}" if thread else own


def _incoming(
    raw: Raw,
    what: Happening,
    arrived_at: datetime,
    *,
    text: str = "",
    pressed: Mapping[str, object] | None = None,
) -> Incoming:
    return Incoming(_id_of(raw, what), what, address_of(raw), sender_of(raw), arrived_at, text, pressed or {})
