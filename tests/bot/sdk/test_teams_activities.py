"""What Teams sends, and what becomes of it: over HTTP, through the gate and the SDK."""

from __future__ import annotations

from typing import Any

import pytest

from bot.wire import Address, Happening, Incoming, NotSendable, Outgoing, Sender, SendLater, Unreachable
from gatherings.people import ConversationKind
from tests.doubles.botframework import TENANT, BotFramework
from tests.doubles.clocks import HandClock
from tests.doubles.echo_bot import EchoBot
from tests.doubles.teams import BOT, MENTION, TeamsClient

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": []}
CARD_REPLY = Outgoing({"attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}]})


async def test_a_message_becomes_an_incoming_with_all_that_the_models_lose(
    cloud: BotFramework, clock: HandClock, bot: EchoBot, teams: TeamsClient
) -> None:
    await teams.post(teams.personal().message("hva er neste?", id="17"))

    data = {
        "serviceUrl": cloud.service_url,
        "conversation": "a:kari",
        "thread": None,
        "bot": BOT,
        "tenantId": TENANT,
        "channelId": "msteams",
        "conversationType": "personal",
        "user": {"id": "29:kari", "aadObjectId": "aad-kari"},
    }
    address = Address("teams", TENANT, "a:kari", ConversationKind.PERSONAL, data)
    sender = Sender("29:kari", "Kari Nes", "nb-NO")
    assert bot.turns.taken == [Incoming("17", Happening.MESSAGE, address, sender, clock.at, "hva er neste?")]


async def test_the_answer_is_posted_to_the_conversation(cloud: BotFramework, teams: TeamsClient) -> None:
    reply = await teams.post(teams.personal().message("hei"))

    expected = {"type": "message", "text": "hei", "from": BOT, "conversation": {"id": "a:kari", "tenantId": TENANT}}
    assert (reply.status, reply.body, cloud.sent_to("a:kari")) == (200, "", [expected])


async def test_the_tenant_is_found_in_the_channel_data_too(bot: EchoBot, teams: TeamsClient) -> None:
    message = teams.personal().message("hei", conversation={"id": "a:1", "conversationType": "personal"})

    await teams.post(message)

    assert bot.turns.taken[0].address.tenant == TENANT


async def test_the_language_is_found_with_the_client_where_it_stands_nowhere_else(
    bot: EchoBot, teams: TeamsClient
) -> None:
    client = {"type": "clientInfo", "locale": "nn-NO", "platform": "iOS"}

    await teams.post(teams.personal().message("hei", locale=None, entities=[client]))

    assert bot.turns.taken[0].sender.locale == "nn-NO"


@pytest.mark.parametrize(
    ("own", "told", "zone"),
    [("Europe/Oslo", "America/New_York", "Europe/Oslo"), (None, "America/New_York", "America/New_York"),
     (None, None, None)],
)  # fmt: skip
async def test_the_persons_time_zone_is_found_in_either_of_two_places(
    own: str | None, told: str | None, zone: str | None, bot: EchoBot, teams: TeamsClient
) -> None:
    client = {"type": "clientInfo", "timezone": told}

    await teams.post(teams.personal().message("hei", localTimezone=own, entities=[client]))

    assert bot.turns.taken[0].sender.timezone == zone


async def test_in_a_group_the_mention_of_us_is_not_part_of_the_words(bot: EchoBot, teams: TeamsClient) -> None:
    await teams.post(teams.group().message("hva er neste?"))

    incoming = bot.turns.taken[0]
    assert (incoming.text, incoming.address.kind) == ("hva er neste?", ConversationKind.GROUP)


async def test_in_a_channel_the_answer_goes_into_the_thread_and_the_address_is_the_channel(
    cloud: BotFramework, bot: EchoBot, teams: TeamsClient
) -> None:
    await teams.post(teams.channel(thread="1700").message("hva er neste?", id="9"))

    incoming = bot.turns.taken[0]
    assert incoming.id == "9;messageid=1700"
    assert (incoming.address.kind, incoming.address.conversation) == (
        ConversationKind.CHANNEL,
        "19:general@thread.tacv2",
    )
    assert [(sent.conversation, sent.thread) for sent in cloud.sent] == [("19:general@thread.tacv2", "1700")]


REPLY = '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="1"><p>Lunsj kl. 12</p></blockquote>'
RENAMED = {"type": "mention", "mentioned": {**BOT, "name": "Verten"}, "text": "<at>Verten</at>"}
SPAN = '<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">Verten</span>'


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        ("  hva&nbsp;er\u00a0neste ?\r\n", {}, "hva er neste ?"),
        ("Fisk &amp; vilt &lt;3", {}, "Fisk & vilt <3"),
        ("<p>første</p><div>andre<br/>tredje</div>", {}, "første\nandre\ntredje"),
        ("hei\u200b\u202e du", {}, "hei du"),
        ("<at>Samband</at> og <at>Per Lie</at>", {"entities": [MENTION]}, "og Per Lie"),
        ("<at>Samband</at>", {"entities": [MENTION]}, ""),
        ("hei <at>Samband</at>, hva er neste?", {"entities": [MENTION]}, "hei , hva er neste?"),
        ("<at>Samband</at> når er <at>Samband</at> lunsj", {"entities": [MENTION, MENTION]}, "når er lunsj"),
        ("<at>Samband</at> hva er neste?", {}, "hva er neste?"),
        ('<at id="0">samband</at> hva er neste?', {"entities": []}, "hva er neste?"),
        ("@Samband hva er neste?", {}, "hva er neste?"),
        ("@Sambandet hva er neste?", {}, "@Sambandet hva er neste?"),
        ("<at>Verten</at> hva er neste?", {"entities": [RENAMED]}, "hva er neste?"),
        ("<at>Verten</at> hva er neste?", {"entities": [RENAMED | {"text": None}]}, "hva er neste?"),
        (f"{SPAN}&nbsp;og middag?", {"entities": [RENAMED]}, "og middag?"),
        ("<span>Samband</span> er hva?", {"entities": [MENTION]}, "Samband er hva?"),
        ("3 < 4 og 5 > 4", {}, "3 < 4 og 5 > 4"),
        ('<quoted messageId="1"/> når?', {}, "når?"),
        (
            "Lunsj kl. 12\r\nog middag?",
            {"attachments": [{"contentType": "text/html", "content": f"{REPLY}<p>og middag?</p>"}]},
            "og middag?",
        ),
        (
            "<at>Samband</at> og middag?",
            {
                "entities": [MENTION],
                "attachments": [{"contentType": "text/html", "content": f"{REPLY}<p><at>Samband</at> og middag?</p>"}],
            },
            "og middag?",
        ),
        (f"før {REPLY.replace('Lunsj', REPLY + 'Lunsj')} etter", {}, "før etter"),
        ("<blockquote>et sitat</blockquote> av meg", {}, "et sitat av meg"),
        ("hei", {"attachments": [{"contentType": "text/html", "content": "<p>hei</p>"}]}, "hei"),
        ("hei", {"entities": [{"type": "mention"}, {"type": "mention", "mentioned": 7, "text": 8}]}, "hei"),
    ],
)
async def test_the_words_are_the_persons_own(
    text: str, more: dict[str, Any], said: str, bot: EchoBot, teams: TeamsClient
) -> None:
    await teams.post(teams.personal().message(text, **more))

    assert [incoming.text for incoming in bot.turns.taken] == [said]


async def test_a_submit_is_a_press_with_its_data(bot: EchoBot, teams: TeamsClient) -> None:
    await teams.post(teams.personal().submit({"do": "agenda.next", "day": "dag 2"}))

    press = bot.turns.taken[0]
    assert (press.what, press.pressed, press.text) == (Happening.PRESS, {"do": "agenda.next", "day": "dag 2"}, "")


async def test_an_execute_is_a_press_and_its_answer_takes_the_place_of_the_card(
    cloud: BotFramework, bot: EchoBot, teams: TeamsClient
) -> None:
    bot.turns.replies = [CARD_REPLY, Outgoing({"text": "og litt til"})]

    reply = await teams.post(teams.personal().execute({"name": "Kari"}, verb="agenda.next"))

    assert bot.turns.taken[0].pressed == {"do": "agenda.next", "name": "Kari"}
    assert reply.status == 200
    assert reply.body == {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": CARD}
    assert [activity["text"] for activity in cloud.sent_to("a:kari")] == ["og litt til"]


async def test_an_execute_is_answered_with_a_sentence_where_there_is_no_card(teams: TeamsClient) -> None:
    reply = await teams.post(teams.personal().execute({"do": "thanks"}))

    value = "press {'do': 'thanks'}"
    assert reply.body == {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": value}


@pytest.mark.parametrize(
    "value", [None, 7, [], {}, {"action": None}, {"action": {"type": "Action.Submit"}},
              {"action": {"type": "Action.Execute", "data": "x"}}]
)  # fmt: skip
async def test_an_execute_that_is_none_is_refused(value: object, bot: EchoBot, teams: TeamsClient) -> None:
    reply = await teams.post(teams.personal().activity("invoke", name="adaptiveCard/action", value=value))

    assert (reply.status, reply.body["statusCode"], bot.turns.taken) == (400, 400, [])


@pytest.mark.parametrize("name", [None, "task/fetch", "composeExtension/query", "signin/tokenExchange", "nonsense"])
async def test_other_invokes_are_not_there(name: str | None, bot: EchoBot, teams: TeamsClient) -> None:
    reply = await teams.post(teams.personal().activity("invoke", name=name, value={}))

    assert (reply.status, bot.turns.taken) == (404, [])


@pytest.mark.parametrize(
    "kind", ["typing", "messageReaction", "messageUpdate", "messageDelete", "event", "endOfConversation", "nonsense"]
)
async def test_other_activities_are_taken_and_nothing_is_done(kind: str, bot: EchoBot, teams: TeamsClient) -> None:
    reply = await teams.post(teams.personal().activity(kind, name="tokens/response", value={}))

    assert (reply.status, bot.turns.taken) == (200, [])


async def test_what_a_bot_writes_is_not_answered(bot: EchoBot, teams: TeamsClient) -> None:
    await teams.post(teams.personal().activity("message", text="hei", **{"from": BOT}))
    await teams.post(teams.personal().activity("message", text="hei", **{"from": {"id": "28:other", "role": "bot"}}))

    assert bot.turns.taken == []


async def test_an_upgrade_is_no_arrival(bot: EchoBot, teams: TeamsClient) -> None:
    reply = await teams.post(teams.personal().installation_update("add-upgrade"))

    assert (reply.status, bot.turns.taken) == (200, [])


@pytest.mark.parametrize(
    "event",
    [
        "teamRenamed", "teamArchived", "teamUnarchived", "teamRestored", "teamDeleted", "teamHardDeleted",
        "channelCreated", "channelRenamed", "channelDeleted", "channelRestored", "teamMemberAdded", "nonsense",
    ],
)  # fmt: skip
async def test_what_happens_to_a_team_is_taken_and_nothing_is_said(
    event: str, bot: EchoBot, teams: TeamsClient
) -> None:
    data = {"tenant": {"id": TENANT}, "eventType": event, "team": {"id": "19:t@thread.tacv2", "name": "Nytt navn"}}
    happened = teams.channel(thread=None).activity("conversationUpdate", channelData=data)

    assert ((await teams.post(happened)).status, bot.turns.taken) == (200, [])


async def test_when_a_team_puts_us_out_we_have_left(bot: EchoBot, teams: TeamsClient) -> None:
    data = {"tenant": {"id": TENANT}, "eventType": "teamMemberRemoved", "team": {"id": "19:t@thread.tacv2"}}
    left = teams.channel(thread=None).activity("conversationUpdate", channelData=data, membersRemoved=[BOT])

    await teams.post(left)

    assert [incoming.what for incoming in bot.turns.taken] == [Happening.DEPARTURE]


async def test_others_who_come_and_go_are_not_greeted(bot: EchoBot, teams: TeamsClient) -> None:
    await teams.post(teams.group().members_added("29:per", "29:ida"))
    await teams.post(teams.group().members_removed("29:per"))

    assert bot.turns.taken == []


async def test_an_arrival_without_an_id_gets_one_that_stays(bot: EchoBot, teams: TeamsClient) -> None:
    arrival = teams.personal().members_added()
    del arrival["id"]

    await teams.post(arrival)
    await teams.post(arrival)

    assert [incoming.id for incoming in bot.turns.taken] == ["arrival:2027-04-15T07:00:00.000Z"]


async def test_a_replay_is_answered_once(cloud: BotFramework, bot: EchoBot, teams: TeamsClient) -> None:
    message, token = teams.personal().message("hei"), cloud.mint()

    statuses = [(await teams.post(message, token=token)).status for _ in range(3)]

    assert (statuses, len(bot.turns.taken), len(cloud.sent)) == ([200] * 3, 1, 1)


@pytest.mark.parametrize("channel_id", ["emulator", "webchat", "directline"])
async def test_the_other_channels_of_the_bot_framework_are_as_teams(
    channel_id: str, bot: EchoBot, teams: TeamsClient
) -> None:
    conversation = {"id": f"{channel_id}-1"}
    message = teams.personal().activity(
        "message", text="hei", channelId=channel_id, conversation=conversation, channelData=None
    )

    await teams.post(message)

    address = bot.turns.taken[0].address
    assert (address.channel, address.tenant, address.kind) == ("teams", "", ConversationKind.PERSONAL)


@pytest.mark.parametrize("trouble", [SendLater("429"), Unreachable("403"), NotSendable("400")])
async def test_an_answer_that_cannot_be_sent_is_not_the_senders_trouble(
    trouble: Exception, bot: EchoBot, teams: TeamsClient
) -> None:
    bot.turns.trouble = trouble

    assert (await teams.post(teams.personal().message("hei"))).status == 200


async def test_a_turn_that_breaks_says_to_try_again_and_nothing_else(bot: EchoBot, teams: TeamsClient) -> None:
    bot.turns.trouble = RuntimeError("the secret of the house")

    reply = await teams.post(teams.personal().message("hei"))

    assert (reply.status, reply.body) == (503, "")
