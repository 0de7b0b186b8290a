"""A conversation over Direct Line: opened, spoken in, read by polling."""

from __future__ import annotations

import aiohttp

from bot.wire import Address, Happening, Incoming, Outgoing, Sender
from gatherings.people import ConversationKind
from tests.bot.directline.client import Client
from tests.doubles.clocks import START
from tests.web.house import POSTED, REHEARSED, WELCOME, House


async def test_who_opens_a_conversation_is_welcomed_once(client: Client, house: House) -> None:
    again = await client.open()

    assert (again.status, await client.texts()) == (200, [_words_of_welcome()])
    assert [(heard.what, heard.sender.locale) for heard in house.echo.heard] == [(Happening.ARRIVAL, "nn-NO")]


async def test_a_new_conversation_is_answered_201_with_all_that_a_client_needs(
    house: House, session: aiohttp.ClientSession
) -> None:
    client = Client(house, session)
    granted = await client.ask("POST", "/tokens/generate", json={"user": {"id": "dl_somebody_else"}})
    client.token = granted.body["token"]

    opened = await client.open()

    assert opened.status == 201
    assert opened.body.keys() == {"conversationId", "token", "expires_in", "streamUrl"}
    assert opened.body["conversationId"] == granted.body["conversationId"]
    assert house.tokens.read(client.token).user != "dl_somebody_else"


async def test_what_a_person_writes_comes_in_in_our_words(client: Client, house: House) -> None:
    said = await client.say("hei på deg", told="k1", locale="nb-NO", localTimezone="Europe/Oslo")

    user = house.tokens.read(client.token).user
    address = Address(
        "web", "", client.conversation, ConversationKind.PERSONAL, {"user": user, "timezone": "Europe/Oslo"}
    )
    assert house.echo.heard[1:] == [
        Incoming(said.body["id"], Happening.MESSAGE, address, Sender(user, None, "nb-NO"), REHEARSED, "hei på deg")
    ]


async def test_a_persons_own_message_comes_back_as_theirs_and_before_the_answer(client: Client, house: House) -> None:
    said = await client.say("hei", told="k1")

    _, own, answer = (await client.read()).body["activities"]
    assert own == {
        "type": "message",
        "id": said.body["id"],
        "timestamp": START.isoformat(timespec="milliseconds"),
        "conversation": {"id": client.conversation},
        "from": {"id": house.tokens.read(client.token).user, "role": "user"},
        "text": "hei",
        "textFormat": "plain",
        "channelData": {"clientActivityID": "k1"},
    }
    assert (answer["text"], answer["from"]["role"]) == ("ekko: hei", "bot")


async def test_a_button_is_a_press_and_what_it_carried_is_not_kept(client: Client, house: House) -> None:
    pressed = {"type": "message", "value": {"do": "agenda.next", "score": 8}, "channelData": {"postBack": True}}
    await client.post(pressed)

    heard = house.echo.heard[-1]
    assert (heard.what, heard.pressed) == (Happening.PRESS, {"do": "agenda.next", "score": 8})
    _, own, answer = (await client.read()).body["activities"]
    assert (own["text"], own["channelData"], "value" in own) == ("", {"postBack": True}, False)
    assert answer["text"] == "trykket: agenda.next"


async def test_the_same_post_again_has_one_effect(client: Client, house: House) -> None:
    first, second = await client.say("hei", told="k1"), await client.say("hei", told="k1")

    assert first.body == second.body
    assert len({heard.id for heard in house.echo.heard[1:]}) == 1
    assert await client.texts() == [_words_of_welcome(), "hei", "ekko: hei"]


async def test_the_same_words_said_twice_are_two_messages(client: Client) -> None:
    await client.say("hei", told="k1")
    await client.say("hei", told="k2")
    await client.say("hei")
    await client.say("hei")

    assert (await client.texts())[1:] == ["hei", "ekko: hei"] * 4


async def test_who_is_typing_gets_no_answer(client: Client, house: House) -> None:
    typing = await client.post({"type": "typing"})

    assert (typing.status, len(house.echo.heard), len(await client.texts())) == (200, 1, 1)


async def test_reading_goes_on_from_the_watermark(client: Client) -> None:
    first = await client.read()
    await client.say("hei")
    second = await client.read(first.body["watermark"])

    assert await client.texts(first.body["watermark"]) == ["hei", "ekko: hei"]
    assert await client.texts(second.body["watermark"]) == []
    assert (await client.read(second.body["watermark"])).body["watermark"] == second.body["watermark"]


async def test_who_returns_gets_the_last_two_hundred(client: Client, house: House) -> None:
    for number in range(250):
        await house.wire.send(house.address(client.conversation), Outgoing({"type": "message", "text": str(number)}))

    assert await client.texts() == [str(number) for number in range(50, 250)]


async def test_a_replacement_keeps_the_id_and_the_time_of_what_it_replaces(client: Client, house: House) -> None:
    receipt = await house.post(client.conversation, WELCOME)
    house.clock.forward(minutes=5)  # type: ignore[attr-defined]
    again = await house.post(client.conversation, POSTED, replaces=receipt)

    first, second = (await client.read("1")).body["activities"]
    assert (again, first["id"], second["id"]) == (receipt, receipt, receipt)
    assert first["timestamp"] == second["timestamp"]
    assert first["summary"] != second["summary"]


async def test_a_post_of_the_same_key_is_kept_once(client: Client, house: House) -> None:
    receipts = {await house.post(client.conversation, POSTED, key="block:fylket") for _ in range(2)}

    assert (len(receipts), len(await client.texts())) == (1, 2)


def _words_of_welcome() -> str:
    return "\n".join([WELCOME.title, *WELCOME.lines])
