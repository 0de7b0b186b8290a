"""Whoever gave up a seat, and every offer that lapsed, read the whole waiting list under the gathering's lock: 80 ms where
1,500 wait, on SQLite with the loop held.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable
from datetime import timedelta
from types import FrameType

import pytest

from gatherings.gathering import GatheringId, NetworkId
from gatherings.organisations import Organisation, OrganisationId
from gatherings.store import Database
from gatherings.store.organisations import add_organisations
from tests.gatherings.actions.scene import Scene

FEW, MANY = 10, 100


@pytest.fixture
def database_address(sqlite_address: str) -> str:
    return sqlite_address


async def test_a_withdrawal_is_as_much_work_where_many_wait_as_where_few_do(database: Database) -> None:
    scene = Scene(database)
    await scene.open(capacity=3, capacity_digital=0)
    await scene.sign_up(*(f"p{number}" for number in range(FEW)))
    few = [await _calls_of(scene.withdraw(name)) for name in ("p0", "p1")][-1]  # after what is made only once
    await scene.sign_up(*(f"p{number}" for number in range(FEW, MANY)))
    many = await _calls_of(scene.withdraw("p2"))
    assert many == pytest.approx(few, rel=0.1)
    assert await scene.offered() == ["p3", "p4", "p5"]


async def test_the_end_of_an_offer_is_as_much_work_where_many_wait_as_where_few_do(database: Database) -> None:
    calls = dict[int, int]()
    for many in (FEW, FEW, MANY):
        scene = Scene(database, id=GatheringId(f"g{len(calls)}-{many}"))
        await scene.open(capacity=1, capacity_digital=0)
        await scene.sign_up(*(f"p{number}" for number in range(many)))
        await scene.withdraw("p0")
        scene.now += timedelta(days=3)
        calls[many] = await _calls_of(scene.end_lapsed())
        assert await scene.offered() == ["p2"]
    assert calls[MANY] == pytest.approx(calls[FEW], rel=0.1)


async def test_a_withdrawal_grows_with_the_organisations_that_have_seats_no_faster_than_they_do(
    database: Database,
) -> None:
    """Each was counted among all the others: 48 ms with the 357 municipalities."""
    calls = dict[int, int]()
    for many in (20, 80):
        scene = Scene(database, id=GatheringId(f"g{many}"))
        await scene.open(capacity=many, capacity_per_organisation=1, capacity_digital=0)
        made = [organisation(f"{many}-{number}") for number in range(many)]
        await scene.act(add_organisations, NetworkId("n1"), made)
        for one in made:
            await scene.sign_up(one.name, of=one.id)
        await scene.sign_up("last", of=made[0].id)
        for one in made[:2]:  # after what is made only once
            calls[many] = await _calls_of(scene.withdraw(one.name))
        assert await scene.offered() == ["last"]
    assert calls[80] < 3 * calls[20]


def organisation(name: str) -> Organisation:
    return Organisation(OrganisationId(f"n1:{name}"), name)


async def _calls_of(act: Awaitable[object]) -> int:
    """How often Python calls anything meanwhile."""
    calls = 0

    def count(_frame: FrameType, what: str, _about: object) -> None:
        nonlocal calls
        calls += what == "call"

    sys.setprofile(count)
    try:
        await act
    finally:
        sys.setprofile(None)
    return calls
