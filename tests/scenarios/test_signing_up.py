"""Signing up in the chat, as a person does it, over HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from gatherings.registration import Registration
from gatherings.store.registrations import list_registrations
from gatherings.terms import Fee, Mode, Terms
from tests.builders import at, gathering
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene, button, place

TERMS = Terms(deadline=date(2027, 4, 1), fee_late=Fee(), fee_absent=Fee(500))
EARLY, LATE = at("10:00", date(2027, 3, 20)), at("10:00", date(2027, 4, 3))


async def begin(scene: Scene, *, terms: Terms = TERMS, now: datetime = EARLY, email: str = "") -> Talk:
    """Kari, on a day before the deadline; Teams knows her address where one is given."""
    scene.clock.at = now
    await scene.change(terms=terms)
    if email:
        scene.cloud.members["29:kari"] = email
    return scene.teams.personal()


async def registered(scene: Scene) -> list[Registration]:
    async with scene.database.read() as tx:
        return await list_registrations(tx, gathering().id)


async def sign_up(scene: Scene, talk: Talk, how: str = "Meld på, i salen", **inputs: str) -> list[str]:
    await scene.say(talk, "meld meg på")
    return await scene.choose(talk, how, **inputs)


def title(said: list[str]) -> str:
    return said[0].split("\n")[0]


async def test_one_tap_is_enough_where_everything_is_known(scene: Scene) -> None:
    kari = await begin(scene, email="kari.nes@hitra.kommune.no")
    shown = await scene.say(kari, "meld meg på")
    done = await scene.choose(kari, "Meld på, i salen")
    assert "Melder du deg av etter torsdag 1. april, faktureres Hitra kommune for faktisk kostnad." in shown[0]
    assert title(done) == "Du er påmeldt, i salen."
    assert [(one.seat, one.organisation_id) for one in await registered(scene)] == [(Mode.ROOM, "n1:no-5056")]


async def test_a_newcomer_is_asked_who_and_from_where_and_then_shown_what_it_costs(scene: Scene) -> None:
    kari = await begin(scene)
    asked = [
        await scene.say(kari, "jeg ønsker å delta"),
        await scene.choose(kari, "Neste", name="Kari Nes", email="kari@post.example"),
        await scene.choose(kari, "Neste", organisation="Hitra"),
        await scene.choose(kari, "Meld på, i salen", food="vegetar", dinner="yes"),
    ]
    assert [title(one) for one in asked] == [
        "Meld deg på Vårsamling",
        "Hvilken kommune eller organisasjon kommer du fra?",
        "Meld deg på Vårsamling",
        "Du er påmeldt, i salen.",
    ]
    assert "Mat: Vegetar." in asked[-1][0]


async def test_what_teams_vouches_for_is_asked_for_once(scene: Scene) -> None:
    kari = await begin(scene, email="kari.nes@hitra.kommune.no")
    for _ in range(3):
        await scene.say(kari, "meld meg på")
    assert scene.cloud.member_requests == 1


async def test_two_municipalities_of_one_name_are_asked_about(scene: Scene) -> None:
    kari = await begin(scene, email="kari@heroy.kommune.no")
    asked = await scene.say(kari, "meld meg på")
    assert "[Herøy (Møre og Romsdal)] [Herøy (Nordland)]" in asked[0]
    assert "Kari Nes, Herøy kommune" in (await scene.choose(kari, "Herøy (Nordland)"))[0]


async def test_an_organisation_that_is_no_member_may_be_used_as_written(scene: Scene) -> None:
    kari = await begin(scene, email="kari@skoleforum.example")
    await scene.say(kari, "meld meg på")
    await scene.say(kari, "Fjordskolenes landsforum")
    shown = await scene.choose(kari, "Bruk «Fjordskolenes landsforum»")
    assert "Kari Nes, Fjordskolenes landsforum" in shown[0]


async def test_a_question_in_the_middle_is_answered_and_the_sign_up_goes_on(scene: Scene) -> None:
    kari = await begin(scene)
    await scene.say(kari, "meld meg på")
    await scene.choose(kari, "Neste", name="Kari Nes", email="kari@post.example")
    answer, again = await scene.say(kari, "hva er neste?")
    assert [title([answer]), title([again])] == [
        "Neste: Velkommen til Fjordby",
        "Hvilken kommune eller organisasjon kommer du fra?",
    ]
    assert title(await scene.say(kari, "Hitra")) == "Meld deg på Vårsamling"


async def test_back_stop_and_start_over_always_work(scene: Scene) -> None:
    kari = await begin(scene)
    await scene.say(kari, "meld meg på")
    await scene.choose(kari, "Neste", name="Kari Nes", email="kari@post.example")
    said = [await scene.say(kari, word) for word in ("tilbake", "start på nytt", "hjelp", "avbryt")]
    assert [title(one) for one in said] == [
        "Meld deg på Vårsamling",
        "Meld deg på Vårsamling",
        "Svar på spørsmålet, eller skriv «tilbake», «start på nytt» eller «avbryt». Du kan også spørre om programmet imens.",
        "Greit, du er ikke meldt på. Det du har skrevet, er slettet.",
    ]
    assert await registered(scene) == []


async def test_a_card_pressed_twice_signs_up_once(scene: Scene) -> None:
    kari = await begin(scene, email="kari.nes@hitra.kommune.no")
    await scene.say(kari, "meld meg på")
    yes = scene.last_button(kari, "Meld på, i salen")
    first, second = await scene.press(kari, yes), await scene.press(kari, yes)
    assert [title(first), title(second)] == ["Du er påmeldt, i salen.", "Du er påmeldt, i salen."]
    assert len(await registered(scene)) == 1


async def test_another_persons_card_changes_nothing(scene: Scene) -> None:
    kari = await begin(scene, email="kari.nes@hitra.kommune.no")
    await scene.say(kari, "meld meg på")
    yes = scene.last_button(kari, "Meld på, i salen")
    said = await scene.press(scene.teams.personal("per", "Per Lie"), yes)
    assert said[0].startswith("Dette kortet er ikke i bruk lenger. Ingenting er endret.")
    assert await registered(scene) == []


async def test_a_sign_up_left_overnight_is_still_there(scene: Scene) -> None:
    kari = await begin(scene, email="kari.nes@hitra.kommune.no")
    await scene.say(kari, "meld meg på")
    scene.clock.at += timedelta(days=1)
    assert title(await scene.choose(kari, "Meld på, digitalt")) == "Du er påmeldt, digitalt."


async def test_a_sign_up_left_for_long_says_that_it_was_closed(scene: Scene) -> None:
    kari = await begin(scene)
    await scene.say(kari, "meld meg på")
    scene.clock.at += timedelta(days=8)
    said = await scene.say(kari, "Kari Nes, kari@post.example")
    assert said[0].startswith("Påmeldingen du hadde begynt på, er lukket")


async def test_a_late_cancellation_shows_its_cost_and_a_colleague_first(scene: Scene) -> None:
    kari = await begin(scene, email="kari.nes@hitra.kommune.no")
    await sign_up(scene, kari)
    scene.clock.at = LATE
    asked = await scene.say(kari, "jeg kan ikke komme")
    assert asked[0].split("\n") == [
        "Fristen for gratis avmelding var torsdag 1. april.",
        "Melder du deg av nå, faktureres Hitra kommune for faktisk kostnad.",
        "En kollega i samme organisasjon kan ta plassen din uten kostnad.",
        "[Gi plassen til en kollega] [Meld av likevel] [Behold plassen]",
    ]
    done = await scene.choose(kari, "Meld av likevel")
    assert done[0].split("\n")[0] == "Du er meldt av."
    assert "Hitra kommune faktureres for faktisk kostnad." in done[0]


async def test_where_midnight_has_passed_since_the_card_the_cost_is_shown_again(scene: Scene) -> None:
    kari = await begin(scene, email="kari.nes@hitra.kommune.no")
    await sign_up(scene, kari)
    scene.clock.at = at("23:59", date(2027, 4, 1))
    assert "Det koster ingenting." in (await scene.say(kari, "meld meg av"))[0]
    yes = scene.last_button(kari, "Meld av")
    scene.clock.at = at("00:00", date(2027, 4, 2))
    refused, again = await scene.press(kari, yes)
    assert refused.startswith("Kostnaden er endret siden du så den. Ingenting er gjort.")
    assert "faktureres Hitra kommune for faktisk kostnad" in again
    assert [one.seat for one in await registered(scene)] == [Mode.ROOM]


async def test_a_colleague_takes_the_seat_and_nobody_owes_anything(scene: Scene) -> None:
    kari = await begin(scene, email="kari.nes@hitra.kommune.no")
    await sign_up(scene, kari)
    scene.clock.at = LATE
    await scene.say(kari, "kan en kollega ta plassen min?")
    code = (await scene.say(kari, "gi plassen til en kollega"))[0].split("\n")[0].removeprefix("Kode: ")
    scene.cloud.members["29:ola"] = "ola.berg@hitra.kommune.no"
    ola = scene.teams.personal("ola", "Ola Berg")
    await scene.say(ola, f"ta plassen {code}")
    taken = await scene.choose(ola, "Ta plassen")
    await scene.tick()
    told = scene.posts(kari)[-1]
    assert [title(taken), told] == ["Du er påmeldt, i salen.", "Du er meldt av."]
    assert sorted(str(one.seat) for one in await registered(scene)) == ["None", "room"]


async def test_in_a_full_room_one_waits_with_a_digital_seat_meanwhile(scene: Scene) -> None:
    kari = await begin(scene, terms=replace(TERMS, capacity=0 + 1), email="kari.nes@hitra.kommune.no")
    await sign_up(scene, kari)
    scene.cloud.members["29:ola"] = "ola.berg@froya.kommune.no"
    ola = scene.teams.personal("ola", "Ola Berg")
    said = await sign_up(scene, ola, "Venteliste for salen")
    assert title(said) == "Salen er full. Du står som nummer 1 på ventelisten og har digital plass så lenge."


async def test_a_freed_seat_is_offered_and_taken_with_one_press(scene: Scene) -> None:
    kari = await begin(scene, terms=replace(TERMS, capacity=1), email="kari.nes@hitra.kommune.no")
    await sign_up(scene, kari)
    scene.cloud.members["29:ola"] = "ola.berg@froya.kommune.no"
    ola = scene.teams.personal("ola", "Ola Berg")
    await sign_up(scene, ola, "Venteliste for salen")
    await scene.say(kari, "meld meg av")
    await scene.choose(kari, "Meld av")
    scene.clock.at = at("10:00", date(2027, 3, 22))  # a Monday: offers wait for the weekend to pass
    await scene.tick()
    assert scene.posts(ola)[-1] == "Det er ledig en plass til deg i salen."
    assert title(await scene.choose(ola, "Ta plassen")) == "Du er påmeldt, i salen."


async def test_before_registration_opens_it_says_when(scene: Scene) -> None:
    kari = await begin(scene, terms=replace(TERMS, opens=datetime(2027, 3, 25, 8)))  # noqa: DTZ001 (wall time)
    said = await scene.say(kari, "meld meg på")
    assert title(said) == "Påmeldingen til Vårsamling åpner torsdag 25. mars kl. 08.00."


async def test_after_the_deadline_it_says_so_and_whom_to_ask(scene: Scene) -> None:
    kari = await begin(scene, now=LATE)
    said = await scene.say(kari, "meld meg på")
    assert said[0].split("\n")[:2] == [
        "Påmeldingsfristen var torsdag 1. april.",
        "Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.",
    ]


async def test_a_press_in_a_channel_acts_for_the_presser_and_goes_on_in_private(scene: Scene) -> None:
    await begin(scene)
    kari = scene.teams.personal()
    await scene.say(kari, "hei")
    said = await scene.say(scene.teams.channel(), "meld meg på")
    await scene.tick()
    assert said == ["Jeg har skrevet til deg privat. Der tar vi det videre."]
    assert scene.posts(kari)[-1] == "Vil du melde deg på Vårsamling?"


async def test_who_comes_is_told_in_numbers_and_by_name_only_to_the_registered(scene: Scene) -> None:
    kari = await begin(scene, email="kari.nes@hitra.kommune.no")
    await sign_up(scene, kari, listed="yes")
    stranger = await scene.say(scene.teams.personal("per", "Per Lie"), "hvem kommer?")
    own = await scene.say(kari, "hvem kommer?")
    assert ["Kari Nes" in stranger[0], "Kari Nes" in own[0], title(own)] == [False, True, "1 er påmeldt Vårsamling."]


async def test_the_price_now_is_that_of_the_terms_that_were_accepted(scene: Scene) -> None:
    kari = await begin(scene, terms=replace(TERMS, fee_late=Fee(500)), email="kari.nes@hitra.kommune.no")
    await sign_up(scene, kari)
    await scene.change(terms=replace(TERMS, fee_late=Fee(900)))
    scene.clock.at = LATE
    said = await scene.say(kari, "hva koster det å melde seg av nå?")
    assert title(said) == "Melder du deg av nå, faktureres Hitra kommune 500 kroner."


async def test_the_confirmation_is_carried_also_where_the_answer_did_not_arrive(scene: Scene) -> None:
    kari = await begin(scene, email="kari.nes@hitra.kommune.no")
    await scene.say(kari, "meld meg på")
    yes = button(scene.cloud.sent_to(place(kari))[-1], "Meld på, i salen")
    scene.cloud.fault(503, times=4, conversation=place(kari))
    await scene.teams.post(kari.submit(yes))
    assert scene.posts(kari)[-1] == "Meld deg på Vårsamling"
    for _ in range(4):
        await scene.tick()
    assert scene.posts(kari)[-1] == "Du er påmeldt, i salen."
    await scene.tick()
    assert scene.posts(kari).count("Du er påmeldt, i salen.") == 1


async def test_where_the_terms_have_changed_since_the_card_they_are_shown_again(scene: Scene) -> None:
    kari = await begin(scene, email="kari.nes@hitra.kommune.no")
    await scene.say(kari, "meld meg på")
    yes = scene.last_button(kari, "Meld på, i salen")
    await scene.change(terms=replace(TERMS, fee_late=Fee(900)))
    refused, again = await scene.press(kari, yes)
    assert refused.startswith("Vilkårene er endret siden du så dem. Du er ikke meldt på ennå.")
    assert "faktureres Hitra kommune 900 kroner" in again
    assert title(await scene.choose(kari, "Meld på, i salen")) == "Du er påmeldt, i salen."
