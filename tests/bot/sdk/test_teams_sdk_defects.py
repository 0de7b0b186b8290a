"""What of botbuilder 4.17.1 breaks, seen live, and that none of it is ours: one test for each.

| in the SDK | here |
|---|---|
| an invoke answered through `CloudAdapter.process` raises, and is a 500 | `test_an_invoke_...` |
| a bad token is a 500 | `test_a_bad_token_...` |
| no Authorization header is a 500 | `test_no_header_...` |
| no Content-Type, broken JSON or a list is a 500 | `test_what_is_no_activity_...` |
| a token without an end is taken | `test_a_token_without_an_end_...` |
| an activity without a service address is answered at the public host | `test_an_activity_without_an_address_...` |
| an empty app id turns authentication off | `test_an_empty_app_id_...` |
| a replay runs another turn; of two keys of one name the last counts | `test_a_replay_...`, `test_a_key_twice_...` |
| a token is asked for at every turn, on the event loop | `test_one_token_...` |
| a new signing key is refused for up to a day | `test_a_new_signing_key_...` |
| the tenant of the conversation is lost | `test_the_tenant_...` |
| the text of a mention is lost | `test_the_text_of_a_mention_...` |
| `remove_recipient_mention` raises without a recipient | `test_without_a_recipient_...` |
| a member's e-mail address is lost | `test_a_members_address_...` |
| a stored reference is no JSON, and has no tenant | `test_an_address_is_json_...` |
| one send may be several POSTs | `test_one_send_...` |
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.sdk.credentials import TeamsCredentials
from bot.sdk.directory import TeamsDirectory
from bot.sdk.teams_wire import TeamsWire
from bot.wire import Address, Outgoing, SendLater
from tests.doubles.botframework import TENANT, BotFramework
from tests.doubles.echo_bot import EchoBot
from tests.doubles.teams import MENTION, TeamsClient


async def test_an_invoke_is_answered_with_its_body(teams: TeamsClient) -> None:
    reply = await teams.post(teams.personal().execute({"do": "agenda.next"}))

    assert (reply.status, reply.body["statusCode"]) == (200, 200)


@pytest.mark.parametrize("token", ["x", "a.b.c", "e30.e30.e30"])
async def test_a_bad_token_is_turned_away_as_such(token: str, bot: EchoBot, teams: TeamsClient) -> None:
    assert ((await teams.post(teams.personal().message("hei"), token=token)).status, bot.turns.taken) == (401, [])


async def test_no_header_is_turned_away_as_such(bot: EchoBot, teams: TeamsClient) -> None:
    assert ((await teams.post(teams.personal().message("hei"), token="")).status, bot.turns.taken) == (401, [])


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [(b"{", {}, 400), (b"[]", {}, 400), (b"{}", {"Content-Type": "text/plain"}, 415)],
)
async def test_what_is_no_activity_is_the_senders_mistake(
    body: bytes, headers: dict[str, str], status: int, teams: TeamsClient
) -> None:
    assert (await teams.post(body, headers=headers)).status == status


async def test_a_token_without_an_end_is_turned_away(cloud: BotFramework, teams: TeamsClient) -> None:
    assert (await teams.post(teams.personal().message("hei"), token=cloud.mint(exp=None))).status == 401


async def test_an_activity_without_an_address_is_turned_away_and_nothing_is_sent(
    cloud: BotFramework, teams: TeamsClient
) -> None:
    reply = await teams.post(teams.personal().message("hei", serviceUrl=None), token=cloud.mint(serviceurl=None))

    assert (reply.status, cloud.posts, cloud.token_requests) == (400, 0, 0)


@pytest.mark.parametrize("app_id", ["", " "])
def test_an_empty_app_id_opens_no_door(app_id: str) -> None:
    with pytest.raises(ValueError, match="both needed"):
        TeamsCredentials(app_id, "secret")


async def test_a_replay_runs_no_other_turn(cloud: BotFramework, bot: EchoBot, teams: TeamsClient) -> None:
    message = teams.personal().message("hei")

    assert [(await teams.post(message)).status for _ in range(2)] == [200, 200]
    assert (len(bot.turns.taken), len(cloud.sent)) == (1, 1)


async def test_a_key_twice_can_be_read_in_two_ways_and_is_turned_away(bot: EchoBot, teams: TeamsClient) -> None:
    written = json.dumps(teams.personal().message("hei"))
    twice = f'{written[:-1]}, "text": "noe annet"}}'.encode()

    assert ((await teams.post(twice)).status, bot.turns.taken) == (400, [])


async def test_one_token_is_enough_for_many_turns(cloud: BotFramework, teams: TeamsClient) -> None:
    for number in range(5):
        await teams.post(teams.personal(f"p{number}").message("hei"))

    assert (len(cloud.sent), cloud.token_requests) == (5, 1)


async def test_a_new_signing_key_is_taken_at_once(cloud: BotFramework, bot: EchoBot, teams: TeamsClient) -> None:
    await teams.post(teams.personal().message("hei"))
    cloud.rotate_keys("k2")

    assert (await teams.post(teams.personal().message("hei igjen"))).status == 200


async def test_the_tenant_of_the_conversation_is_kept(bot: EchoBot, teams: TeamsClient) -> None:
    await teams.post(teams.personal().message("hei", channelData=None))

    assert bot.turns.taken[0].address.tenant == TENANT


async def test_the_text_of_a_mention_is_kept_and_taken_out(bot: EchoBot, teams: TeamsClient) -> None:
    renamed = {**MENTION, "text": "<at>Verten vår</at>"}

    await teams.post(teams.group().activity("message", text="<at>Verten vår</at> når er lunsj?", entities=[renamed]))

    assert bot.turns.taken[0].text == "når er lunsj?"


@pytest.mark.parametrize("recipient", [None, {}, {"name": "Samband"}, "Samband"])
async def test_without_a_recipient_an_activity_is_turned_away(recipient: Any, bot: EchoBot, teams: TeamsClient) -> None:
    reply = await teams.post(teams.group().message("hei", recipient=recipient))

    assert (reply.status, bot.turns.taken) == (400, [])


async def test_a_members_address_is_read(cloud: BotFramework, wire: TeamsWire, address: Address) -> None:
    cloud.members["29:kari"] = "Kari.Nes@fjordby.example"

    assert (await TeamsDirectory(wire).find(address, "29:kari")).email == "kari.nes@fjordby.example"


async def test_an_address_is_json_and_keeps_its_tenant(cloud: BotFramework, bot: EchoBot, teams: TeamsClient) -> None:
    await teams.post(teams.personal().message("hei"))
    met = bot.turns.taken[0].address

    await bot.wire.send(replace(met, data=json.loads(json.dumps(met.data))), Outgoing({"text": "senere"}))

    assert [sent.tenant for sent in cloud.sent] == [TENANT, TENANT]


async def test_one_send_is_one_post_whatever_comes_back(cloud: BotFramework, wire: TeamsWire, address: Address) -> None:
    cloud.fault(500, times=3)

    with pytest.raises(SendLater):
        await wire.send(address, Outgoing({"text": "hei"}))

    assert cloud.posts == 1
