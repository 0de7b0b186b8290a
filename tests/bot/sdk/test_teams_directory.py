"""Names and addresses from Teams' member API: one at a time, page by page, and not asked for twice."""

from __future__ import annotations

import asyncio

import pytest

from bot.sdk.directory import TeamsDirectory, email_of
from bot.sdk.teams_wire import TeamsWire
from bot.wire import Address, Known
from tests.doubles.botframework import BotFramework
from tests.doubles.clocks import HandClock


@pytest.fixture
def directory(cloud: BotFramework, wire: TeamsWire) -> TeamsDirectory:
    cloud.members = {f"29:p{number}": f"P{number}@fjordby.example" for number in range(1_200)}
    return TeamsDirectory(wire)


async def test_a_conversation_is_read_page_by_page(
    cloud: BotFramework, address: Address, directory: TeamsDirectory
) -> None:
    read = {user: known async for user, known in directory.members(address)}

    assert (len(read), cloud.member_requests) == (1_200, 3)
    assert read["29:p7"] == Known("P7", "p7@fjordby.example")


async def test_whom_a_page_told_of_is_not_asked_for_again(
    cloud: BotFramework, address: Address, directory: TeamsDirectory
) -> None:
    directory.foresee(address)
    await asyncio.gather(*directory._reading)

    found = [await directory.find(address, f"29:p{number}") for number in (0, 600, 1_199)]

    assert ([known.email for known in found], cloud.member_requests) == (
        [f"p{number}@fjordby.example" for number in (0, 600, 1_199)],
        3,
    )


async def test_what_was_told_is_good_for_an_hour(
    cloud: BotFramework, clock: HandClock, address: Address, directory: TeamsDirectory
) -> None:
    for seconds in (0, 3_599, 2):
        clock.forward(seconds=seconds)
        await directory.find(address, "29:p1")

    assert cloud.member_requests == 2


async def test_whom_teams_does_not_know_has_neither_and_is_asked_for_once(
    cloud: BotFramework, address: Address, directory: TeamsDirectory
) -> None:
    assert [await directory.find(address, "29:nobody") for _ in range(2)] == [Known(), Known()]
    assert cloud.member_requests == 1


async def test_of_one_tenant_nothing_is_told_in_another(
    cloud: BotFramework, address: Address, directory: TeamsDirectory
) -> None:
    other = Address(address.channel, "other", address.conversation, address.kind, address.data)
    await directory.find(address, "29:p1")
    await directory.find(other, "29:p1")

    assert cloud.member_requests == 2


async def test_a_host_off_the_list_is_not_asked(
    cloud: BotFramework, address: Address, directory: TeamsDirectory
) -> None:
    data = {**address.data, "serviceUrl": "https://attacker.example.org/"}
    elsewhere = Address(address.channel, address.tenant, address.conversation, address.kind, data)

    assert await directory.find(elsewhere, "29:p1") == Known()
    assert [known async for known in directory.members(elsewhere)] == []
    assert (cloud.member_requests, cloud.token_requests) == (0, 0)


async def test_without_an_answer_there_is_no_address_and_the_next_asks_again(
    cloud: BotFramework, address: Address, directory: TeamsDirectory
) -> None:
    cloud.login_does("500")
    assert await directory.find(address, "29:p1") == Known()
    directory.foresee(address)
    await asyncio.gather(*directory._reading)
    cloud.login_does("well")

    assert (await directory.find(address, "29:p1")).email == "p1@fjordby.example"


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("Kari.Nes@Fjordby.Example", "kari.nes@fjordby.example"),
        ("per_other.example#EXT#@fjordby.onmicrosoft.com", None),
        ("kari", None),
        ("", None),
    ],
)
def test_a_guests_name_in_another_tenant_is_no_address(text: str, email: str | None) -> None:
    assert email_of(text) == email
