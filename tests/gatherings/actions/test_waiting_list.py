from __future__ import annotations

from datetime import timedelta

import pytest

from gatherings.errors import GatheringCancelled, NotSignedUp, OfferLapsed, SignupClosed
from gatherings.store.postings import list_postings
from tests.builders import ABSENT, DAY_ONE, DAY_TWO, DEADLINE, FJORDBY, LATE, STRANDVIK, at
from tests.gatherings.actions.scene import CLOSED, DIGITAL, EARLY, LATER, ROOM, Scene

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
BEGINS = at("09:00", DAY_ONE)


async def full(scene: Scene, *waiting: str, **terms: object) -> None:
    """A room of two seats that Anne and Berit have, and the others wait for, without digital seats."""
    await scene.open(**{"capacity_digital": 0, **terms})
    await scene.sign_up("anne", "berit")
    if waiting:
        await scene.sign_up(*waiting)


# Waiting.


async def test_who_comes_too_late_for_a_seat_waits_in_the_order_of_coming(scene: Scene) -> None:
    await full(scene, "cato", "dag", "eva")
    places = [await scene.ahead_of(name) + 1 for name in ("cato", "dag", "eva")]
    assert (await scene.seated(), await scene.waiting(), places) == (
        ["anne", "berit"],
        ["cato", "dag", "eva"],
        [1, 2, 3],
    )


async def test_pressed_twice_one_keeps_the_place(scene: Scene) -> None:
    await full(scene, "cato", "dag")
    again = [await scene.sign_up("cato"), await scene.change_mode("cato", ROOM)]
    assert (again, await scene.waiting()) == ([await scene.of("cato")] * 2, ["cato", "dag"])


async def test_digital_to_a_full_room_keeps_the_digital_seat_while_waiting(scene: Scene) -> None:
    await full(scene, capacity_digital=None)
    await scene.sign_up("cato", mode=DIGITAL)
    waiting = await scene.change_mode("cato", ROOM)
    assert (waiting.seat, waiting.waits_for, await scene.waiting()) == (DIGITAL, ROOM, ["cato"])


async def test_to_be_content_with_digital_is_to_leave_the_waiting_list(scene: Scene) -> None:
    await full(scene, "cato", capacity_digital=None)
    content = await scene.change_mode("cato", DIGITAL)
    assert (content.seat, content.waits_for, await scene.waiting()) == (DIGITAL, None, [])


async def test_nobody_on_the_waiting_list_ever_owes_a_fee(scene: Scene) -> None:
    await full(scene, "cato", capacity_digital=None, fee_covers_digital=True)
    scene.now = CLOSED
    cost = await scene.cost("cato")
    scene.now = at("15:00", DAY_TWO)
    await scene.check_in("anne", "berit")
    absent = await scene.close_attendance()
    assert (cost, absent, await scene.fees()) == (None, ["cato"], [])


async def test_leaving_the_waiting_list_costs_nothing_and_moves_the_others_up(scene: Scene) -> None:
    await full(scene, "cato", "dag")
    scene.now = CLOSED
    await scene.withdraw("cato")
    assert (await scene.fees(), await scene.ahead_of("dag")) == ([], 0)


# Offers.


async def test_a_freed_seat_is_offered_to_the_first_and_kept_for_them(scene: Scene) -> None:
    await full(scene, "cato", "dag")
    await scene.withdraw("anne")
    await scene.sign_up("eva")
    offered = await scene.of("cato")
    assert (await scene.offered(), offered.offered_until) == (["cato"], EARLY + DAY)
    assert (await scene.seated(), await scene.waiting()) == (["berit"], ["cato", "dag", "eva"])


async def test_the_offer_is_told_to_whom_it_is_made(scene: Scene) -> None:
    await full(scene, "cato")
    await scene.withdraw("anne")
    async with scene.database.read() as tx:
        told = [one.posting for one in await list_postings(tx, scene.id) if one.posting.kind.value == "offer"]
    until = EARLY + DAY
    assert [(one.person_id, one.facts["until"], one.useful_until) for one in told] == [
        ("cato", until.isoformat(), until)
    ]


async def test_the_seat_is_taken_until_the_very_end_of_the_time(scene: Scene) -> None:
    await full(scene, "cato")
    await scene.withdraw("anne")
    scene.now = EARLY + DAY
    await scene.end_lapsed()
    taken = await scene.accept("cato")
    assert (taken.seat, await scene.seated(), await scene.waiting()) == (ROOM, ["berit", "cato"], [])


async def test_when_the_time_is_out_the_seat_passes_on(scene: Scene) -> None:
    await full(scene, "cato", "dag")
    await scene.withdraw("anne")
    scene.now = EARLY + DAY + SECOND
    with pytest.raises(OfferLapsed):
        await scene.accept("cato")
    ended = await scene.end_lapsed()
    assert ([one.person_id for one in ended], await scene.waiting(), await scene.offered()) == (
        ["cato"],
        ["dag"],
        ["dag"],
    )
    assert (await scene.of("dag")).offered_until == scene.now + DAY


async def test_whose_time_ran_out_has_cancelled_and_owes_nothing(scene: Scene) -> None:
    await full(scene, "cato")
    await scene.withdraw("anne")
    scene.now = EARLY + 2 * DAY
    await scene.end_lapsed()
    with pytest.raises(NotSignedUp):
        await scene.accept("cato")
    assert ((await scene.of("cato")).cancelled_at, await scene.fees()) == (scene.now, [])


async def test_whose_time_ran_out_keeps_the_digital_seat(scene: Scene) -> None:
    await full(scene, "cato", capacity_digital=None)
    await scene.withdraw("anne")
    scene.now = EARLY + 2 * DAY
    [kept] = await scene.end_lapsed()
    assert (kept.seat, kept.waits_for, kept.cancelled_at) == (DIGITAL, None, None)


async def test_ending_what_has_lapsed_twice_does_nothing_more(scene: Scene) -> None:
    await full(scene, "cato", "dag")
    await scene.withdraw("anne")
    scene.now = EARLY + 2 * DAY
    counts = [len(await scene.end_lapsed()) for _ in range(2)]
    assert (counts, await scene.offered()) == ([1, 0], ["dag"])


async def test_declined_it_goes_to_the_next_at_once(scene: Scene) -> None:
    await full(scene, "cato", "dag")
    await scene.withdraw("anne")
    await scene.decline("cato")
    assert (await scene.offered(), await scene.fees()) == (["dag"], [])


async def test_an_offer_is_accepted_once(scene: Scene) -> None:
    await full(scene, "cato")
    await scene.withdraw("anne")
    seated = await scene.accept("cato")
    with pytest.raises(OfferLapsed):
        await scene.accept("cato")
    assert await scene.of("cato") == seated


async def test_asking_for_the_seat_that_one_is_offered_accepts_it(scene: Scene) -> None:
    await full(scene, "cato", capacity_digital=None)
    scene.now = CLOSED
    await scene.withdraw("anne", shown=LATE)
    seated = await scene.change_mode("cato", ROOM)
    assert (seated.seat, seated.is_exempt) == (ROOM, True)


async def test_after_the_deadline_who_waits_for_the_room_goes_on_waiting(scene: Scene) -> None:
    await full(scene, "cato")
    await scene.sign_up_for("dag", mode=ROOM)
    scene.now = CLOSED
    assert await scene.change_mode("cato", ROOM) == await scene.of("cato")
    await scene.change_terms(capacity_digital=9)
    await scene.sign_up_for("eva", mode=DIGITAL)
    with pytest.raises(SignupClosed):
        await scene.change_mode("eva", ROOM)


async def test_who_takes_a_digital_seat_instead_frees_what_they_were_offered(scene: Scene) -> None:
    await full(scene, "cato", "dag")
    await scene.withdraw("anne")
    await scene.change_terms(capacity_digital=1)
    await scene.change_mode("cato", DIGITAL)
    assert (await scene.seated(DIGITAL), await scene.offered()) == (["cato"], ["dag"])


async def test_the_digital_seat_of_whoever_comes_into_the_room_is_offered_in_turn(scene: Scene) -> None:
    await full(scene, "cato", capacity_digital=1)
    await scene.sign_up("dag", mode=DIGITAL)
    await scene.withdraw("anne")
    await scene.accept("cato")
    assert ((await scene.of("dag")).waits_for, await scene.offered()) == (DIGITAL, ["dag"])


async def test_a_room_seat_given_up_for_a_digital_one_is_offered(scene: Scene) -> None:
    await full(scene, "cato", capacity_digital=None)
    await scene.change_mode("anne", DIGITAL)
    assert await scene.offered() == ["cato"]


async def test_an_offer_goes_to_the_first_who_may_have_it(scene: Scene) -> None:
    await scene.open(capacity=3, capacity_per_organisation=2, capacity_digital=0)
    await scene.sign_up("anne", "berit", "cato", of=FJORDBY)
    await scene.sign_up("dag", "eva", of=STRANDVIK)
    assert await scene.waiting() == ["cato", "eva"]
    await scene.withdraw("dag")
    assert await scene.offered() == ["eva"]
    await scene.withdraw("anne")
    assert await scene.offered() == ["cato", "eva"]


async def test_more_seats_are_offered_to_those_who_wait(scene: Scene) -> None:
    await full(scene, "cato", "dag", "eva")
    await scene.change_terms(capacity=4)
    assert await scene.offered() == ["cato", "dag"]


async def test_a_larger_share_is_offered_too(scene: Scene) -> None:
    await scene.open(capacity=9, capacity_per_organisation=1, capacity_digital=0)
    await scene.sign_up("anne", "berit", "cato")
    await scene.change_terms(capacity_per_organisation=2)
    assert await scene.offered() == ["berit"]


async def test_fewer_seats_take_nobody_s_away_and_none_is_offered_until_there_is_room(scene: Scene) -> None:
    await full(scene, "cato")
    await scene.change_terms(capacity=1)
    await scene.withdraw("anne")
    assert (await scene.seated(), await scene.offered()) == (["berit"], [])
    await scene.withdraw("berit")
    assert await scene.offered() == ["cato"]


async def test_no_offer_outlasts_the_beginning_and_none_is_made_after_it(scene: Scene) -> None:
    await full(scene, "cato", "dag")
    scene.now = BEGINS - SECOND
    await scene.withdraw("anne", shown=LATE)
    assert (await scene.of("cato")).offered_until == BEGINS
    scene.now = BEGINS + SECOND
    await scene.end_lapsed()
    await scene.withdraw("berit", shown=LATE)
    assert (await scene.waiting(), await scene.offered()) == (["dag"], [])


async def test_put_off_the_gathering_has_its_free_seats_offered_again(scene: Scene) -> None:
    await full(scene, "cato")
    scene.now = BEGINS + SECOND
    await scene.withdraw("anne", shown=LATE)
    later = DAY_TWO + 7 * DAY
    await scene.change(starts_on=later, ends_on=later, programme=())
    assert await scene.offered() == ["cato"]


async def test_at_a_cancelled_gathering_no_seat_is_offered_or_taken(scene: Scene) -> None:
    await full(scene, "cato", "dag")
    await scene.withdraw("anne")
    await scene.change(is_cancelled=True)
    await scene.withdraw("berit")
    with pytest.raises(GatheringCancelled):
        await scene.accept("cato")
    assert (await scene.offered(), await scene.seated()) == (["cato"], [])


# What the promoted owe.


async def test_promoted_in_time_one_owes_like_everybody(scene: Scene) -> None:
    await full(scene, "cato")
    await scene.withdraw("anne")
    await scene.accept("cato")
    scene.now = LATER
    assert await scene.cost("cato") == LATE


@pytest.mark.parametrize("when", [LATER, CLOSED], ids=["after the last free day", "after the deadline"])
async def test_promoted_late_one_owes_nothing_whatever_happens(scene: Scene, when: object) -> None:
    await full(scene, "cato", "dag")
    scene.now = when  # type: ignore[assignment]
    await scene.withdraw("anne", "berit", shown=LATE)
    for name in ("cato", "dag"):
        await scene.accept(name)
    await scene.withdraw("cato")
    scene.now = at("15:00", DAY_TWO)
    absent = await scene.close_attendance()
    owing = sorted(name for name, _, _ in await scene.fees())
    assert (absent, owing) == (["dag"], ["anne", "berit"])


async def test_a_seat_in_the_room_again_makes_up_for_the_one_that_was_given_up_a_digital_one_does_not(
    scene: Scene,
) -> None:
    await full(scene, capacity=1, capacity_digital=1)
    scene.now = LATER
    await scene.withdraw("anne", shown=LATE)
    assert await scene.offered() == ["berit"]
    await scene.accept("berit")
    await scene.sign_up("cato", mode=DIGITAL)
    await scene.sign_up("anne", mode=DIGITAL)
    await scene.withdraw("cato")
    await scene.accept("anne")
    assert (await scene.seated(DIGITAL), await scene.fees()) == (["anne"], [("anne", "late", LATE)])
    await scene.change_mode("anne", ROOM)
    await scene.withdraw("berit")
    await scene.accept("anne")
    assert (await scene.seated(), await scene.fees()) == (["anne"], [])


async def test_signed_up_by_an_organiser_one_accepts_the_terms_with_the_offer(scene: Scene) -> None:
    await full(scene)
    waiting = await scene.sign_up_for("cato")
    await scene.withdraw("anne")
    seated = await scene.accept("cato")
    assert (waiting.accepted, seated.accepted is not None) == (None, True)
    scene.now = at("15:00", DAY_TWO)
    await scene.check_in("berit")
    await scene.close_attendance()
    assert await scene.fees() == [("cato", "absent", ABSENT)]


async def test_nobody_new_gets_past_those_who_wait(scene: Scene) -> None:
    await full(scene, "cato")
    scene.now = at("10:00", DEADLINE)
    await scene.withdraw("anne", shown=LATE)
    new = await scene.sign_up("dag")
    assert (new.seat, await scene.offered()) == (None, ["cato"])
