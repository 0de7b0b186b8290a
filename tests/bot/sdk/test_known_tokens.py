"""A token that was good a moment ago is looked at again in all but its signature."""

from __future__ import annotations

import pytest

from bot.sdk.signatures import TOKENS_KEPT, Signed
from bot.sdk.signing_keys import SigningKey
from bot.sdk.turned_away import TurnedAway
from tests.doubles.botframework import BotFramework, private_key
from tests.doubles.clocks import HandClock
from tests.doubles.echo_bot import EchoBot
from tests.doubles.teams import TeamsClient


def key_named(name: str) -> SigningKey:
    return SigningKey(private_key(name).public_key(), None)


async def test_a_known_token_whose_key_is_gone_is_turned_away(cloud: BotFramework, teams: TeamsClient) -> None:
    token = cloud.mint()
    assert (await teams.post(teams.personal().message("før"), token=token)).status == 200
    cloud.rotate_keys()
    await teams.post(teams.personal().message("hei"))
    assert (await teams.post(teams.personal().message("etter"), token=token)).status == 401


async def test_a_known_token_is_turned_away_once_it_is_over(
    cloud: BotFramework, clock: HandClock, teams: TeamsClient
) -> None:
    token = cloud.mint()
    assert (await teams.post(teams.personal().message("før"), token=token)).status == 200
    clock.forward(hours=1, minutes=1)
    assert (await teams.post(teams.personal().message("etter"), token=token)).status == 401


async def test_a_known_token_is_no_good_for_another_address(
    cloud: BotFramework, bot: EchoBot, teams: TeamsClient
) -> None:
    token = cloud.mint()
    assert (await teams.post(teams.personal().message("før"), token=token)).status == 200
    elsewhere = {**teams.personal().message("etter"), "serviceUrl": "https://smba.trafficmanager.net/emea/"}
    assert (await teams.post(elsewhere, token=token)).status == 403
    assert [incoming.text for incoming in bot.turns.taken] == ["før"]


async def test_a_known_token_is_no_good_for_a_key_of_the_same_name(cloud: BotFramework) -> None:
    signed, token = Signed(), cloud.mint(key="k1")
    assert signed.claims_of(token, key_named("k1"))["aud"]
    with pytest.raises(TurnedAway):
        signed.claims_of(token, key_named("another"))


async def test_a_token_that_nobody_signed_is_never_known(cloud: BotFramework) -> None:
    signed, token = Signed(), cloud.mint(key="stranger", kid="k1")
    for _ in range(2):
        with pytest.raises(TurnedAway):
            signed.claims_of(token, key_named("k1"))
    assert len(signed._tokens) == 0


async def test_only_so_many_tokens_are_known(cloud: BotFramework) -> None:
    signed, key = Signed(), key_named("k1")
    for number in range(TOKENS_KEPT + 5):
        signed.claims_of(cloud.mint(jti=str(number)), key)
    assert len(signed._tokens) == TOKENS_KEPT
