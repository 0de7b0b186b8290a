"""What Slack tells of a person, and for whom it vouches."""

from __future__ import annotations

from typing import Any

import pytest

from bot.slack.directory import NOBODY, Profile, profile_of
from bot.slack.places import in_private
from bot.slack.slack_wire import SlackWire
from tests.doubles.echo_slack import EchoBot
from tests.doubles.slack import TEAM, FakeSlack

KARI = {
    "id": "U0KARI",
    "team_id": TEAM,
    "locale": "nn-NO",
    "profile": {"real_name": "Kari Nes", "email": "Kari@Nes.no"},
}


@pytest.mark.parametrize(
    ("more", "email"),
    [
        ({}, "kari@nes.no"),
        ({"team_id": "T0OTHER"}, None),
        ({"is_stranger": True}, None),
        ({"is_email_confirmed": False}, None),
        ({"profile": {"real_name": "Kari Nes"}}, None),
        ({"profile": {"real_name": "Kari Nes", "email": "no address"}}, None),
    ],
)
def test_an_address_is_vouched_for_by_the_persons_own_workspace_alone(more: dict[str, Any], email: str | None) -> None:
    assert profile_of({**KARI, **more}, team=TEAM) == Profile("Kari Nes", "nn-NO", email)


async def test_a_person_is_asked_for_once(wire: SlackWire, bot: EchoBot, slack: FakeSlack) -> None:
    directory, address = bot.slack.directory, in_private(TEAM, "U0KARI")
    found = [(await directory.find(address, "U0KARI")).email for _ in range(3)]
    assert (found, slack.count("users.info")) == (["kari.nes@hitra.kommune.no"] * 3, 1)


@pytest.mark.parametrize("error", ["missing_scope", "user_not_found"])
async def test_where_slack_may_not_tell_nothing_is_known(
    error: str, wire: SlackWire, bot: EchoBot, slack: FakeSlack
) -> None:
    slack.fault("users.info", error=error)
    assert await bot.slack.directory.profile(TEAM, "U0KARI") == NOBODY


async def test_a_slack_that_does_not_say_in_time_is_asked_again(
    wire: SlackWire, bot: EchoBot, slack: FakeSlack
) -> None:
    slack.does("users.info", "hang")
    first = await bot.slack.directory.profile(TEAM, "U0KARI")
    slack.release()
    assert (first, (await bot.slack.directory.profile(TEAM, "U0KARI")).name) == (NOBODY, "Kari Nes")
