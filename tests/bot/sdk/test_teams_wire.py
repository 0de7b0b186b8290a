"""Posting to the Connector: each of its answers, the token, and the addresses that are not written to."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import aiohttp
import pytest

from bot.sdk.teams_wire import TeamsWire, outside_thread, wait_of
from bot.wire import Address, NotSendable, Outgoing, Receipt, SendLater, Unreachable
from tests.doubles.botframework import BotFramework
from tests.doubles.clocks import START, HandClock
from tests.doubles.echo_bot import EchoBot
from tests.doubles.teams import TeamsClient

HELLO = Outgoing({"type": "message", "text": "hei"})


async def test_a_posting_is_sent_unasked_by_an_address_that_was_kept_as_json(
    cloud: BotFramework, bot: EchoBot, teams: TeamsClient
) -> None:
    await teams.post(teams.channel(thread="1700").message("følg programmet"))
    kept = json.loads(json.dumps(outside_thread(bot.turns.taken[0].address).data))
    address = replace(bot.turns.taken[0].address, data=kept)

    receipt = await bot.wire.send(address, HELLO)

    sent = cloud.sent[-1]
    assert (sent.conversation, sent.thread, sent.activity["text"]) == ("19:general@thread.tacv2", None, "hei")
    assert receipt == Receipt(sent.id)


async def test_a_replacement_is_put_in_the_place_of_the_first(
    cloud: BotFramework, wire: TeamsWire, address: Address
) -> None:
    first = await wire.send(address, HELLO)

    second = await wire.send(address, replace(HELLO, replaces=first.id))

    assert [(sent.method, sent.path.rpartition("/")[2]) for sent in cloud.sent] == [
        ("POST", "activities"),
        ("PUT", first.id),
    ]
    assert second == first


async def test_a_reply_to_a_message_names_it_in_its_path(
    cloud: BotFramework, wire: TeamsWire, address: Address
) -> None:
    await wire.send(address, Outgoing({"text": "hei", "replyToId": "17"}))

    assert cloud.sent[0].path == "/teams/v3/conversations/a:kari/activities/17"


@pytest.mark.parametrize("status", [408, 412, 429, 500, 502, 503, 504])
async def test_what_may_go_later_is_tried_once_and_said_with_its_wait(
    status: int, cloud: BotFramework, wire: TeamsWire, address: Address
) -> None:
    cloud.fault(status, retry_after="3")

    with pytest.raises(SendLater) as later:
        await wire.send(address, HELLO)

    assert (later.value.after, cloud.posts, cloud.sent) == (timedelta(seconds=3), 1, [])


@pytest.mark.parametrize("status", [403, 404])
async def test_a_conversation_that_is_gone_is_unreachable(
    status: int, cloud: BotFramework, wire: TeamsWire, address: Address
) -> None:
    cloud.fault(status)

    with pytest.raises(Unreachable):
        await wire.send(address, HELLO)

    assert cloud.posts == 1


@pytest.mark.parametrize("status", [301, 307, 400, 405, 409, 413, 422])
async def test_what_is_never_taken_is_not_sendable_and_no_redirect_is_followed(
    status: int, cloud: BotFramework, wire: TeamsWire, address: Address
) -> None:
    cloud.fault(status)

    with pytest.raises(NotSendable):
        await wire.send(address, HELLO)

    assert cloud.posts == 1


async def test_a_message_that_is_gone_does_not_make_its_conversation_unreachable(
    wire: TeamsWire, address: Address
) -> None:
    with pytest.raises(NotSendable):
        await wire.send(address, replace(HELLO, replaces="unknown"))


async def test_no_answer_means_later(cloud: BotFramework, wire: TeamsWire, address: Address) -> None:
    cloud.fault(None)

    with pytest.raises(SendLater) as later:
        await replace(wire, timeout=timedelta(milliseconds=50)).send(address, HELLO)

    assert (later.value.after, len(cloud.sent)) == (None, 1)


async def test_nobody_there_means_later(wire: TeamsWire, address: Address, unused_tcp_port: int) -> None:
    nowhere = replace(address, data={**address.data, "serviceUrl": f"http://127.0.0.1:{unused_tcp_port}/"})

    with pytest.raises(SendLater):
        await wire.send(nowhere, HELLO)


async def test_the_platforms_limit_comes_with_its_wait(
    cloud: BotFramework, clock: HandClock, wire: TeamsWire, address: Address
) -> None:
    for _ in range(7):
        await wire.send(address, HELLO)
    with pytest.raises(SendLater) as later:
        await wire.send(address, HELLO)
    clock.forward(seconds=1)
    await wire.send(address, HELLO)

    assert (later.value.after, len(cloud.sent)) == (timedelta(seconds=1), 8)


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        (None, None),
        ("2", timedelta(seconds=2)),
        ("1.5", timedelta(seconds=1.5)),
        ("-4", timedelta()),
        ("999999999999999999999", None),
        ("nan", None),
        ("soon", None),
        (format_datetime(START + timedelta(seconds=90), usegmt=False), timedelta(seconds=90)),
        (format_datetime(START - timedelta(seconds=90)), timedelta()),
        ("Thu, 15 Apr 2027 07:01:00 GMT", timedelta(minutes=1)),
        (str(10 * 86_400), timedelta(days=1)),
    ],
)
def test_retry_after_is_seconds_or_a_date(text: str | None, wait: timedelta | None) -> None:
    assert wait_of(text, now=START) == wait


@pytest.mark.parametrize(
    "service_url",
    [
        "",
        "https://attacker.example.org/",
        "http://127.0.0.1.attacker.example.org/",
        "http://127.0.0.1@attacker.example.org/",
        "ftp://127.0.0.1/",
    ],
)
async def test_an_address_off_the_list_is_not_written_to(
    service_url: str, cloud: BotFramework, wire: TeamsWire, address: Address
) -> None:
    with pytest.raises(NotSendable):
        await wire.send(replace(address, data={**address.data, "serviceUrl": service_url}), HELLO)

    assert (cloud.posts, cloud.token_requests) == (0, 0)


@pytest.mark.parametrize("conversation", [None, "", 7])
async def test_an_address_without_a_conversation_is_not_written_to(
    conversation: object, wire: TeamsWire, address: Address
) -> None:
    with pytest.raises(NotSendable):
        await wire.send(replace(address, data={**address.data, "conversation": conversation}), HELLO)


async def test_a_conversation_id_cannot_leave_its_place_in_the_path(
    cloud: BotFramework, wire: TeamsWire, address: Address
) -> None:
    await wire.send(replace(address, data={**address.data, "conversation": "../../a/b?c#d"}), HELLO)

    assert cloud.sent[0].conversation == "../../a/b?c#d"


async def test_a_receipt_is_a_receipt_whatever_stands_in_it(clock: HandClock, address: Address) -> None:
    async def odd(_: aiohttp.web.Request) -> aiohttp.web.Response:
        return aiohttp.web.Response(text="thanks", status=202)

    app = aiohttp.web.Application()
    app.router.add_post("/{tail:.*}", odd)
    runner = aiohttp.web.AppRunner(app)
    await runner.setup()
    await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
    there = {**address.data, "serviceUrl": f"http://127.0.0.1:{runner.addresses[0][1]}"}
    async with aiohttp.ClientSession() as session:
        wire = TeamsWire(session, None, frozenset({"127.0.0.1"}), clock)
        receipt = await wire.send(replace(address, data=there), HELLO)
    await runner.cleanup()

    assert receipt == Receipt("")
