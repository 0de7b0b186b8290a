"""The fields of an activity as they came, before any model loses them, and whether they are what they should be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.sdk.turned_away import malformed

Raw = Mapping[str, Any]

MAX_ID: Final = 1_000
THREAD_MARK: Final = ";messageid="

ID_IS_NEEDED: Final = frozenset({"message", "invoke"})
TEXTS: Final = ("text", "textFormat", "locale", "localTimezone", "name", "action", "id")
OBJECTS: Final = ("channelData",)
LISTS: Final = ("entities", "attachments", "membersAdded", "membersRemoved")
ACCOUNT_TEXTS: Final = ("name", "aadObjectId", "role")
CONVERSATION_TEXTS: Final = ("conversationType", "tenantId")


def check_fields(raw: Raw) -> None:
    """Raises TurnedAway (400) where something that we read is missing or of another type."""
    for name in ("type", "serviceUrl", "channelId"):
        _check_id(raw, name)
    if raw["type"] in ID_IS_NEEDED or raw.get("id") is not None:
        _check_id(raw, "id")
    _check_texts(raw, TEXTS)
    for name in ("from", "recipient"):
        _check_account(raw.get(name), name)
    _check_conversation(raw.get("conversation"))
    _check_objects(raw, OBJECTS)
    for name in LISTS:
        _check_list(raw, name)
    for member in [*(raw.get("membersAdded") or ()), *(raw.get("membersRemoved") or ())]:
        _check_account(member, "members")


def part(raw: Raw, *names: str) -> Raw:
    """The object at a path of names; an empty one where something on the way is not there or not an object."""
    found: object = raw
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def objects(raw: Raw, name: str) -> Sequence[Raw]:
    """The objects of a list, none where there is no list."""
    return [entry for entry in raw.get(name) or () if isinstance(entry, Mapping)]


def text_of(raw: Raw, name: str) -> str:
    """A text, empty where there is none."""
    found = raw.get(name)
    return found if isinstance(found, str) else ""


def tenant_of(raw: Raw) -> str:
    """The tenant, which stands in either of two places, or in none ("")."""
    return text_of(part(raw, "conversation"), "tenantId") or text_of(part(raw, "channelData", "tenant"), "id")


def _check_account(account: object, name: str) -> None:
    if not isinstance(account, Mapping):
        raise malformed(f"{name} is not an object")
    _check_id(account, "id")
    _check_texts(account, ACCOUNT_TEXTS)


def _check_conversation(conversation: object) -> None:
    if not isinstance(conversation, Mapping):
        raise malformed("conversation is not an object")
    _check_id(conversation, "id")
    if conversation["id"].startswith(THREAD_MARK):
        raise malformed("conversation has no id before its thread")
    _check_texts(conversation, CONVERSATION_TEXTS)
    if not isinstance(conversation.get("isGroup"), bool | None):
        raise malformed("isGroup is not true or false")


def _check_id(raw: Raw, name: str) -> None:
    found = raw.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= MAX_ID or not found.isprintable() or found.isspace():
        raise malformed(f"{name} is missing or not an id")


def _check_texts(raw: Raw, names: Sequence[str]) -> None:
    for name in names:
        if not isinstance(raw.get(name), str | None):
            raise malformed(f"{name} is not a text")


def _check_objects(raw: Raw, names: Sequence[str]) -> None:
    for name in names:
        if not isinstance(raw.get(name), Mapping | None):
            raise malformed(f"{name} is not an object")


def _check_list(raw: Raw, name: str) -> None:
    found = raw.get(name)
    if found is not None and not (isinstance(found, list) and all(isinstance(entry, Mapping) for entry in found)):
        raise malformed(f"{name} is not a list of objects")
