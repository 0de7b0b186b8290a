from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import insert, text

from gatherings.postings.posting import Audience
from gatherings.store import Database
from gatherings.store.audiences import count_silent
from gatherings.store.invitations import Coming
from gatherings.store.postings import add_postings, claim_due, fire
from gatherings.store.registration_tables import invitation
from gatherings.store.tables import conversation, person
from gatherings.terms import Mode
from tests.builders import gathering
from tests.gatherings.store.expected import NOW, Expected, posting

MANY = 3000


@pytest.fixture
async def expected(database: Database) -> Expected:
    made = Expected(database)
    await made.begin()
    return made


async def test_the_silent_are_the_invited_and_private_followers_who_have_said_nothing(expected: Expected) -> None:
    await expected.invite("Ida", "Per", "Kari", "Ola", "Liv", "Jon")
    await expected.person("Siv", "teams")
    await expected.person("Geir", "teams")
    await expected.follow("teams of Siv", "teams of Ida")
    await expected.group("fellesrom")
    await expected.register("Per")
    await expected.register("Kari", seat=None)
    await expected.answer("Ola", Coming.NOT_COMING)
    await expected.mute("Liv")
    await expected.answer("Jon", Coming.UNDECIDED)
    assert await expected.reached(Audience.SILENT) == ["teams of Ida", "teams of Siv"]
    async with expected.database.read() as tx:
        assert await count_silent(tx, gathering().id) == 2


async def test_on_the_last_morning_the_undecided_are_among_the_silent(expected: Expected) -> None:
    await expected.invite("Ida", "Per", "Kari")
    await expected.answer("Per", Coming.UNDECIDED)
    await expected.answer("Kari", Coming.UNDECIDED)
    await expected.mute("Kari")
    assert await expected.reached(Audience.SILENT, facts={"is_last": "yes"}) == ["teams of Ida", "teams of Per"]


async def test_a_person_is_reached_in_one_chat_and_on_the_page(expected: Expected) -> None:
    await expected.person("Ida", "email", "web", "slack", "teams")
    await expected.person("Per", "email", "web")
    await expected.person("Kari", "email")
    await expected.person("Ola", "web")
    for name in ("Ida", "Per", "Kari", "Ola"):
        await expected.register(name)
    assert await expected.reached(Audience.REGISTERED) == [
        "email of Kari",
        "email of Per",
        "teams of Ida",
        "web of Ida",
        "web of Ola",
        "web of Per",
    ]


async def test_a_person_is_reached_in_no_channel_that_this_installation_has_not(expected: Expected) -> None:
    await expected.person("Ida", "slack", "email", "web")
    await expected.register("Ida")
    reached = [
        await expected.reached(Audience.REGISTERED, channels=channels) for channels in ({"web"}, {"email"}, set())
    ]
    assert reached == [["web of Ida"], ["email of Ida"], []]


async def test_where_one_chat_refuses_us_the_next_is_taken(expected: Expected) -> None:
    await expected.person("Ida", "teams", "email")
    await expected.register("Ida")
    await expected.lose("teams of Ida")
    assert await expected.reached(Audience.REGISTERED) == ["email of Ida"]


async def test_the_registered_have_a_seat(expected: Expected) -> None:
    await expected.invite("Ida", "Per", "Kari", "Ola", "Liv")
    await expected.register("Ida")
    await expected.register("Per", Mode.DIGITAL, waits_for=Mode.ROOM, place=1)
    await expected.register("Kari", None, waits_for=Mode.ROOM, place=2)
    await expected.register("Ola", None)
    assert await expected.reached(Audience.REGISTERED) == ["teams of Ida", "teams of Per"]


async def test_the_concerned_follow_or_are_signed_up_or_are_invited_and_have_not_declined(expected: Expected) -> None:
    await expected.invite("Ida", "Per", "Kari", "Ola", "Liv", "Jon")
    await expected.person("Siv", "teams", "slack")
    await expected.person("Geir", "teams")
    await expected.group("fellesrom")
    await expected.follow("slack of Siv")
    await expected.register("Per")
    await expected.register("Kari", None, waits_for=Mode.ROOM, place=1)
    await expected.register("Ola", None)
    await expected.answer("Liv", Coming.NOT_COMING)
    await expected.answer("Jon", Coming.UNDECIDED)
    assert await expected.reached(Audience.CONCERNED) == [
        "fellesrom",
        "teams of Ida",
        "teams of Jon",
        "teams of Kari",
        "teams of Per",
        "teams of Siv",
    ]


async def test_a_person_s_message_goes_to_that_person(expected: Expected) -> None:
    await expected.invite("Ida", "Per")
    assert await expected.reached(Audience.PERSON, person_id="Per") == ["teams of Per"]


async def test_the_organisers_channels_follow_and_are_marked_as_theirs(expected: Expected) -> None:
    await expected.person("Siv", "teams")
    await expected.follow("teams of Siv")
    await expected.group("fellesrom")
    await expected.group("arrangørene", for_organisers=True)
    assert await expected.reached(Audience.ORGANISERS_CHANNELS) == ["arrangørene"]


async def test_the_organisers_are_reached_where_people_are(expected: Expected) -> None:
    await expected.person("Siv", "slack", "teams", "web")
    await expected.person("Geir", "teams")
    await expected.organise("Siv")
    assert await expected.reached(Audience.ORGANISERS) == ["teams of Siv", "web of Siv"]


async def test_those_who_follow_get_the_programme_in_every_conversation_that_does(expected: Expected) -> None:
    await expected.person("Siv", "teams", "slack", "web")
    await expected.group("fellesrom")
    await expected.follow("slack of Siv", "web of Siv")
    assert await expected.reached(Audience.FOLLOWING) == ["fellesrom", "slack of Siv", "web of Siv"]


async def test_a_posting_that_fires_writes_a_delivery_for_each_and_a_lane_for_each_tenant(expected: Expected) -> None:
    await expected.person("Ida", "teams", tenant="t1")
    await expected.person("Per", "teams", tenant="t2")
    for name in ("Ida", "Per"):
        await expected.register(name)
    made = posting(Audience.REGISTERED)
    async with expected.database.write() as tx:
        await add_postings(tx, [made])
        [(posting_id, kept)] = await claim_due(tx, now=NOW)
        written = await fire(tx, posting_id, kept.posting, now=NOW, machine_now=NOW)
        again = await fire(tx, posting_id, kept.posting, now=NOW, machine_now=NOW)
        lanes = (await tx.execute(text("SELECT tenant FROM pacing ORDER BY tenant"))).scalars().all()
    assert (written, again, list(lanes)) == (2, 0, ["t1", "t2"])


async def test_three_thousand_invited_are_one_statement(expected: Expected) -> None:
    names = [f"p{number}" for number in range(MANY)]
    places = [
        {"id": f"{channel} {name}", "channel": channel, "tenant": "t1", "external": f"{channel} {name}"}
        | {"kind": "personal", "address": {"conversation": name}, "person_id": name}
        for name in names
        for channel in ("teams", "email")
    ]
    async with expected.database.write() as tx:
        await tx.execute(insert(person), [{"id": name, "name": name} for name in names])
        await tx.execute(insert(conversation), places)
        rows = [{"gathering_id": gathering().id, "person_id": name, "invited_at": NOW} for name in names]
        await tx.execute(insert(invitation), rows)
        await add_postings(tx, [posting(Audience.SILENT)])
    loop = asyncio.get_running_loop()
    async with expected.database.write() as tx:
        [(posting_id, kept)] = await claim_due(tx, now=NOW)
        began = loop.time()
        assert await fire(tx, posting_id, kept.posting, now=NOW, machine_now=NOW) == MANY
        took = loop.time() - began
    print(f"fired {MANY} in {took:.3f} s on {expected.database.dialect}")
    assert took < 3
