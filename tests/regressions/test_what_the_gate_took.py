"""The gate took tokens that ask to be read otherwise, or are written otherwise, and fetched keys from anywhere."""

from __future__ import annotations

import aiohttp
import pytest

from bot.sdk.signing_keys import SigningKeys
from bot.sdk.turned_away import TurnedAway
from tests.doubles.botframework import BotFramework
from tests.doubles.clocks import HandClock
from tests.doubles.echo_bot import echo_bot
from tests.doubles.teams import TeamsClient
from tests.hostile.forged import Break, Forgery, header, then
from tests.hostile.test_key_hosts import KeyHost, served


@pytest.mark.parametrize("odd", [header(crit=["b64"], b64=True), then(lambda token: f"{token}==")])
async def test_a_token_is_written_and_read_in_one_way(odd: Break) -> None:
    clock = HandClock()
    async with BotFramework(clock) as cloud, echo_bot(cloud.credentials(), clock) as bot:
        teams = TeamsClient(cloud, bot.session, bot.url)
        made = odd(Forgery()).made(cloud.service_url)
        assert (await teams.post(teams.personal().message("hei"), token=made)).status == 401


async def test_a_document_does_not_send_us_to_another_host() -> None:
    async with aiohttp.ClientSession() as session, served(KeyHost()) as elsewhere:
        host = KeyHost(jwks_uri=f"{elsewhere.replace('127.0.0.1', '127.0.0.2')}/keys")
        async with served(host) as url:
            with pytest.raises(TurnedAway):
                await SigningKeys(session, f"{url}/document", machine_now=HandClock()).find("k1")
    assert host.asked == ["document"]
