"""An organiser reads a programme in by the chat: pasted, looked at, corrected in words, saved at one press."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from sqlalchemy import select

from gatherings.gathering import Gathering, NetworkId
from gatherings.store import Database
from gatherings.store.gatherings import list_gatherings
from gatherings.store.organisers import Scope, add_organiser
from gatherings.store.tables import gathering as gatherings
from gatherings.store.tables import organiser, pending_import, person
from gatherings.times import DAY
from jobs.keep_house import keep_house
from tests.builders import PROGRAMME, at, gathering
from tests.doubles.teams import Talk
from tests.scenarios.scene import Scene, place

PASTED = """\
# Vårsamling 15. april 2027

KL.\tLENGDE\tTITTEL\tBESKRIVELSE
09:00\t15m\tVelkommen til Fjordby\t
09:15\t45m\tNytt fra fylket\t
10:00\t15m\tPause\t
10:15\t1h 45m\tMålkonflikter i planarbeidet\t
12:00\t45m\tLunsj\t
12:45\t\tGruppearbeid\t
14:15\t15m\tAvrunding\t
"""
ELSEWHEN = PASTED.replace("Vårsamling 15. april 2027", "Høstsamling 20. oktober 2027")
VARSAMLING = (files("gatherings.samples") / "varsamling.txt").read_text(encoding="utf-8")


@pytest.fixture
async def ola(scene: Scene) -> Talk:
    """An organiser of the network."""
    talk = scene.teams.personal("ola", "Ola Vik")
    await scene.say(talk, f"jeg er arrangør {await scene.code()}")
    return talk


async def _gatherings(database: Database) -> list[Gathering]:
    async with database.read() as tx:
        return await list_gatherings(tx)


async def _make_organiser(scene: Scene, talk: Talk, name: str, scope: Scope) -> None:
    """Somebody who has written once has rights from now on."""
    await scene.say(talk, "hei")
    async with scene.database.write() as tx:
        person_id = (await tx.execute(select(person.c.id).where(person.c.name == name))).scalar_one()
        await add_organiser(tx, f"of {name}", person_id, scope)


async def _programme(scene: Scene) -> list[str]:
    found = next(one for one in await _gatherings(scene.database) if one.slug == gathering().slug)
    return [f"{block.start:%H.%M} {block.title}" for block in found.programme]


async def test_a_programme_is_pasted_corrected_and_saved(scene: Scene, ola: Talk) -> None:
    asked = await scene.say(ola, "importer program")
    assert asked[0].split("\n")[0] == "Les inn et program"

    shown = (await scene.say(ola, PASTED))[0].split("\n")
    assert shown[:12] == [
        "Forhåndsvisning: Vårsamling",
        "Torsdag 15. april 2027: 7 bolker. Ingenting er lagret ennå.",
        "Dette blir annerledes:",
        "• Ny: Gruppearbeid, torsdag 15. april kl. 12.45–14.15",
        "• Ny: Avrunding, torsdag 15. april kl. 14.15–14.30",
        "• Tatt ut: Måling og rapportering, torsdag 15. april kl. 12.45–14.00",
        "• Tatt ut: Middag på Fjordhotellet, torsdag 15. april kl. 19.00–22.00",
        "• Tatt ut: Erfaringer fra øyene, fredag 16. april kl. 09.00–10.30",
        "• Tatt ut: Oppsummering, fredag 16. april kl. 10.45–11.30",
        "Og 5 til.",
        "Se etter:",
        "• linje 8: «Gruppearbeid» har ingen slutt. Den er satt til 14:15, etter det som følger.",
    ]
    assert "12.45–14.15  Gruppearbeid slutten er gjettet" in shown
    assert shown[-1] == "[Lagre] [Rett noe] [Forkast]"
    before = await _programme(scene)

    how = await scene.choose(ola, "Rett noe")
    assert how[0].startswith("Skriv hva som skal rettes")
    corrected = (await scene.say(ola, "gruppearbeidet er 12.45 til 14.00"))[0].split("\n")
    assert corrected[1] == "Rettet. Slik er programmet nå:"
    assert "12.45–14.00  Gruppearbeid" in corrected
    assert await _programme(scene) == before

    await scene.say(ola, "Ingrid Moe leder gruppearbeidet")
    saved = (await scene.choose(ola, "Lagre"))[0].split("\n")
    assert saved[0] == "Lagret: Vårsamling"
    assert await _programme(scene) == [
        "09.00 Velkommen til Fjordby", "09.15 Nytt fra fylket", "10.00 Pause", "10.15 Målkonflikter i planarbeidet",
        "12.00 Lunsj", "12.45 Gruppearbeid", "14.15 Avrunding",
    ]  # fmt: skip
    found = (await _gatherings(scene.database))[0]
    assert [block.id for block in found.programme[:5]] == [block.id for block in PROGRAMME[:5]]
    assert [person.name for person in found.programme[5].people] == ["Ingrid Moe"]


async def test_the_same_press_again_changes_nothing_and_says_so(scene: Scene, ola: Talk) -> None:
    await scene.say(ola, PASTED)
    save = scene.last_button(ola, "Lagre")
    await scene.press(ola, save)
    saved = await _gatherings(scene.database)
    again = await scene.press(ola, save)
    assert again[0].startswith("Denne forhåndsvisningen finnes ikke lenger")
    assert await _gatherings(scene.database) == saved


async def test_what_is_discarded_is_gone_and_changes_nothing(scene: Scene, ola: Talk) -> None:
    before = await _gatherings(scene.database)
    await scene.say(ola, PASTED)
    save = scene.last_button(ola, "Lagre")
    assert (await scene.choose(ola, "Forkast"))[0].startswith("Forkastet. Ingenting er endret.")
    assert (await scene.press(ola, save))[0].startswith("Denne forhåndsvisningen finnes ikke lenger")
    assert await _gatherings(scene.database) == before


async def test_words_save_and_discard_as_well(scene: Scene, ola: Talk) -> None:
    await scene.say(ola, PASTED)
    assert (await scene.say(ola, "ikke lagre"))[0].startswith("Forkastet.")
    await scene.say(ola, PASTED)
    assert (await scene.say(ola, "lagre"))[0].startswith("Lagret: Vårsamling")


async def test_a_bare_yes_saves_what_was_just_shown_and_nothing_later(scene: Scene, ola: Talk) -> None:
    await scene.say(ola, PASTED)
    await scene.say(ola, "hva er neste?")
    await scene.say(ola, "ja")
    assert len(await _programme(scene)) == 10
    await scene.say(ola, "pausen er 10.05 til 10.15")
    assert (await scene.say(ola, "ja"))[0].startswith("Lagret: Vårsamling")


async def test_what_is_said_to_a_sign_up_is_not_said_of_the_programme(scene: Scene, ola: Talk) -> None:
    await scene.change(terms=replace(gathering().terms, deadline=date(2027, 4, 15)))
    await scene.say(ola, PASTED)
    await scene.say(ola, "meld meg på")
    for said in ("ja", "avbryt"):
        assert not (await scene.say(ola, said))[0].startswith(("Lagret", "Forkastet"))
    assert len(await _programme(scene)) == 10


async def test_a_programme_that_is_pasted_again_leaves_one_preview(scene: Scene, ola: Talk) -> None:
    for _ in range(3):
        await scene.say(ola, PASTED)
    async with scene.database.read() as tx:
        assert len((await tx.execute(select(pending_import))).all()) == 1


async def test_a_question_in_between_is_answered_and_the_preview_stays(scene: Scene, ola: Talk) -> None:
    await scene.say(ola, PASTED)
    assert (await scene.say(ola, "hva er neste?"))[0].split("\n")[0] == "Neste: Velkommen til Fjordby"
    corrected = await scene.say(ola, "Avrunding heter Slutt for i dag")
    assert "14.15–14.30  Slutt for i dag" in corrected[0]


async def test_what_is_not_understood_says_so_and_what_cannot_be_changes_nothing(scene: Scene, ola: Talk) -> None:
    await scene.say(ola, PASTED)
    unclear = await scene.say(ola, "den der greia må fikses")
    impossible = await scene.say(ola, "pausen er 10.15 til 10.05")
    assert unclear[0].startswith("«den der greia må fikses» forstod jeg ikke som en rettelse. Si for eksempel")
    assert impossible[0] == "«Pause» kan ikke slutte 10:05 når den starter 10:15. Ingenting er endret."


async def test_a_participant_cannot_read_a_programme_in(scene: Scene) -> None:
    per = scene.teams.personal("per", "Per Lie")
    before = await _gatherings(scene.database)
    asked, pasted = await scene.say(per, "importer program"), await scene.say(per, PASTED)
    assert asked[0].startswith("Bare arrangører kan gjøre det.")
    assert "Forhåndsvisning" not in pasted[0]
    assert await _gatherings(scene.database) == before


async def test_somebody_elses_preview_is_out_of_reach(scene: Scene, ola: Talk) -> None:
    await scene.say(ola, PASTED)
    save = scene.last_button(ola, "Lagre")
    per, kari = scene.teams.personal("per", "Per Lie"), scene.teams.personal("kari", "Kari Nes")
    await _make_organiser(scene, kari, "Kari Nes", Scope(NetworkId("n1")))
    answers = [(await scene.press(talk, save))[0] for talk in (per, kari)]
    assert [answer.startswith("Denne forhåndsvisningen finnes ikke lenger") for answer in answers] == [True, True]
    assert await _programme(scene) == [f"{block.start:%H.%M} {block.title}" for block in PROGRAMME]


async def test_who_is_no_organiser_any_more_saves_nothing(scene: Scene, ola: Talk) -> None:
    await scene.say(ola, PASTED)
    save = scene.last_button(ola, "Lagre")
    async with scene.database.write() as tx:
        await tx.execute(organiser.delete())
    assert (await scene.press(ola, save))[0].startswith("Bare arrangører kan gjøre det.")


async def test_it_is_done_in_private(scene: Scene, ola: Talk) -> None:
    del ola
    channel = scene.teams.channel()
    assert (await scene.say(channel, "importer program"))[0].startswith("Det gjør vi i privat chat.")


async def test_a_programme_for_another_time_asks_which_gathering(scene: Scene, ola: Talk) -> None:
    asked = await scene.say(ola, ELSEWHEN)
    assert asked[0].split("\n") == [
        "Hvilken samling er programmet for?",
        "Høstsamling, onsdag 20. oktober. Ingenting er lagret ennå.",
        "[Vårsamling] [En ny samling]",
    ]
    shown = (await scene.choose(ola, "En ny samling"))[0].split("\n")
    assert shown[1] == "Ny samling, onsdag 20. oktober 2027: 7 bolker. Ingenting er lagret ennå."
    await scene.choose(ola, "Lagre")
    found = await _gatherings(scene.database)
    assert [(one.slug, one.network_id, len(one.programme)) for one in found] == [
        (gathering().slug, "n1", 10),
        ("hostsamling-2027-10-20", "n1", 7),
    ]


async def test_a_gathering_that_somebody_has_changed_meanwhile_is_shown_again(scene: Scene, ola: Talk) -> None:
    await scene.say(ola, PASTED)
    await scene.change(venue="Rådhuset")
    said = await scene.choose(ola, "Lagre")
    assert said[0].startswith("Noen har endret samlingen mens du så på dette. Ingenting er lagret.")
    assert said[1].startswith("Forhåndsvisning: Vårsamling")
    assert (await scene.choose(ola, "Lagre"))[0].startswith("Lagret: Vårsamling")


async def test_what_followers_are_told_stands_there_before_and_after(scene: Scene, ola: Talk) -> None:
    await scene.say(ola, "følg programmet")
    await scene.until(at("09:12"))
    later = PASTED.replace("09:15\t45m", "09:30\t30m")
    shown = await scene.say(ola, later)
    assert "Når du lagrer, får de det gjelder, beskjed om" in shown[0]
    saved = await scene.choose(ola, "Lagre")
    assert "beskjed om" in saved[0]
    await scene.tick()
    assert any(line.startswith("Endret: Nytt fra fylket starter kl. 09.30") for line in scene.posts(ola))


async def test_a_long_programme_is_shown_a_page_at_a_time_and_fits(scene: Scene, ola: Talk) -> None:
    rows = [f"{8 + n // 6:02}:{n % 6 * 10:02}\t10m\t{n} {'Målkonflikter ' * 9}\t" for n in range(60)]
    await scene.say(ola, "\n".join(["# Vårsamling 15. april 2027", "", "KL.\tLENGDE\tTITTEL\tBESKRIVELSE", *rows]))
    sizes, pages = [], 0
    while True:
        sent = scene.cloud.sent_to(place(ola))[-1]["attachments"][0]["content"]
        sizes.append(len(json.dumps(sent, ensure_ascii=False).encode()))
        assert len(sent["actions"]) <= 5
        pages += 1
        if not any(action["title"] == "Flere bolker" for action in sent["actions"]):
            break
        await scene.choose(ola, "Flere bolker")
    assert (pages > 2, max(sizes) < 20_000) == (True, True)


async def test_a_text_that_cannot_be_read_names_the_line(scene: Scene, ola: Talk) -> None:
    before = await _gatherings(scene.database)
    said = await scene.say(ola, PASTED.replace("10:00\t15m", "09:10\t15m"))
    assert said[0].split("\n")[0] == "Det gikk ikke å lese programmet."
    assert said[0].split("\n")[1].startswith("Teksten, linje 5: «09:10» står etter «09:15» samme dag.")
    assert await _gatherings(scene.database) == before


@pytest.mark.parametrize("begins", ["%PDF-1.7", "BEGIN:VCALENDAR", "x" * 30_000])
async def test_what_is_the_inside_of_a_file_or_very_long_is_for_the_page(scene: Scene, ola: Talk, begins: str) -> None:
    said = await scene.say(ola, f"{begins}\n{PASTED}")
    assert said[0].startswith("Dette er innholdet i en fil, eller en svært lang tekst. Last den opp som fil")


async def test_of_several_programmes_each_says_what_tells_it_from_the_others(scene: Scene, ola: Talk) -> None:
    rows = "\n09:00–09:45 Åpning\n09:45–10:30 Nytt fra fylket\n10:30–11:00 Pause\n11:00–12:00 Gruppearbeid\n"
    asked = await scene.say(ola, f"# Vårsamling 15. april 2027\n\n## Alternativ A\n{rows}\n## Alternativ B\n{rows}")
    assert asked[0].split("\n")[0] == "Teksten har 2 programmer."
    assert "[Vårsamling (Alternativ A), torsdag 15. april] [Vårsamling (Alternativ B), torsdag 15. april]" in asked[0]


async def test_a_programme_without_a_date_is_for_the_gathering_that_is_talked_of(scene: Scene, ola: Talk) -> None:
    dateless = PASTED.replace(" 15. april 2027", "")
    shown = (await scene.say(ola, dateless))[0].split("\n")
    async with scene.database.write() as tx:
        await tx.execute(gatherings.delete())
    refused = (await scene.say(ola, dateless))[0]
    assert shown[1] == "Torsdag 15. april 2027: 7 bolker. Ingenting er lagret ennå."
    assert "programmet har ingen dato, eller den mangler årstall." in refused


async def test_after_seven_days_it_is_gone(scene: Scene, ola: Talk) -> None:
    await scene.say(ola, PASTED)
    save = scene.last_button(ola, "Lagre")
    scene.clock.at += 7 * DAY + DAY / 24
    await keep_house(scene.database, now=scene.clock.now(), machine_now=scene.clock.machine_now())
    assert (await scene.press(ola, save))[0].startswith("Denne forhåndsvisningen finnes ikke lenger")


async def test_an_organiser_of_one_gathering_alone_is_not_asked_which(scene: Scene) -> None:
    per = scene.teams.personal("per", "Per Lie")
    await _make_organiser(scene, per, "Per Lie", Scope(gathering_id=gathering().id))
    shown = await scene.say(per, ELSEWHEN)
    assert shown[0].split("\n")[0] == "Forhåndsvisning: Høstsamling"
    assert "Dette blir annerledes:" in shown[0]
