"""The fields of what Slack sends, and whether they are what they should be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from bot.sdk.fields import Raw, part, text_of
from bot.sdk.turned_away import malformed

_ID: Final = re.compile(r"[A-Za-z0-9]{1,64}", re.ASCII)
_STAMP: Final = re.compile(r"[0-9]{1,20}\.[0-9]{1,10}", re.ASCII)
LONGEST_TOKEN: Final = 500


def id_in(raw: Raw, name: str) -> str:
    """An id of Slack's. Raises TurnedAway (400) where there is none."""
    return _of_form(_ID, text_of(raw, name), name)


def id_or_none(raw: Raw, name: str) -> str | None:
    """An id of Slack's; None where there is none. Raises TurnedAway (400) where it is something else."""
    return None if raw.get(name) is None else id_in(raw, name)


def stamp_in(raw: Raw, name: str) -> str:
    """A time stamp, which names a message. Raises TurnedAway (400) where there is none."""
    return _of_form(_STAMP, text_of(raw, name), name)


def stamp_or_none(raw: Raw, name: str) -> str | None:
    """A time stamp; None where there is none. Raises TurnedAway (400) where it is something else."""
    return None if raw.get(name) is None else stamp_in(raw, name)


def token_in(raw: Raw, name: str) -> str:
    """Something of Slack's that we only hand back; empty where there is none. Raises TurnedAway (400) where odd."""
    found = raw.get(name)
    if found is None:
        return ""
    if not isinstance(found, str) or len(found) > LONGEST_TOKEN or not found.isprintable():
        raise malformed(f"{name} is not a text")
    return found


def objects(raw: Raw, name: str) -> Sequence[Raw]:
    """The objects of a list; none where there is no list."""
    found = raw.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def team_of(raw: Raw) -> str:
    """The workspace that we are installed in; where it is shared with others, not that of who wrote."""
    installed = [text_of(one, "team_id") for one in objects(raw, "authorizations")]
    asked = text_of(raw, "team_id") or text_of(part(raw, "team"), "id") or text_of(part(raw, "user"), "team_id")
    return _of_form(_ID, next(filter(None, installed), asked), "team")


def kind_of(raw: Raw) -> str:
    """`event_callback`, `block_actions`, ...; `command` for a slash command, which has no type."""
    return text_of(raw, "type") or ("command" if text_of(raw, "command") else "")


def _of_form(form: re.Pattern[str], text: str, name: str) -> str:
    if not form.fullmatch(text):
        raise malformed(f"{name} is missing or not one of Slack's")
    return text
