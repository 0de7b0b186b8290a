from __future__ import annotations

from datetime import timedelta

from gatherings.actions.attendance import note_attendance
from gatherings.actions.invitations import Invitee, answer_invitation, invite_people, link_for, stop_reminders
from gatherings.people import EmailSource, PersonId
from gatherings.store import Tx
from gatherings.store.attendances import list_attendances
from gatherings.store.inserting import insert_or_ignore
from gatherings.store.invitations import Coming, Response, find_response, list_invited, list_responses, save_answer
from gatherings.store.links import LinkPurpose, find_link
from gatherings.store.profiles import find_by_email, get_person, note_vouched, set_email
from gatherings.store.tables import identity
from tests.builders import DAY_TWO, FJORDBY, LATE, STRANDVIK, at
from tests.gatherings.actions.scene import DIGITAL, EARLY, LATER, ROOM, Scene

ADDRESS = "kari.nes@fjordby.kommune.no"
KARI = Invitee("Kari Nes", ADDRESS, FJORDBY)


async def invite(scene: Scene, *invitees: Invitee) -> list[PersonId]:
    """Who is newly expected."""
    made = await scene.gathering()
    return await scene.act(invite_people, made, invitees, now=scene.now)


async def expected(scene: Scene) -> str:
    """Kari is invited to an open gathering; who she is until we meet her."""
    await scene.open()
    [kari] = await invite(scene, KARI)
    return kari


async def vouch(scene: Scene, name: str = "kari i teams", address: str = ADDRESS) -> None:
    """A channel vouches for somebody's address."""
    await scene.arrive(name)
    await scene.act(note_vouched, PersonId(name), address)


async def invited(scene: Scene) -> list[str]:
    async with scene.database.read() as tx:
        return [str(one) for one in await list_invited(tx, scene.id)]


async def response(scene: Scene, name: str) -> Response:
    async with scene.database.read() as tx:
        return await find_response(tx, scene.id, PersonId(name))


async def met(tx: Tx, name: str) -> None:
    """Somebody has acted as this person."""
    where = {"channel": "web", "tenant": "", "user": name}
    await tx.execute(insert_or_ignore(tx, identity).values(**where, person_id=name))


# Inviting.


async def test_invited_twice_one_is_expected_once(scene: Scene) -> None:
    await scene.open()
    added = [len(await invite(scene, KARI, Invitee("Kari Nes", f" {ADDRESS.upper()} ", FJORDBY))) for _ in range(2)]
    assert (added, len(await invited(scene))) == ([1, 0], 1)


async def test_who_is_invited_without_an_address_is_somebody_new(scene: Scene) -> None:
    await scene.open()
    assert len(await invite(scene, Invitee("Kari Nes", None), Invitee("Kari Nes", None))) == 2


async def test_a_person_whose_address_is_vouched_for_is_the_one_who_is_invited(scene: Scene) -> None:
    await scene.open()
    await vouch(scene)
    assert await invite(scene, KARI) == ["kari i teams"]
    async with scene.database.read() as tx:
        known = await get_person(tx, PersonId("kari i teams"))
    assert known is not None
    assert (known.name, known.organisation_id) == ("kari i teams", FJORDBY)


async def test_an_address_that_somebody_only_wrote_makes_them_nobody_else(scene: Scene) -> None:
    await scene.open()
    await scene.arrive("noen")
    await scene.act(set_email, PersonId("noen"), ADDRESS, EmailSource.GIVEN)
    assert await invite(scene, KARI) != ["noen"]


async def test_a_personal_link_stays_the_same_and_holds_for_thirty_days_after_the_gathering(scene: Scene) -> None:
    kari = PersonId(await expected(scene))
    made = await scene.gathering()
    links = {await scene.act(link_for, kari, made, LinkPurpose.PERSONAL, now=scene.now) for _ in range(2)}
    [link] = links
    end = made.over_at + timedelta(days=30)
    async with scene.database.read() as tx:
        found = [await find_link(tx, link, at=now) for now in (end - timedelta(seconds=1), end)]
    assert [one is not None for one in found] == [True, False]


# Answering.


async def test_the_last_answer_counts(scene: Scene) -> None:
    kari = await expected(scene)
    for answer in (Coming.UNDECIDED, Coming.NOT_COMING, Coming.NOT_COMING):
        await scene.act(answer_invitation, scene.id, PersonId(kari), answer, now=scene.now)
    assert await response(scene, kari) == Response(Coming.NOT_COMING)


async def test_who_is_signed_up_is_not_signed_off_by_an_answer(scene: Scene) -> None:
    await scene.open()
    signed_up = await scene.sign_up("anne")
    told = await scene.act(answer_invitation, scene.id, PersonId("anne"), Coming.NOT_COMING, now=scene.now)
    assert (told, await scene.of("anne"), await response(scene, "anne")) == (signed_up, signed_up, Response())


async def test_who_has_cancelled_may_answer(scene: Scene) -> None:
    await scene.open()
    await scene.sign_up("anne")
    await scene.withdraw("anne")
    told = await scene.act(answer_invitation, scene.id, PersonId("anne"), Coming.NOT_COMING, now=scene.now)
    assert (told, await response(scene, "anne")) == (None, Response(Coming.NOT_COMING))


async def test_no_more_reminders_is_no_answer_and_an_answer_does_not_start_them_again(scene: Scene) -> None:
    kari = await expected(scene)
    await scene.act(stop_reminders, scene.id, PersonId(kari), now=scene.now)
    assert await response(scene, kari) == Response(is_muted=True)
    await scene.act(answer_invitation, scene.id, PersonId(kari), Coming.UNDECIDED, now=scene.now)
    assert await response(scene, kari) == Response(Coming.UNDECIDED, is_muted=True)


# Who was expected turns out to be somebody we know.


async def test_who_is_known_by_a_vouched_address_takes_over_what_was_kept_of_the_invited_one(scene: Scene) -> None:
    kari = await expected(scene)
    await scene.act(save_answer, scene.id, PersonId(kari), Coming.UNDECIDED, at=scene.now)
    made = await scene.sign_up_for(kari)
    await vouch(scene)
    now = await scene.of("kari i teams")
    assert (now.id, now.seat, await scene.seated(), await invited(scene)) == (
        made.id,
        ROOM,
        ["kari i teams"],
        ["kari i teams"],
    )
    async with scene.database.read() as tx:
        gone, found = await get_person(tx, PersonId(kari)), await find_by_email(tx, ADDRESS.upper())
        responses = await list_responses(tx, scene.id)
    assert (gone, found and (found.id, found.organisation_id)) == (None, ("kari i teams", FJORDBY))
    assert list(responses) == ["kari i teams"]


async def test_vouched_for_twice_nothing_more_happens(scene: Scene) -> None:
    kari = await expected(scene)
    await scene.sign_up_for(kari)
    await vouch(scene)
    before = await scene.of("kari i teams")
    await vouch(scene)
    assert await scene.of("kari i teams") == before


async def test_the_mailed_link_is_theirs_from_then_on(scene: Scene) -> None:
    kari = await expected(scene)
    made = await scene.gathering()
    link = await scene.act(link_for, PersonId(kari), made, LinkPurpose.PERSONAL, now=scene.now)
    await vouch(scene)
    async with scene.database.read() as tx:
        found = await find_link(tx, link, at=scene.now)
    assert found is not None
    assert found.person_id == "kari i teams"


async def test_where_they_were_is_not_forgotten_so_that_nobody_is_absent_who_was_there(scene: Scene) -> None:
    kari = await expected(scene)
    await scene.sign_up_for(kari)
    scene.now = at("10:00", DAY_TWO)
    for day in (None, DAY_TWO - timedelta(days=1)):
        await scene.act(note_attendance, scene.id, PersonId(kari), day=day, mode=None, now=scene.now)
    await scene.arrive("kari i teams")
    await scene.check_in("kari i teams", mode=DIGITAL)
    await vouch(scene)
    async with scene.database.read() as tx:
        there = [(one.person_id, one.mode.value) for one in await list_attendances(tx, scene.id)]
    assert (there, await scene.close_attendance()) == ([("kari i teams", "room"), ("kari i teams", "digital")], [])


async def test_what_the_person_has_done_themselves_stands(scene: Scene) -> None:
    kari = await expected(scene)
    await scene.sign_up_for(kari)
    own = await scene.sign_up("kari i teams", mode=DIGITAL, of=STRANDVIK)
    await vouch(scene)
    assert await scene.registrations() == [own]


async def test_a_seat_that_is_free_by_it_is_offered_at_the_next_look(scene: Scene) -> None:
    kari = await expected(scene)
    await scene.sign_up_for(kari)
    await scene.sign_up("kari i teams", "anne")
    assert await scene.waiting() == ["anne"]
    await vouch(scene)
    await scene.end_lapsed()
    assert await scene.offered() == ["anne"]


async def test_a_sign_up_that_stands_is_not_lost_for_one_that_was_cancelled_nor_is_what_is_owed(scene: Scene) -> None:
    kari = await expected(scene)
    await scene.sign_up("kari i teams")
    scene.now = LATER
    await scene.withdraw("kari i teams", shown=LATE)
    made = await scene.sign_up_for(kari, mode=DIGITAL)
    await vouch(scene)
    [one] = await scene.registrations()
    assert (one.id, one.person_id, one.seat) == (made.id, "kari i teams", DIGITAL)
    assert await scene.fees() == [("kari i teams", "late", LATE)]


async def test_who_has_acted_already_is_not_taken_over(scene: Scene) -> None:
    kari = await expected(scene)
    await scene.act(met, kari)
    made = await scene.sign_up(kari)
    await vouch(scene)
    assert (await scene.find("kari i teams"), await scene.of(kari)) == (None, made)


async def test_another_address_takes_nothing_over(scene: Scene) -> None:
    kari = await expected(scene)
    made = await scene.sign_up_for(kari)
    await vouch(scene, address="karin.es@fjordby.kommune.no")
    assert (await scene.of(kari), scene.now) == (made, EARLY)
