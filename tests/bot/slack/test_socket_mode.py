"""Socket Mode: the same events over a connection that we open."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator

import pytest

from bot.slack.slack import app_of
from tests.bot.slack.test_events import FORM, SIGN_UP
from tests.doubles.clocks import StoppedClock
from tests.doubles.echo_slack import EchoBot, echo_slack
from tests.doubles.slack import APP_ID, APP_TOKEN, GENERAL, SIGNING_SECRET, FakeSlack
from tests.doubles.slack_client import SlackClient


@pytest.fixture
async def bot(slack: FakeSlack, clock: StoppedClock) -> AsyncIterator[EchoBot]:
    """A bot with a socket and no door; connected."""
    credentials = slack.credentials(signing_secret=None, app_token=APP_TOKEN)
    async with echo_slack(credentials, clock) as running:
        await asyncio.wait_for(slack.socket_opened.wait(), 10)
        yield running


@pytest.fixture
def kari(slack: FakeSlack, bot: EchoBot) -> SlackClient:
    return SlackClient(slack, bot.session)


async def test_what_comes_over_the_socket_is_acknowledged_and_answered(
    kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    await kari.send(kari.direct("hva er neste?"))
    await kari.send(kari.mention("når er lunsj?"))
    await kari.send(kari.command("hvem snakker?"))
    assert [one.text for one in bot.turns.taken] == ["hva er neste?", "når er lunsj?", "hvem snakker?"]
    assert ([len(slack.sent_to(place)) for place in ("U0KARI", GENERAL)], len(slack.answers)) == ([1, 1], 1)


async def test_a_form_is_opened_and_sent_over_the_socket(kari: SlackClient, bot: EchoBot, slack: FakeSlack) -> None:
    bot.turns.replies = [FORM]
    await kari.send(kari.press(SIGN_UP))
    view = next(iter(slack.views.values()))
    goes_on = await kari.send(kari.submit(view, name="Kari Nes"))
    bot.turns.replies = []
    closes = await kari.send(kari.submit(view, name="Kari Nes"))
    assert (goes_on.body["response_action"], closes.body) == ("update", {"response_action": "clear"})


async def test_without_a_signing_secret_there_is_no_door(bot: EchoBot) -> None:
    async with bot.session.post(bot.url, json={}) as response:
        assert response.status == 404


async def test_one_envelope_told_again_is_taken_once(kari: SlackClient, bot: EchoBot, slack: FakeSlack) -> None:
    event = kari.direct("hei")
    for _ in range(3):
        await slack.tell("events_api", event)
    assert (len(bot.turns.taken), len(slack.posted)) == (1, 1)


async def test_the_same_event_over_both_ways_is_taken_once(slack: FakeSlack, clock: StoppedClock) -> None:
    credentials = slack.credentials(signing_secret=SIGNING_SECRET, app_token=APP_TOKEN)
    async with echo_slack(credentials, clock) as bot:
        await asyncio.wait_for(slack.socket_opened.wait(), 10)
        by_http = SlackClient(slack, bot.session, bot.url)
        by_socket = SlackClient(slack, bot.session)
        event, press = by_http.direct("hei"), by_http.press(SIGN_UP)
        for payload in (event, press):
            await asyncio.gather(by_http.send(payload), by_socket.send(payload))
    assert len(bot.turns.taken) == 2


async def test_a_connection_that_is_gone_is_made_anew(kari: SlackClient, bot: EchoBot, slack: FakeSlack) -> None:
    slack.socket_opened.clear()
    await slack.sockets[-1].close()
    await asyncio.wait_for(slack.socket_opened.wait(), 10)
    await kari.send(kari.direct("hei"))
    assert [one.text for one in bot.turns.taken] == ["hei"]


async def test_slack_may_ask_us_to_connect_anew(kari: SlackClient, bot: EchoBot, slack: FakeSlack) -> None:
    slack.socket_opened.clear()
    await slack.sockets[-1].send_json({"type": "disconnect", "reason": "refresh_requested"})
    await asyncio.wait_for(slack.socket_opened.wait(), 10)
    await kari.send(kari.direct("hei"))
    assert [one.text for one in bot.turns.taken] == ["hei"]


async def test_an_address_that_is_not_given_is_asked_for_again(slack: FakeSlack, clock: StoppedClock) -> None:
    slack.fault("apps.connections.open", status=503)
    credentials = slack.credentials(signing_secret=None, app_token=APP_TOKEN)
    async with echo_slack(credentials, clock):
        await asyncio.wait_for(slack.socket_opened.wait(), 10)
    assert slack.count("apps.connections.open") == 2


@pytest.mark.parametrize(
    "envelope",
    [
        {"type": "events_api", "payload": {"type": "event_callback"}},
        {"type": "events_api", "payload": {"type": "event_callback", "team_id": "T0OTHER"}},
        {"type": "interactive", "payload": {"type": "block_actions", "team": {"id": "T0FJORD"}, "api_app_id": APP_ID}},
        {"type": "events_api", "payload": {"text": "a\0b"}},
        {"type": "events_api", "payload": "a text"},
        {"type": "something_new", "payload": {}},
    ],
)
async def test_what_cannot_be_read_is_acknowledged_and_the_next_is_taken(
    envelope: dict[str, object], kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    await slack.tell(str(envelope["type"]), envelope["payload"])  # type: ignore[arg-type]  # that is the point
    await kari.send(kari.direct("hei"))
    assert [one.text for one in bot.turns.taken] == ["hei"]


async def test_what_is_no_envelope_breaks_nothing(kari: SlackClient, bot: EchoBot, slack: FakeSlack) -> None:
    for told in ("", "hei", "{", "[]", '{"type": "hello"}', json.dumps({"envelope_id": 7})):
        await slack.sockets[-1].send_str(told)
    await kari.send(kari.direct("hei"))
    assert [one.text for one in bot.turns.taken] == ["hei"]


async def test_no_message_and_no_ticket_is_in_any_log(
    slack: FakeSlack, clock: StoppedClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    credentials = slack.credentials(signing_secret=None, app_token=APP_TOKEN)
    async with echo_slack(credentials, clock) as bot:
        await asyncio.wait_for(slack.socket_opened.wait(), 10)
        kari = SlackClient(slack, bot.session)
        await kari.send(kari.direct("en hemmelighet"))
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("aiohttp.access"))
    assert [word for word in ("ticket", "hemmelighet", "xoxb", "xapp", "Kari") if word in logged] == []


def test_the_app_is_named_in_its_own_token() -> None:
    assert [app_of(token) for token in (APP_TOKEN, "xapp-odd", None, "xoxb-1-2-3")] == [APP_ID, None, None, None]
