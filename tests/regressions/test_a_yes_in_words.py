"""A "ja" to a question with buttons was not understood, and the question was lost."""

from __future__ import annotations

from datetime import date, datetime

from gatherings.registration import Registration, RegistrationState
from gatherings.store.registrations import list_registrations
from gatherings.terms import Fee, Terms
from tests.builders import at, gathering
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene

TERMS = Terms(deadline=date(2027, 4, 1), fee_late=Fee(500))
EARLY, LATE = at("10:00", date(2027, 3, 20)), at("10:00", date(2027, 4, 3))


async def signed_up(scene: Scene, *, then: datetime) -> Talk:
    """Kari, with a seat in the room, at a later instant."""
    scene.clock.at = EARLY
    await scene.change(terms=TERMS)
    scene.cloud.members["29:kari"] = "kari.nes@hitra.kommune.no"
    kari = scene.teams.personal()
    await scene.say(kari, "meld meg på")
    await scene.choose(kari, "Meld på, i salen")
    scene.clock.at = then
    return kari


async def registrations(scene: Scene) -> list[Registration]:
    async with scene.database.read() as tx:
        return await list_registrations(tx, gathering().id)


async def states(scene: Scene) -> list[RegistrationState]:
    return [one.state for one in await registrations(scene)]


async def test_a_yes_cancels_where_it_is_free(scene: Scene) -> None:
    kari = await signed_up(scene, then=EARLY)
    await scene.say(kari, "meld meg av")
    said = await scene.say(kari, "ja")
    assert (said[0].split("\n")[0], await states(scene)) == ("Du er meldt av.", [RegistrationState.CANCELLED])


async def test_a_yes_to_what_costs_shows_the_two_buttons_again(scene: Scene) -> None:
    kari = await signed_up(scene, then=LATE)
    asked = await scene.say(kari, "meld meg av")
    assert await scene.say(kari, "ja") == asked
    await scene.choose(kari, "Meld av likevel")
    assert await states(scene) == [RegistrationState.CANCELLED]


async def test_a_no_keeps_the_seat(scene: Scene) -> None:
    kari = await signed_up(scene, then=LATE)
    await scene.say(kari, "meld meg av")
    await scene.say(kari, "avbryt")
    assert await states(scene) == [RegistrationState.REGISTERED]


async def test_a_yes_after_something_else_was_said_answers_no_question(scene: Scene) -> None:
    kari = await signed_up(scene, then=EARLY)
    await scene.say(kari, "meld meg av")
    await scene.say(kari, "hva er neste?")
    await scene.say(kari, "ja")
    assert await states(scene) == [RegistrationState.REGISTERED]


async def test_a_yes_deletes_everything_where_that_is_free(scene: Scene) -> None:
    kari = await signed_up(scene, then=EARLY)
    await scene.say(kari, "slett meg")
    await scene.say(kari, "ja")
    assert await registrations(scene) == []


async def test_a_yes_deletes_nothing_where_that_costs(scene: Scene) -> None:
    kari = await signed_up(scene, then=LATE)
    await scene.say(kari, "slett meg")
    await scene.say(kari, "ja")
    assert await states(scene) == [RegistrationState.REGISTERED]


async def test_who_has_cancelled_late_is_told_so_and_what_it_cost_though_the_deadline_is_over(scene: Scene) -> None:
    kari = await signed_up(scene, then=LATE)
    await scene.say(kari, "meld meg av")
    pressed = scene.last_button(kari, "Meld av likevel")
    first, twice = await scene.press(kari, pressed), await scene.press(kari, pressed)
    asked = await scene.say(kari, "er jeg påmeldt?")
    assert first == twice == asked
    assert "Hitra kommune faktureres 500 kroner." in asked[0]


async def test_who_never_signed_up_is_told_so_after_the_deadline(scene: Scene) -> None:
    await signed_up(scene, then=LATE)
    per = scene.teams.personal("per", "Per Lie")
    said = await scene.say(per, "er jeg påmeldt?")
    assert said[0].split("\n")[:2] == ["Du er ikke påmeldt.", "Påmeldingsfristen var torsdag 1. april."]


async def test_who_says_that_they_cannot_come_may_let_that_be_known(scene: Scene) -> None:
    await signed_up(scene, then=EARLY)
    per = scene.teams.personal("per", "Per Lie")
    await scene.say(per, "jeg kan ikke komme")
    said = await scene.choose(per, "Kommer ikke")
    assert said[0].startswith("Takk, da vet vi det")


async def test_a_step_where_nothing_is_under_way_shows_how_it_stands(scene: Scene) -> None:
    kari = await signed_up(scene, then=EARLY)
    for words in ("avbryt", "tilbake"):
        said = await scene.say(kari, words)
        assert said[0].split("\n")[0] == "Ingen påmelding er i gang. Ingenting er endret."
        assert said[1].split("\n")[0] == "Du er påmeldt, i salen."


async def test_a_fresh_start_where_nothing_is_under_way_begins_a_sign_up(scene: Scene) -> None:
    await signed_up(scene, then=EARLY)
    said = await scene.say(scene.teams.personal("per", "Per Lie"), "start på nytt")
    assert said[0].split("\n")[0] == "Meld deg på Vårsamling"


async def test_a_gathering_is_not_called_off_by_a_word(scene: Scene) -> None:
    ola = scene.teams.personal("ola", "Ola Vik")
    await scene.say(ola, f"jeg er arrangør {await scene.code()}")
    await scene.say(ola, "avlys samlingen")
    await scene.say(ola, "ja")
    assert not (await scene.change()).is_cancelled
