"""A card that was posted is renewed where it stands: a block that is on and over, how many have signed up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, time

import pytest
from sqlalchemy import insert, literal, select

from bot.courier import Courier
from gatherings.people import Conversation, ConversationId, ConversationKind, PersonId
from gatherings.store import Database, Tx
from gatherings.store.agendas import Agendas
from gatherings.store.deliveries import DeliveryState, list_deliveries
from gatherings.store.people import meet
from gatherings.store.renewals import MANY
from gatherings.store.tables import delivery, posting
from gatherings.terms import Terms
from jobs.fire_postings import fire_postings
from tests.builders import PROGRAMME, at
from tests.doubles.clocks import START
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene, a_scene, moved, place, words

LONG = pytest.mark.e2e
OPENS = date(2027, 3, 1)
SOON, ON, OVER = "Om 5 minutter: Velkommen til Fjordby", "Pågår: Velkommen til Fjordby", "Ferdig: Velkommen til Fjordby"


async def following(scene: Scene, where: str = "group") -> Talk:
    """A conversation that follows the programme; Kari, who asked for it, is an organiser."""
    kari = scene.teams.personal()
    await scene.say(kari, f"jeg er arrangør {await scene.code()}")
    talk = kari if where == "personal" else getattr(scene.teams, where)()
    await scene.say(talk, "følg programmet")
    return talk


def renewals(scene: Scene, talk: Talk) -> int:
    return sum(sent.method == "PUT" for sent in scene.cloud.sent if sent.conversation == place(talk))


def card_of(scene: Scene, talk: Talk, title: str) -> list[str]:
    """The lines of the card with that word in its title, as it is now."""
    found = [words(seen).split("\n") for seen in scene.cloud.seen_in(place(talk))]
    return next(lines for lines in found if title in lines[0])


@pytest.mark.parametrize("where", ["group", pytest.param("personal", marks=LONG), pytest.param("channel", marks=LONG)])
async def test_the_card_of_a_block_says_when_it_is_on_and_when_it_is_over(scene: Scene, where: str) -> None:
    talk = await following(scene, where)

    seen = []
    for moment in ("08:55", "09:00", "09:15"):
        await scene.until(at(moment))
        seen.append(card_of(scene, talk, "Velkommen")[0])

    assert seen == [SOON, ON, OVER]
    assert renewals(scene, talk) == 3  # and the next block is on
    assert sum("Velkommen" in title for title in scene.posts(talk)) == 1


@LONG
async def test_a_card_that_is_over_has_no_link_to_the_stream_any_more(scene: Scene) -> None:
    group = await following(scene)
    await scene.until(at("09:00"))
    assert "[Åpne strømmen]" in card_of(scene, group, "Velkommen")[-1]

    await scene.until(at("09:15"))

    assert card_of(scene, group, "Velkommen") == [OVER, "kl. 09.00–09.15.", "[Hva er neste?]"]


@LONG
async def test_a_block_that_was_moved_since_is_on_when_it_begins_and_not_before(scene: Scene) -> None:
    group = await following(scene)
    await scene.until(at("08:55"))
    later = moved(PROGRAMME, "velkommen", start=time(9, 10), end=time(9, 15))
    await scene.change(programme=later)

    await scene.until(at("09:05"))
    assert card_of(scene, group, "Velkommen")[0] == SOON
    await scene.until(at("09:10"))

    assert card_of(scene, group, "Velkommen")[0] == ON


async def test_what_is_shown_after_a_standstill_is_how_things_are_now_and_no_more(scene: Scene) -> None:
    group = await following(scene)
    await scene.until(at("08:55"))

    scene.clock.at = at("09:40")
    await scene.tick()

    assert (card_of(scene, group, "Velkommen")[0], renewals(scene, group)) == (OVER, 1)


async def test_a_card_that_somebody_deleted_is_let_go_and_the_next_is_posted(scene: Scene) -> None:
    group = await following(scene)
    await scene.until(at("08:55"))
    scene.cloud.fault(404, conversation=place(group))
    await scene.until(at("09:30"))

    async with scene.database.read() as tx:
        gone = [one for one in await list_deliveries(tx) if one.state is DeliveryState.WITHDRAWN]
    assert [one.key for one in gone] == ["renewed:block:velkommen:on"]
    assert "Om 5 minutter: Nytt fra fylket" in scene.posts(group)


@LONG
async def test_what_is_to_become_of_a_card_outlives_the_process(scene: Scene) -> None:
    group = await following(scene)
    await scene.until(at("08:55"))
    scene.clock.at = at("09:00")
    await fire_postings(scene.database, now=scene.clock.at, machine_now=scene.clock.machine_now())

    another = Courier(scene.database, scene.clock, scene.house.courier._carriers, Agendas())
    await another.carry_all()
    await another.carry_all()

    assert (card_of(scene, group, "Velkommen")[0], renewals(scene, group)) == (ON, 1)


@LONG
async def test_where_many_follow_in_private_only_the_groups_are_renewed(scene: Scene) -> None:
    group, kari = await following(scene), scene.teams.personal()
    await scene.say(kari, "følg programmet")
    await scene.until(at("08:55"))
    async with scene.database.write() as tx:
        for number in range(MANY):
            await add_shown(tx, f"c{number}", key="block:velkommen")

    await scene.until(at("09:00"))

    assert (renewals(scene, group), renewals(scene, kari)) == (1, 0)


async def add_shown(tx: Tx, name: str, *, key: str) -> None:
    """Somebody's private conversation in which the card of a posting stands."""
    who = Conversation(ConversationId(name), "teams", "t", ConversationKind.PERSONAL, {"conversation": name})
    await meet(tx, met=who, user=name, name=None, new_person=PersonId(f"p{name}"))
    posted = select(posting.c.id, *(literal(value) for value in (name, "teams", "t", "sent", "r", 1)))
    seen = posted.add_columns(literal(START, delivery.c.visible_at.type)).where(posting.c.key == key)
    into = ["posting_id", "conversation_id", "channel", "tenant", "state", "receipt", "attempts", "visible_at"]
    await tx.execute(insert(delivery).from_select(into, seen))


# How many have signed up.


@pytest.fixture
async def opening(database: Database) -> AsyncIterator[Scene]:
    """The morning on which registration opens, at eight."""
    async with a_scene(database, at=at("08:00", OPENS)) as scene:
        opens = datetime.combine(OPENS, time(9))
        await scene.change(terms=Terms(opens=opens, deadline=date(2027, 4, 1)))
        yield scene


async def sign_up(scene: Scene, *names: str) -> None:
    for name in names:
        scene.cloud.members[f"29:{name}"] = f"{name}@froya.kommune.no"
        talk = scene.teams.personal(name, name.capitalize())
        await scene.say(talk, "meld meg på")
        await scene.choose(talk, "Meld på, i salen")


def counted(scene: Scene, group: Talk) -> str:
    return next(line for line in card_of(scene, group, "Påmeldingen") if "påmeldt" in line and "Påm" not in line)


async def test_the_card_of_an_open_registration_counts_those_who_sign_up(opening: Scene) -> None:
    group = await following(opening)
    await opening.until(at("09:00", OPENS))
    seen = [counted(opening, group)]
    await sign_up(opening, "ida", "per", "eva")
    await opening.until(at("09:10", OPENS))
    seen.append(counted(opening, group))

    assert seen == ["Ingen er påmeldt ennå.", "3 er påmeldt."]
    assert (renewals(opening, group), sum("Påmeldingen" in title for title in opening.posts(group))) == (1, 1)


async def test_it_is_renewed_once_a_minute_at_most_and_shows_the_last_count_in_the_end(opening: Scene) -> None:
    group = await following(opening)
    await opening.until(at("09:00", OPENS))
    for name in ("ida", "per", "eva", "tor", "liv", "ola"):  # half a minute of machine time apart
        await sign_up(opening, name)
        await opening.tick()
    await opening.tick()

    assert counted(opening, group) == "6 er påmeldt."
    assert renewals(opening, group) <= 4


@LONG
async def test_without_a_change_nothing_is_sent(opening: Scene) -> None:
    group = await following(opening)
    await opening.until(at("12:00", OPENS))

    assert renewals(opening, group) == 0


@LONG
async def test_once_registration_has_closed_the_card_says_so(opening: Scene) -> None:
    group = await following(opening)
    await opening.until(at("09:00", OPENS))
    assert "[Meld meg på]" in card_of(opening, group, "Påmeldingen")[-1]
    await sign_up(opening, "ida")

    opening.clock.at = at("00:00", date(2027, 4, 2))
    await opening.tick()
    await opening.tick()  # a minute of machine time has passed since it was posted

    assert card_of(opening, group, "Påmeldingen")[0] == "Påmeldingen til Vårsamling er stengt."


@LONG
async def test_a_registration_that_says_no_time_of_opening_is_not_announced(scene: Scene) -> None:
    group = await following(scene)
    await scene.until(at("08:00"))

    assert not any("Påmeldingen" in title for title in scene.posts(group))
