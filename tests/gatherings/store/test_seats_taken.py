"""Who signs up waits for nobody's counting: what has a limit is counted where it stands, and nothing else is."""

from __future__ import annotations

import pytest

from gatherings.people import PersonId
from gatherings.registration import Occupancy, Registration, occupancy_of
from gatherings.store import Database, Tx
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.invitations import Coming, save_answer
from gatherings.store.seats import count_held, get_occupancy, look_before_sign_up
from gatherings.terms import Mode
from tests.builders import FJORDBY, STRANDVIK
from tests.gatherings.actions.scene import Scene

LIMITED = {"capacity": 3, "capacity_digital": 2, "capacity_per_organisation": 2}


@pytest.fixture
async def scene(database: Database) -> Scene:
    """Three in the room, one of whom is of Strandvik, and one digital; two wait, and the first of them has an offer."""
    made = Scene(database)
    await made.open(**LIMITED)
    await made.sign_up("anne", "berit")
    await made.sign_up("cato", of=STRANDVIK)
    await made.sign_up("dag", mode=Mode.DIGITAL)
    await made.sign_up("eva", "finn", of=STRANDVIK)
    await made.withdraw("anne")
    return made


async def test_the_seats_are_those_that_are_held_or_offered_and_the_last_place_is_that_of_the_list(
    scene: Scene,
) -> None:
    async def both(tx: Tx) -> list[tuple[Occupancy, Occupancy]]:
        made, held = await get_gathering_by_id(tx, scene.id), await count_held(tx, scene.id)
        return [(await get_occupancy(tx, made.id, one), occupancy_of(held, one)) for one in (FJORDBY, STRANDVIK, None)]

    for taken, counted in await scene.act(both):
        assert (taken.room, taken.digital, taken.room_of_organisation) == (3, 2, counted.room_of_organisation)
        assert (counted.room, counted.digital, taken.last_place) == (3, 2, 2)


async def test_one_s_own_seat_is_not_in_one_s_way(scene: Scene) -> None:
    async def without_berit(tx: Tx) -> Occupancy:
        made, berit = await get_gathering_by_id(tx, scene.id), await scene.of("berit")
        return await get_occupancy(tx, made.id, FJORDBY, besides=berit)

    assert await scene.act(without_berit) == Occupancy(room=2, digital=2, room_of_organisation=0, last_place=2)


async def test_what_has_no_limit_is_not_counted(scene: Scene) -> None:
    async def unlimited(tx: Tx) -> Occupancy:
        return await get_occupancy(tx, scene.id, STRANDVIK)

    await scene.change_terms(capacity=None, capacity_digital=None, capacity_per_organisation=None)
    assert await scene.act(unlimited) == Occupancy(last_place=2)


async def test_before_somebody_signs_up_all_of_it_is_looked_at_at_once(scene: Scene) -> None:
    async def before(tx: Tx, name: str) -> tuple[Registration | None, bool]:
        made = await get_gathering_by_id(tx, scene.id)
        seen = await look_before_sign_up(tx, made.id, PersonId(name), STRANDVIK)
        assert seen.taken == await get_occupancy(tx, made.id, STRANDVIK)
        return seen.known, seen.has_answered

    await scene.arrive("gro", "hege")
    await scene.act(save_answer, scene.id, PersonId("gro"), Coming.NOT_COMING, at=scene.now)
    assert await scene.act(before, "gro") == (None, True)
    assert await scene.act(before, "hege") == (None, False)
    assert await scene.act(before, "berit") == (await scene.of("berit"), False)
