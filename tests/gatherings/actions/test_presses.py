"""Many people press at the same moment, each in a transaction of their own."""

from __future__ import annotations

import asyncio
from collections import Counter
from itertools import cycle

from gatherings.errors import NotSignedUp, OfferLapsed, Refusal
from gatherings.registration import Registration
from gatherings.store.registrations import count_ahead, list_waiting
from tests.builders import FJORDBY, LILLEBY, STRANDVIK
from tests.gatherings.actions.scene import ROOM, Scene

NAMES = [f"person {number:02}" for number in range(64)]
ORGANISATIONS = dict(zip(NAMES, cycle((FJORDBY, STRANDVIK, LILLEBY)), strict=False))


async def all_press(scene: Scene, *names: str) -> list[Registration]:
    """What each of them is told; of all 64 where it is not said of whom."""
    await scene.arrive(*NAMES)
    return await asyncio.gather(*(scene.sign_up(name, of=ORGANISATIONS[name]) for name in names or NAMES))


async def places(scene: Scene) -> list[int]:
    """How many stand before each who waits, in the order of the waiting list."""
    async with scene.database.read() as tx:
        return [await count_ahead(tx, one) for one in await list_waiting(tx, scene.id)]


async def test_of_64_who_press_for_one_seat_one_has_it_and_the_others_wait_in_order(scene: Scene) -> None:
    await scene.open(capacity=1, capacity_digital=0)
    told = await all_press(scene)
    seated = [one.person_id for one in told if one.seat is ROOM]
    assert (len(seated), await scene.seated()) == (1, seated)
    assert await places(scene) == list(range(63))
    assert set(await scene.waiting()) == set(NAMES) - set(seated)


async def test_what_each_was_told_is_what_is_kept(scene: Scene) -> None:
    await scene.open(capacity=5, capacity_digital=7)
    told = await all_press(scene, *NAMES[:20])
    kept = {one.person_id: one for one in await scene.registrations()}
    assert kept == {one.person_id: one for one in told}
    assert Counter(one.seat for one in told) == {"room": 5, "digital": 7, None: 8}


async def test_no_organisation_has_more_than_its_share(scene: Scene) -> None:
    await scene.open(capacity=5, capacity_digital=0, capacity_per_organisation=2)
    await all_press(scene)
    seated = await scene.seated()
    shares = Counter(ORGANISATIONS[name] for name in seated)
    assert (len(seated), max(shares.values())) == (5, 2)
    assert await places(scene) == list(range(59))


async def test_one_person_pressing_16_times_is_signed_up_once(scene: Scene) -> None:
    await scene.open()
    await scene.arrive("anne")
    told = await asyncio.gather(*(scene.sign_up("anne") for _ in range(16)))
    assert list({one.id for one in told}) == [one.id for one in await scene.registrations()]


async def test_when_20_leave_at_once_what_is_offered_is_what_is_free(scene: Scene) -> None:
    await scene.open(capacity=20, capacity_digital=0)
    await all_press(scene, *NAMES[:44])
    waiting = await scene.waiting()
    await asyncio.gather(*(scene.withdraw(name) for name in await scene.seated()))
    assert (await scene.seated(), await scene.offered()) == ([], waiting[:20])


async def test_when_20_leave_at_once_the_shares_still_hold(scene: Scene) -> None:
    await scene.open(capacity=20, capacity_digital=0, capacity_per_organisation=7)
    await all_press(scene, *NAMES[:44])
    await asyncio.gather(*(scene.withdraw(name) for name in await scene.seated()))
    shares = Counter(ORGANISATIONS[name] for name in await scene.offered())
    assert (sum(shares.values()), max(shares.values())) == (20, 7)


async def test_leaving_taking_and_coming_at_once_sell_no_seat_twice(scene: Scene) -> None:
    await scene.open(capacity=10, capacity_digital=0)
    await all_press(scene, *NAMES[:30])
    await asyncio.gather(*(scene.withdraw(name) for name in await scene.seated()))
    offered = await scene.offered()
    new = [f"new {number}" for number in range(10)]
    await scene.arrive(*new)
    await asyncio.gather(
        *(scene.accept(name) for name in offered[:5]),
        *(scene.decline(name) for name in offered[5:]),
        *(scene.sign_up(name) for name in new),
    )
    assert (await scene.seated(), len(await scene.offered())) == (sorted(offered[:5]), 5)
    assert not set(new) & {*await scene.seated(), *await scene.offered()}


async def test_a_code_that_many_take_at_once_gives_one_seat(scene: Scene) -> None:
    await scene.open(capacity=1, capacity_digital=0)
    await scene.sign_up("anne")
    code = await scene.hand_over("anne")
    await scene.arrive(*NAMES[:20])
    told = await asyncio.gather(*(scene.take(code, name) for name in NAMES[:20]), return_exceptions=True)
    taken = [one.person_id for one in told if isinstance(one, Registration)]
    refused = [one for one in told if isinstance(one, Refusal)]
    assert (await scene.seated(), len(taken), len(refused)) == (taken, 1, 19)


async def test_an_offer_pressed_eight_times_at_once_is_taken_once(scene: Scene) -> None:
    await scene.open(capacity=1, capacity_digital=0)
    await scene.sign_up("anne", "berit")
    await scene.withdraw("anne")
    told = await asyncio.gather(*(scene.accept("berit") for _ in range(8)), return_exceptions=True)
    assert Counter(type(one) for one in told) == {Registration: 1, OfferLapsed: 7}
    left = await asyncio.gather(*(scene.withdraw("berit") for _ in range(8)), return_exceptions=True)
    assert Counter(type(one) for one in left) == {type(None): 1, NotSignedUp: 7}
