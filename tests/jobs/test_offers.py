"""Seats that become free where nobody looks are offered all the same."""

from __future__ import annotations

from gatherings.people import PersonId
from gatherings.store import Database
from gatherings.store.profiles import remove_person
from jobs.offers import offer_seats
from tests.builders import DAY_TWO, at
from tests.gatherings.actions.scene import Scene


async def test_a_seat_that_became_free_unseen_is_offered_to_the_first_who_waits(database: Database) -> None:
    scene = Scene(database)
    await scene.open(capacity=1, capacity_digital=0)
    await scene.sign_up("anne", "berit", "cato")
    await scene.act(remove_person, PersonId("anne"))
    offered = [await offer_seats(database, now=scene.now) for _ in range(2)]
    kept = [(await scene.of(name)).offered_until is not None for name in ("berit", "cato")]
    assert (offered, kept) == ([1, 0], [True, False])


async def test_after_the_gathering_nobody_is_offered_a_seat(database: Database) -> None:
    scene = Scene(database)
    await scene.open(capacity=1, capacity_digital=0)
    await scene.sign_up("anne", "berit")
    await scene.act(remove_person, PersonId("anne"))
    assert await offer_seats(database, now=at("20:00", DAY_TWO)) == 0
