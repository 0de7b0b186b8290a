"""What was not understood is kept of those alone who accepted that, and read by the organisers alone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

import pytest

from gatherings.gathering import NB, NN
from gatherings.not_understood import NotUnderstood
from gatherings.store import Database
from gatherings.store.not_understood import list_not_understood
from gatherings.store.tables import metadata
from gatherings.terms import Fee, Terms
from jobs.keep_house import keep_house
from tests.builders import at, gathering
from tests.doubles.statements import listening, writes
from tests.doubles.teams import Talk
from tests.scenarios.clocks import HandClock, RehearsedClock
from tests.scenarios.organising import anne, kari, marit, per, sign_up
from tests.scenarios.page import a_visitor
from tests.scenarios.scene import Scene, a_scene, place

TERMS: Final = Terms(deadline=date(2027, 4, 1), fee_late=Fee(500))
KEEPS: Final = replace(TERMS, keeps_not_understood=True)
TODAY: Final = date(2027, 3, 20)
SENTENCE: Final = "Meldinger som Samband ikke forstår, kan arrangørene lese i 30 dager, uten navn."
BIKE: Final = "hvor kan jeg lade bilen"
ODD: Final = "strømmen er borte"
PAGE: Final = f"/host/{gathering().slug}/messages"


@pytest.fixture
async def scene(database: Database) -> AsyncIterator[Scene]:
    """A morning while registration is open; the terms say that what is not understood is kept."""
    async with a_scene(database, at=at("10:00", TODAY)) as played:
        await played.change(terms=KEEPS)
        yield played


async def kept(scene: Scene) -> list[NotUnderstood]:
    async with scene.database.read() as tx:
        return await list_not_understood(tx, gathering().id)


async def seated(scene: Scene) -> Talk:
    """Kari, who has signed up."""
    await sign_up(scene, kari(scene))
    return kari(scene)


async def test_the_terms_that_are_accepted_say_so(scene: Scene) -> None:
    shown = await scene.say(kari(scene), "meld meg på")
    await scene.change(terms=TERMS)
    other = await scene.say(per(scene), "meld meg på")
    assert (SENTENCE in shown[0].split("\n"), SENTENCE in other[0]) == (True, False)


async def test_what_was_not_understood_is_kept_of_who_accepted_it(scene: Scene) -> None:
    talk = await seated(scene)
    said = [await scene.say(talk, text) for text in (BIKE, ODD, "kva med vêret", BIKE, "når er lunsj?")]
    assert said[0][0].startswith("Det forsto jeg ikke.")
    assert said[1][0].startswith("Det forsto jeg ikke helt.")
    assert await kept(scene) == [
        NotUnderstood(TODAY, NB, BIKE, None, times=2),
        NotUnderstood(TODAY, NN, "kva med vêret"),
        NotUnderstood(TODAY, NB, ODD, "stream.link"),
    ]


async def test_nothing_is_kept_of_who_has_not_accepted_it(scene: Scene) -> None:
    await scene.change(terms=TERMS)
    before = await seated(scene)
    await scene.change(terms=KEEPS)
    for talk in (before, per(scene)):
        await scene.say(talk, BIKE)
    assert await kept(scene) == []


async def test_nothing_is_kept_once_the_terms_say_no_more_or_the_person_has_cancelled(scene: Scene) -> None:
    talk = await seated(scene)
    await scene.change(terms=TERMS)
    await scene.say(talk, BIKE)
    await scene.change(terms=KEEPS)
    await scene.say(talk, "meld meg av")
    await scene.choose(talk, "Meld av")
    await scene.say(talk, BIKE)
    assert await kept(scene) == []


async def test_nothing_is_kept_of_what_is_said_in_a_group(scene: Scene) -> None:
    await seated(scene)
    said = await scene.say(scene.teams.group(), BIKE)
    assert (said[0].startswith("Det forsto jeg ikke."), await kept(scene)) == (True, [])


async def test_an_answer_to_a_sign_up_is_not_kept(scene: Scene) -> None:
    talk = await seated(scene)
    await scene.say(talk, "meld meg av")
    await scene.choose(talk, "Meld av")
    await scene.say(talk, "meld meg på")
    await scene.say(talk, "jeg tåler ikke blåskjell og kameler")
    assert await kept(scene) == []


async def test_addresses_and_numbers_are_not_kept(scene: Scene) -> None:
    talk = await seated(scene)
    await scene.say(talk, "katten min er syk, ring 400 00 000 eller kari@fjordby.example, www.fjordby.example/katt")
    async with scene.database.read() as tx:
        rows = [repr(row) for row in await tx.execute(metadata.tables["not_understood"].select())]
    assert [one.text for one in await kept(scene)] == ["katten min er syk, ring [#] eller [@] [www]"]
    assert not any(secret in rows[0] for secret in ("400", "kari", "29:", "fjordby"))


@pytest.mark.parametrize("clock", [HandClock, RehearsedClock])
async def test_after_thirty_days_they_are_gone(database: Database, clock: type[HandClock]) -> None:
    begun = at("10:00", TODAY)
    made = clock(begun) if clock is HandClock else RehearsedClock(database, begun)
    async with a_scene(database, at=begun, clock=made) as played:
        await played.change(terms=KEEPS)
        await played.say(await seated(played), BIKE)
        left = []
        for now in (at("23:59", date(2027, 4, 19)), at("00:01", date(2027, 4, 20))):
            await made.put(now)
            await _house_is_kept(played, made.now())
            left.append(len(await kept(played)))
        assert left == [1, 0]


async def _house_is_kept(scene: Scene, now: datetime) -> None:
    await keep_house(scene.database, now=now, machine_now=scene.clock.machine_now())


WAYS: Final[Mapping[str, Terms]] = {"room": KEEPS, "another fee": replace(KEEPS, fee_late=None)}


@pytest.mark.parametrize("how", ["Meld på, i salen", "Meld på, digitalt"])
@pytest.mark.parametrize("terms", WAYS.values(), ids=WAYS)
async def test_however_one_takes_part_it_is_in_what_was_accepted(scene: Scene, how: str, terms: Terms) -> None:
    await scene.change(terms=terms)
    await sign_up(scene, kari(scene), how)
    await scene.say(kari(scene), BIKE)
    assert (len(await kept(scene)), SENTENCE in await _accepted(scene)) == (1, True)


async def _accepted(scene: Scene) -> str:
    async with scene.database.read() as tx:
        rows = (await tx.execute(metadata.tables["registration"].select())).all()
    return str(rows[0].accepted["text"])


async def test_who_changes_to_another_seat_reads_it_and_has_then_accepted_it(scene: Scene) -> None:
    await scene.change(terms=TERMS)
    await sign_up(scene, kari(scene), "Meld på, digitalt")
    await scene.change(terms=KEEPS)
    await scene.say(kari(scene), "endre påmeldingen")
    asked = await scene.choose(kari(scene), "Bytt til salen")
    await scene.say(kari(scene), BIKE)
    before = len(await kept(scene))
    await scene.say(kari(scene), "endre påmeldingen")
    await scene.choose(kari(scene), "Bytt til salen")
    await scene.choose(kari(scene), "Bytt til salen")
    await scene.say(kari(scene), BIKE)
    assert (SENTENCE in asked[0], before, len(await kept(scene))) == (True, 0, 1)


async def test_who_takes_an_offered_seat_reads_it_first(scene: Scene) -> None:
    await scene.change(terms=replace(TERMS, capacity=1))
    await seated(scene)
    await sign_up(scene, per(scene), "Venteliste for salen")
    await scene.change(terms=replace(KEEPS, capacity=1))
    await scene.say(kari(scene), "meld meg av")
    await scene.choose(kari(scene), "Meld av")
    scene.clock.at = at("10:00", date(2027, 3, 22))
    await scene.tick()
    offered = scene.cloud.sent_to(place(per(scene)))[-1]
    await scene.choose(per(scene), "Ta plassen")
    await scene.say(per(scene), BIKE)
    assert (SENTENCE in json.dumps(offered, ensure_ascii=False), len(await kept(scene))) == (True, 1)


async def test_nobody_but_the_organisers_reads_them(scene: Scene) -> None:
    talk = await seated(scene)
    await scene.say(talk, BIKE)
    told = [*await scene.say(anne(scene), "arrangørsiden"), *await scene.say(talk, "arrangørsiden")]
    async with a_visitor(scene.url) as stranger:
        outside = [
            await stranger.get(f"{PAGE}"),
            await stranger.get(PAGE.replace("messages", "export/not-understood.jsonl")),
        ]
    assert (any(BIKE in one for one in told), [(one.status, BIKE in one.text) for one in outside]) == (
        False,
        [(403, False), (403, False)],
    )


async def test_an_organiser_reads_takes_and_deletes_them(scene: Scene) -> None:
    await scene.say(await seated(scene), BIKE)
    await scene.say(marit(scene), f"jeg er arrangør {await scene.code()}")
    await scene.say(marit(scene), "arrangørsiden")
    async with a_visitor(scene.url) as host:
        await host.press(scene.link_in_last(marit(scene)))
        page = await host.get(PAGE)
        file = await host.get(PAGE.replace("messages", "export/not-understood.jsonl"))
        await host.press(PAGE, do="delete_all")
        after = await host.get(PAGE)
    assert (BIKE in page.words, "Kari" in page.words) == (True, False)
    assert [json.loads(line) for line in file.text.splitlines()] == [
        {"text": BIKE, "lang": "nb", "intent": "", "slots": {}, "note": ""}
    ]
    assert ("Det er ingen meldinger her." in after.words, await kept(scene)) == (True, [])


async def test_what_was_understood_costs_nothing_more_and_what_was_not_one_look_and_one_write(scene: Scene) -> None:
    talk = await seated(scene)
    keeping = [await _statements(scene, talk, text) for text in ("hvor er det?", BIKE)]
    await scene.change(terms=TERMS)
    await scene.say(talk, "hvor er det?")  # reads the changed gathering
    plain = [await _statements(scene, talk, text) for text in ("hvor er det?", BIKE)]
    assert [len(more) - len(less) for more, less in zip(keeping, plain, strict=True)] == [0, 2]
    assert [writes(said).count("not_understood") for said in (*keeping, *plain)] == [0, 1, 0, 0]


async def _statements(scene: Scene, talk: Talk, text: str) -> list[str]:
    with listening(scene.database) as said:
        await scene.say(talk, text)
    return said
