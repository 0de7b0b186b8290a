"""The lines of the lists, out of both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.exports.gathered import (
    gather_fees,
    gather_food,
    gather_missing,
    gather_needs,
    gather_participants,
    ways_of,
)
from bot.exports.lines import NO_ORGANISATION, Answered, OrganisationShown, Reach
from gatherings.actions import save_and_plan
from gatherings.actions.attendance import note_attendance
from gatherings.actions.expected import homes_of
from gatherings.actions.invitations import Invitee, answer_invitation, invite_person
from gatherings.actions.registration import Application, accept_terms, sign_up, withdraw
from gatherings.gathering import NB, Gathering, Network
from gatherings.people import PersonId
from gatherings.registration import Needs, RegistrationState
from gatherings.store import Database, Tx
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.invitations import Coming
from gatherings.store.networks import add_network
from gatherings.terms import Fee, Mode, Terms
from tests.builders import DAY_ONE, at, gathering

NOW = at("12:00") - timedelta(days=30)
TERMS = Terms(deadline=DAY_ONE - timedelta(days=20), fee_late=Fee(1500), capacity=1)
LATE = at("12:00") - timedelta(days=3)
NORDLAND = OrganisationShown("Herøy (Nordland)", "1818", "Nordland")


async def saved(tx: Tx) -> Gathering:
    made = gathering(terms=TERMS, version=0)
    await add_network(tx, Network(made.network_id, "fjord", "Fjordnettverket"))
    await save_and_plan(tx, made, now=NOW)
    return await get_gathering_by_id(tx, made.id)


async def invited(tx: Tx, held: Gathering, name: str, organisation: str = "") -> PersonId:
    home = await (await homes_of(tx, held)).of(organisation, None)
    email = f"{name.lower()}@example.org"
    return (await invite_person(tx, held, Invitee(name, email, home), now=NOW))[0]


def asked(held: Gathering, mode: Mode = Mode.ROOM, **more: object) -> Application:
    accepted = accept_terms(held, text="Gratis til fristen.", language=NB, now=NOW)
    return replace(Application(mode, accepted), **more)  # type: ignore[arg-type]


async def test_a_participant_is_told_with_organisation_place_and_days(database: Database) -> None:
    async with database.write() as tx:
        held = await saved(tx)
        kari, ola = await invited(tx, held, "Kari", "Herøy i Nordland"), await invited(tx, held, "Ola")
        home = (await homes_of(tx, held)).known
        heroy = next(one.id for one in home if one.number == "1818")
        await sign_up(tx, held.id, kari, asked(held, organisation_id=heroy, dinner=True), now=NOW)
        await sign_up(tx, held.id, ola, asked(held), now=NOW + timedelta(seconds=1))
        await note_attendance(tx, held.id, kari, day=DAY_ONE, mode=None, now=at("10:00"))
        lines = await gather_participants(tx, held)
    assert [(one.name, one.organisation, one.seat, one.waits_for, one.place, one.attended) for one in lines] == [
        ("Kari", NORDLAND, Mode.ROOM, None, None, frozenset({DAY_ONE})),
        ("Ola", NO_ORGANISATION, Mode.DIGITAL, Mode.ROOM, 1, frozenset()),
    ]
    assert [one.state for one in lines] == [RegistrationState.REGISTERED] * 2


async def test_a_fee_is_told_with_the_organisation_that_is_invoiced(database: Database) -> None:
    async with database.write() as tx:
        held = await saved(tx)
        kari = await invited(tx, held, "Kari")
        heroy = next(one.id for one in (await homes_of(tx, held)).known if one.number == "1818")
        await sign_up(tx, held.id, kari, asked(held, organisation_id=heroy), now=NOW)
        await withdraw(tx, held.id, kari, shown=Fee(1500), now=LATE)
        owed = await gather_fees(tx, held)
    assert [(one.fee.name, one.fee.fee, one.organisation) for one in owed] == [("Kari", Fee(1500), NORDLAND)]


async def test_the_kitchen_counts_on_everybody_in_the_room_and_on_nobody_else(database: Database) -> None:
    async with database.write() as tx:
        held = await saved(tx)
        kari, ola, ane = [await invited(tx, held, name) for name in ("Kari", "Ola", "Ane")]
        needs = Needs(food="Fisk", access="Teksting")
        await sign_up(tx, held.id, kari, asked(held), now=NOW)
        await sign_up(tx, held.id, ola, asked(held, Mode.DIGITAL, needs=needs), now=NOW)
        await sign_up(tx, held.id, ane, asked(held, Mode.DIGITAL, needs=Needs(food="Vegetar")), now=NOW)
        food, needing = await gather_food(tx, held), await gather_needs(tx, held)
    assert [(one.name, one.needs) for one in food] == [("Kari", Needs())]
    assert [(one.name, one.needs) for one in needing] == [("Kari", Needs()), ("Ola", Needs(access="Teksting"))]


async def test_missing_is_who_is_expected_and_has_no_seat(database: Database) -> None:
    async with database.write() as tx:
        held = await saved(tx)
        kari, ola, ane, bo = [await invited(tx, held, name) for name in ("Kari", "Ola", "Ane", "Bo")]
        await sign_up(tx, held.id, kari, asked(held), now=NOW)
        await sign_up(tx, held.id, ola, asked(held, Mode.DIGITAL), now=NOW)
        await withdraw(tx, held.id, ola, shown=None, now=NOW)
        await answer_invitation(tx, held.id, ane, Coming.UNDECIDED, now=NOW)
        lines = {one.name: (one.answer, one.reached_by) for one in await gather_missing(tx, held)}
    assert bo
    assert lines == {
        "Ola": (Answered.NOT_COMING, (Reach.EMAIL,)),
        "Ane": (Answered.UNDECIDED, (Reach.EMAIL,)),
        "Bo": (Answered.NONE, (Reach.EMAIL,)),
    }


def test_the_ways_are_the_chats_first_and_the_terminal_is_none() -> None:
    assert ways_of(["email", "console", "web", "teams"]) == (Reach.TEAMS, Reach.WEB, Reach.EMAIL)
