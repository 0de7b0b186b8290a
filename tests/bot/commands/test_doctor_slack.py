"""What the doctor says of Slack, against a Slack on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from pydantic import SecretStr

from bot.clock import machine_now
from bot.commands.doctor_slack import look_at_slack
from config.settings import Settings
from dialogs.phrases import voice
from gatherings.gathering import EN
from tests.doubles.slack import APP_TOKEN, BOT_TOKEN, OTHER_TOKEN, FakeSlack


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack(machine_now) as running:
        yield running


def set_up(slack: FakeSlack, token: str = BOT_TOKEN, **more: Any) -> Settings:
    settings = {"slack_bot_token": SecretStr(token), "slack_api_url": slack.api_url, **more}
    if "slack_app_token" not in more:
        settings["slack_signing_secret"] = SecretStr("secret")
    return Settings(**settings)


async def found(settings: Settings) -> dict[str, str]:
    return {one.check.removeprefix("slack_"): str(one.state) async for one in look_at_slack(settings, voice(EN))}


async def said(settings: Settings) -> str:
    return "\n".join([one.text async for one in look_at_slack(settings, voice(EN))])


async def test_where_slack_is_not_set_up_there_is_nothing_to_look_at() -> None:
    assert await found(Settings()) == {}


async def test_an_installation_that_is_whole_has_nothing_to_do(slack: FakeSlack) -> None:
    by_http = set_up(slack, f"{BOT_TOKEN},{OTHER_TOKEN}", public_url="https://samband.example.org")
    by_socket = set_up(slack, slack_app_token=SecretStr(APP_TOKEN))
    assert await found(by_http) == {"token": "ok", "scopes": "ok", "address": "ok"}
    assert await found(by_socket) == {"token": "ok", "scopes": "ok", "socket": "ok"}
    assert "Slack is to send what happens to https://samband.example.org/slack/events." in await said(by_http)


async def test_each_thing_that_is_missing_is_said_by_itself(slack: FakeSlack) -> None:
    assert await found(set_up(slack, "xoxb-wrong")) == {"token": "wrong", "address": "note"}
    assert "Slack does not accept bot token number 2 (invalid_auth)." in await said(
        set_up(slack, f"{BOT_TOKEN},xoxb-wrong")
    )
    wrong_app = set_up(slack, slack_app_token=SecretStr("xapp-wrong"))
    assert (await found(wrong_app))["socket"] == "wrong"


@pytest.mark.parametrize(
    ("scopes", "state"), [("users:read.email", "note"), ("chat:write", "wrong"), ("im:history", "wrong")]
)
async def test_what_the_bot_may_not_do_is_named(scopes: str, state: str, slack: FakeSlack) -> None:
    slack.scopes = ",".join(scope for scope in slack.scopes.split(",") if scope != scopes)
    assert (await found(set_up(slack)))["scopes"] == state
    assert f"the bot lacks: {scopes}." in await said(set_up(slack))


async def test_a_slack_that_does_not_answer_is_told_from_one_that_refuses(slack: FakeSlack) -> None:
    slack.fault("auth.test", status=503)
    assert (await found(set_up(slack)))["token"] == "note"


async def test_no_token_is_in_what_is_said(slack: FakeSlack) -> None:
    settings = set_up(slack, "xoxb-wrong", slack_app_token=SecretStr("xapp-wrong"))
    assert [word for word in ("xoxb", "xapp") if word in await said(settings)] == []
