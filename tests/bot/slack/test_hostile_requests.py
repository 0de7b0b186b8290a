"""What is not let in: each gets its status, no body, and no turn is run."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from tests.doubles.echo_slack import EchoBot
from tests.doubles.slack import FakeSlack
from tests.doubles.slack_client import SlackClient

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
Headers = dict[str, str]
AT, SIGNED = "X-Slack-Request-Timestamp", "X-Slack-Signature"


@dataclass(frozen=True)
class Hostile:
    """A request made of a good one: what its body is, and what its headers are changed to."""

    name: str
    status: int
    body: Callable[[dict[str, Any]], bytes] = lambda event: json.dumps(event).encode()
    headers: Callable[[Headers], Headers] = lambda signed: signed
    content_type: str = JSON
    change: dict[str, Any] = field(default_factory=dict)
    in_event: dict[str, Any] = field(default_factory=dict)
    age: float = 0
    secret: str = "not a secret"


def but(**changes: str | None) -> Callable[[Headers], Headers]:
    """The headers, some of them otherwise, or left out."""
    named = {{"at": AT, "signed": SIGNED}[name]: value for name, value in changes.items()}
    return lambda signed: {k: v for k, v in {**signed, **named}.items() if v is not None}


def bytes_of(raw: bytes) -> Callable[[dict[str, Any]], bytes]:
    return lambda _: raw


def form(**fields: Any) -> Callable[[dict[str, Any]], bytes]:
    return lambda _: urlencode(fields).encode()


def payload(**fields: Any) -> Callable[[dict[str, Any]], bytes]:
    known = {"type": "block_actions", "team": {"id": "T0FJORD"}, "api_app_id": "A0SAMBAND", "user": {"id": "U0KARI"},
             "channel": {"id": "D0KARI"}, "trigger_id": "1.2", "actions": [PRESS]}  # fmt: skip
    return form(payload=json.dumps({**known, **fields}))


PRESS = {"type": "button", "action_id": "press:0", "value": '{"do":"help"}', "action_ts": "1.1"}
COMMAND = {"command": "/samband", "team_id": "T0FJORD", "api_app_id": "A0SAMBAND", "user_id": "U0KARI",
           "channel_id": "C1", "text": "hei", "trigger_id": "1.2"}  # fmt: skip


HOSTILE = [
    Hostile("no signature", 401, headers=but(signed=None)),
    Hostile("no timestamp", 401, headers=but(at=None)),
    Hostile("neither", 401, headers=but(at=None, signed=None)),
    Hostile("an empty signature", 401, headers=but(signed="")),
    Hostile("an empty timestamp", 401, headers=but(at="")),
    Hostile("another secret", 401, secret="another"),
    Hostile("an empty secret", 401, secret=""),
    Hostile("a signature of nothing", 401, headers=but(signed="v0=" + "0" * 64)),
    Hostile("a signature that is too short", 401, headers=but(signed="v0=00")),
    Hostile("a signature that is too long", 401, headers=lambda h: {**h, SIGNED: h[SIGNED] + "0"}),
    Hostile("another version", 401, headers=lambda h: {**h, SIGNED: h[SIGNED].replace("v0", "v1")}),
    Hostile("no version", 401, headers=lambda h: {**h, SIGNED: h[SIGNED].removeprefix("v0=")}),
    Hostile("large letters", 401, headers=lambda h: {**h, SIGNED: h[SIGNED].upper()}),
    Hostile("other letters", 401, headers=but(signed="v0=" + "æ" * 64)),
    Hostile("an emoji", 401, headers=but(signed="v0=" + "😀" * 16)),
    Hostile("a timestamp in words", 401, headers=but(at="now")),
    Hostile("a timestamp with a sign", 401, headers=lambda h: {**h, AT: "+" + h[AT]}),
    Hostile("a negative timestamp", 401, headers=but(at="-1")),
    Hostile("a timestamp with a comma", 401, headers=lambda h: {**h, AT: h[AT] + ".5"}),
    Hostile("a timestamp in other digits", 401, headers=but(at="١٧٠٠٠٠٠٠٠٠")),
    Hostile("a timestamp with underlines", 401, headers=lambda h: {**h, AT: h[AT][:3] + "_" + h[AT][3:]}),
    Hostile("a timestamp beyond all numbers", 401, headers=but(at="9" * 5_000)),
    Hostile("nan", 401, headers=but(at="nan")),
    Hostile("six minutes old", 401, age=360),
    Hostile("six minutes ahead", 401, age=-360),
    Hostile("the timestamp of another request", 401, headers=lambda h: {**h, AT: str(int(h[AT]) - 10)}),
    Hostile("no JSON", 400, bytes_of(b"{")),
    Hostile("an empty body", 400, bytes_of(b"")),
    Hostile("null", 400, bytes_of(b"null")),
    Hostile("a list", 400, lambda event: json.dumps([event]).encode()),
    Hostile("not UTF-8", 401, bytes_of(b'{"text": "\xff"}')),
    Hostile("not a number", 400, bytes_of(b'{"value": NaN}')),
    Hostile("a key twice", 400, lambda e: json.dumps(e).encode().replace(b'"type"', b'"type": "x", "type"', 1)),
    Hostile("100,000 lists in each other", 400, bytes_of(b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}")),
    Hostile("too large", 413, bytes_of(b'{"a": "' + b"a" * 262_144 + b'"}')),
    Hostile("too large when unpacked", 413, bytes_of(gzip.compress(b" " * 5_000_000)),
            lambda h: {**h, "Content-Encoding": "gzip"}),
    Hostile("packed, but not", 400, headers=lambda h: {**h, "Content-Encoding": "gzip"}),
    Hostile("plain text", 415, content_type="text/plain"),
    Hostile("another character set", 415, content_type="application/json; charset=utf-16"),
    Hostile("a NUL in the text", 400, in_event={"text": "a\0b"}),
    Hostile("half of a character", 400, in_event={"text": "\ud800"}),
    Hostile("a workspace that is none of ours", 403, change={"team_id": "T0OTHER", "authorizations": None}),
    Hostile("installed in another workspace", 403, change={"authorizations": [{"team_id": "T0OTHER"}]}),
    Hostile("no workspace", 400, change={"team_id": None, "authorizations": None}),
    Hostile("a workspace that is no id", 400, change={"team_id": "T0/../..", "authorizations": None}),
    Hostile("another app", 403, change={"api_app_id": "A0OTHER"}),
    Hostile("no app", 403, change={"api_app_id": None}),
    Hostile("an app in a list", 403, change={"api_app_id": ["A0SAMBAND"]}),
    Hostile("no event id", 400, change={"event_id": None}),
    Hostile("an event id with a line break", 400, change={"event_id": "Ev\n1"}),
    Hostile("no channel", 400, in_event={"channel": None}),
    Hostile("a channel that is an object", 400, in_event={"channel": {"id": "C1"}}),
    Hostile("a user that is no id", 400, in_event={"user": "U0/KARI"}),
    Hostile("an id without end", 400, in_event={"user": "U" * 1_000}),
    Hostile("no time stamp", 400, in_event={"ts": None}),
    Hostile("a time stamp in words", 400, in_event={"ts": "now"}),
    Hostile("a thread in a list", 400, in_event={"thread_ts": ["1.1"]}),
    Hostile("a form without its payload", 400, form(token="x"), content_type=FORM),
    Hostile("a payload that is no JSON", 400, form(payload="{"), content_type=FORM),
    Hostile("a payload twice", 400, bytes_of(b"payload={}&payload={}"), content_type=FORM),
    Hostile("a thousand fields", 400, bytes_of(b"&".join(b"a%d=1" % n for n in range(1_000))), content_type=FORM),
    Hostile("a payload of no workspace", 400, payload(team=None, user={"id": "U0KARI"}), content_type=FORM),
    Hostile("a payload of another workspace", 403, payload(team={"id": "T0OTHER"}), content_type=FORM),
    Hostile("a press of nobody", 400, payload(user=None), content_type=FORM),
    Hostile("a press nowhere", 400, payload(channel=None), content_type=FORM),
    Hostile("a trigger without end", 400, payload(trigger_id="1" * 501), content_type=FORM),
    Hostile("a command of nobody", 400, form(**{**COMMAND, "user_id": ""}), content_type=FORM),
    Hostile("a command with a NUL", 400, form(**{**COMMAND, "text": "a\0b"}), content_type=FORM),
    Hostile("a command to another app", 403, form(**{**COMMAND, "api_app_id": "A0OTHER"}), content_type=FORM),
    Hostile("a form that is not UTF-8", 400, bytes_of(b"command=/samband&text=" + quote(b"\xff").encode()),
            content_type=FORM),
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
async def test_a_hostile_request_is_turned_away_and_runs_no_turn(
    hostile: Hostile, slack: FakeSlack, bot: EchoBot, kari: SlackClient
) -> None:
    event = {**kari.direct("hei"), **hostile.change}
    event["event"] = {**event["event"], **hostile.in_event}
    body = hostile.body(event)
    try:
        signed = slack.signed(body, secret=hostile.secret, age=hostile.age)
    except UnicodeDecodeError:
        signed = {}
    headers = {**hostile.headers(signed), "Content-Type": hostile.content_type}

    async with bot.session.post(bot.url, data=body, headers=headers) as response:
        answered = response.status, await response.text()

    assert (*answered, bot.turns.taken, slack.posted) == (hostile.status, "", [], [])


async def test_two_signatures_are_one_too_many(slack: FakeSlack, bot: EchoBot, kari: SlackClient) -> None:
    body = json.dumps(kari.direct("hei")).encode()
    signed = slack.signed(body)
    headers = [*signed.items(), (SIGNED, signed[SIGNED]), ("Content-Type", JSON)]
    async with bot.session.post(bot.url, data=body, headers=headers) as response:
        assert (response.status, bot.turns.taken) == (401, [])


async def test_the_same_signed_request_is_taken_once_however_often_it_comes(
    slack: FakeSlack, bot: EchoBot, kari: SlackClient
) -> None:
    body = json.dumps(kari.direct("hei")).encode()
    signed = slack.signed(body)
    replies = await asyncio.gather(*(kari.post(body, JSON, **signed) for _ in range(10)))
    assert ({reply.status for reply in replies}, len(slack.posted)) == ({200}, 1)


async def test_slacks_question_whether_we_are_there_is_answered(kari: SlackClient) -> None:
    asked = json.dumps({"type": "url_verification", "challenge": "3eZbrw1aB", "token": "x"}).encode()
    reply = await kari.post(asked, JSON)
    unsigned = await kari.post(asked, JSON, **{SIGNED: "v0=" + "0" * 64})
    assert (reply.status, reply.body, unsigned.status) == (200, {"challenge": "3eZbrw1aB"}, 401)


@pytest.mark.parametrize(
    "told",
    [{"type": "app_rate_limited"}, {"type": "view_closed"}, {"type": "shortcut"}, {"type": "message_action"}],
    ids=lambda told: told["type"],
)
async def test_what_we_never_asked_for_is_acknowledged_and_nothing_else(
    told: dict[str, Any], bot: EchoBot, kari: SlackClient
) -> None:
    full = {**told, "team_id": "T0FJORD", "team": {"id": "T0FJORD"}, "api_app_id": "A0SAMBAND"}
    reply = await kari.post(json.dumps(full).encode(), JSON)
    assert (reply.status, bot.turns.taken) == (200, [])
