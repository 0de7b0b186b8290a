"""The histories of `make test`; `make simulate` lives through longer ones, and through ten thousand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.simulation.history import SCENERIES, Stage, Step, history_of, live, shortened
from tests.simulation.operations import KINDS
from tests.simulation.scenery import DAYS, scenery_of
from tests.simulation.store import StoreFault
from tests.simulation.world import World

HISTORIES, STEPS = 200, 2
BEGINNINGS = 20


def fresh() -> int:
    """A seed whose gathering can be signed up to, and has seats for who is the seventh."""
    sceneries = {number: scenery_of(Random(f"scenery {number}")) for number in range(SCENERIES)}
    return next(
        number
        for number, one in sceneries.items()
        if one.signed_up < 4 and one.begins < one.landmarks[0] and (one.gathering.terms.capacity or 0) > 4
    )


FRESH = fresh()


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Stage:
    return Stage(tmp_path_factory.mktemp("simulated"), sqlite_template)


def seeds() -> list[int]:
    """Of a few beginnings, so that these are furnished once."""
    return [SCENERIES * round_ + number for number in range(BEGINNINGS) for round_ in range(HISTORIES // BEGINNINGS)]


def test_every_promise_is_kept_in_two_hundred_short_histories(stage: Stage) -> None:
    lived = [live(seed, history_of(seed, STEPS), stage) for seed in seeds()]
    assert {one.seed: one.broken for one in lived if one.broken} == {}
    assert len(lived) == HISTORIES
    assert sum(one.checks for one in lived) > HISTORIES * STEPS


def test_the_same_seed_is_the_same_history_and_another_is_another(stage: Stage) -> None:
    one, again, other = (live(seed, history_of(seed, 12), stage) for seed in (7, 7, 8))
    assert (one.trace, one.digest) == (again.trace, again.digest)
    assert one.digest != other.digest


def test_everything_that_can_happen_happens_in_two_hundred_short_histories() -> None:
    happened = Counter(step.name for seed in seeds() for step in history_of(seed, STEPS))
    assert set(happened) == set(KINDS)


def test_some_begin_before_each_of_the_two_nights() -> None:
    firsts = {scenery_of(Random(f"scenery {number}")).gathering.starts_on for number in range(BEGINNINGS)}
    assert firsts == set(DAYS)


# The promises can be broken.


def signing_up(*names: int) -> list[Step]:
    return [Step("signs_up", (name, 0, 4)) for name in names]


def send_twice(world: World) -> None:
    world.network.copies = 2


def test_who_is_told_what_was_never_kept_is_noticed(stage: Stage) -> None:
    def forget(world: World) -> None:
        world.faults.coming += [None, None, StoreFault.FORGOTTEN]  # after the courier's look and the first card

    found = live(FRESH, signing_up(6), stage, spoil=forget)
    assert "was told what is not in the database" in (found.broken or "")


def test_what_arrives_twice_is_noticed(stage: Stage) -> None:
    found = live(FRESH, signing_up(6), stage, spoil=send_twice)
    assert "2 times, at most 1" in (found.broken or "")


def oversell(world: World) -> None:
    world.look.execute("UPDATE gathering SET capacity = 1, edition = 'narrow'")
    seated = "UPDATE registration SET seat = 'room', waits_for = NULL WHERE id = new.id"
    world.look.execute(f"CREATE TRIGGER oversell AFTER INSERT ON registration BEGIN {seated}; END")


def test_a_seat_too_many_is_noticed(stage: Stage) -> None:
    found = live(FRESH, signing_up(6), stage, spoil=oversell)
    assert "seats of 1 (room)" in (found.broken or "")


def test_a_history_that_breaks_a_promise_is_made_short(stage: Stage) -> None:
    idle, breaks = [Step("asks", (number, number, 0)) for number in range(3)], signing_up(6)
    assert shortened(FRESH, [*idle, *breaks, *idle], stage, spoil=oversell) == breaks
