"""The token that lets us send: one for all, renewed in time, and never in anybody's way."""

from __future__ import annotations

import asyncio

import pytest

from bot.sdk.teams_wire import TeamsWire
from bot.wire import Address, Outgoing, SendLater
from tests.doubles.botframework import BotFramework
from tests.doubles.clocks import HandClock
from tests.doubles.echo_bot import EchoBot

HELLO = Outgoing({"type": "message", "text": "hei"})


async def test_many_who_send_at_once_share_one_token(cloud: BotFramework, wire: TeamsWire, address: Address) -> None:
    cloud.keeps_limits = False

    await asyncio.gather(*(wire.send(address, HELLO) for _ in range(20)))

    assert (cloud.token_requests, len(cloud.sent)) == (1, 20)


async def test_a_token_is_renewed_before_it_ends_and_nobody_waits_for_it(
    cloud: BotFramework, clock: HandClock, wire: TeamsWire, address: Address
) -> None:
    await wire.send(address, HELLO)
    clock.forward(minutes=56)
    cloud.login_does("hang")
    await wire.send(address, HELLO)
    cloud.release()
    cloud.login_does("well")
    clock.forward(minutes=5)
    await wire.send(address, HELLO)

    assert (cloud.token_requests, len(cloud.sent)) == (2, 3)


async def test_a_refused_token_is_replaced_by_one_fresh_token(
    cloud: BotFramework, wire: TeamsWire, address: Address
) -> None:
    await wire.send(address, HELLO)
    cloud.revoke_tokens()

    await wire.send(address, HELLO)

    assert (cloud.token_requests, len(cloud.sent)) == (2, 2)


async def test_a_door_that_refuses_fresh_tokens_too_means_later(
    cloud: BotFramework, wire: TeamsWire, address: Address
) -> None:
    cloud.fault(401, times=2)

    with pytest.raises(SendLater):
        await wire.send(address, HELLO)

    assert (cloud.posts, cloud.token_requests) == (2, 2)


@pytest.mark.parametrize("what", ["401", "500", "302", "nonsense"])
async def test_without_a_token_nothing_is_posted(
    what: str, cloud: BotFramework, wire: TeamsWire, address: Address
) -> None:
    cloud.login_does(what)
    with pytest.raises(SendLater):
        await wire.send(address, HELLO)
    cloud.login_does("well")
    await wire.send(address, HELLO)

    assert cloud.posts == 1


async def test_a_login_that_hangs_holds_up_no_other_turn(cloud: BotFramework, bot: EchoBot, address: Address) -> None:
    cloud.login_does("hang")
    sending = asyncio.create_task(bot.wire.send(address, HELLO))
    await cloud.hanging.wait()

    async with bot.session.get(bot.url.replace("/api/messages", "/live")) as live:
        assert (live.status, sending.done()) == (200, False)

    cloud.release()
    await sending


async def test_one_who_gives_up_does_not_take_the_token_from_the_others(
    cloud: BotFramework, wire: TeamsWire, address: Address
) -> None:
    cloud.login_does("hang")
    impatient, patient = (asyncio.create_task(wire.send(address, HELLO)) for _ in range(2))
    await cloud.hanging.wait()
    impatient.cancel()
    cloud.release()

    await patient

    assert (cloud.token_requests, len(cloud.sent)) == (1, 1)
