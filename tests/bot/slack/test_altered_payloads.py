"""What is signed, and altered somewhere: never a 5xx, and the next message is answered."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

import pytest

from tests.bot.slack.test_events import DO, FORM, SIGN_UP
from tests.doubles.echo_slack import EchoBot
from tests.doubles.slack import GENERAL, FakeSlack
from tests.doubles.slack_client import SlackClient

ODD: Final[tuple[Any, ...]] = (
    None, True, 0, -1, 10**30, 1.5, "", " ", "x" * 5_000, "æ\u202e", "<@U0BOT>", "../..", "C0GENERAL", [], [None],
    [[]], {}, {"id": "U1"}, {"id": None}, [{"type": "button"}], {"values": []}, {"values": {"a": {"b": {}}}}, "{}",
)  # fmt: skip
SEED, ALTERED = 7, 400


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in it where something stands."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in items:
        yield (*path, name)
        yield from places(inner, (*path, name))


def altered(payload: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The payload with one to three places otherwise, or gone."""
    made = copy.deepcopy(payload)
    for _ in range(chance.randint(1, 3)):
        *way, last = chance.choice(list(places(made)))
        inner = made
        for name in way:
            inner = inner[name]
        if chance.random() < 0.2:
            del inner[last]
        else:
            inner[last] = copy.deepcopy(chance.choice(ODD))
        if not made:
            break
    return made


async def good_ones(kari: SlackClient, bot: EchoBot, slack: FakeSlack) -> list[dict[str, Any]]:
    bot.turns.replies = [FORM]
    await kari.send(kari.press(SIGN_UP))
    view = next(iter(slack.views.values()))
    return [
        kari.direct("hei"),
        kari.mention("hei"),
        kari.in_channel("hei", thread_ts="1700000000.000001"),
        kari.home_opened(),
        kari.home_opened("messages"),
        kari.event("member_joined_channel", user="U0BOT", channel=GENERAL, inviter="U0KARI"),
        kari.event("channel_archive", user="U0KARI", channel=GENERAL),
        kari.event("tokens_revoked", tokens={"bot": ["U0OTHER"]}),
        kari.press(DO),
        kari.press(DO, channel=GENERAL),
        kari.press_in_view({"type": "home", "id": "V1", "blocks": []}, DO),
        kari.submit(view, name="Kari"),
        dict(kari.command("hei")),
    ]


@pytest.mark.parametrize("seed", [SEED, *(pytest.param(SEED + n, marks=pytest.mark.e2e) for n in range(1, 51))])
async def test_an_altered_payload_is_never_a_fault_of_ours(
    seed: int, kari: SlackClient, bot: EchoBot, slack: FakeSlack
) -> None:
    good, chance, statuses = await good_ones(kari, bot, slack), random.Random(seed), set()
    for _ in range(ALTERED):
        payload = altered(chance.choice(good), chance)
        written, content_type = json.dumps(payload), "application/json"
        if "event" not in payload:
            fields = payload if "command" in payload else {"payload": written}
            written, content_type = urlencode(fields), "application/x-www-form-urlencoded"
        statuses.add((await kari.post(written.encode(), content_type)).status)
    assert statuses <= {200, 400, 403}
    bot.turns.replies = []
    assert (await kari.send(kari.direct("og nå?"))).status == 200
    assert bot.turns.taken[-1].text == "og nå?"
