"""The app's manifest: what Slack's own schema asks of it, and that it asks for no more than is used."""

from __future__ import annotations

from typing import Any, Final

import jsonschema
import pytest

from bot.slack.manifest import EVENTS, SCOPES, Words, slack_manifest
from dialogs.phrases import voice
from gatherings.gathering import LANGUAGES, Language

TEXT: Final = {"type": "string", "minLength": 1}
URL: Final = {"type": "string", "pattern": "^https?://", "maxLength": 3500}
NAMES: Final = {"type": "array", "items": {**TEXT, "maxLength": 50}, "maxItems": 100, "uniqueItems": True}


def only(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


# What we use of manifest.schema.1.0.0.json in slackapi/manifest-schema, in our own words.
FLAG: Final = {"type": "boolean"}
COMMAND: Final = only(
    ["command", "description"], command={"type": "string", "pattern": "^/", "maxLength": 32}, url=URL,
    description={**TEXT, "maxLength": 2000}, usage_hint={**TEXT, "maxLength": 1000}, should_escape=FLAG,
)  # fmt: skip
SCHEMA: Final = only(
    ["display_information", "features", "oauth_config", "settings"],
    _metadata=only([], major_version={"const": 1}, minor_version={"const": 1}),
    display_information=only(
        ["name"], name={**TEXT, "maxLength": 35}, description={**TEXT, "maxLength": 140},
        long_description={"type": "string", "minLength": 175, "maxLength": 4000},
        background_color={"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"},
    ),
    features=only(
        ["bot_user"],
        app_home=only([], home_tab_enabled=FLAG, messages_tab_enabled=FLAG, messages_tab_read_only_enabled=FLAG),
        bot_user=only(["display_name"], display_name={**TEXT, "maxLength": 80}, always_online=FLAG),
        slash_commands={"type": "array", "items": COMMAND, "minItems": 1},
    ),
    oauth_config=only([], scopes=only([], bot=NAMES)),
    settings=only(
        [], event_subscriptions=only([], request_url=URL, bot_events=NAMES),
        interactivity=only(["is_enabled"], is_enabled=FLAG, request_url=URL),
        org_deploy_enabled=FLAG, socket_mode_enabled=FLAG, token_rotation_enabled=FLAG,
    ),
)  # fmt: skip

SCOPES_OF: Final = {
    "app_home_opened": None, "app_mention": "app_mentions:read", "app_uninstalled": None, "tokens_revoked": None,
    "channel_archive": "channels:read", "channel_deleted": "channels:read", "channel_left": "channels:read",
    "group_archive": "groups:read", "group_deleted": "groups:read", "group_left": "groups:read",
    "member_joined_channel": "channels:read", "message.channels": "channels:history",
    "message.groups": "groups:history", "message.im": "im:history", "message.mpim": "mpim:history",
}  # fmt: skip
SCOPES_OF_CALLS: Final = {"chat:write", "commands", "im:write", "users:read", "users:read.email"}


def words(language: Language) -> Words:
    say = voice(language)
    return Words(*(say(f"slack.app.{name}") for name in ("short", "full", "command", "hint")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("socket_mode", [True, False])
def test_slack_takes_it_in_every_language(language: Language, *, socket_mode: bool) -> None:
    made = slack_manifest(
        "Samband", words=words(language), public_url="https://samband.example.org/", socket_mode=socket_mode
    )
    jsonschema.validate(made, SCHEMA)
    assert made["settings"]["socket_mode_enabled"] is socket_mode


def test_events_presses_and_commands_come_to_one_address() -> None:
    made = slack_manifest("S", words=words(LANGUAGES[0]), public_url="https://samband.example.org/", socket_mode=False)
    settings, door = made["settings"], "https://samband.example.org/slack/events"
    assert {
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        made["features"]["slash_commands"][0]["url"],
    } == {door}


def test_over_a_socket_no_address_of_ours_is_told() -> None:
    made = slack_manifest("S", words=words(LANGUAGES[0]), public_url="https://samband.example.org", socket_mode=True)
    assert "samband.example.org" not in str(made)


def test_each_event_has_its_scope_and_no_scope_is_for_nothing() -> None:
    assert set(EVENTS) == set(SCOPES_OF)
    assert {*filter(None, SCOPES_OF.values()), *SCOPES_OF_CALLS} == set(SCOPES)
