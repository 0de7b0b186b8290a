"""What is not let in: each gets its status, no body, and no turn is run."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from tests.doubles.botframework import BotFramework, private_key
from tests.doubles.echo_bot import EchoBot, echo_bot
from tests.doubles.teams import TeamsClient


@dataclass(frozen=True)
class Hostile:
    """A request made from a cloud and a good activity: what is changed in it, and how it is answered."""

    name: str
    status: int
    token: Callable[[BotFramework], str] = BotFramework.mint
    change: dict[str, Any] = field(default_factory=dict)
    body: Callable[[dict[str, Any]], bytes] = lambda activity: json.dumps(activity).encode()
    headers: dict[str, str] = field(default_factory=dict)


def unsigned(cloud: BotFramework) -> str:
    none = part(b'{"alg":"none","typ":"JWT","kid":"k1"}')
    return f"{none}.{cloud.mint().split('.')[1]}."


HS256 = b'{"alg":"HS256","kid":"k1"}'


def part(of: bytes) -> str:
    return base64.urlsafe_b64encode(of).rstrip(b"=").decode()


def public_key_as_secret(cloud: BotFramework) -> str:
    """A token of HS256, for which the public key itself is the secret."""
    public = private_key("k1").public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    signed = f"{part(HS256)}.{cloud.mint().split('.')[1]}"
    return f"{signed}.{part(hmac.digest(pem, signed.encode(), 'sha256'))}"


def tampered(cloud: BotFramework) -> str:
    head, _, signature = cloud.mint().split(".")
    claims = cloud.mint(exp=9_999_999_999).split(".")[1]
    return f"{head}.{claims}.{signature}"


def nested(_: dict[str, Any]) -> bytes:
    return b'{"value":' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def twice(activity: dict[str, Any]) -> bytes:
    return json.dumps(activity).encode().replace(b'"type"', b'"type": "message", "type"', 1)


ELSEWHERE = "https://attacker.example.org/"
DISGUISED = "https://smba.trafficmanager.net@attacker.example.org/"

HOSTILE = [
    Hostile("no token", 401, lambda _: ""),
    Hostile("not a bearer", 401, lambda _: "", headers={"Authorization": "Basic a2FyaTpuZXM="}),
    Hostile("a bearer without a token", 401, lambda _: "", headers={"Authorization": "Bearer"}),
    Hostile("garbage", 401, lambda _: "a.b.c"),
    Hostile("garbage with four parts", 401, lambda cloud: cloud.mint() + ".x"),
    Hostile("alg none", 401, unsigned),
    Hostile("HS256 with a secret of their own", 401, lambda c: c.mint(alg="HS256", secret="k" * 32)),
    Hostile("HS256 with our public key as the secret", 401, public_key_as_secret),
    Hostile("another algorithm of the same key", 401, lambda c: c.mint(alg="RS512")),
    Hostile("another key under a known id", 401, lambda c: c.mint(key="stranger", kid="k1")),
    Hostile("an unknown key id", 401, lambda c: c.mint(key="stranger")),
    Hostile("no key id", 401, lambda c: c.mint(kid="")),
    Hostile("claims changed after signing", 401, tampered),
    Hostile("expired", 401, lambda c: c.mint(exp=int(c._now().timestamp()) - 61)),
    Hostile("no expiry", 401, lambda c: c.mint(exp=None)),
    Hostile("expiry not a number", 401, lambda c: c.mint(exp="never")),
    Hostile("expiry true", 401, lambda c: c.mint(exp=True)),
    Hostile("expiry beyond all numbers", 401, lambda c: c.mint(exp=10**400)),
    Hostile("not valid yet", 401, lambda c: c.mint(nbf=int(c._now().timestamp()) + 61)),
    Hostile("another issuer", 401, lambda c: c.mint(iss="https://other.example.org")),
    Hostile("no issuer", 401, lambda c: c.mint(iss=None)),
    Hostile("for another app", 401, lambda c: c.mint(aud="another-app")),
    Hostile("for several apps", 401, lambda c: c.mint(aud=["5a3b0000-app", "another-app"])),
    Hostile("no audience", 401, lambda c: c.mint(aud=None)),
    Hostile("no service address in the token", 403, lambda c: c.mint(serviceurl=None)),
    Hostile("another service address in the token", 403, lambda c: c.mint(serviceurl=ELSEWHERE)),
    Hostile("a service address off the list", 403, lambda c: c.mint(serviceurl=ELSEWHERE), {"serviceUrl": ELSEWHERE}),
    Hostile("a disguised address", 403, lambda c: c.mint(serviceurl=DISGUISED), {"serviceUrl": DISGUISED}),
    Hostile("a channel that the key is not endorsed for", 403, change={"channelId": "sms"}),
    Hostile("no service address", 400, change={"serviceUrl": None}),
    Hostile("no type", 400, change={"type": None}),
    Hostile("no id", 400, change={"id": None}),
    Hostile("no sender", 400, change={"from": None}),
    Hostile("no recipient", 400, change={"recipient": None}),
    Hostile("no conversation", 400, change={"conversation": None}),
    Hostile("a conversation without an id", 400, change={"conversation": {"tenantId": "t"}}),
    Hostile("a number for a text", 400, change={"text": 7}),
    Hostile("a list for a sender", 400, change={"from": ["29:kari"]}),
    Hostile("a text for entities", 400, change={"entities": "mention"}),
    Hostile("members that are no objects", 400, change={"type": "conversationUpdate", "membersAdded": [None]}),
    Hostile("a line break in an id", 400, change={"id": "1\n2"}),
    Hostile("an id without end", 400, change={"id": "1" * 1_001}),
    Hostile("a NUL in the text", 400, change={"text": "a\0b"}),
    Hostile("half of a character", 400, change={"text": "\ud800"}),
    Hostile("no JSON", 400, body=lambda _: b"{"),
    Hostile("an empty body", 400, body=lambda _: b""),
    Hostile("a list of activities", 400, body=lambda activity: json.dumps([activity]).encode()),
    Hostile("null", 400, body=lambda _: b"null"),
    Hostile("not UTF-8", 400, body=lambda _: b'{"text": "\xff"}'),
    Hostile("not a number", 400, body=lambda _: b'{"value": NaN}'),
    Hostile("a number of 10,000 digits", 400, body=lambda _: b'{"value": ' + b"9" * 10_000 + b"}"),
    Hostile("a key twice", 400, body=twice),
    Hostile("100,000 lists in each other", 400, body=nested),
    Hostile("too large", 413, body=lambda _: b'{"text": "' + b"a" * 262_144 + b'"}'),
    Hostile("too large when unpacked", 413, body=lambda _: gzip.compress(b" " * 5_000_000),
            headers={"Content-Encoding": "gzip"}),
    Hostile("packed, but not", 400, headers={"Content-Encoding": "gzip"}),
    Hostile("a form", 415, headers={"Content-Type": "application/x-www-form-urlencoded"}),
    Hostile("plain text", 415, headers={"Content-Type": "text/plain"}),
    Hostile("another character set", 415, headers={"Content-Type": "application/json; charset=utf-16"}),
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
async def test_a_hostile_request_is_turned_away_and_runs_no_turn(
    hostile: Hostile, cloud: BotFramework, bot: EchoBot, teams: TeamsClient
) -> None:
    activity = teams.personal().activity("message", **{"text": "hei", **hostile.change})

    reply = await teams.post(hostile.body(activity), token=hostile.token(cloud), headers=hostile.headers)

    assert (reply.status, reply.body, bot.turns.taken, cloud.sent) == (hostile.status, "", [], [])


async def test_two_authorization_headers_are_one_too_many(
    cloud: BotFramework, bot: EchoBot, teams: TeamsClient
) -> None:
    headers = [("Authorization", f"Bearer {cloud.mint()}")] * 2

    async with bot.session.post(bot.url, json=teams.personal().message("hei"), headers=headers) as response:
        assert (response.status, bot.turns.taken) == (401, [])


async def test_a_body_that_stops_half_way_runs_no_turn(bot: EchoBot, teams: TeamsClient) -> None:

    host, port = "127.0.0.1", int(bot.url.split(":")[2].split("/")[0])
    _, writer = await asyncio.open_connection(host, port)
    writer.write(
        b"POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
    )
    await writer.drain()
    writer.close()
    await writer.wait_closed()

    assert (await teams.post(teams.personal().message("hei"))).status == 200
    assert [incoming.text for incoming in bot.turns.taken] == ["hei"]


async def test_a_tenant_off_the_list_is_turned_away(cloud: BotFramework, clock: Any) -> None:

    async with echo_bot(cloud.credentials(tenants=frozenset({"another"})), clock) as bot:
        teams = TeamsClient(cloud, bot.session, bot.url)
        reply = await teams.post(teams.personal().message("hei"))

    assert (reply.status, bot.turns.taken) == (403, [])
