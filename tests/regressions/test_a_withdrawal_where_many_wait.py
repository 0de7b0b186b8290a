"""Whoever gave up a seat read the whole waiting list under the gathering's lock: 80 ms where 1,500 wait, on SQLite with
the loop held.
"""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from gatherings.store import Database
from tests.gatherings.actions.scene import Scene

FEW, MANY = 10, 100


@pytest.fixture
def database_address(sqlite_address: str) -> str:
    return sqlite_address


async def test_a_withdrawal_is_as_much_work_where_many_wait_as_where_few_do(database: Database) -> None:
    scene = Scene(database)
    await scene.open(capacity=3, capacity_digital=0)
    await scene.sign_up(*(f"p{number}" for number in range(FEW)))
    few = [await _calls_of_a_withdrawal(scene, name) for name in ("p0", "p1")][-1]
    await scene.sign_up(*(f"p{number}" for number in range(FEW, MANY)))
    many = await _calls_of_a_withdrawal(scene, "p2")
    assert many == pytest.approx(few, rel=0.1)
    assert await scene.offered() == ["p3", "p4", "p5"]


async def _calls_of_a_withdrawal(scene: Scene, name: str) -> int:
    """How often Python calls anything meanwhile, after once for what is made only the first time."""
    calls = 0

    def count(_frame: FrameType, what: str, _about: object) -> None:
        nonlocal calls
        calls += what == "call"

    sys.setprofile(count)
    try:
        await scene.withdraw(name)
    finally:
        sys.setprofile(None)
    return calls
