"""What the endpoint refuses, and how it says so. Nothing that a stranger sends is a 500."""

from __future__ import annotations

import json
from datetime import timedelta

import aiohttp
import jwt
import pytest

from bot.buckets import Pace, Rate
from bot.directline.limits import neighbourhood
from bot.directline.tokens import Purpose, TokenExpired, Tokens, bearer_of
from tests.bot.directline.client import Client
from tests.doubles.clocks import HandClock
from tests.web.house import SECRET, House, open_house

MALFORMED: list[bytes] = [
    b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"type":"message","text":"\\ud800"}',
    b'{"type":"message","text":"a\\u0000b"}', b'{"type":"message","type":"message"}', b'{"a":' * 5_000, b"[" * 60_000,
]  # fmt: skip

WRONG: list[object] = [
    {}, {"type": 7}, {"type": ["message"]}, {"type": {}}, {"type": "invoke", "name": "x"}, {"type": "message"}, {"type": "message", "text": "  "},
    {"type": "message", "text": 7}, {"type": "message", "text": ["hei"]}, {"type": "message", "text": "a" * 4_001},
    {"type": "message", "value": "text"}, {"type": "message", "value": {}},
    {"type": "message", "text": "a", "channelData": {"clientActivityID": 7}},
    {"type": "message", "text": "a", "channelData": {"clientActivityID": "a" * 101}},
]  # fmt: skip

ODD_BUT_FINE: list[dict[str, object]] = [
    {"channelData": "text"}, {"channelData": None}, {"locale": 7}, {"locale": "x" * 500}, {"localTimezone": {}},
    {"from": "text"}, {"entities": 7}, {"attachments": [{}]}, {"text": "a" * 4_000},
]  # fmt: skip


@pytest.mark.parametrize("body", MALFORMED, ids=lambda body: repr(body[:20]))
async def test_a_body_that_is_not_an_object_is_refused(client: Client, body: bytes) -> None:
    refused = await client.ask("POST", f"/conversations/{client.conversation}/activities", data=body)

    assert refused.code == (400, "MalformedData")


@pytest.mark.parametrize("body", WRONG, ids=lambda body: json.dumps(body)[:40])
async def test_an_activity_that_says_nothing_we_can_answer_is_refused(
    client: Client, house: House, body: object
) -> None:
    assert ((await client.post(body)).code, len(house.echo.heard)) == ((400, "BadArgument"), 1)


@pytest.mark.parametrize("odd", ODD_BUT_FINE, ids=lambda odd: json.dumps(odd)[:40])
async def test_what_we_do_not_read_may_be_anything(client: Client, odd: dict[str, object]) -> None:
    assert (await client.post({"type": "message", "text": "hei"} | odd)).status == 200


async def test_a_body_over_sixty_four_kilobytes_is_refused(client: Client) -> None:
    large = await client.post({"type": "message", "text": "hei", "junk": "a" * 64 * 1024})

    assert large.code == (413, "MessageSizeTooBig")


@pytest.mark.parametrize("watermark", ["abc", "-1", "1.5", "9" * 40, "¹"])
async def test_a_watermark_that_is_not_ours_is_refused(client: Client, watermark: str) -> None:
    assert (await client.read(watermark)).code == (400, "BadArgument")


@pytest.mark.parametrize("watermark", ["", "null", "undefined"])
async def test_no_watermark_may_be_said_in_the_ways_that_clients_do(client: Client, watermark: str) -> None:
    assert len(await client.texts(watermark)) == 1


async def test_a_token_opens_its_own_conversation_only(client: Client, house: House) -> None:
    other = await Client(house, client.session).start()
    theirs = f"/conversations/{other.conversation}"

    refused = [
        await client.ask("GET", theirs),
        await client.ask("GET", f"{theirs}/activities"),
        await client.ask("POST", f"{theirs}/activities", json={"type": "message", "text": "hei"}),
    ]
    assert [answer.code for answer in refused] == [(403, "Forbidden")] * 3


@pytest.mark.parametrize("header", ["", "Basic abc", "Bearer"])
async def test_without_a_token_nothing_opens(client: Client, header: str) -> None:
    for method, path in (("POST", "/conversations"), ("POST", "/tokens/refresh"), ("GET", "/conversations/c_1")):
        address = f"{client.house.directline}{path}"
        async with client.session.request(method, address, headers={"Authorization": header}) as refused:
            assert (refused.status, (await refused.json())["error"]["code"]) == (401, "Unauthorized")


async def test_a_token_signed_by_nobody_or_by_somebody_else_is_refused(client: Client, house: House) -> None:
    claims = jwt.decode(client.token, options={"verify_signature": False})
    for forged in (jwt.encode(claims, "", "none"), jwt.encode(claims, "x" * 32, "HS256"), "abc", "a.b.c"):
        client.token = forged
        assert (await client.read()).code == (403, "BadArgument")


async def test_a_token_is_good_for_an_hour_and_then_a_new_one_is_needed(client: Client, clock: HandClock) -> None:
    clock.forward(minutes=59)
    assert (await client.read()).status == 200
    clock.forward(minutes=1)
    assert (await client.read()).code == (403, "TokenExpired")


async def test_a_refreshed_token_is_good_for_another_hour(client: Client, clock: HandClock) -> None:
    clock.forward(minutes=50)
    client.token = (await client.ask("POST", "/tokens/refresh")).body["token"]
    clock.forward(minutes=50)
    assert (await client.read()).status == 200


async def test_what_stands_in_a_streams_address_opens_the_stream_alone_and_soon_nothing(
    client: Client, clock: HandClock
) -> None:
    ticket = client.stream_url.partition("&t=")[2]
    client.token = ticket
    assert (await client.read()).code == (403, "BadArgument")
    clock.forward(minutes=1)
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await client.session.ws_connect(client.stream_url)


async def test_a_streams_address_is_for_a_websocket(client: Client) -> None:
    async with client.session.get(client.stream_url.replace("ws://", "http://")) as refused:
        assert refused.status == 400


async def test_a_conversation_that_was_never_opened_is_not_there(house: House, session: aiohttp.ClientSession) -> None:
    bearer = bearer_of("dl_nobody_yet")
    client = Client(house, session, house.tokens.issue(bearer), bearer.conversation)

    refused = [
        await client.read(),
        await client.say("hei"),
        await client.ask("GET", f"/conversations/{bearer.conversation}"),
    ]
    assert [answer.code for answer in refused] == [(404, "ResourceNotFound")] * 3


@pytest.mark.parametrize("path", ["/session/getsessionid", "/conversations/c_1/upload", "/tokens", "/"])
async def test_an_address_that_we_do_not_have_is_not_there(client: Client, path: str) -> None:
    assert (await client.ask("GET", path)).code == (404, "ResourceNotFound")


async def test_after_a_burst_of_ten_a_conversation_waits_two_seconds_a_message(
    client: Client, clock: HandClock
) -> None:
    burst = [(await client.say("hei")).status for _ in range(10)]
    refused = await client.say("hei")
    clock.forward(seconds=2)
    later = [(await client.say("hei")).status for _ in range(2)]

    assert (burst, refused.code, refused.headers["Retry-After"], later) == (
        [200] * 10, (429, "TooManyRequests"), "2", [200, 429],
    )  # fmt: skip


async def test_one_address_opens_only_so_many_conversations(session: aiohttp.ClientSession, clock: HandClock) -> None:
    async with open_house(clock=clock, openings=Rate(burst=2, a_minute=60)) as house:
        clients = [Client(house, session) for _ in range(3)]
        for client in clients:
            client.token = (await client.ask("POST", "/tokens/generate")).body["token"]
        assert [(await client.open()).status for client in clients] == [201, 201, 429]
        assert [(await client.open()).status for client in clients] == [200, 200, 429]


def test_a_pace_lets_a_burst_through_and_then_its_rate() -> None:
    clock = HandClock()
    pace = Pace(Rate(burst=2, a_minute=60), now=clock)

    assert [pace.take("a"), pace.take("a"), pace.take("a"), pace.take("b")] == [None, None, timedelta(seconds=1), None]
    clock.forward(seconds=60)
    assert [pace.take("a"), pace.take("a"), pace.take("a")] == [None, None, timedelta(seconds=1)]


@pytest.mark.parametrize(
    ("address", "counts_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        (None, ""),
        ("unix", ""),
    ],
)
def test_a_household_counts_as_one_address(address: str | None, counts_as: str) -> None:
    assert neighbourhood(address) == counts_as


def test_tokens_of_another_secret_or_purpose_do_not_open() -> None:
    clock = HandClock()
    bearer = bearer_of("dl_a")
    token = Tokens(SECRET, now=clock).issue(bearer, Purpose.STREAM)

    assert Tokens(SECRET, now=clock).read(token, Purpose.STREAM) == bearer
    clock.forward(minutes=1)
    with pytest.raises(TokenExpired):
        Tokens(SECRET, now=clock).read(token, Purpose.STREAM)
