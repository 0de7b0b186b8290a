"""What somebody writes, presses, fills in and orders in Slack, and where it is answered."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.cards.card import Card, Choice, Input
from bot.wire import Happening
from gatherings.people import ConversationKind
from tests.doubles.echo_slack import EchoBot
from tests.doubles.slack import BOT, GENERAL, TEAM, FakeSlack
from tests.doubles.slack_client import SlackClient, buttons

FORM = Card(
    title="Meld deg på",
    inputs=(Input("name", "Navn", is_required=True, error="Skriv navnet ditt."),),
    choices=(Choice("Neste", "signup.answer", {"id": "d1"}), Choice("Avbryt", "signup.stop", takes_inputs=False)),
)
DO = {"type": "button", "action_id": "press:0", "value": json.dumps({"do": "agenda.next"})}
SIGN_UP = {"type": "button", "action_id": "press:0", "value": json.dumps({"do": "signup.start", "gathering": "g1"})}


async def test_what_is_written_to_the_bot_alone_is_answered_there(
    kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    reply = await kari.send(kari.direct("hva er neste?"))
    incoming = bot.turns.taken[0]
    assert (reply.status, reply.body) == (200, "")
    assert (incoming.text, incoming.address.tenant, incoming.address.conversation) == ("hva er neste?", TEAM, "U0KARI")
    assert (incoming.address.kind, incoming.sender.name, incoming.sender.locale) == (
        ConversationKind.PERSONAL, "Kari Nes", "nb-NO"
    )  # fmt: skip
    assert [sent["text"] for sent in slack.sent_to("U0KARI")] == ["hva er neste?"]


async def test_a_mention_is_answered_in_its_thread_without_the_mention(
    kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    said = kari.mention("hva er neste?")
    await kari.send(said)
    assert [(one.text, one.address.kind) for one in bot.turns.taken] == [("hva er neste?", ConversationKind.CHANNEL)]
    assert [(one.channel, one.thread) for one in slack.posted] == [(GENERAL, said["event"]["ts"])]


async def test_in_a_thread_with_us_nobody_needs_to_mention_us_again(kari: SlackClient, bot: EchoBot) -> None:
    began = kari.mention("hva er neste?")
    thread = began["event"]["ts"]
    await kari.send(began)
    await kari.send(kari.in_channel("og etter det?", thread_ts=thread))
    await kari.send(kari.in_channel("<@U0OLA> så du det?", thread_ts=thread))
    await kari.send(kari.in_channel("og i en annen tråd?", thread_ts="1600000000.000001"))
    await kari.send(kari.in_channel("og uten tråd?"))
    assert [one.text for one in bot.turns.taken] == ["hva er neste?", "og etter det?"]


async def test_one_message_told_as_two_events_is_answered_once(kari: SlackClient, slack: FakeSlack) -> None:
    mention = kari.mention("hva er neste?")
    same = kari.in_channel(f"<@{BOT}> hva er neste?")
    same["event"]["ts"] = mention["event"]["ts"]
    for told in (mention, same, mention):
        assert (await kari.send(told)).status == 200
    assert len(slack.posted) == 1


async def test_programs_edits_and_we_ourselves_are_not_answered(kari: SlackClient, bot: EchoBot) -> None:
    for more in (
        {"bot_id": "B0OTHER"},
        {"subtype": "bot_message"},
        {"subtype": "message_changed"},
        {"subtype": "channel_join"},
        {"hidden": True},
        {"edited": {"user": "U0KARI"}},
    ):
        await kari.send(kari.direct("hei", **more))
    ours = kari.direct("hei")
    ours["event"]["user"] = BOT
    await kari.send(ours)
    assert bot.turns.taken == []


async def test_a_mention_without_words_asks_what_we_can_do(kari: SlackClient, bot: EchoBot) -> None:
    await kari.send(kari.mention(""))
    assert [dict(one.pressed) for one in bot.turns.taken] == [{"do": "help"}]


async def test_a_press_in_private_is_answered_there(kari: SlackClient, bot: EchoBot, slack: FakeSlack) -> None:
    await kari.send(kari.press(DO))
    assert [(one.what, dict(one.pressed)) for one in bot.turns.taken] == [(Happening.PRESS, {"do": "agenda.next"})]
    assert len(slack.sent_to("U0KARI")) == 1


async def test_a_press_in_a_channel_is_answered_for_who_pressed_alone(
    kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    await kari.send(kari.press(DO, channel=GENERAL))
    assert bot.turns.taken[0].address.conversation == GENERAL
    assert [(one["response_type"], one["replace_original"]) for one in slack.answers] == [("ephemeral", False)]
    assert slack.posted == []


async def test_a_sign_up_pressed_in_a_channel_goes_on_in_private_in_a_form(
    kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    bot.turns.replies = [FORM]
    await kari.send(kari.press(SIGN_UP, channel=GENERAL))
    assert (bot.turns.taken[0].address.kind, bot.turns.taken[0].address.conversation) == (
        ConversationKind.PERSONAL, "U0KARI"
    )  # fmt: skip
    assert (len(slack.views), slack.posted, slack.answers) == (1, [], [])


async def test_a_form_that_is_sent_carries_what_was_filled_in_and_closes(
    kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    bot.turns.replies = [FORM]
    await kari.send(kari.press(SIGN_UP))
    bot.turns.replies = []
    sent = await kari.send(kari.submit(next(iter(slack.views.values())), name="Kari Nes"))
    await slack.until_called("chat.postMessage")
    assert sent.body == {"response_action": "clear"}
    assert dict(bot.turns.taken[1].pressed) == {"do": "signup.answer", "id": "d1", "name": "Kari Nes"}


async def test_the_next_question_comes_in_the_same_form(kari: SlackClient, bot: EchoBot, slack: FakeSlack) -> None:
    bot.turns.replies = [FORM]
    await kari.send(kari.press(SIGN_UP))
    sent = await kari.send(kari.submit(next(iter(slack.views.values())), name="Kari Nes"))
    assert (sent.body["response_action"], sent.body["view"]["type"], slack.posted) == ("update", "modal", [])


async def test_what_is_required_and_empty_is_said_in_the_form_and_runs_no_turn(
    kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    bot.turns.replies = [FORM]
    await kari.send(kari.press(SIGN_UP))
    sent = await kari.send(kari.submit(next(iter(slack.views.values())), name="  "))
    assert sent.body == {"response_action": "errors", "errors": {"name": "Skriv navnet ditt."}}
    assert len(bot.turns.taken) == 1


async def test_a_card_that_is_written_for_asks_with_a_button_that_opens_its_form(
    kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    bot.turns.replies = [FORM]
    await kari.send(kari.direct("meld meg på"))
    opens = buttons(slack.sent_to("U0KARI")[0]["blocks"])[0]
    await kari.send(kari.press(opens))
    assert (len(bot.turns.taken), [view["type"] for view in slack.views.values()]) == (1, ["modal"])


async def test_what_can_be_sent_in_two_ways_is_a_message_with_a_button_for_each(
    kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    bot.turns.replies = [replace(FORM, choices=(*FORM.choices, Choice("Digitalt", "signup.confirm")))]
    await kari.send(kari.press(SIGN_UP))
    assert (slack.views, len(slack.sent_to("U0KARI"))) == ({}, 1)


async def test_a_form_that_comes_too_late_is_a_message_instead(
    kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    bot.turns.replies = [FORM]
    slack.fault("views.open", error="expired_trigger_id")
    await kari.send(kari.press(SIGN_UP))
    assert len(slack.sent_to("U0KARI")) == 1


async def test_a_command_in_a_channel_is_answered_for_who_gave_it_alone(
    kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    reply = await kari.send(kari.command("hva er neste?"))
    assert (reply.status, reply.body) == (200, "")
    assert [one.text for one in bot.turns.taken] == ["hva er neste?"]
    assert [one["text"] for one in slack.answers] == ["hva er neste?"]
    assert bot.met == ["U0KARI"]


async def test_a_command_in_private_is_answered_as_a_message(kari: SlackClient, slack: FakeSlack) -> None:
    await kari.send(kari.command("hva er neste?", channel=slack.door("U0KARI"), name="directmessage"))
    assert [sent["text"] for sent in slack.sent_to("U0KARI")] == ["hva er neste?"]


async def test_an_answer_goes_to_no_other_host_than_slacks(kari: SlackClient, slack: FakeSlack) -> None:
    command = kari.command("hei") | {"response_url": "https://attacker.example.org/commands/1"}
    await kari.send(command)
    assert [(one.only_for, one.channel) for one in slack.posted] == [("U0KARI", GENERAL)]


async def test_the_home_tab_shows_what_is_on(kari: SlackClient, bot: EchoBot, slack: FakeSlack) -> None:
    await kari.send(kari.home_opened())
    assert [dict(one.pressed) for one in bot.turns.taken] == [{"do": "agenda.now"}]
    assert (slack.homes["U0KARI"]["type"], slack.posted) == ("home", [])


async def test_what_is_pressed_on_the_home_tab_is_answered_there(
    kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    await kari.send(kari.home_opened())
    await kari.send(kari.press_in_view(slack.homes["U0KARI"], DO))
    assert (slack.count("views.publish"), slack.posted) == (2, [])
    bot.turns.replies = [FORM]
    await kari.send(kari.press_in_view(slack.homes["U0KARI"], SIGN_UP))
    assert ([view["type"] for view in slack.views.values()], slack.count("views.publish")) == (["modal"], 2)


async def test_who_opens_the_messages_for_the_first_time_is_greeted_once(kari: SlackClient, bot: EchoBot) -> None:
    await kari.send(kari.home_opened("messages"))
    await kari.send(kari.home_opened("messages"))
    assert [one.what for one in bot.turns.taken] == [Happening.ARRIVAL]


async def test_we_greet_a_channel_that_we_are_added_to_and_leave_it_when_it_is_over(
    kari: SlackClient, bot: EchoBot
) -> None:
    for event in (
        kari.event("member_joined_channel", user="U0OLA", channel=GENERAL),
        kari.event("member_joined_channel", user=BOT, channel=GENERAL, inviter="U0KARI"),
        kari.event("member_left_channel", user="U0OLA", channel=GENERAL),
        kari.event("member_left_channel", user=BOT, channel=GENERAL),
        kari.event("channel_archive", user="U0KARI", channel=GENERAL),
        kari.event("team_join", user={"id": "U0NEW"}),
    ):
        assert (await kari.send(event)).status == 200
    assert [one.what for one in bot.turns.taken] == [Happening.ARRIVAL, Happening.DEPARTURE, Happening.DEPARTURE]


async def test_nothing_more_goes_to_a_workspace_that_has_removed_us(
    kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    await kari.send(kari.event("tokens_revoked", tokens={"oauth": ["U0KARI"]}))
    assert (await kari.send(kari.direct("hei"))).status == 200
    await kari.send(kari.event("app_uninstalled"))
    assert ((await kari.send(kari.direct("hei"))).status, len(slack.posted)) == (403, 1)
