"""The app's manifest: what Slack asks of an administrator who makes the app from it, and what the app may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.slack.credentials import PATH

SCOPES: Final = (
    "app_mentions:read",  # it is mentioned in a channel
    "channels:history",  # a thread with us goes on without a mention; in public channels
    "channels:read",  # it is added to a channel, removed from it, or the channel is archived
    "chat:write",  # it answers, and posts the programme
    "commands",  # /samband
    "groups:history",  # as channels:history, in private channels that it is added to
    "groups:read",  # as channels:read, for those
    "im:history",  # what people write to it alone
    "im:write",  # it writes to a person first: a reminder, a confirmation
    "mpim:history",  # as channels:history, in groups of people
    "users:read",  # names, and the language to answer in
    "users:read.email",  # the address that the workspace vouches for, when somebody signs up
)
NEEDED: Final = frozenset({"chat:write", "im:history", "im:write", "app_mentions:read", "commands", "users:read"})
"""Without these something that people ask for does not work at all."""

EVENTS: Final = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "group_archive",
    "group_deleted",
    "group_left",
    "member_joined_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "tokens_revoked",
)
COMMAND: Final = "/samband"
COLOUR: Final = "#1b4d5c"


@dataclass(frozen=True, slots=True)
class Words:
    """What people read of the app where they find it: a line, some lines, and what the command is for."""

    short: str
    full: str
    command: str
    hint: str


def slack_manifest(name: str, *, words: Words, public_url: str | None, socket_mode: bool) -> dict[str, Any]:
    """The manifest. Over a socket Slack needs no address of ours; else `public_url` is where people reach us."""
    assert socket_mode or public_url, "Slack must know where to send what happens"
    where = {} if socket_mode else {"request_url": f"{(public_url or '').rstrip('/')}{PATH}"}
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": name,
            "description": words.short,
            "long_description": words.full,
            "background_color": COLOUR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": name, "always_online": True},
            "slash_commands": [_command(words, where)],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS), **where},
            "interactivity": {"is_enabled": True, **where},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def _command(words: Words, where: Mapping[str, str]) -> dict[str, Any]:
    """`should_escape`: a mention comes as an id, not as a name that somebody else may have."""
    url = {"url": where["request_url"]} if where else {}
    command = {"command": COMMAND, "description": words.command, "usage_hint": words.hint, "should_escape": True}
    return {**command, **url}
