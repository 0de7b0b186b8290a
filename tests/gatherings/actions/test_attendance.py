from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from gatherings.actions.attendance import note_attendance
from gatherings.errors import AttendanceTooEarly, GatheringCancelled, GatheringOver, NotOnADay
from gatherings.people import PersonId
from gatherings.store.attendances import count_unknown, list_attendances, list_days_attended
from gatherings.store.fees import waive_fee
from gatherings.terms import Fee
from tests.builders import ABSENT, DAY_ONE, DAY_TWO, LATE, at
from tests.gatherings.actions.scene import CLOSED, DIGITAL, LATER, Scene

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
DURING = at("10:00", DAY_ONE)
AFTERNOON = at("15:00", DAY_TWO)


async def opened(scene: Scene, *names: str, **terms: object) -> None:
    """These people have seats in the room, and the first day has begun."""
    await scene.open(capacity=9, **terms)
    await scene.sign_up(*names)
    scene.now = DURING


async def note(scene: Scene, name: str, *, day: date | None = None) -> None:
    await scene.act(note_attendance, scene.id, PersonId(name), day=day, mode=None, now=scene.now)


async def there(scene: Scene) -> list[tuple[str, date, str]]:
    async with scene.database.read() as tx:
        return [(one.person_id, one.day, one.mode.value) for one in await list_attendances(tx, scene.id)]


# Being there.


async def test_one_is_there_as_one_has_a_seat_where_it_is_not_said_how(scene: Scene) -> None:
    await opened(scene, "anne", "cato")
    await scene.change_terms(free_until=DAY_ONE)
    await scene.change_mode("cato", DIGITAL)
    await scene.check_in("anne", "cato", "ukjent")
    kept = await there(scene)
    assert kept == [("anne", DAY_ONE, "room"), ("cato", DAY_ONE, "digital"), ("ukjent", DAY_ONE, "room")]


async def test_pressed_twice_one_is_there_once(scene: Scene) -> None:
    await opened(scene, "anne")
    await scene.check_in("anne", "anne")
    assert await there(scene) == [("anne", DAY_ONE, "room")]


async def test_each_day_is_noted_by_itself(scene: Scene) -> None:
    await opened(scene, "anne")
    await scene.check_in("anne")
    scene.now = AFTERNOON
    await scene.check_in("anne", mode=DIGITAL)
    assert await there(scene) == [("anne", DAY_ONE, "room"), ("anne", DAY_TWO, "digital")]


@pytest.mark.parametrize("now", [at("00:00") - SECOND, at("00:00", DAY_TWO + DAY)])
async def test_only_on_its_days_one_is_there(scene: Scene, now: datetime) -> None:
    await opened(scene, "anne")
    scene.now = now
    with pytest.raises(NotOnADay):
        await scene.check_in("anne")


async def test_nobody_is_there_at_a_cancelled_gathering(scene: Scene) -> None:
    await opened(scene, "anne")
    await scene.change(is_cancelled=True)
    for act in (scene.check_in("anne"), scene.close_attendance()):
        with pytest.raises(GatheringCancelled):
            await act


async def test_unknown_people_are_counted_apart_and_never_absent(scene: Scene) -> None:
    await opened(scene, "anne")
    await scene.check_in("anne", "ukjent 1", "ukjent 2")
    scene.now = AFTERNOON
    await scene.check_in("ukjent 1")
    async with scene.database.read() as tx:
        unknown = await count_unknown(tx, scene.id)
    assert (unknown, await scene.close_attendance()) == ({DAY_ONE: 2, DAY_TWO: 1}, [])


# Absence.


async def test_nobody_is_absent_before_the_list_is_closed(scene: Scene) -> None:
    await opened(scene, "anne")
    scene.now = at("12:00", DAY_TWO + 30 * DAY)
    await scene.end_lapsed()
    assert await scene.fees() == []


@pytest.mark.parametrize("now", [CLOSED, DURING, at("00:00", DAY_TWO) - SECOND])
async def test_the_list_is_not_closed_before_the_last_day_has_begun(scene: Scene, now: datetime) -> None:
    await opened(scene, "anne")
    scene.now = now
    with pytest.raises(AttendanceTooEarly):
        await scene.close_attendance()
    assert await scene.fees() == []


async def test_of_one_day_the_list_is_not_closed_before_it_has_begun(scene: Scene) -> None:
    await opened(scene, "anne")
    await scene.change(ends_on=DAY_ONE)
    scene.now = at("09:00") - SECOND
    with pytest.raises(AttendanceTooEarly):
        await scene.close_attendance()
    scene.now = at("09:00")
    assert await scene.close_attendance() == ["anne"]


async def test_whoever_has_a_seat_and_was_there_on_no_day_owes_the_fee_for_absence(scene: Scene) -> None:
    await opened(scene, "anne", "berit", "cato")
    await scene.check_in("anne")
    scene.now = AFTERNOON
    await scene.check_in("berit")
    absent = await scene.close_attendance()
    assert (absent, await scene.fees()) == (["cato"], [("cato", "absent", ABSENT)])


async def test_by_the_terms_that_were_accepted(scene: Scene) -> None:
    await opened(scene, "anne", fee_absent=Fee(900))
    await scene.change_terms(fee_absent=Fee(5000))
    scene.now = AFTERNOON
    await scene.close_attendance()
    assert await scene.fees() == [("anne", "absent", Fee(900))]


async def test_closed_twice_it_costs_once_and_the_absent_are_the_same(scene: Scene) -> None:
    await opened(scene, "anne", "berit")
    scene.now = AFTERNOON
    await scene.check_in("berit")
    first, lines = await scene.close_attendance(), await scene.fee_lines()
    scene.now += DAY
    again = await scene.close_attendance()
    assert (again, await scene.fee_lines()) == (first, lines)


async def test_only_the_registered_can_be_absent(scene: Scene) -> None:
    await scene.open(capacity=1, capacity_digital=0)
    await scene.sign_up("anne", "venter")
    await scene.arrive("invitert")
    scene.now = LATER
    await scene.withdraw("anne", shown=LATE)
    scene.now = AFTERNOON
    absent = await scene.close_attendance()
    assert (absent, await scene.fees()) == ([], [("anne", "late", LATE)])


async def test_a_digital_seat_is_absent_without_a_fee_unless_the_terms_say_otherwise(scene: Scene) -> None:
    await scene.open(capacity=9)
    await scene.sign_up("anne", mode=DIGITAL)
    await scene.change_terms(fee_covers_digital=True)
    await scene.sign_up("berit", mode=DIGITAL)
    scene.now = AFTERNOON
    absent = await scene.close_attendance()
    assert (absent, await scene.fees()) == (["anne", "berit"], [("berit", "absent", ABSENT)])


async def test_whoever_owes_for_the_room_already_owes_no_more_for_absence(scene: Scene) -> None:
    await scene.open(fee_covers_digital=True)
    await scene.sign_up("anne")
    scene.now = LATER
    await scene.change_mode("anne", DIGITAL, shown=LATE)
    scene.now = AFTERNOON
    await scene.close_attendance()
    await note(scene, "anne")
    assert await scene.fees() == [("anne", "late", LATE)]


async def test_when_the_list_is_closed_nothing_is_changed_any_more(scene: Scene) -> None:
    await opened(scene, "anne", "berit")
    scene.now = AFTERNOON
    await scene.close_attendance()
    acts = (
        scene.check_in("anne"),
        scene.withdraw("anne", shown=LATE),
        scene.change_mode("anne", DIGITAL, shown=LATE),
        scene.hand_over("anne"),
        scene.sign_up_for("dag"),
    )
    for act in acts:
        with pytest.raises(GatheringOver):
            await act
    assert await scene.seated() == ["anne", "berit"]


# Afterwards.


async def test_whoever_an_organiser_notes_afterwards_owes_nothing(scene: Scene) -> None:
    await opened(scene, "anne", "berit")
    scene.now = AFTERNOON
    await scene.close_attendance()
    scene.now += 3 * DAY
    await note(scene, "anne", day=DAY_ONE)
    assert (await scene.fees(), await scene.close_attendance()) == ([("berit", "absent", ABSENT)], ["berit"])


async def test_having_been_there_does_not_take_back_what_giving_up_a_seat_cost(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne")
    scene.now = LATER
    await scene.withdraw("anne", shown=LATE)
    scene.now = AFTERNOON
    await note(scene, "anne")
    assert await scene.fees() == [("anne", "late", LATE)]


@pytest.mark.parametrize("day", [DAY_TWO, DAY_ONE - DAY])
async def test_an_organiser_notes_no_day_that_has_not_come_and_none_of_another_time(scene: Scene, day: date) -> None:
    await opened(scene, "anne")
    with pytest.raises(NotOnADay):
        await note(scene, "anne", day=day)


async def test_a_fee_that_was_let_go_keeps_who_did_it_and_why(scene: Scene) -> None:
    await opened(scene, "anne")
    scene.now = AFTERNOON
    await scene.close_attendance()
    anne = (await scene.of("anne")).id
    done = [
        await scene.act(waive_fee, anne, by="Ola Vik", because=because, at=scene.now) for because in ("Syk", "Glemt")
    ]
    [line] = await scene.fee_lines()
    assert (done, line.waived_by, line.waived_because, line.waived_at) == ([True, False], "Ola Vik", "Syk", AFTERNOON)


async def test_called_off_after_all_nobody_owes_anything(scene: Scene) -> None:
    await opened(scene, "anne")
    scene.now = AFTERNOON
    await scene.close_attendance()
    await scene.change(is_cancelled=True)
    assert await scene.fees() == []


async def test_the_days_of_each_are_told(scene: Scene) -> None:
    await opened(scene, "anne")
    await scene.check_in("anne")
    scene.now = AFTERNOON
    await scene.check_in("anne")
    async with scene.database.read() as tx:
        assert await list_days_attended(tx, scene.id, PersonId("anne")) == [DAY_ONE, DAY_TWO]
