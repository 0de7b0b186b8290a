from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from gatherings.actions.changing import change_details
from gatherings.actions.registration import sign_up
from gatherings.errors import (
    CostChanged,
    GatheringCancelled,
    GatheringOver,
    NoSeatLeft,
    NoSuchMode,
    NotSignedUp,
    SignupClosed,
    SignupNotOpen,
)
from gatherings.people import PersonId
from gatherings.postings.posting import Audience
from gatherings.registration import Needs
from gatherings.store.invitations import Coming, Response, find_response, save_answer
from gatherings.store.postings import list_postings
from gatherings.store.registrations import find_needs
from gatherings.terms import Fee
from tests.builders import ABSENT, DAY_ONE, DAY_TWO, DEADLINE, FREE_UNTIL, LATE, at
from tests.gatherings.actions.scene import CLOSED, DIGITAL, EARLY, LATER, ROOM, Scene

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
MIDNIGHT = at("00:00", FREE_UNTIL + DAY)
"""From here on cancelling costs."""


async def told_organisers(scene: Scene) -> list[str]:
    """How each seat was given up that the organisers are told of."""
    async with scene.database.read() as tx:
        kept = await list_postings(tx, scene.id)
    return [one.posting.facts["how"] for one in kept if one.posting.audience is Audience.ORGANISERS]


# Signing up.


async def test_pressed_twice_one_is_signed_up_once(scene: Scene) -> None:
    await scene.open()
    first = await scene.sign_up("anne")
    again = await scene.sign_up("anne", mode=DIGITAL)
    assert (again, await scene.registrations()) == (first, [first])


async def test_the_terms_are_kept_as_they_were_accepted(scene: Scene) -> None:
    accepted = await scene.open()
    await scene.sign_up("anne")
    await scene.change_terms(text="Nye vilkår", fee_late=Fee(5000))
    kept = (await scene.of("anne")).accepted
    assert kept is not None
    assert (kept.text, kept.terms, kept.version, kept.at) == (accepted.terms.text, accepted.terms, 2, EARLY)


async def test_everything_that_was_answered_is_kept(scene: Scene) -> None:
    await scene.open()
    await scene.arrive("anne")
    asked = await scene.application(ROOM, None)
    full = replace(asked, needs=Needs("vegetar", "rullestol"), dinner=True, is_listed=True, answers={"buss": "ja"})
    made = await scene.act(sign_up, scene.id, PersonId("anne"), full, now=scene.now)
    async with scene.database.read() as tx:
        needs = await find_needs(tx, made.id)
    kept = await scene.of("anne")
    assert (needs, kept.dinner, kept.is_listed, kept.answers) == (full.needs, True, True, {"buss": "ja"})


@pytest.mark.parametrize(
    ("second", "refusal"),
    [
        (at("09:00", EARLY.date().replace(month=2, day=1)) - SECOND, SignupNotOpen),
        (at("00:00", DEADLINE + DAY), SignupClosed),
        (at("00:00", DAY_TWO + DAY), GatheringOver),
    ],
)
async def test_before_the_opening_and_after_the_deadline_nobody_signs_up(
    scene: Scene, second: object, refusal: type[Exception]
) -> None:
    await scene.open()
    scene.now = second  # type: ignore[assignment]
    with pytest.raises(refusal):
        await scene.sign_up("anne")
    assert await scene.registrations() == []


async def test_the_last_second_of_the_deadline_still_counts(scene: Scene) -> None:
    await scene.open()
    scene.now = at("00:00", DEADLINE + DAY) - SECOND
    assert (await scene.sign_up("anne")).seat is ROOM


async def test_nobody_signs_up_to_a_cancelled_gathering(scene: Scene) -> None:
    await scene.open()
    await scene.change(is_cancelled=True)
    with pytest.raises(GatheringCancelled):
        await scene.sign_up("anne")


async def test_nobody_takes_part_in_a_way_that_there_is_not(scene: Scene) -> None:
    await scene.open(capacity_digital=0)
    with pytest.raises(NoSuchMode):
        await scene.sign_up("anne", mode=DIGITAL)
    await scene.sign_up("anne")
    with pytest.raises(NoSuchMode):
        await scene.change_mode("anne", DIGITAL)


async def test_who_signs_up_has_answered_the_invitation_by_that(scene: Scene) -> None:
    await scene.open()
    await scene.arrive("anne")
    await scene.act(save_answer, scene.id, PersonId("anne"), Coming.NOT_COMING, at=scene.now)
    await scene.sign_up("anne")
    async with scene.database.read() as tx:
        assert await find_response(tx, scene.id, PersonId("anne")) == Response()


# Changing the details.


async def test_what_is_not_said_stays_as_it_was(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne")
    anne = PersonId("anne")
    await scene.act(change_details, scene.id, anne, needs=Needs("vegetar"), dinner=True, now=scene.now)
    changed = await scene.act(change_details, scene.id, anne, is_listed=True, answers={"buss": "ja"}, now=scene.now)
    async with scene.database.read() as tx:
        needs = await find_needs(tx, changed.id)
    assert (needs, changed.dinner, changed.is_listed, changed.answers, changed.sequence) == (
        Needs("vegetar"),
        True,
        True,
        {"buss": "ja"},
        2,
    )


async def test_who_is_not_signed_up_has_nothing_to_change(scene: Scene) -> None:
    await scene.open()
    await scene.arrive("anne")
    for act in (scene.withdraw("anne"), scene.change_mode("anne", DIGITAL), scene.accept_for_oneself("anne")):
        with pytest.raises(NotSignedUp):
            await act


# Giving up the seat.


async def test_until_the_last_free_second_it_is_free_and_the_organisers_are_not_troubled(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne")
    scene.now = MIDNIGHT - SECOND
    await scene.withdraw("anne")
    assert (await scene.seated(), await scene.fees(), await told_organisers(scene)) == ([], [], [])


async def test_after_it_the_fee_is_kept_with_the_accepted_terms_and_the_organisers_are_told(scene: Scene) -> None:
    await scene.open()
    made = await scene.sign_up("anne")
    scene.now = MIDNIGHT
    await scene.withdraw("anne", shown=LATE)
    [line] = await scene.fee_lines()
    kept = (line.name, line.organisation_id, line.reason, line.fee, line.at, line.accepted)
    assert kept == ("anne", made.organisation_id, "late", LATE, MIDNIGHT, made.accepted)
    assert await told_organisers(scene) == ["late"]


async def test_pressed_twice_it_costs_once(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne")
    scene.now = LATER
    await scene.withdraw("anne", shown=LATE)
    with pytest.raises(NotSignedUp):
        await scene.withdraw("anne", shown=LATE)
    assert (await scene.fees(), await told_organisers(scene)) == ([("anne", "late", LATE)], ["late"])


async def test_when_midnight_came_between_the_card_and_the_press_nothing_is_changed(scene: Scene) -> None:
    await scene.open()
    before = await scene.sign_up("anne")
    scene.now = MIDNIGHT - SECOND
    shown = await scene.cost("anne")
    scene.now = MIDNIGHT
    for act in (scene.withdraw("anne", shown=shown), scene.change_mode("anne", DIGITAL, shown=shown)):
        with pytest.raises(CostChanged):
            await act
    assert (shown, await scene.of("anne"), await scene.fees()) == (None, before, [])


async def test_a_cost_that_is_not_owed_any_more_is_not_taken_either(scene: Scene) -> None:
    await scene.open()
    before = await scene.sign_up("anne")
    scene.now = LATER
    await scene.change_terms(free_until=DEADLINE)
    with pytest.raises(CostChanged):
        await scene.withdraw("anne", shown=LATE)
    assert (await scene.of("anne"), await scene.fees()) == (before, [])


async def test_after_the_gathering_there_is_nothing_to_give_up(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne")
    scene.now = at("00:00", DAY_TWO + DAY)
    with pytest.raises(GatheringOver):
        await scene.withdraw("anne", shown=LATE)
    assert await scene.seated() == ["anne"]


async def test_at_a_cancelled_gathering_nobody_owes_anything(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne", "berit")
    scene.now = LATER
    await scene.withdraw("anne", shown=LATE)
    await scene.change(is_cancelled=True)
    await scene.withdraw("berit")
    assert (await scene.seated(), await scene.fees()) == ([], [])


async def test_who_signs_up_again_owes_nothing_for_having_left(scene: Scene) -> None:
    await scene.open()
    first = await scene.sign_up("anne")
    scene.now = LATER
    await scene.withdraw("anne", shown=LATE)
    again = await scene.sign_up("anne")
    assert (again.id, again.seat, await scene.fees()) == (first.id, ROOM, [])


async def test_a_digital_seat_does_not_make_up_for_the_one_in_the_room(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne")
    scene.now = LATER
    await scene.withdraw("anne", shown=LATE)
    await scene.sign_up("anne", mode=DIGITAL)
    await scene.withdraw("anne")
    await scene.sign_up_for("anne", mode=DIGITAL)
    assert await scene.fees() == [("anne", "late", LATE)]


# In the room or digital.


async def test_room_to_digital_is_free_until_the_last_free_second(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne")
    scene.now = MIDNIGHT - SECOND
    changed = await scene.change_mode("anne", DIGITAL)
    assert (changed.seat, await scene.fees()) == (DIGITAL, [])


async def test_room_to_digital_late_costs_like_a_cancellation(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne")
    scene.now = MIDNIGHT
    shown = await scene.cost("anne")
    changed = await scene.change_mode("anne", DIGITAL, shown=shown)
    assert (shown, changed.seat, await scene.fees()) == (LATE, DIGITAL, [("anne", "late", LATE)])


async def test_back_to_the_room_in_time_it_costs_nothing_again(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne")
    scene.now = LATER
    await scene.change_mode("anne", DIGITAL, shown=LATE)
    changed = await scene.change_mode("anne", ROOM)
    assert (changed.seat, await scene.fees()) == (ROOM, [])


async def test_leaving_the_digital_seat_afterwards_costs_no_more_and_takes_nothing_back(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne")
    scene.now = LATER
    await scene.change_mode("anne", DIGITAL, shown=LATE)
    await scene.withdraw("anne")
    assert await scene.fees() == [("anne", "late", LATE)]


async def test_where_no_digital_seat_is_left_the_one_in_the_room_is_kept(scene: Scene) -> None:
    await scene.open(capacity_digital=1)
    await scene.sign_up("berit", mode=DIGITAL)
    before = await scene.sign_up("anne")
    with pytest.raises(NoSeatLeft):
        await scene.change_mode("anne", DIGITAL)
    assert await scene.of("anne") == before


async def test_digital_to_the_room_by_the_terms_of_now(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne", mode=DIGITAL)
    await scene.change_terms(fee_late=Fee(2000))
    await scene.change_mode("anne", ROOM)
    scene.now = LATER
    assert await scene.cost("anne") == Fee(2000)


async def test_after_the_deadline_nobody_comes_into_the_room(scene: Scene) -> None:
    await scene.open()
    before = await scene.sign_up("anne", mode=DIGITAL)
    scene.now = CLOSED
    with pytest.raises(SignupClosed):
        await scene.change_mode("anne", ROOM)
    assert await scene.of("anne") == before


async def test_asking_for_what_one_has_changes_nothing(scene: Scene) -> None:
    await scene.open()
    before = await scene.sign_up("anne")
    scene.now = LATER
    assert await scene.change_mode("anne", ROOM) == before


# By an organiser.


async def test_an_organiser_need_not_mind_the_opening_and_the_deadline(scene: Scene) -> None:
    await scene.open()
    for name, when in (("anne", at("12:00", DAY_ONE.replace(month=1))), ("berit", CLOSED)):
        scene.now = when
        await scene.sign_up_for(name)
    assert await scene.seated() == ["anne", "berit"]


async def test_signed_up_by_an_organiser_one_owes_nothing_before_the_terms_are_accepted(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up_for("anne")
    scene.now = LATER
    await scene.withdraw("anne")
    assert await scene.fees() == []


async def test_from_the_acceptance_on_the_terms_count(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up_for("anne")
    await scene.accept_for_oneself("anne")
    scene.now = LATER
    await scene.withdraw("anne", shown=LATE)
    assert await scene.fees() == [("anne", "late", LATE)]


async def test_who_never_accepted_is_absent_without_a_fee(scene: Scene) -> None:
    await scene.open(capacity=9)
    await scene.sign_up_for("anne")
    await scene.sign_up("berit")
    scene.now = at("15:00", DAY_TWO)
    assert (await scene.close_attendance(), await scene.fees()) == (["anne", "berit"], [("berit", "absent", ABSENT)])


async def test_accepted_twice_the_first_acceptance_stands(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up_for("anne")
    first = await scene.accept_for_oneself("anne")
    scene.now = LATER
    assert await scene.accept_for_oneself("anne") == first


async def test_who_has_signed_up_already_is_not_signed_up_anew_by_an_organiser(scene: Scene) -> None:
    await scene.open()
    before = await scene.sign_up("anne")
    assert await scene.sign_up_for("anne", mode=DIGITAL) == before
