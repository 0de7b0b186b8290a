"""The websocket: history first, then what is said, whichever process says it."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from datetime import timedelta

import aiohttp
import pytest

from bot.cards.card import Card
from bot.channels.web import dress
from bot.directline.hub import Hub, TooManyListeners
from bot.wire import Outgoing
from gatherings.gathering import NB
from tests.bot.directline.client import Client, eventually
from tests.doubles.clocks import HandClock
from tests.doubles.transcript import TranscriptInMemory
from tests.web.house import POSTED, House, open_house

NEVER = timedelta(hours=1)


async def test_history_comes_first_and_then_what_is_said(client: Client) -> None:
    await client.say("før")

    async with client.stream() as stream:
        assert (await stream.until("ekko: før"))[1:] == ["før", "ekko: før"]
        await client.say("etter")
        assert await stream.until("ekko: etter") == ["etter", "ekko: etter"]


async def test_a_post_that_nobody_asked_for_arrives_by_itself(client: Client, house: House) -> None:
    async with client.stream() as stream:
        await stream.next()
        await house.post(client.conversation, POSTED)
        [activity] = (await stream.next())["activities"]

    assert activity["attachments"][0]["contentType"] == "application/vnd.microsoft.card.adaptive"


async def test_who_reconnects_gets_what_came_meanwhile_and_nothing_twice(client: Client) -> None:
    async with client.stream() as stream:
        watermark = (await stream.next())["watermark"]
    await client.say("borte")
    await client.reconnect(watermark)

    async with client.stream() as stream:
        assert await stream.until("ekko: borte") == ["borte", "ekko: borte"]


async def test_two_sockets_of_one_conversation_both_hear(client: Client) -> None:
    async with client.stream() as one, client.stream() as other:
        await client.say("hei")
        assert await asyncio.gather(one.until("ekko: hei"), other.until("ekko: hei"))


async def test_a_socket_hears_what_another_process_says(session: aiohttp.ClientSession, clock: HandClock) -> None:
    shared = TranscriptInMemory()
    async with open_house(transcript=shared, clock=clock) as here, open_house(transcript=shared, clock=clock) as there:
        client = await Client(here, session).start()
        async with client.stream() as stream:
            await stream.next()
            await there.post(client.conversation, POSTED)
            [activity] = (await stream.next())["activities"]

    assert activity["summary"].startswith(POSTED.title)


async def test_a_token_of_one_replica_opens_the_conversation_at_the_other(
    session: aiohttp.ClientSession, clock: HandClock
) -> None:
    shared = TranscriptInMemory()
    async with open_house(transcript=shared, clock=clock) as here, open_house(transcript=shared, clock=clock) as there:
        client = await Client(here, session).start()
        client.house = there
        await client.say("hei")
        assert (await client.texts())[-1] == "ekko: hei"


async def test_what_is_said_here_comes_at_once_without_waiting_for_the_next_look(
    session: aiohttp.ClientSession, clock: HandClock
) -> None:
    async with open_house(clock=clock, every=NEVER) as house:
        client = await Client(house, session).start()
        async with client.stream() as stream:
            await client.say("hei")
            assert (await stream.until("ekko: hei"))[-1] == "ekko: hei"


async def test_a_look_is_one_query_for_two_hundred_conversations() -> None:
    transcript = TranscriptInMemory()
    hub = Hub(transcript)
    names = {str(number) for number in range(450)}
    with ExitStack() as open_sockets:
        for name in names:
            open_sockets.enter_context(hub.listening(name, 0))
        await hub._look(names)

    assert transcript.queries == 3


async def test_a_look_is_one_query_for_all_and_none_where_nobody_listens() -> None:
    transcript = TranscriptInMemory()
    hub = Hub(transcript, every=timedelta(milliseconds=1))
    for name in ("a", "b"):
        await transcript.open(name, user=name, at=HandClock()())
        await transcript.append(name, {"id": name}, key=name, at=HandClock()())

    await hub._look({"a", "b"})
    assert transcript.queries == 0
    with hub.listening("a", 0) as one, hub.listening("b", 0) as other:
        await hub._look({"a", "b"})
        assert (transcript.queries, len(await one.take()), len(await other.take())) == (1, 1, 1)


async def test_a_socket_that_is_slow_gets_everything_in_order_page_by_page() -> None:
    transcript = TranscriptInMemory()
    hub = Hub(transcript)
    await transcript.open("a", user="a", at=HandClock()())
    for number in range(150):
        await transcript.append("a", {"id": number}, key=str(number), at=HandClock()())

    with hub.listening("a", 0) as slow:
        await hub._look({"a"})
        await hub._look({"a"})
        first = await slow.take()
        await hub._look({"a"})
        second = await slow.take()
    assert [entry.activity["id"] for entry in [*first, *second]] == list(range(150))


async def test_a_database_that_is_away_for_a_while_silences_nobody_for_good(client: Client, house: House) -> None:
    async with client.stream() as stream:
        await stream.next()
        house.transcript.is_away = True
        looks = house.transcript.queries
        await eventually(lambda: house.transcript.queries > looks)
        house.transcript.is_away = False
        await client.say("hei")
        assert (await stream.until("ekko: hei"))[-1] == "ekko: hei"


async def test_a_conversation_has_at_most_eight_sockets() -> None:
    hub = Hub(TranscriptInMemory())
    listening = [hub.listening("a", 0) for _ in range(9)]
    for each in listening[:8]:
        each.__enter__()

    with pytest.raises(TooManyListeners):
        listening[8].__enter__()
    listening[0].__exit__(None, None, None)
    with hub.listening("a", 0):
        assert hub.count_listeners() == 8


async def test_the_ninth_socket_is_told_to_come_back_later(client: Client) -> None:
    sockets = [await client.session.ws_connect(client.stream_url) for _ in range(8)]
    plain = client.stream_url.replace("ws://", "http://")
    headers = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}  # fmt: skip
    async with client.session.get(plain, headers=headers) as refused:
        assert (refused.status, refused.headers["Retry-After"]) == (429, "30")
    for socket in sockets:
        await socket.close()


async def test_a_closed_socket_is_forgotten(client: Client, house: House) -> None:
    async with client.stream() as stream:
        await stream.next()
        assert house.hub.count_listeners() == 1
    await eventually(lambda: house.hub.count_listeners() == 0)


async def test_when_we_shut_down_sockets_are_closed_as_going_away(
    session: aiohttp.ClientSession, clock: HandClock
) -> None:
    async with open_house(clock=clock) as house:
        client = await Client(house, session).start()
        socket = await session.ws_connect(client.stream_url)
        await socket.receive()
    assert (await socket.receive())[:2] == (aiohttp.WSMsgType.CLOSE, 1001)


async def test_who_listens_is_shown_what_is_kept_nowhere_and_who_comes_later_what_is_kept(
    client: Client, house: House
) -> None:
    async with client.stream() as stream:
        await stream.next()
        shown, kept = (dress(Card(lines=(text,)), language=NB) for text in ("Takk, du svarte 8.", "Takk for svaret."))
        await house.wire.send(house.address(client.conversation), Outgoing(shown, key="k", kept=kept))
        [live] = (await stream.next())["activities"]
    later = await client.texts()
    assert (live["text"], later[-1]) == ("Takk, du svarte 8.", "Takk for svaret.")
    assert "svarte 8" not in str(await house.transcript.since(client.conversation, None, limit=50))


async def test_what_nobody_hears_is_not_held_for_who_comes_later(client: Client, house: House) -> None:
    shown, kept = (dress(Card(lines=(text,)), language=NB) for text in ("Takk, du svarte 8.", "Takk for svaret."))
    await house.wire.send(house.address(client.conversation), Outgoing(shown, key="k", kept=kept))
    async with client.stream() as stream:
        assert (await stream.until("Takk for svaret."))[-1] == "Takk for svaret."
