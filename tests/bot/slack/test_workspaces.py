"""Several workspaces, and a Slack that is slow, silent or says no."""

from __future__ import annotations

import asyncio
import logging
import threading
from datetime import timedelta

import pytest

from tests.doubles.clocks import StoppedClock
from tests.doubles.echo_slack import echo_slack
from tests.doubles.slack import BOT_TOKEN, GENERAL, OTHER_TEAM, OTHER_TOKEN, FakeSlack
from tests.doubles.slack_client import SlackClient


async def test_each_workspace_is_answered_with_its_own_token(slack: FakeSlack, clock: StoppedClock) -> None:
    slack.add_user("U0OLA", "Ola Vik", team=OTHER_TEAM)
    async with echo_slack(slack.credentials(bot_tokens=(BOT_TOKEN, OTHER_TOKEN)), clock) as bot:
        kari = SlackClient(slack, bot.session, bot.url)
        ola = SlackClient(slack, bot.session, bot.url, "U0OLA", OTHER_TEAM)
        await kari.send(kari.direct("hei fra fjorden"))
        await ola.send(ola.direct("hei fra stranda"))
    told = {call.body["text"]: call.token for call in slack.calls if call.method == "chat.postMessage"}
    assert told == {"hei fra fjorden": BOT_TOKEN, "hei fra stranda": OTHER_TOKEN}
    assert [one.address.tenant for one in bot.turns.taken] == ["T0FJORD", OTHER_TEAM]


async def test_a_slack_that_hangs_stops_nobody_from_starting_and_is_asked_to_come_again(
    slack: FakeSlack, clock: StoppedClock
) -> None:
    slack.does("auth.test", "hang")
    async with echo_slack(slack.credentials(), clock) as bot:
        kari = SlackClient(slack, bot.session, bot.url)
        waits = await asyncio.wait_for(kari.send(kari.direct("hei")), 3)
        slack.release()
        comes_again = await kari.send(kari.direct("hei"))
    assert (waits.status, comes_again.status, [one.text for one in bot.turns.taken]) == (503, 200, ["hei"])


async def test_a_token_that_is_refused_leaves_the_others_alone_and_is_in_no_log(
    slack: FakeSlack, clock: StoppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with echo_slack(slack.credentials(bot_tokens=("xoxb-wrong", BOT_TOKEN)), clock) as bot:
        kari = SlackClient(slack, bot.session, bot.url)
        assert (await kari.send(kari.direct("en hemmelighet"))).status == 200
    assert "slack_out_of_reach token=1 trouble=invalid_auth" in caplog.text
    assert [word for word in ("xoxb", "hemmelighet", "Kari") if word in caplog.text] == []


@pytest.mark.parametrize("kind", ["message", "form"])
async def test_it_is_acknowledged_in_time_and_answered_all_the_same(
    kind: str, slack: FakeSlack, clock: StoppedClock
) -> None:
    async with echo_slack(slack.credentials(), clock, patience=timedelta(milliseconds=50)) as bot:
        kari = SlackClient(slack, bot.session, bot.url)
        bot.turns.hold = asyncio.Event()
        metadata = '{"press": {"do": "help"}, "language": "nb", "private": "", "required": {}}'
        view = {"id": "V1", "type": "modal", "private_metadata": metadata, "blocks": []}
        reply = await kari.send(kari.direct("hei") if kind == "message" else kari.submit(view))
        taken_by_then = len(bot.turns.taken)
        bot.turns.hold.set()
    assert (reply.status, taken_by_then, len(slack.posted)) == (200, 0, 1)


async def test_what_is_acknowledged_is_answered_before_the_process_ends(slack: FakeSlack, clock: StoppedClock) -> None:
    slack.does("chat.postMessage", "hang")
    async with echo_slack(slack.credentials(), clock, patience=timedelta(milliseconds=50)) as bot:
        kari = SlackClient(slack, bot.session, bot.url)
        await kari.send(kari.direct("hei"))
        asyncio.get_running_loop().call_later(0.1, slack.release)
    assert len(slack.posted) == 1


async def test_two_answers_to_one_channel_are_a_second_apart(slack: FakeSlack, clock: StoppedClock) -> None:
    async with echo_slack(slack.credentials(), clock) as bot:
        kari = SlackClient(slack, bot.session, bot.url)
        for text in ("en", "to", "tre"):
            await kari.send(kari.mention(text))
    assert (len(slack.sent_to(GENERAL)), slack.count("chat.postMessage")) == (3, 3)


async def test_a_turn_that_breaks_is_sent_back_and_the_next_is_taken(slack: FakeSlack, clock: StoppedClock) -> None:
    async with echo_slack(slack.credentials(), clock) as bot:
        kari = SlackClient(slack, bot.session, bot.url)
        bot.turns.trouble = RuntimeError("broken")
        assert (await kari.send(kari.direct("hei"))).status == 503
        bot.turns.trouble = None
        assert (await kari.send(kari.direct("hei"))).status == 200
    assert len(slack.posted) == 1


async def test_what_comes_before_we_are_ready_is_acknowledged_and_answered_after(
    slack: FakeSlack, clock: StoppedClock
) -> None:
    read = threading.Event()
    credentials, patience = slack.credentials(), timedelta(milliseconds=50)
    async with echo_slack(credentials, clock, patience=patience, read_up=read.wait) as bot:
        kari = SlackClient(slack, bot.session, bot.url)
        reply, taken_by_then = await kari.send(kari.direct("hei")), len(bot.turns.taken)
        read.set()
    assert (reply.status, taken_by_then, len(slack.posted)) == (200, 0, 1)
