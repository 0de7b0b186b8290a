"""Hosts of keys that are not what they should be: nothing is let in, nobody else is connected to, nothing is held up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import jwt
import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from bot.sdk.gate import SignedGate
from bot.sdk.signing_keys import SigningKeys
from bot.sdk.turned_away import TurnedAway
from tests.doubles.botframework import TENANT, BotFramework, private_key
from tests.doubles.clocks import HandClock
from tests.doubles.echo_bot import echo_bot
from tests.doubles.teams import Talk, TeamsClient
from tests.hostile.counts import Count
from tests.hostile.forged import NOW, Forgery
from tests.hostile.sockets import Watched, watching
from tests.web.house import serving

SERVICE = "https://smba.trafficmanager.net/emea/"
PATIENCE = timedelta(milliseconds=200)
CONVERSATION = {"id": "a:kari", "conversationType": "personal", "tenantId": TENANT}

Answer = Callable[[web.Request], web.StreamResponse]


def jwk(key: Any, **more: object) -> dict[str, Any]:
    made = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {**made, "kid": "k1", **more}


def good() -> dict[str, Any]:
    return jwk(private_key("k1"))


def small() -> dict[str, Any]:
    return jwk(rsa.generate_private_key(65537, 1024))


def curve() -> dict[str, Any]:
    made = jwt.algorithms.ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP256R1()).public_key(), as_dict=True)
    return {**made, "kid": "k1"}


SETS: Mapping[str, object] = {
    "no keys": {"keys": []},
    "keys that are no list": {"keys": {"k1": "..."}},
    "no set": {},
    "keys that are no objects": {"keys": [None, 1, "k1", []]},
    "a key without an id": {"keys": [{"kty": "RSA", "n": "AQAB", "e": "AQAB"}]},
    "a key with an id that is a list": {"keys": [{"kty": "RSA", "n": "AQAB", "e": "AQAB", "kid": ["k1"]}]},
    "a small key": {"keys": [small()]},
    "a key of another kind": {"keys": [curve()]},
    "a shared secret": {"keys": [{"kty": "oct", "k": "AAAA", "kid": "k1", "alg": "HS256"}]},
    "a key that is only to encrypt": {"keys": [{**good(), "use": "enc"}]},
    "a key of nonsense": {"keys": [{"kty": "RSA", "n": "***", "e": 7, "kid": "k1"}]},
    "a key with an even exponent": {"keys": [{**good(), "e": "Ag"}]},
    "another's key": {"keys": [jwk(private_key("stranger"))]},
}

RAW: Mapping[str, Answer] = {
    "an error": lambda _: web.Response(status=500),
    "no content": lambda _: web.Response(status=204),
    "a page": lambda _: web.Response(text="<html>", content_type="text/html"),
    "nothing": lambda _: web.Response(),
    "not UTF-8": lambda _: web.Response(body=b"\xff\xfe{}"),
    "a list": lambda _: web.json_response([good()]),
    "100,000 brackets": lambda _: web.Response(body=b"[" * 100_000),
    "a key twice": lambda _: web.Response(body=b'{"keys":[],"keys":[]}'),
    "not a number": lambda _: web.Response(body=b'{"keys":NaN}'),
    "two megabytes": lambda _: web.Response(body=b'{"keys":"' + b"a" * 2_000_000 + b'"}'),
    "packed, but not": lambda _: web.Response(body=b"{}", headers={"Content-Encoding": "gzip"}),
    "a redirect to itself": lambda r: web.Response(status=302, headers={"Location": str(r.url)}),
    "a redirect elsewhere": lambda _: web.Response(status=307, headers={"Location": "http://127.0.0.2:9/keys"}),
    "a redirect to a cloud's own data": lambda _: web.Response(status=302, headers={"Location": "http://169.254.169.254/"}),
}  # fmt: skip

ELSEWHERE = [
    "http://169.254.169.254/latest/meta-data/", "http://127.0.0.2:9/keys", "http://[::ffff:169.254.169.254]/",
    "file:///etc/passwd", "ftp://attacker.example.org/keys", "//attacker.example.org/keys", "data:application/json,{}",
    "https://attacker.example.org/keys", "http://127.0.0.1@attacker.example.org/", "", "keys", "None", "http://",
    "http://2130706433:9/", "http://127.0.0.1.attacker.example.org/keys",
]  # fmt: skip


@dataclass
class KeyHost:
    """A host of keys on loopback: its document, and its set of keys, or something else."""

    set_: Answer = lambda _: web.json_response({"keys": [good()]})
    document: Answer | None = None
    jwks_uri: object = None
    asked: list[str] = field(default_factory=list)

    async def metadata(self, request: web.Request) -> web.StreamResponse:
        self.asked.append("document")
        if self.document is not None:
            return self.document(request)
        return web.json_response({"jwks_uri": self.jwks_uri or f"{request.url.origin()}/keys"})

    async def keys(self, request: web.Request) -> web.StreamResponse:
        self.asked.append("keys")
        return self.set_(request)


@asynccontextmanager
async def served(host: KeyHost) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/document", host.metadata)
    app.router.add_get("/keys", host.keys)
    async with serving(app) as url:
        yield url


async def asked(url: str, *, patience: timedelta = timedelta(seconds=5)) -> tuple[int, Watched]:
    """How a good token is answered where its keys are to be had there: 200 where it is let in."""
    clock = HandClock(datetime.fromtimestamp(NOW, UTC))
    async with BotFramework(clock) as cloud, aiohttp.ClientSession() as session:
        credentials = cloud.credentials(
            keys_url=f"{url}/document", service_hosts=frozenset({"smba.trafficmanager.net"})
        )
        keys = SigningKeys(session, credentials.keys_url, machine_now=clock, timeout=patience)
        gate = SignedGate(credentials, keys, clock)
        message = Talk(SERVICE, CONVERSATION).message("hei")
        with watching() as watched:
            try:
                await gate.admit(message, authorization=[f"Bearer {Forgery().made(SERVICE)}"])
            except TurnedAway as turned_away:
                return turned_away.status, watched
    return 200, watched


@pytest.mark.parametrize("what", SETS)
async def test_a_set_without_the_key_lets_nothing_in(what: str, count: Count) -> None:
    async with served(KeyHost(lambda _: web.json_response(SETS[what]))) as url:
        status, watched = await asked(url)
    assert (status, watched.beyond(url)) == (401 if what == "another's key" else 503, [])
    count("key hosts", 1)


@pytest.mark.parametrize("where", ["document", "keys"])
@pytest.mark.parametrize("what", RAW)
async def test_what_is_no_set_of_keys_lets_nothing_in(what: str, where: str, count: Count) -> None:
    host = KeyHost(document=RAW[what]) if where == "document" else KeyHost(RAW[what])
    async with served(host) as url:
        status, watched = await asked(url)
    assert (status, watched.beyond(url)) == (503, [])
    count("key hosts", 1)


@pytest.mark.parametrize("jwks_uri", [*ELSEWHERE, 7, ["http://127.0.0.1/"], {}])
async def test_keys_are_had_from_the_host_of_keys_and_no_other(jwks_uri: object, count: Count) -> None:
    host = KeyHost(jwks_uri=jwks_uri or "")
    async with served(host) as url:
        host.jwks_uri = jwks_uri or "nowhere"
        status, watched = await asked(url)
    assert (status, host.asked, watched.beyond(url)) == (503, ["document"], [])
    count("key hosts", 1)


async def test_the_good_host_lets_the_token_in() -> None:
    async with served(KeyHost()) as url:
        status, watched = await asked(url)
    assert (status, watched.beyond(url)) == (200, [])


async def test_a_host_that_takes_the_connection_and_says_nothing_is_given_up(count: Count) -> None:
    server = await asyncio.start_server(lambda _, writer: None, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        status, watched = await asked(url, patience=PATIENCE)
    assert (status, watched.beyond(url)) == (503, [])
    count("key hosts", 1)


async def test_a_host_that_never_stops_talking_is_given_up(count: Count) -> None:
    async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while not writer.is_closing():
            writer.write(b"1\r\n \r\n")
            await writer.drain()
            await asyncio.sleep(0.001)

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        status, _ = await asked(url, patience=PATIENCE)
    assert status == 503
    count("key hosts", 1)


async def test_keys_that_change_while_messages_are_on_their_way_lose_none_and_let_no_old_one_in(count: Count) -> None:
    clock = HandClock()
    async with BotFramework(clock) as cloud, echo_bot(cloud.credentials(), clock) as bot:
        teams = TeamsClient(cloud, bot.session, bot.url)
        first = await teams.post(teams.personal().message("før"))
        old = cloud.mint()
        cloud.rotate_keys()
        replies = await asyncio.gather(*(teams.post(teams.personal(f"p{n}").message("hei")) for n in range(20)))
        late = await asyncio.gather(*(teams.post(teams.personal().message("sent"), token=old) for _ in range(20)))
    assert (first.status, {one.status for one in replies}, {one.status for one in late}) == (200, {200}, {401})
    assert (len(bot.turns.taken), cloud.key_requests) == (21, 2)
    count("key hosts", 1)
