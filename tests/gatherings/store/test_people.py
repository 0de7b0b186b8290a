from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from gatherings.gathering import EN, NB, NN, GatheringId
from gatherings.people import ConversationId, ConversationKind, PersonId
from gatherings.store import Database
from gatherings.store.follows import add_follow, count_following, list_followed, remove_follows
from gatherings.store.people import (
    forget_replays,
    is_replay,
    mark_unreachable,
    meet,
    save_state,
    set_conversation_language,
    set_language,
)
from gatherings.times import DAY
from tests.builders import at, gathering
from tests.route import Route, conversation

NOW = at("09:00")


async def test_who_writes_again_is_the_same_person_in_the_same_conversation(database: Database) -> None:
    route = Route(database)
    first, again = await route.meet("a"), await route.meet("a")
    assert (again.person, again.conversation) == (first.person, first.conversation)


async def test_one_person_in_two_conversations_is_one_person(database: Database) -> None:
    route = Route(database)
    alone = await route.meet("a")
    async with database.write() as tx:
        group = conversation("group", kind=ConversationKind.GROUP)
        among = await meet(tx, met=group, user="a", name=None, new_person=PersonId("another"))
    assert (among.person, among.conversation.id) == (alone.person, "group")


async def test_two_first_messages_at_once_make_one_person(database: Database) -> None:
    route = Route(database)
    met = await asyncio.gather(*(route.meet("a") for _ in range(4)))
    assert len({one.person.id for one in met}) == 1


async def test_two_turns_of_one_conversation_take_their_turns(database: Database) -> None:
    route = Route(database)
    await route.meet("a")

    async def count_up() -> None:
        async with database.write() as tx:
            met = await meet(tx, met=conversation("a"), user="a", name="a", new_person=PersonId("x"))
            await save_state(tx, met, {"count": met.state.get("count", 0) + 1}, at=NOW)

    await asyncio.gather(*(count_up() for _ in range(20)))
    assert (await route.meet("a")).state == {"count": 20}


async def test_a_state_belongs_to_the_person_and_the_conversation(database: Database) -> None:
    route = Route(database)
    met = await route.meet("a")
    async with database.write() as tx:
        await save_state(tx, met, {"waits": "for a code"}, at=NOW)
    assert [(await route.meet(name)).state for name in ("a", "b")] == [{"waits": "for a code"}, {}]


async def test_the_address_is_kept_as_it_was_last_seen(database: Database) -> None:
    route = Route(database)
    await route.meet("a")
    address = {"conversation": "a", "serviceUrl": "https://another.example.org"}
    await route.meet("a", address=address)
    assert (await route.meet("a", address=address)).conversation.address == address


async def test_a_name_that_is_not_given_is_kept(database: Database) -> None:
    route = Route(database)
    await route.meet("a")
    async with database.write() as tx:
        met = await meet(tx, met=conversation("a"), user="a", name=None, new_person=PersonId("x"))
    assert met.person.name == "a"


async def test_who_writes_can_be_written_to_again(database: Database) -> None:
    route = Route(database)
    await route.save(gathering(streams=()))
    await route.follow("a")
    async with database.write() as tx:
        await mark_unreachable(tx, ConversationId("a"), at=NOW)
    assert await route.at(at("09:10")) == []
    await route.meet("a")
    assert await route.at(at("09:55")) == ["a block:pause"]


async def test_languages_are_remembered(database: Database) -> None:
    route = Route(database)
    met = await route.meet("a")
    async with database.write() as tx:
        await set_language(tx, met.person.id, NN, is_chosen=True)
        await set_conversation_language(tx, met.conversation.id, EN)
    again = await route.meet("a")
    assert (again.person.language, again.conversation.language, again.has_chosen_language) == (NN, EN, True)
    assert NB not in (again.person.language, again.conversation.language)


async def test_an_activity_is_answered_once_and_forgotten_in_the_end(database: Database) -> None:
    async with database.write() as tx:
        place = ConversationId("a")
        seen = [await is_replay(tx, place, "1", at=NOW), await is_replay(tx, place, "1", at=NOW)]
        other = await is_replay(tx, ConversationId("b"), "1", at=NOW)
        gone = await forget_replays(tx, before=NOW + timedelta(seconds=1))
        after = await is_replay(tx, place, "1", at=NOW)
    assert (seen, other, gone, after) == ([False, True], False, 2, False)


async def test_a_conversation_follows_a_gathering_once_and_the_newest_choice_comes_first(database: Database) -> None:
    route = Route(database)
    second = GatheringId("g2")
    await route.save(gathering(streams=()))
    await route.save(gathering(id=second, slug="another", programme=(), streams=()))
    place = (await route.meet("a")).conversation.id
    async with database.write() as tx:
        added = [
            await add_follow(tx, gathering().id, place, at=NOW),
            await add_follow(tx, gathering().id, place, at=NOW),
        ]
        await add_follow(tx, second, place, at=NOW + DAY)
        followed = await list_followed(tx, place)
        number = await count_following(tx, second)
    assert (added, followed, number) == ([True, False], [second, gathering().id], 1)
    assert (await route.meet("a")).follows == second
    async with database.write() as tx:
        assert await remove_follows(tx, place) == followed
        assert await list_followed(tx, place) == []


async def test_a_group_belongs_to_nobody_and_never_gets_what_is_for_one_person(database: Database) -> None:
    route = Route(database)
    await route.save(gathering())
    await route.organise("secretariat")
    async with database.write() as tx:
        group = replace(conversation("group"), kind=ConversationKind.GROUP)
        await meet(tx, met=group, user="secretariat", name=None, new_person=PersonId("x"))
    said = await route.at(at("11:00"))
    assert [one.split(":")[0] for one in said] == ["secretariat skipped"]
