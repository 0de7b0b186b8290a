from __future__ import annotations

from datetime import timedelta

import pytest

from gatherings.errors import AlreadySignedUp, GatheringOver, HandoverNotValid, NotSameOrganisation, NotSignedUp
from gatherings.postings.posting import Audience, PostingKind
from gatherings.store.postings import list_postings
from gatherings.terms import Fee
from tests.builders import ABSENT, DAY_ONE, DAY_TWO, LATE, STRANDVIK, at
from tests.gatherings.actions.scene import CLOSED, DIGITAL, LATER, ROOM, Scene


async def handed(scene: Scene, **terms: object) -> str:
    """The code by which somebody can take Anne's seat, after the deadline."""
    await scene.open(**terms)
    await scene.sign_up("anne")
    scene.now = CLOSED
    return await scene.hand_over("anne")


async def test_a_colleague_takes_the_seat_after_the_deadline_and_nobody_owes_anything(scene: Scene) -> None:
    code = await handed(scene)
    taken = await scene.take(code, "berit")
    assert (taken.seat, await scene.seated(), await scene.fees()) == (ROOM, ["berit"], [])


async def test_until_it_is_taken_the_seat_is_kept(scene: Scene) -> None:
    await handed(scene)
    assert await scene.seated() == ["anne"]


async def test_who_gave_it_and_the_organisers_are_told(scene: Scene) -> None:
    await scene.take(await handed(scene), "berit")
    async with scene.database.read() as tx:
        kept = [one.posting for one in await list_postings(tx, scene.id)]
    told = {(one.kind, one.audience, one.person_id) for one in kept}
    assert {
        (PostingKind.CONFIRMATION, Audience.PERSON, "anne"),
        (PostingKind.GIVEN_UP, Audience.ORGANISERS, None),
    } <= told


async def test_from_then_on_the_colleague_is_the_one_who_can_owe(scene: Scene) -> None:
    await scene.take(await handed(scene), "berit")
    costs = [await scene.cost(name) for name in ("anne", "berit")]
    scene.now = at("15:00", DAY_TWO)
    await scene.close_attendance()
    assert (costs, await scene.fees()) == ([None, LATE], [("berit", "absent", ABSENT)])


@pytest.mark.parametrize("of", [STRANDVIK, None])
async def test_another_organisation_is_refused_and_the_code_is_not_used_up(scene: Scene, of: object) -> None:
    code = await handed(scene)
    with pytest.raises(NotSameOrganisation):
        await scene.take(code, "dag", of=of)  # type: ignore[arg-type]
    await scene.take(code, "berit")
    assert await scene.seated() == ["berit"]


async def test_people_of_no_organisation_are_nobody_s_colleagues(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne", of=None)
    code = await scene.hand_over("anne")
    with pytest.raises(NotSameOrganisation):
        await scene.take(code, "berit", of=None)


async def test_a_code_is_used_once(scene: Scene) -> None:
    code = await handed(scene)
    await scene.take(code, "berit")
    for name in ("berit", "cato"):
        with pytest.raises(HandoverNotValid):
            await scene.take(code, name)
    assert await scene.seated() == ["berit"]


async def test_asked_for_again_the_first_code_holds_no_longer(scene: Scene) -> None:
    first = await handed(scene)
    await scene.hand_over("anne")
    with pytest.raises(HandoverNotValid):
        await scene.take(first, "berit")


async def test_a_code_gives_nothing_once_the_seat_is_given_up(scene: Scene) -> None:
    code = await handed(scene)
    await scene.withdraw("anne", shown=LATE)
    with pytest.raises(HandoverNotValid):
        await scene.take(code, "berit")


async def test_a_code_gives_nothing_once_the_seat_in_the_room_is_a_digital_one(scene: Scene) -> None:
    code = await handed(scene)
    await scene.change_mode("anne", DIGITAL, shown=LATE)
    with pytest.raises(HandoverNotValid):
        await scene.take(code, "berit")


async def test_a_made_up_code_gives_nothing(scene: Scene) -> None:
    await handed(scene)
    with pytest.raises(HandoverNotValid):
        await scene.take("AAAA-BBBB-CCCC", "berit")


async def test_nobody_takes_their_own_seat(scene: Scene) -> None:
    code = await handed(scene)
    with pytest.raises(AlreadySignedUp):
        await scene.take(code, "anne")


async def test_who_has_such_a_seat_already_is_refused(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne", "berit")
    with pytest.raises(AlreadySignedUp):
        await scene.take(await scene.hand_over("anne"), "berit")
    assert await scene.seated() == ["anne", "berit"]


async def test_nobody_gets_out_of_the_room_free_of_charge_by_a_colleague_s_digital_seat(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne", mode=DIGITAL)
    await scene.sign_up("berit")
    scene.now = CLOSED
    with pytest.raises(AlreadySignedUp):
        await scene.take(await scene.hand_over("anne"), "berit")
    assert (await scene.seated(), await scene.cost("berit")) == (["berit"], LATE)


async def test_what_was_owed_before_stays_owed_when_the_digital_seat_is_handed_over(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne")
    scene.now = LATER
    await scene.change_mode("anne", DIGITAL, shown=LATE)
    await scene.take(await scene.hand_over("anne"), "berit")
    assert (await scene.seated(DIGITAL), await scene.fees()) == (["berit"], [("anne", "late", LATE)])


async def test_a_colleague_s_digital_seat_does_not_make_up_for_the_room(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne", mode=DIGITAL)
    await scene.sign_up("berit")
    scene.now = LATER
    await scene.withdraw("berit", shown=LATE)
    await scene.take(await scene.hand_over("anne"), "berit")
    assert await scene.fees() == [("berit", "late", LATE)]


async def test_a_colleague_s_seat_in_the_room_does(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne", "berit")
    scene.now = LATER
    await scene.withdraw("berit", shown=LATE)
    await scene.take(await scene.hand_over("anne"), "berit")
    assert await scene.fees() == []


async def test_the_colleague_s_place_on_the_waiting_list_and_what_was_offered_there_go_to_the_next(
    scene: Scene,
) -> None:
    await scene.open(capacity_digital=0)
    await scene.sign_up("anne", "berit", "cato", "dag")
    await scene.withdraw("berit")
    assert await scene.offered() == ["cato"]
    await scene.take(await scene.hand_over("anne"), "cato")
    assert (await scene.seated(), await scene.waiting(), await scene.offered()) == (["cato"], ["dag"], ["dag"])


async def test_what_the_giver_was_offered_goes_to_the_next(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne", "berit", "cato", "dag")
    await scene.withdraw("anne")
    assert await scene.offered() == ["cato"]
    await scene.take(await scene.hand_over("cato"), "eva")
    assert (await scene.seated(DIGITAL), await scene.offered()) == (["dag", "eva"], ["dag"])


async def test_the_digital_seat_of_whoever_takes_one_in_the_room_is_offered(scene: Scene) -> None:
    await scene.open(capacity_digital=1)
    await scene.sign_up("berit", "dag", mode=DIGITAL)
    await scene.sign_up("anne")
    await scene.take(await scene.hand_over("anne"), "berit")
    assert await scene.offered() == ["dag"]


async def test_a_seat_that_was_promoted_late_stays_free_of_fees(scene: Scene) -> None:
    await scene.open(capacity=1)
    await scene.sign_up("anne", "berit")
    scene.now = CLOSED
    await scene.withdraw("anne", shown=LATE)
    await scene.accept("berit")
    taken = await scene.take(await scene.hand_over("berit"), "cato")
    assert (taken.is_exempt, await scene.cost("cato")) == (True, None)


async def test_who_only_waits_has_no_seat_to_give(scene: Scene) -> None:
    await scene.open(capacity=1, capacity_digital=0)
    await scene.sign_up("anne", "berit")
    with pytest.raises(NotSignedUp):
        await scene.hand_over("berit")


async def test_the_colleague_accepts_the_terms_of_now(scene: Scene) -> None:
    code = await handed(scene)
    await scene.change_terms(fee_late=Fee(5000))
    await scene.take(code, "berit")
    assert await scene.cost("berit") == Fee(5000)


async def test_when_the_gathering_is_over_no_seat_changes_hands(scene: Scene) -> None:
    code = await handed(scene)
    scene.now = at("15:00", DAY_TWO)
    await scene.close_attendance()
    with pytest.raises(GatheringOver):
        await scene.take(code, "berit")
    scene.now = at("00:00", DAY_TWO + timedelta(days=1))
    with pytest.raises(HandoverNotValid):
        await scene.take(code, "berit")


async def test_on_the_day_itself_it_still_does(scene: Scene) -> None:
    code = await handed(scene)
    scene.now = at("08:00", DAY_ONE)
    await scene.take(code, "berit")
    assert (await scene.seated(), await scene.fees()) == (["berit"], [])
