"""Pending imports: kept until they are saved or refused, each once, and never half."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, time

import pytest

from gatherings.actions import save_and_plan
from gatherings.actions.importing import (
    begin_imports,
    correct_import,
    get_pending,
    place_import,
    preview_of,
    refuse_pending,
    save_pending,
)
from gatherings.errors import ChangedMeanwhile, EndsBeforeStart, NoPendingImport, NotAnOrganiser
from gatherings.gathering import NB, Contact, Gathering, GatheringId, Network, NetworkId
from gatherings.intake.corrections import NewTimes, NewTitle
from gatherings.intake.draft import Doubt, Draft, remark
from gatherings.intake.pending import ImportId, PendingImport
from gatherings.people import Person, PersonId
from gatherings.programme import BlockId
from gatherings.store import Database
from gatherings.store.gatherings import get_gathering_by_id, list_gatherings
from gatherings.store.networks import add_network
from gatherings.store.organisers import Scope, add_organiser
from gatherings.store.pending_imports import list_pending
from gatherings.store.postings import list_postings
from gatherings.store.profiles import add_person
from gatherings.terms import Fee
from tests.builders import DAY_ONE, INGRID, ORGANISATIONS, PROGRAMME, at, gathering
from tests.drafts import TWO_DAYS

OLA, KARI, PER = PersonId("ola"), PersonId("kari"), PersonId("per")
KNOWN = [one.title for one in TWO_DAYS.blocks if one.id != "9"]
"""By title, by likeness or by time; the second break is new."""

NOW = at("12:00", date(2027, 3, 1))
HELD, NETWORK = Scope(gathering_id=GatheringId("g1")), Scope(NetworkId("n1"))
FULL = Draft(
    title="Vårsamling", starts_on=DAY_ONE, ends_on=DAY_ONE, starts=time(9), ends=time(14),
    blocks=(replace(TWO_DAYS.blocks[1], people=(INGRID,), notes="Ring Ingrid", streamed=True, room="Storsalen", track="A"),),
    venue="Kulturhuset", place="Fjordby", deadline=date(2027, 4, 1), terms="Gratis.", free_until=date(2027, 3, 20),
    fee_late=Fee(500), fee_absent=Fee(), is_free=False, capacity=40, capacity_digital=0, capacity_per_organisation=3,
    contact=Contact("Ola Vik", "400 00 000", None), digital=False, text="Velkommen.",
    warnings=(replace(remark(Doubt.OVERLAP, 7, title="A", next="B"), page=2), remark(Doubt.GAP_DIFFERS, title="A", n=5)),
)  # fmt: skip


@pytest.fixture
async def held(database: Database) -> Gathering:
    """A gathering with its network; Ola is an organiser of the network, Kari of the gathering, Per of nothing."""
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"), members=ORGANISATIONS)
        await save_and_plan(tx, gathering(version=0), now=NOW)
        for person, scope in ((OLA, NETWORK), (KARI, HELD), (PER, None)):
            await add_person(tx, Person(person, person))
            if scope is not None:
                await add_organiser(tx, f"of {person}", person, scope)
        return await get_gathering_by_id(tx, gathering().id)


async def _begun(database: Database, person: PersonId = OLA, place: Scope = HELD, *drafts: Draft) -> PendingImport:
    async with database.write() as tx:
        begun = await begin_imports(tx, person, place, drafts or (TWO_DAYS,), file="program.txt", now=NOW)
        return begun[0]


async def _everything(database: Database) -> tuple[object, ...]:
    async with database.read() as tx:
        pending = await list_pending(tx, OLA, gathering_id=GatheringId("g1"))
        return await list_gatherings(tx), await list_postings(tx, GatheringId("g1")), pending


async def _killed_while_saving(database: Database, pending: PendingImport, *, seen: int) -> None:
    async with database.write() as tx:
        await save_pending(tx, pending.person_id, pending.id, seen=seen, language=NB, now=NOW)
        raise KeyboardInterrupt


async def _save(database: Database, pending: PendingImport, *, seen: int) -> Gathering:
    async with database.write() as tx:
        made = await save_pending(tx, pending.person_id, pending.id, seen=seen, language=NB, now=NOW)
        return made.imported.after


@pytest.mark.usefixtures("held")
async def test_a_draft_is_kept_as_it_is(database: Database) -> None:
    pending = await _begun(database, OLA, HELD, FULL)
    async with database.read() as tx:
        assert await get_pending(tx, OLA, pending.id) == pending


async def test_looking_changes_nothing_and_saving_changes_all_of_it(database: Database, held: Gathering) -> None:
    pending = await _begun(database)
    before = await _everything(database)
    async with database.read() as tx:
        preview = await preview_of(tx, pending, language=NB, now=NOW)
    assert (await _everything(database), preview.seen) == (before, held.version)
    saved = await _save(database, pending, seen=preview.seen)
    async with database.read() as tx:
        found = await get_gathering_by_id(tx, held.id)
    assert [(one.id, one.title) for one in found.programme] == [(one.id, one.title) for one in saved.programme]
    known = {one.id for one in PROGRAMME}
    assert [one.title for one in found.programme if one.id in known] == KNOWN
    assert (await _everything(database))[2] == []


async def test_a_block_that_was_known_stays_the_same_whatever_is_corrected(database: Database, held: Gathering) -> None:
    pending = await _begun(database)
    async with database.write() as tx:
        pending = await get_pending(tx, OLA, pending.id, to_change=True)
        for correction in (
            NewTitle(BlockId("5"), "Suppe og samtale"),
            NewTimes(BlockId("5"), time(8), time(8, 30)),
        ):
            pending = await correct_import(tx, pending, correction, now=NOW)
    saved = await _save(database, pending, seen=held.version)
    assert {one.id: one.title for one in saved.programme}[BlockId("lunsj")] == "Suppe og samtale"


async def test_what_stops_in_the_middle_leaves_nothing_half(database: Database, held: Gathering) -> None:
    pending = await _begun(database)
    before = await _everything(database)
    with pytest.raises(KeyboardInterrupt):
        await _killed_while_saving(database, pending, seen=held.version)
    assert await _everything(database) == before
    assert (await _save(database, pending, seen=held.version)).title == "Vårsamling"


async def test_two_presses_at_once_save_once(database: Database, held: Gathering) -> None:
    pending = await _begun(database)
    presses = (_save(database, pending, seen=held.version) for _ in range(4))
    found = await asyncio.gather(*presses, return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["Gathering", *["NoPendingImport"] * 3]


async def test_a_gathering_that_changed_meanwhile_is_not_saved_over(database: Database, held: Gathering) -> None:
    pending = await _begun(database)
    async with database.write() as tx:
        await save_and_plan(tx, replace(held, venue="Rådhuset"), now=NOW)
    with pytest.raises(ChangedMeanwhile):
        await _save(database, pending, seen=held.version)
    assert (await _save(database, pending, seen=held.version + 1)).venue == "Rådhuset"


@pytest.mark.usefixtures("held")
async def test_a_correction_that_cannot_be_leaves_the_draft(database: Database) -> None:
    pending = await _begun(database)
    with pytest.raises(EndsBeforeStart):
        async with database.write() as tx:
            await correct_import(tx, pending, NewTimes(BlockId("3"), time(11), time(10)), now=NOW)
    async with database.read() as tx:
        assert await get_pending(tx, OLA, pending.id) == pending


@pytest.mark.usefixtures("held")
async def test_a_newer_file_takes_the_place_of_ones_own_earlier_alone(database: Database) -> None:
    first, other = await _begun(database), await _begun(database, KARI)
    elsewhere = await _begun(database, OLA, NETWORK)
    second = await _begun(database)
    async with database.read() as tx:
        with pytest.raises(NoPendingImport):
            await get_pending(tx, OLA, first.id)
        kept = [await get_pending(tx, one.person_id, one.id) for one in (other, elsewhere, second)]
    assert [one.id for one in kept] == [other.id, elsewhere.id, second.id]


@pytest.mark.usefixtures("held")
async def test_the_programmes_of_a_file_wait_in_its_order(database: Database) -> None:
    titles = [f"Samling {n}" for n in range(12)]
    await _begun(database, OLA, HELD, *(replace(TWO_DAYS, title=title) for title in titles))
    async with database.read() as tx:
        found = await list_pending(tx, OLA, gathering_id=GatheringId("g1"))
    assert [one.draft.title for one in found] == titles


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(("person", "place"), [(PER, HELD), (PER, NETWORK), (KARI, NETWORK)])
async def test_it_takes_rights_to_begin(database: Database, person: PersonId, place: Scope) -> None:
    with pytest.raises(NotAnOrganiser):
        await _begun(database, person, place)


@pytest.mark.usefixtures("held")
async def test_what_is_somebody_elses_is_not_there(database: Database) -> None:
    pending = await _begun(database)
    async with database.write() as tx:
        for attempt in (get_pending, refuse_pending):
            with pytest.raises(NoPendingImport):
                await attempt(tx, KARI, pending.id)
        with pytest.raises(NoPendingImport):
            await save_pending(tx, KARI, pending.id, seen=1, language=NB, now=NOW)
        with pytest.raises(NoPendingImport):
            await get_pending(tx, OLA, ImportId("other"))


@pytest.mark.usefixtures("held")
async def test_it_is_placed_only_where_one_has_rights(database: Database) -> None:
    pending = await _begun(database, KARI)
    async with database.write() as tx:
        with pytest.raises(NotAnOrganiser):
            await place_import(tx, pending, NETWORK)


async def test_a_new_gathering_has_a_free_name_and_its_network(database: Database, held: Gathering) -> None:
    draft = replace(TWO_DAYS, title="Vårsamling")
    made = [await _save(database, await _begun(database, OLA, NETWORK, draft), seen=0) for _ in range(2)]
    assert [(one.slug, one.network_id, one.language) for one in made] == [
        (f"{held.slug}-2", "n1", NB),
        (f"{held.slug}-3", "n1", NB),
    ]


async def test_an_invitation_without_a_programme_keeps_the_programme(database: Database, held: Gathering) -> None:
    pending = await _begun(database, OLA, HELD, replace(FULL, blocks=()))
    saved = await _save(database, pending, seen=held.version)
    assert (saved.programme, saved.terms.capacity, saved.venue) == (held.programme, 40, "Kulturhuset")
