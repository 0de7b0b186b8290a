from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from gatherings.actions import (
    CODE_LIVES,
    TRIES,
    TRIES_WITHIN,
    Actor,
    become_organiser,
    follow_programme,
    invite_organiser,
    link_of,
    note_try,
    remove_organiser,
    save_and_plan,
    set_stream,
    stop_following,
)
from gatherings.errors import (
    ChangedMeanwhile,
    CodeNotValid,
    NoSuchBlock,
    NoSuchGathering,
    NotALink,
    NotAnOrganiser,
    OnlyInPrivate,
    TooManyTries,
)
from gatherings.gathering import GatheringId, NetworkId, Stream, StreamAudience
from gatherings.people import ConversationKind
from gatherings.programme import BlockId
from gatherings.store import Database
from gatherings.store.follows import list_followed
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.organisers import Scope, add_organiser, digest_of, is_organiser, list_organisers
from gatherings.store.tables import organiser_code
from tests.builders import PROGRAMME, at, gathering
from tests.gatherings.postings.test_changes import without
from tests.route import Route

G1 = gathering().id
NETWORK, GATHERING = Scope(network_id=NetworkId("n1")), Scope(gathering_id=G1)
NOW = at("09:00") - timedelta(days=10)
LINK = "https://video.example.org/ny"


def chooser() -> Callable[[str], str]:
    """Letters in turn: no two codes are alike."""
    turning = itertools.cycle(range(31))
    return lambda letters: letters[next(turning)]


async def actor(database: Database, name: str, kind: ConversationKind = ConversationKind.PERSONAL) -> Actor:
    met = await Route(database).meet(name)
    return Actor(met.person.id, replace(met.conversation, kind=kind))


async def saved(database: Database) -> Route:
    route = Route(database)
    route.clock.gathering_at = NOW
    await route.save(gathering())
    return route


# Following.


async def test_in_private_anybody_may_follow_and_stop(database: Database) -> None:
    await saved(database)
    who = await actor(database, "a")
    async with database.write() as tx:
        said = [await follow_programme(tx, who, G1, now=NOW) for _ in range(2)]
        stopped = await stop_following(tx, who)
        assert (said, stopped, await list_followed(tx, who.conversation.id)) == ([True, False], [G1], [])


@pytest.mark.parametrize("kind", [ConversationKind.GROUP, ConversationKind.CHANNEL])
async def test_where_several_listen_only_organisers_may_follow_and_stop(
    database: Database, kind: ConversationKind
) -> None:
    await saved(database)
    anybody, organiser = await actor(database, "a", kind), await actor(database, "b", kind)
    async with database.write() as tx:
        await add_organiser(tx, "o1", organiser.person_id, GATHERING)
        with pytest.raises(NotAnOrganiser):
            await follow_programme(tx, anybody, G1, now=NOW)
        assert await follow_programme(tx, organiser, G1, now=NOW)
        with pytest.raises(NotAnOrganiser):
            await stop_following(tx, replace(anybody, conversation=organiser.conversation))
        assert await stop_following(tx, organiser) == [G1]


# Organisers.


async def test_a_code_makes_an_organiser_once(database: Database) -> None:
    await saved(database)
    first, second = await actor(database, "a"), await actor(database, "b")
    async with database.write() as tx:
        code = await invite_organiser(tx, NETWORK, choose=chooser(), now=NOW)
        assert await become_organiser(tx, first, code.lower().replace("-", " "), now=NOW) == NETWORK
        with pytest.raises(CodeNotValid):
            await become_organiser(tx, second, code, now=NOW)
        assert [await is_organiser(tx, who.person_id, G1) for who in (first, second)] == [True, False]


async def test_of_a_code_only_a_digest_is_kept(database: Database) -> None:
    await saved(database)
    async with database.write() as tx:
        code = await invite_organiser(tx, NETWORK, choose=chooser(), now=NOW)
        rows = (await tx.execute(organiser_code.select())).all()
    assert ([row.digest for row in rows], code in str(rows)) == ([digest_of(code)], False)


async def test_needs_are_seen_by_whose_code_says_so_and_an_earlier_right_is_not_lost(database: Database) -> None:
    await saved(database)
    who, choose, seen = await actor(database, "a"), chooser(), []
    async with database.write() as tx:
        for sees_needs in (False, True, False):
            code = await invite_organiser(tx, NETWORK, sees_needs=sees_needs, choose=choose, now=NOW)
            await become_organiser(tx, who, code, now=NOW)
            seen.append([one.sees_needs for one in await list_organisers(tx)])
    assert seen == [[False], [True], [True]]


async def test_a_code_that_nobody_says_it_of_does_not_let_needs_be_seen(database: Database) -> None:
    await saved(database)
    first, second = await actor(database, "a"), await actor(database, "b")
    choose = chooser()
    async with database.write() as tx:
        code = await invite_organiser(tx, NETWORK, sees_needs=True, choose=choose, now=NOW)
        await become_organiser(tx, first, code, now=NOW)
        by_chat = await invite_organiser(tx, NETWORK, choose=choose, now=NOW)
        await become_organiser(tx, second, by_chat, now=NOW)
        seen = {one.person_id: one.sees_needs for one in await list_organisers(tx)}
    assert seen == {first.person_id: True, second.person_id: False}


@pytest.mark.parametrize(("age", "is_valid"), [(CODE_LIVES - timedelta(seconds=1), True), (CODE_LIVES, False)])
async def test_a_code_lives_for_twenty_four_hours(database: Database, age: timedelta, *, is_valid: bool) -> None:
    await saved(database)
    who = await actor(database, "a")
    async with database.write() as tx:
        code = await invite_organiser(tx, GATHERING, choose=chooser(), now=NOW)
        if is_valid:
            assert await become_organiser(tx, who, code, now=NOW + age) == GATHERING
        else:
            with pytest.raises(CodeNotValid):
                await become_organiser(tx, who, code, now=NOW + age)


async def test_a_code_is_taken_in_private_alone_and_is_not_used_up_elsewhere(database: Database) -> None:
    await saved(database)
    among, alone = await actor(database, "a", ConversationKind.GROUP), await actor(database, "a")
    async with database.write() as tx:
        code = await invite_organiser(tx, GATHERING, choose=chooser(), now=NOW)
        with pytest.raises(OnlyInPrivate):
            await become_organiser(tx, among, code, now=NOW)
        assert await become_organiser(tx, alone, code, now=NOW) == GATHERING


async def test_after_a_few_tries_not_even_the_right_code_is_taken_until_an_hour_has_passed(database: Database) -> None:
    await saved(database)
    who = await actor(database, "a")
    async with database.write() as tx:
        code = await invite_organiser(tx, GATHERING, choose=chooser(), now=NOW)
        for _ in range(TRIES):
            with pytest.raises(CodeNotValid):
                await become_organiser(tx, who, "WRONG", now=NOW)
            await note_try(tx, who.person_id, now=NOW)
        with pytest.raises(TooManyTries):
            await become_organiser(tx, who, code, now=NOW + TRIES_WITHIN)
        later = NOW + TRIES_WITHIN + timedelta(seconds=1)
        assert await become_organiser(tx, who, code, now=later) == GATHERING


async def test_the_tries_of_one_person_are_not_another_s(database: Database) -> None:
    await saved(database)
    who, other = await actor(database, "a"), await actor(database, "b")
    async with database.write() as tx:
        code = await invite_organiser(tx, GATHERING, choose=chooser(), now=NOW)
        for _ in range(TRIES):
            await note_try(tx, other.person_id, now=NOW)
        assert await become_organiser(tx, who, code, now=NOW) == GATHERING


async def test_whoever_becomes_one_twice_is_one_once(database: Database) -> None:
    await saved(database)
    who = await actor(database, "a")
    async with database.write() as tx:
        for number in range(2):
            await add_organiser(tx, f"o{number}", who.person_id, GATHERING)
        assert [one.scope for one in await list_organisers(tx, network_slug="fjord")] == [GATHERING]


@pytest.mark.parametrize(
    ("has", "removed", "may"),
    [(NETWORK, GATHERING, True), (GATHERING, GATHERING, True), (NETWORK, NETWORK, True), (GATHERING, NETWORK, False)],
)
async def test_rights_are_taken_away_by_who_has_the_same_or_wider(
    database: Database, has: Scope, removed: Scope, *, may: bool
) -> None:
    await saved(database)
    remover, other = await actor(database, "a"), await actor(database, "b")
    async with database.write() as tx:
        await add_organiser(tx, "o1", remover.person_id, has)
        await add_organiser(tx, "o2", other.person_id, removed)
        [whom] = [one for one in await list_organisers(tx) if one.person_id == other.person_id]
        if may:
            await remove_organiser(tx, remover.person_id, whom)
        else:
            with pytest.raises(NotAnOrganiser):
                await remove_organiser(tx, remover.person_id, whom)
        assert await is_organiser(tx, other.person_id, G1) is not may


async def test_who_organises_another_gathering_has_no_rights_here(database: Database) -> None:
    route = await saved(database)
    await route.save(gathering(id=GatheringId("g2"), slug="another", programme=(), streams=()))
    who = await actor(database, "a")
    async with database.write() as tx:
        await add_organiser(tx, "o1", who.person_id, Scope(gathering_id=GatheringId("g2")))
        assert not await is_organiser(tx, who.person_id, G1)


# Streams.


async def test_a_link_is_set_for_the_gathering_or_for_a_block_and_comes_back_as_it_stands(database: Database) -> None:
    await saved(database)
    async with database.write() as tx:
        await set_stream(tx, G1, LINK, now=NOW)
        everyone = StreamAudience.EVERYONE
        said = await set_stream(tx, G1, LINK, block_id=BlockId("fylket"), audience=everyone, now=NOW)
        assert said == await get_gathering_by_id(tx, G1)
    assert said.streams == (Stream(LINK), Stream(LINK, everyone, BlockId("fylket")))


async def test_a_link_set_on_the_eve_is_told_at_once(database: Database) -> None:
    route = Route(database)
    await route.save(gathering(streams=()))
    await route.follow("a")
    eve = at("20:00") - timedelta(days=1)
    assert await route.at(eve) == []
    async with database.write() as tx:
        await set_stream(tx, G1, LINK, now=eve)
    assert await route.at(eve) == ["a stream:g1:2027-04-15"]


async def test_two_links_set_at_once_both_stand(postgres_address: str) -> None:
    databases = [Database.at(postgres_address) for _ in range(2)]
    await saved(databases[0])

    async def set_one(database: Database, block_id: str) -> None:
        async with database.write() as tx:
            await set_stream(tx, G1, LINK, block_id=BlockId(block_id), now=NOW)

    await asyncio.gather(set_one(databases[0], "fylket"), set_one(databases[1], "maling"))
    async with databases[0].read() as tx:
        blocks = [stream.block_id for stream in (await get_gathering_by_id(tx, G1)).streams]
    for database in databases:
        await database.close()
    assert blocks == [None, "fylket", "maling"]


async def test_a_link_for_what_is_not_there_is_refused(database: Database) -> None:
    await saved(database)
    async with database.write() as tx:
        with pytest.raises(NoSuchBlock):
            await set_stream(tx, G1, LINK, block_id=BlockId("gone"), now=NOW)
        with pytest.raises(NoSuchGathering):
            await set_stream(tx, GatheringId("gone"), LINK, now=NOW)


@pytest.mark.parametrize(
    "url",
    [
        "http://video.example.org",
        "javascript:alert(1)",
        "https://",
        "video.example.org",
        "https://a b",
        "https://[",
        "",
    ],
)
def test_what_is_not_an_https_address_is_no_link(url: str) -> None:
    with pytest.raises(NotALink):
        link_of(url)


@pytest.mark.parametrize("url", ["https://x.example.org/\n", f"https://x.example.org/{'a' * 2000}", "https://x/\u202e"])
def test_no_link_hides_anything_or_goes_on_for_ever(url: str) -> None:
    if url.endswith("\n"):
        assert link_of(url) == url.strip()
    else:
        with pytest.raises(NotALink):
            link_of(url)


# Saving.


async def test_the_version_rises_where_something_is_new_and_only_then(database: Database) -> None:
    route = await saved(database)
    versions = []
    for changed in (gathering(), gathering(title="Ny"), gathering(title="Ny")):
        await route.save(changed)
        async with database.read() as tx:
            versions.append((await get_gathering_by_id(tx, G1)).version)
    assert versions == [2, 3, 3]


async def test_what_was_read_before_somebody_else_changed_it_is_not_saved(database: Database) -> None:
    await saved(database)

    async def save(read_at: datetime) -> None:
        async with database.write() as tx:
            await save_and_plan(tx, gathering(title="Gammel", version=1), now=read_at)

    with pytest.raises(ChangedMeanwhile):
        await save(NOW)


async def test_the_link_of_a_block_that_is_gone_goes_with_it(database: Database) -> None:
    route = await saved(database)
    async with database.write() as tx:
        await set_stream(tx, G1, LINK, block_id=BlockId("fylket"), now=NOW)
        stored = await get_gathering_by_id(tx, G1)
    await route.save(replace(stored, programme=without(PROGRAMME, "fylket")))
    async with database.read() as tx:
        assert [stream.block_id for stream in (await get_gathering_by_id(tx, G1)).streams] == [None]
