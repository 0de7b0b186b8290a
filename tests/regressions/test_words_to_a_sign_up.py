"""A name without an address was not kept and turned the language, "salen" was a question, a corrected name was lost."""

from __future__ import annotations

from datetime import date

import pytest

from gatherings.store.profiles import get_person
from gatherings.store.registrations import list_registrations
from gatherings.terms import Fee, Terms
from tests.builders import at, gathering
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene

WHO = "Meld deg på Vårsamling"


async def asked_who(scene: Scene) -> Talk:
    """Somebody of whom Teams tells no address, asked who they are."""
    scene.clock.at = at("10:00", date(2027, 3, 20))
    await scene.change(terms=Terms(deadline=date(2027, 4, 1), fee_late=Fee(500)))
    talk = scene.teams.personal("x", "Telefonen")
    await scene.say(talk, "meld meg på")
    return talk


def titles(said: list[str]) -> list[str]:
    return [one.split("\n")[0] for one in said]


@pytest.mark.parametrize("name", ["Per Lie", "kari nes", "Anne-Marie O'Neil", "Bjørn Ås", "Hans Ole von der Lid"])
async def test_a_name_and_then_an_address_are_as_good_as_both_at_once(scene: Scene, name: str) -> None:
    talk = await asked_who(scene)
    first = await scene.say(talk, name)
    then = await scene.say(talk, "per@hitra.kommune.no")
    assert (titles(first), f"Du: {name}, Hitra kommune" in then[0]) == (
        ["Takk. Da mangler bare e-postadressen din.", WHO],
        True,
    )


@pytest.mark.parametrize("words", ["hva er neste?", "Hvem kommer", "ja", "kommer ikke i dag"])
async def test_a_question_is_no_name(scene: Scene, words: str) -> None:
    talk = await asked_who(scene)
    await scene.say(talk, words)
    then = await scene.say(talk, "per@hitra.kommune.no")
    assert "Du: Telefonen, Hitra kommune" in then[0]


async def test_the_room_in_one_word_is_an_answer(scene: Scene) -> None:
    talk = await asked_who(scene)
    await scene.say(talk, "Per Lie, per@hitra.kommune.no")
    assert titles(await scene.say(talk, "salen")) == ["Meld deg på Vårsamling, i salen"]


async def test_the_name_that_somebody_gave_is_not_overwritten_by_the_platforms(scene: Scene) -> None:
    talk = await asked_who(scene)
    await scene.choose(talk, "Neste", name="Per Lie", email="per@hitra.kommune.no")
    await scene.choose(talk, "Meld på, i salen")
    await scene.say(talk, "takk")
    async with scene.database.read() as tx:
        [made] = await list_registrations(tx, gathering().id)
        person = await get_person(tx, made.person_id)
    assert person is not None
    assert person.name == "Per Lie"


async def test_which_of_two_municipalities_is_invoiced_stands_before_the_click(scene: Scene) -> None:
    talk = await asked_who(scene)
    await scene.choose(talk, "Neste", name="Per Lie", email="per@post.example")
    shown = await scene.choose(talk, "Neste", organisation="Herøy i Nordland")
    assert "Du: Per Lie, Herøy kommune (Nordland)" in shown[0]
    assert "faktureres Herøy kommune (Nordland) 500 kroner" in shown[0]


async def test_a_name_that_is_an_english_word_does_not_turn_the_language(scene: Scene) -> None:
    talk = await asked_who(scene)
    await scene.say(talk, "Bjørn Ås, as@hitra.kommune.no")
    assert titles(await scene.say(talk, "digitalt")) == ["Meld deg på Vårsamling, digitalt"]
