"""Posting to Slack: each of its answers, the doors of people, and the hosts that are not written to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.slack.credentials import SlackCredentials
from bot.slack.places import in_company, in_private
from bot.slack.slack_wire import SlackWire
from bot.wire import NotSendable, Outgoing, Receipt, SendLater, Unreachable
from tests.doubles.clocks import StoppedClock
from tests.doubles.slack import BOT_TOKEN, GENERAL, TEAM, FakeSlack

HELLO = Outgoing({"text": "hei"})
THERE = in_company(TEAM, GENERAL, thread=None)
KARI = in_private(TEAM, "U0KARI")


async def test_a_posting_is_one_call_and_its_receipt_is_the_messages_id(wire: SlackWire, slack: FakeSlack) -> None:
    before = len(slack.calls)
    receipt = await wire.send(THERE, HELLO)
    assert receipt == Receipt(slack.posted[0].ts)
    assert [(call.method, call.token) for call in slack.calls[before:]] == [("chat.postMessage", BOT_TOKEN)]


async def test_the_door_of_a_person_is_opened_once(wire: SlackWire, slack: FakeSlack, clock: StoppedClock) -> None:
    for _ in range(3):
        await wire.send(KARI, HELLO)
        clock.forward(seconds=1)
    assert (slack.count("conversations.open"), len(slack.sent_to("U0KARI"))) == (1, 3)


async def test_a_door_that_is_known_is_not_opened(wire: SlackWire, slack: FakeSlack) -> None:
    await wire.send(in_private(TEAM, "U0KARI", slack.door("U0KARI")), HELLO)
    assert slack.count("conversations.open") == 0


async def test_a_replacement_is_put_in_the_place_of_the_first(wire: SlackWire, slack: FakeSlack) -> None:
    first = await wire.send(THERE, HELLO)
    second = await wire.send(THERE, replace(HELLO, body={"text": "hallo"}, replaces=first.id))
    assert (second, [sent["text"] for sent in slack.sent_to(GENERAL)]) == (first, ["hallo"])


async def test_a_picture_that_slack_cannot_fetch_costs_the_picture_and_not_the_message(
    wire: SlackWire, slack: FakeSlack
) -> None:
    words = {"type": "section", "text": {"type": "plain_text", "text": "hei"}}
    picture = {"type": "image", "image_url": "https://samband.internal/qr.png", "alt_text": "QR-kode"}
    slack.fault("chat.postMessage", error="invalid_blocks")
    await wire.send(THERE, Outgoing({"text": "hei", "blocks": [words, picture]}))
    assert [sent["blocks"] for sent in slack.sent_to(GENERAL)] == [[words]]


async def test_blocks_without_a_picture_that_are_refused_are_not_sent_again(wire: SlackWire, slack: FakeSlack) -> None:
    slack.fault("chat.postMessage", error="invalid_blocks")
    with pytest.raises(NotSendable):
        await wire.send(THERE, Outgoing({"text": "hei", "blocks": [{"type": "divider"}]}))
    assert slack.count("chat.postMessage") == 1


async def test_what_is_for_one_is_seen_by_one(wire: SlackWire, slack: FakeSlack) -> None:
    await wire.send(replace(THERE, data={**THERE.data, "only_for": "U0KARI"}), HELLO)
    assert [one.only_for for one in slack.posted] == ["U0KARI"]


@pytest.mark.parametrize(
    ("status", "error"),
    [(429, "ratelimited"), (500, None), (502, None), (503, None), (408, None), (200, "internal_error"),
     (200, "fatal_error"), (200, "ratelimited"), (200, "invalid_auth"), (200, "service_unavailable")],
)  # fmt: skip
async def test_what_may_go_later_is_tried_once_and_said_with_its_wait(
    status: int, error: str | None, wire: SlackWire, slack: FakeSlack
) -> None:
    slack.fault("chat.postMessage", error=error, status=status, retry_after="3")
    with pytest.raises(SendLater) as later:
        await wire.send(THERE, HELLO)
    assert (later.value.after, slack.count("chat.postMessage"), slack.posted) == (timedelta(seconds=3), 1, [])


@pytest.mark.parametrize(
    "error",
    ["channel_not_found", "is_archived", "account_inactive", "not_in_channel", "user_not_found", "token_revoked",
     "user_disabled", "cannot_dm_bot", "messages_tab_disabled"],
)  # fmt: skip
async def test_a_conversation_that_is_gone_is_unreachable(error: str, wire: SlackWire, slack: FakeSlack) -> None:
    slack.fault("chat.postMessage", error=error)
    with pytest.raises(Unreachable):
        await wire.send(THERE, HELLO)


async def test_somebody_who_is_not_there_is_unreachable(wire: SlackWire) -> None:
    with pytest.raises(Unreachable):
        await wire.send(in_private(TEAM, "U0GONE"), HELLO)


@pytest.mark.parametrize(
    ("status", "error"),
    [(200, "invalid_blocks"), (200, "msg_too_long"), (200, "missing_scope"), (200, "a_new_word"), (400, None),
     (413, None), (301, None), (307, None), (200, "not a <word>")],
)  # fmt: skip
async def test_what_is_never_taken_is_not_sendable_and_no_redirect_is_followed(
    status: int, error: str | None, wire: SlackWire, slack: FakeSlack
) -> None:
    slack.fault("chat.postMessage", error=error, status=status)
    with pytest.raises(NotSendable) as wrong:
        await wire.send(THERE, HELLO)
    assert (slack.count("chat.postMessage"), "<" in str(wrong.value)) == (1, False)


async def test_no_answer_means_later(wire: SlackWire, slack: FakeSlack) -> None:
    slack.does("chat.postMessage", "hang")
    hasty = replace(wire, api=replace(wire.api, timeout=timedelta(milliseconds=50)))
    with pytest.raises(SendLater):
        await hasty.send(THERE, HELLO)


async def test_the_platforms_limit_comes_with_its_wait(wire: SlackWire, slack: FakeSlack, clock: StoppedClock) -> None:
    await wire.send(THERE, HELLO)
    with pytest.raises(SendLater) as later:
        await wire.send(THERE, HELLO)
    clock.forward(seconds=1)
    await wire.send(THERE, HELLO)
    assert (later.value.after, len(slack.posted)) == (timedelta(seconds=1), 2)


async def test_a_workspace_without_a_token_is_not_written_to(wire: SlackWire, slack: FakeSlack) -> None:
    with pytest.raises(NotSendable):
        await wire.send(in_company("T0OTHER", GENERAL, thread=None), HELLO)
    assert slack.count("chat.postMessage") == 0


@pytest.mark.parametrize(
    ("api_url", "url", "is_taken"),
    [
        ("https://slack.com/api", "https://hooks.slack.com/commands/1", True),
        ("https://slack.com/api", "http://hooks.slack.com/commands/1", False),
        ("https://slack.com/api", "https://hooks.slack.com.attacker.example/1", False),
        ("https://slack.com/api", "https://hooks.slack.com@attacker.example/1", False),
        ("https://slack.com/api", "https://hooks.slack.com:8443/1", False),
        ("https://slack.com/api", "http://127.0.0.1:4003/1", False),
        ("http://127.0.0.1:4003/api", "http://127.0.0.1:4003/commands/1", True),
        ("http://127.0.0.1:4003/api", "http://127.0.0.1:4004/commands/1", False),
        ("http://127.0.0.1:4003/api", "https://hooks.slack.com/commands/1", False),
    ],
)
def test_answers_go_to_slacks_own_host_alone(api_url: str, url: str, *, is_taken: bool) -> None:
    credentials = SlackCredentials(("xoxb-1",), signing_secret="s", api_url=api_url)
    assert credentials.answers_at(url) is is_taken


def test_no_secret_is_in_a_print() -> None:
    made = SlackCredentials(("xoxb-secret",), signing_secret="secret", app_token="xapp-secret")
    assert "secret" not in repr(made).replace("signing_secret", "")


def test_credentials_without_a_way_in_are_none() -> None:
    with pytest.raises(ValueError, match="token"):
        SlackCredentials(("xoxb-1",))
