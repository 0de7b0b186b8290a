"""A sign-up under way was carried over to another gathering as soon as that one was talked of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from gatherings.actions import save_and_plan
from gatherings.gathering import GatheringId
from gatherings.store.registrations import list_registrations
from gatherings.terms import Fee, Terms
from tests.builders import at, gathering
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene

AUTUMN = GatheringId("g2")
TERMS = Terms(deadline=date(2027, 4, 1), fee_late=Fee(500))


async def two_gatherings(scene: Scene) -> Talk:
    """Kari, who is known; the gathering in April, and another one in September."""
    scene.clock.at = at("10:00", date(2027, 3, 20))
    await scene.change(terms=TERMS)
    autumn = replace(
        gathering(),
        id=AUTUMN,
        slug="haustsamling",
        title="Høstsamlingen 2027",
        starts_on=date(2027, 9, 2),
        ends_on=date(2027, 9, 2),
        terms=Terms(deadline=date(2027, 8, 20), fee_late=Fee(9000)),
        programme=(),
        version=0,
    )
    async with scene.database.write() as tx:
        await save_and_plan(tx, autumn, now=scene.clock.at)
    scene.cloud.members["29:kari"] = "kari.nes@hitra.kommune.no"
    return scene.teams.personal()


async def signed_up(scene: Scene, which: GatheringId) -> int:
    async with scene.database.read() as tx:
        return len(await list_registrations(tx, which))


async def test_an_answer_in_words_is_about_the_gathering_that_was_asked_about(scene: Scene) -> None:
    kari = await two_gatherings(scene)
    await scene.say(kari, "meld meg på")
    await scene.press(kari, {"do": "agenda.where", "gathering": AUTUMN})
    shown = await scene.say(kari, "i salen")
    assert "faktureres Hitra kommune 500 kroner" in shown[-1]
    await scene.say(kari, "ja")
    assert (await signed_up(scene, gathering().id), await signed_up(scene, AUTUMN)) == (1, 0)


async def test_a_confirmation_is_for_the_gathering_whose_terms_were_shown(scene: Scene) -> None:
    kari = await two_gatherings(scene)
    await scene.say(kari, "meld meg på")
    pressed = scene.last_button(kari, "Meld på, i salen")
    await scene.press(kari, {**pressed, "gathering": AUTUMN})
    assert (await signed_up(scene, gathering().id), await signed_up(scene, AUTUMN)) == (1, 0)


async def test_the_gathering_that_is_named_is_the_one_that_is_meant(scene: Scene) -> None:
    kari = await two_gatherings(scene)
    autumn = await scene.say(kari, "meld meg på høstsamlingen")
    await scene.say(kari, "avbryt")
    spring = await scene.say(kari, "meld meg på vårsamlinga")
    assert [said[0].split("\n")[0] for said in (autumn, spring)] == [
        "Meld deg på Høstsamlingen 2027",
        "Meld deg på Vårsamling",
    ]
