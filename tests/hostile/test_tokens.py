"""Tokens that are not good: each is turned away, runs no turn, and makes us connect to nobody but the host of keys."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import pytest
import pytest_asyncio

from tests.doubles.botframework import BotFramework
from tests.doubles.clocks import HandClock
from tests.doubles.echo_bot import EchoBot, echo_bot
from tests.doubles.teams import TeamsClient
from tests.hostile.counts import Count
from tests.hostile.forged import ALL_TOGETHER, BROKEN, NOW, PAIRS, Break, Forgery
from tests.hostile.sockets import watching

pytestmark = pytest.mark.asyncio(loop_scope="module")

AT_LEAST = 300


@dataclass(frozen=True)
class Door:
    """A bot that runs for the whole module, its cloud, and a client."""

    cloud: BotFramework
    bot: EchoBot
    teams: TeamsClient


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door() -> AsyncIterator[Door]:
    clock = HandClock(datetime.fromtimestamp(NOW, UTC))
    async with BotFramework(clock) as cloud, echo_bot(cloud.credentials(), clock) as bot:
        yield Door(cloud, bot, TeamsClient(cloud, bot.session, bot.url))


async def turned_away(door: Door, made: Forgery) -> int:
    """The status, where nothing else has come of it."""
    message = door.teams.personal().message("hei")
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {made.made(door.cloud.service_url)}"}
    with watching() as watched:
        async with door.bot.session.post(door.bot.url, json=message, headers=headers) as answer:
            status, body = answer.status, await answer.read()
    ran, posted = len(door.bot.turns.taken), door.cloud.posts
    door.bot.turns.taken.clear()
    door.cloud.posts = door.cloud.token_requests = 0
    assert (body, ran, posted) == (b"", 0, 0)
    assert watched.beyond(door.bot.url, door.cloud.base_url) == []
    return status


@pytest.mark.parametrize("name", BROKEN)
async def test_a_token_with_one_fault_is_turned_away(name: str, door: Door, count: Count) -> None:
    status, fault = BROKEN[name]
    assert await turned_away(door, fault(Forgery())) == status
    count("tokens turned away", 1)


@pytest.mark.parametrize("name", PAIRS)
async def test_a_token_with_two_faults_is_turned_away(name: str, door: Door, count: Count) -> None:
    both: Break = PAIRS[name]
    assert await turned_away(door, both(Forgery())) in {401, 403}
    count("tokens turned away", 1)


async def test_a_token_with_every_fault_is_turned_away(door: Door, count: Count) -> None:
    assert await turned_away(door, ALL_TOGETHER(Forgery())) == 401
    count("tokens turned away", 1)


async def test_the_token_that_all_of_them_were_made_of_is_good(door: Door) -> None:
    async with BotFramework(door.cloud._now) as cloud, echo_bot(cloud.credentials(), HandClock(cloud._now())) as bot:
        message = TeamsClient(cloud, bot.session, bot.url).personal().message("hei")
        headers = {"Authorization": f"Bearer {Forgery().made(cloud.service_url)}"}
        async with bot.session.post(bot.url, json=message, headers=headers) as answer:
            assert (answer.status, len(bot.turns.taken)) == (200, 1)


def test_there_are_as_many_as_we_say() -> None:
    assert len(BROKEN) + len(PAIRS) + 1 >= AT_LEAST


async def test_a_token_anywhere_but_in_its_header_is_no_token(door: Door) -> None:
    good, message = Forgery().made(door.cloud.service_url), door.teams.personal().message("hei")
    url = f"{door.bot.url}?access_token={good}&authorization=Bearer%20{good}"
    elsewhere = {
        "Cookie": f"Authorization=Bearer {good}",
        "X-Authorization": f"Bearer {good}",
        "Proxy-Authorization": good,
    }
    async with aiohttp.ClientSession() as session, session.post(url, json=message, headers=elsewhere) as answer:
        assert (answer.status, door.bot.turns.taken) == (401, [])
