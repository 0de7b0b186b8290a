"""What an organiser does about sign-up in the chat: asked first, told to whom it concerns, refused to everybody else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from gatherings.gathering import Gathering
from gatherings.postings.posting import PostingKind, PostingState
from gatherings.store import Database
from gatherings.store.fees import list_fees
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.postings import list_postings
from gatherings.terms import Fee
from tests.builders import DAY_ONE, DAY_TWO, at, gathering
from tests.doubles.smtp import Post
from tests.scenarios.organising import ADDRESSES, an_organised_scene, anne, kari, marit, per, sign_up
from tests.scenarios.page import a_visitor
from tests.scenarios.scene import Scene, place


@pytest.fixture
async def scene(database: Database, post: Post) -> AsyncIterator[Scene]:
    async with an_organised_scene(database, post) as played:
        yield played


async def stored(scene: Scene) -> Gathering:
    async with scene.database.read() as tx:
        return await get_gathering_by_id(tx, gathering().id)


async def mornings(scene: Scene) -> list[date]:
    """The days on which the silent are to be reminded."""
    async with scene.database.read() as tx:
        planned = await list_postings(tx, gathering().id, state=PostingState.PLANNED)
    return [one.posting.due_at.date() for one in planned if one.posting.kind is PostingKind.REMINDER]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("deltakerliste", "1 er påmeldt Vårsamling."),
        ("hvem mangler?", "3 av 4 inviterte til Vårsamling har ikke svart."),
    ],
)
async def test_a_list_is_told_in_one_line_with_a_link_that_works_once(scene: Scene, asked: str, told: str) -> None:
    await sign_up(scene, kari(scene))
    said = await scene.say(marit(scene), asked)
    link = scene.link_in_last(marit(scene))
    async with a_visitor(scene.url) as first, a_visitor(scene.url) as second:
        inside, outside = await first.press(link), await second.get(link)
        missing = await first.get(f"/host/{gathering().slug}/missing")
    assert said[0].startswith(told)
    assert (inside.status, outside.status) == (200, 404)
    assert "jon.vik@froya.kommune.no" in missing.words


async def test_the_deadline_is_asked_about_and_the_ladder_moves_with_it(scene: Scene) -> None:
    before = await mornings(scene)
    asked = await scene.say(marit(scene), "sett påmeldingsfristen til 9. april")
    unchanged = (await stored(scene)).deadline
    done = await scene.choose(marit(scene), "Sett det")
    assert asked[0].startswith("Skal påmeldingsfristen for Vårsamling være fredag 9. april?")
    assert done[0].startswith("Det er satt for Vårsamling")
    assert [unchanged, (await stored(scene)).deadline] == [date(2027, 4, 1), date(2027, 4, 9)]
    assert before == [date(2027, 3, 18), date(2027, 3, 24), date(2027, 3, 30), date(2027, 4, 1)]
    assert await mornings(scene) == [date(2027, 3, 24), date(2027, 4, 2), date(2027, 4, 7), date(2027, 4, 9)]


async def test_more_seats_go_to_those_who_wait(scene: Scene) -> None:
    await sign_up(scene, kari(scene))
    await sign_up(scene, per(scene), "Venteliste for salen")
    await sign_up(scene, anne(scene), "Venteliste for salen")
    await scene.say(marit(scene), "sett antall plasser til 2")
    await scene.choose(marit(scene), "Sett det")
    await scene.tick()
    assert scene.posts(per(scene))[-1] == "Det er ledig en plass til deg i salen."
    assert scene.posts(anne(scene))[-1].startswith("Salen er full. Du står som nummer 2")


async def test_who_is_signed_up_by_an_organiser_owes_nothing_until_they_accept(scene: Scene) -> None:
    await scene.say(marit(scene), f"meld på Kari Nes, {ADDRESSES['kari']}")
    done = await scene.choose(marit(scene), "Meld på, i salen")
    await scene.tick()
    assert done[0].startswith("Kari Nes er påmeldt Vårsamling og får beskjed.")
    assert scene.posts(kari(scene))[-1] == "En arrangør har meldt deg på, i salen."
    await scene.clock.put(at("10:00", date(2027, 4, 6)))
    before = await scene.say(kari(scene), "hva koster det å melde seg av nå?")
    accepted = await scene.press(kari(scene), {"do": "signup.accept", "gathering": gathering().id})
    after = await scene.say(kari(scene), "hva koster det å melde seg av nå?")
    assert before[0].startswith("Det koster deg ingenting å melde deg av nå.")
    assert accepted[0].startswith("Du er påmeldt, i salen.")
    assert after[0].startswith("Melder du deg av nå, faktureres Hitra kommune 500 kroner.")


async def test_the_attendance_list_is_closed_on_the_last_day(scene: Scene) -> None:
    await sign_up(scene, kari(scene))
    await scene.clock.put(at("09:00", DAY_ONE))
    await scene.say(marit(scene), "lukk oppmøtelista")
    early = await scene.choose(marit(scene), "Lukk listen")
    await scene.clock.put(at("09:00", DAY_TWO))
    asked = await scene.say(marit(scene), "lukk oppmøtelista")
    assert "1 som er påmeldt, er ikke registrert som møtt" in asked[0]
    done = await scene.choose(marit(scene), "Lukk listen")
    async with scene.database.read() as tx:
        owed = [(one.name, one.fee) for one in await list_fees(tx, gathering().id)]
    assert early[0].startswith("Oppmøtelisten kan lukkes først den siste dagen")
    assert done[0].startswith("Oppmøtelisten for Vårsamling er lukket. 1 står som ikke møtt.")
    assert owed == [("Kari Nes", Fee())]


async def test_a_gathering_that_is_called_off_is_told_to_all_and_costs_nobody_anything(
    scene: Scene, post: Post
) -> None:
    await sign_up(scene, kari(scene))
    await sign_up(scene, anne(scene), "Venteliste for salen")
    await scene.clock.put(at("10:00", date(2027, 4, 6)))
    await scene.say(marit(scene), "avlys samlingen")
    done = await scene.choose(marit(scene), "Avlys samlingen")
    await scene.tick()
    assert done[0].startswith("Vårsamling er avlyst.")
    told = [scene.posts(talk)[-1] for talk in (kari(scene), per(scene), anne(scene))]
    assert told == ["Avlyst: Vårsamling"] * 3
    assert {taken.to[0] for taken in post.taken} == {"jon.vik@froya.kommune.no", "eva@froya.kommune.no"}
    left = await scene.say(kari(scene), "hva koster det å melde seg av nå?")
    assert left[0].split("\n") == ["Vårsamling er avlyst.", "Det koster deg ingenting.", "[Snakk med sekretariatet]"]
    chats = len(scene.cloud.sent)
    await scene.forward(at("12:00", date(2027, 5, 1)))
    assert (len(scene.cloud.sent), len(post.taken)) == (chats, 2)


async def test_the_organisers_own_channel_hears_how_many_have_not_answered(scene: Scene) -> None:
    own, other = (replace(scene.teams.channel(name), user=marit(scene).user) for name in ("styret", "alle"))
    await scene.say(own, "dette er arrangørkanalen")
    await scene.say(other, "følg programmet")
    await scene.forward(at("09:00", date(2027, 3, 18)))
    assert scene.posts(own)[-1] == "4 har ikke svart: Vårsamling"
    assert "4 har ikke svart: Vårsamling" not in scene.posts(other)


ORDERS = (
    "hvem mangler?",
    "åpne arrangørsiden",
    "sett påmeldingsfristen til 9. april",
    "sett antall plasser til 2",
    "meld på Jon Vik, jon.vik@froya.kommune.no",
    "purr på alle som ikke har svart",
    "lukk oppmøtelista",
    "avlys samlingen",
)


@pytest.mark.parametrize("order", ORDERS)
async def test_a_participant_is_refused(scene: Scene, order: str) -> None:
    before = await stored(scene)
    said = await scene.say(kari(scene), order)
    assert said[0].startswith("Bare arrangører kan gjøre det.")
    assert await stored(scene) == before


async def test_a_participant_who_asks_for_the_list_is_told_who_comes(scene: Scene) -> None:
    assert (await scene.say(kari(scene), "deltakerliste"))[0].startswith("Ingen er påmeldt ennå.")


@pytest.mark.parametrize("order", ["deltakerliste", *ORDERS])
async def test_nothing_of_it_is_done_where_others_read(scene: Scene, order: str) -> None:
    before, group = await stored(scene), scene.teams.group()
    group = replace(group, user=marit(scene).user)
    said = await scene.say(group, order)
    assert said == ["Det gjør vi i privat chat. Skriv til meg der."]
    assert [await stored(scene), len(scene.cloud.sent_to(place(group)))] == [before, 1]
