from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, update

from gatherings.organisations import Organisation, OrganisationId
from gatherings.people import Conversation, ConversationId, ConversationKind, PersonId
from gatherings.postings.posting import Audience, PostingKind
from gatherings.postings.recipient import GivenUp, Missing, Recipient, Standing
from gatherings.registration import Acceptance, FeeLine, FeeReason, RegistrationId
from gatherings.store import Database, Tx
from gatherings.store.deliveries import Delivery
from gatherings.store.fees import add_fee, waive_fee
from gatherings.store.invitations import Coming
from gatherings.store.links import LinkPurpose, add_link, revoke_links
from gatherings.store.organisations import add_organisations, organisation_id_in
from gatherings.store.profiles import set_organisation
from gatherings.store.recipients import list_recipients
from gatherings.store.registration_tables import registration
from gatherings.store.registrations import remove_registration
from gatherings.terms import Fee, Mode, Terms
from gatherings.times import DAY
from tests.builders import gathering
from tests.gatherings.store.expected import FJORDBY, NETWORK, NOW, Expected, posting

ACCEPTED = Acceptance(NOW, gathering().language, 1, "", Terms(fee_late=Fee(500)))
STANDING = Standing(follows=False, mode=Mode.ROOM)


@pytest.fixture
async def expected(database: Database) -> Expected:
    made = Expected(database)
    await made.begin()
    return made


def delivery(name: str | None, kind: PostingKind, number: int = 1, **facts: str) -> Delivery:
    audience = Audience.PERSON if name else Audience.ORGANISERS_CHANNELS
    sort = ConversationKind.PERSONAL if name else ConversationKind.GROUP
    place = Conversation(ConversationId(f"c {name}"), "teams", "t1", sort, {"conversation": "c"})
    about = replace(posting(audience, kind, facts=facts), key=f"{kind}")
    who = None if name is None else PersonId(name)
    return Delivery(number, f"posting {kind}", about, place, None, 1, person_id=who, standing=STANDING)


async def recipients(expected: Expected, *claimed: Delivery) -> list[Recipient]:
    async with expected.database.read() as tx:
        found = await list_recipients(tx, claimed, now=NOW)
    return [found[one.id] for one in claimed]


async def owe(tx: Tx, name: str, fee: Fee) -> None:
    of = organisation_id_in(NETWORK, FJORDBY.id)
    registration_id = RegistrationId(f"r {name}")
    line = FeeLine(f"fee {name}", gathering().id, registration_id, name, of, FeeReason.LATE, fee, NOW, ACCEPTED)
    await add_fee(tx, line)


async def test_what_is_the_same_for_everybody_reads_nothing(expected: Expected) -> None:
    said: list[str] = []
    async with expected.database.read() as tx:
        event.listen(tx.sync_connection, "before_cursor_execute", lambda *args: said.append(args[2]))
        found = await list_recipients(tx, [delivery("Ida", PostingKind.BLOCK)], now=NOW)
    assert (found, said) == ({1: Recipient(STANDING)}, [])


async def test_a_batch_of_many_takes_few_looks(expected: Expected) -> None:
    names = [f"p{number}" for number in range(30)]
    await expected.invite(*names)
    said: list[str] = []
    claimed = [delivery(name, PostingKind.REMINDER, number) for number, name in enumerate(names)]
    async with expected.database.read() as tx:
        event.listen(tx.sync_connection, "before_cursor_execute", lambda *args: said.append(args[2]))
        found = await list_recipients(tx, claimed, now=NOW)
    assert {one.person.name for one in found.values() if one.person} == set(names)
    assert len(said) <= 6


async def test_a_recipient_has_their_person_registration_organisation_and_place_on_the_waiting_list(
    expected: Expected,
) -> None:
    await expected.invite("Ida", "Per", organisation=True)
    await expected.register("Per", None, waits_for=Mode.ROOM, place=3)
    await expected.register("Ida", Mode.DIGITAL, waits_for=Mode.ROOM, place=7)
    [ida] = await recipients(expected, delivery("Ida", PostingKind.CONFIRMATION))
    assert (ida.person and ida.person.name, ida.registration and ida.registration.id) == ("Ida", "r Ida")
    assert (ida.waiting_place, ida.organisation, ida.standing) == (2, "Fjordby kommune", STANDING)


async def test_the_organisation_of_the_registration_counts_before_the_person_s(expected: Expected) -> None:
    await expected.invite("Ida")
    await expected.register("Ida", organisation_id=organisation_id_in(NETWORK, FJORDBY.id))
    assert [one.organisation for one in await recipients(expected, delivery("Ida", PostingKind.UPCOMING))] == [
        "Fjordby kommune"
    ]


async def test_a_personal_link_that_holds_is_named_and_no_other(expected: Expected) -> None:
    await expected.invite("Ida", "Per", "Kari")
    day = {"at": NOW, "expires_at": NOW + DAY}
    async with expected.database.write() as tx:
        await add_link(tx, PersonId("Ida"), gathering().id, LinkPurpose.PERSONAL, new_id="ida", **day)
        await add_link(tx, PersonId("Ida"), gathering().id, LinkPurpose.FEED, new_id="feed", **day)
        await add_link(tx, PersonId("Per"), gathering().id, LinkPurpose.PERSONAL, new_id="per", **day)
        await revoke_links(tx, PersonId("Per"), at=NOW)
        ended = {"at": NOW - DAY, "expires_at": NOW}
        await add_link(tx, PersonId("Kari"), gathering().id, LinkPurpose.PERSONAL, new_id="kari", **ended)
    people = [delivery(name, PostingKind.REMINDER, number) for number, name in enumerate(("Ida", "Per", "Kari"))]
    assert [one.link_id for one in await recipients(expected, *people)] == ["ida", None, None]


async def test_a_fee_stands_until_it_is_waived(expected: Expected) -> None:
    await expected.invite("Ida")
    await expected.register("Ida", None)
    about = delivery("Ida", PostingKind.CONFIRMATION)
    async with expected.database.write() as tx:
        await owe(tx, "Ida", Fee(500))
    [owing] = await recipients(expected, about)
    async with expected.database.write() as tx:
        await waive_fee(tx, RegistrationId("r Ida"), by="Ola", because="syk", at=NOW)
    [waived] = await recipients(expected, about)
    assert (owing.fee, waived.fee) == (Fee(500), None)


async def test_who_gave_up_a_seat_is_known_from_the_fee_line_then_from_the_registration_then_not_at_all(
    expected: Expected,
) -> None:
    await expected.invite("Ida", organisation=True)
    await expected.register("Ida", None, organisation_id=organisation_id_in(NETWORK, FJORDBY.id))
    await expected.person("Siv", "teams")
    about = delivery("Siv", PostingKind.GIVEN_UP, registration="r Ida", how="late")
    found = [(await recipients(expected, about))[0].given_up]
    async with expected.database.write() as tx:
        await owe(tx, "Ida", Fee())
        await remove_registration(tx, RegistrationId("r Ida"))
    found.append((await recipients(expected, about))[0].given_up)
    async with expected.database.write() as tx:
        await waive_fee(tx, RegistrationId("r Ida"), by="Ola", because="syk", at=NOW)
    found.append((await recipients(expected, about))[0].given_up)
    assert found == [
        GivenUp("Ida", "Fjordby kommune"),
        GivenUp("Ida", "Fjordby kommune", Fee()),
        GivenUp(),
    ]


async def test_the_missing_are_invited_and_have_not_said_whether_they_come(expected: Expected) -> None:
    await expected.invite("Ida", "Per", "Kari", "Ola", "Liv", organisation=True)
    await expected.invite("Jon", "Geir", "Siv")
    await expected.register("Ida")
    await expected.register("Per", None)
    await expected.answer("Kari", Coming.NOT_COMING)
    await expected.answer("Ola", Coming.UNDECIDED)
    await expected.mute("Liv")
    await expected.answer("Jon", Coming.NOT_COMING)
    await expected.answer("Siv", Coming.NOT_COMING)
    [group] = await recipients(expected, delivery(None, PostingKind.MISSING))
    assert group == Recipient(STANDING, missing=(Missing("Fjordby kommune", 2), Missing(None, 1)))


async def test_two_organisations_of_one_name_are_told_apart_by_their_county(expected: Expected) -> None:
    made = [Organisation(OrganisationId(county), "Strand", county=county) for county in ("Vestre", "Østre")]
    async with expected.database.write() as tx:
        await add_organisations(tx, NETWORK, made)
    for name, county in (("Ida", "Vestre"), ("Per", "Østre")):
        await expected.invite(name)
        async with expected.database.write() as tx:
            await set_organisation(tx, PersonId(name), organisation_id_in(NETWORK, county))
    [group] = await recipients(expected, delivery(None, PostingKind.MISSING))
    assert {one.organisation for one in group.missing} == {"Strand (Vestre)", "Strand (Østre)"}


async def test_a_person_who_is_gone_leaves_an_empty_recipient(expected: Expected) -> None:
    [gone] = await recipients(expected, delivery("Ida", PostingKind.REMINDER))
    assert gone == Recipient(STANDING)


async def test_an_offer_is_read_as_it_stands(expected: Expected) -> None:
    await expected.invite("Ida")
    await expected.register("Ida", None, waits_for=Mode.ROOM, place=1, offered_until=NOW + timedelta(hours=1))
    async with expected.database.write() as tx:
        changed: Any = update(registration).where(registration.c.id == "r Ida").values(offered_until=None)
        await tx.execute(changed)
    [ida] = await recipients(expected, delivery("Ida", PostingKind.OFFER))
    assert ida.registration is not None
    assert ida.registration.offered_until is None
