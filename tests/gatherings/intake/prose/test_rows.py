"""The ways in which people write one entry of a programme, each between two others."""

from __future__ import annotations

from datetime import date

import pytest

from tests.gatherings.intake.prose.measure import line_of
from tests.gatherings.intake.texts import read

DAY = "2027-05-03 "


def between(entry: str) -> list[str]:
    """The blocks that the lines make, read between a first and a last row on 3 May 2027."""
    draft = read(f"Fagdag om vann 3. mai 2027\n\n08.00 – 08.30 Kaffe\n{entry}\n22.30 Slutt\n")
    assert [block.day for block in draft.blocks] == [date(2027, 5, 3)] * len(draft.blocks)
    blocks = [line_of(block).removeprefix(DAY) for block in draft.blocks]
    assert (blocks[0], blocks[-1]) == ("08:00-08:30 Kaffe", "22:30-? Slutt")
    return blocks[1:-1]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("09.00 – 09.35 – Velkommen", "09:00-09:35 Velkommen"),
        ("0900- Velkommen", "09:00-22:30 Velkommen"),
        ("09.00-Velkommen", "09:00-22:30 Velkommen"),
        ("kl 9 Velkommen", "09:00-22:30 Velkommen"),
        ("Kl. 9: Velkommen", "09:00-22:30 Velkommen"),
        ("klokka 09.00 Velkommen", "09:00-22:30 Velkommen"),
        ("KL. 09:00 - Velkommen", "09:00-22:30 Velkommen"),
        ("1245 1255 — Tittel", "12:45-12:55 Tittel"),
        ("1000 Velkommen", "10:00-22:30 Velkommen"),
        ("Kl. 10-10.15: Åpning", "10:00-10:15 Åpning"),
        ("kl. 10:00 til kl. 10:15 Åpning", "10:00-10:15 Åpning"),
        ("10:00–10:15 | Åpning | Kari Nes", "10:00-10:15 Åpning | Kari Nes"),
        ("| 10:00–10:15 | Åpning | Kari Nes |", "10:00-10:15 Åpning | Kari Nes"),
        ("10:00\t10:15\tÅpning\tKari Nes", "10:00-10:15 Åpning | Kari Nes"),
        ("Fra 12:00 til 13:00 Lunsj", "12:00-13:00 Lunsj"),
        ("Frå kl. 12 til 13: Lunsj", "12:00-13:00 Lunsj"),
        ("from 12 to 1.30 pm Lunch", "12:00-13:30 Lunch"),
        ("9 am – 10:30 am: Opening", "09:00-10:30 Opening"),
        ("1 – 2.30 pm Workshop", "13:00-14:30 Workshop"),
        ("2:15 p.m. Coffee", "14:15-22:30 Coffee"),
        ("12 noon Lunch", "12:00-22:30 Lunch"),
        ("ca. kl 15 Kaffe", "15:00-22:30 Kaffe"),
        ("ca 15.30 Avrunding", "15:30-22:30 Avrunding"),
        ("09.30-10 Innlegg", "09:30-10:00 Innlegg"),
        ("[09:00] Velkommen", "09:00-22:30 Velkommen"),
        ("(09.00–09.10) Velkommen", "09:00-09:10 Velkommen"),
        ("09.00 (30 min) Velkommen", "09:00-09:30 Velkommen"),
        ("09.00 Velkommen (1 t 30 min)", "09:00-10:30 Velkommen"),
        ("09:00 → 09:30 Velkommen", "09:00-09:30 Velkommen"),
        ("09.00--09.30 Velkommen", "09:00-09:30 Velkommen"),
        ("09.00 / 09.30 Velkommen", "09:00-09:30 Velkommen"),
        ("0900hrs Velkommen", "09:00-22:30 Velkommen"),
        ("O9.OO – l0.l5 Velkommen", "09:00-10:15 Velkommen"),
        ("09,00 – 09,45 Velkommen", "09:00-09:45 Velkommen"),
        ("09 .15 - 09. 45 Velkommen", "09:15-09:45 Velkommen"),
        ("09h00 Velkommen", "09:00-22:30 Velkommen"),
        ("09.00Velkommen", "09:00-22:30 Velkommen"),
        ("• 09.00 Velkommen", "09:00-22:30 Velkommen"),
        ("- **09.00** Velkommen", "09:00-22:30 Velkommen"),
        ("3. 09.00 Velkommen", "09:00-22:30 Velkommen"),
        ("3\t09.00\tVelkommen", "09:00-22:30 Velkommen"),
        ("### 09.00 – 09.30: Velkommen", "09:00-09:30 Velkommen"),
        ("> 09.00 Velkommen", "09:00-22:30 Velkommen"),
        ("Lunsj (12.00-12.45)", "12:00-12:45 Lunsj"),
        ("Lunsj 12.00–12.45", "12:00-12:45 Lunsj"),
        ("Lunsj: kl. 12-13", "12:00-13:00 Lunsj"),
        ("Lunsj\t12.00–12.45", "12:00-12:45 Lunsj"),
        ("Middag kl. 19.00 på Fjordhotellet", "19:00-22:30 Middag på Fjordhotellet"),
        ("Middag serveres kl 19", "19:00-22:30 Middag serveres"),
        ("20.00–02.00 Fest", "20:00-02:00 Fest"),
        ("09.00\nVelkommen", "09:00-22:30 Velkommen"),
        ("09.00 – 09.30\nVelkommen\nKari Nes, ordfører", "09:00-09:30 Velkommen | Kari Nes"),
        ("09.00 – 09.30\n\nVelkommen", "09:00-09:30 Velkommen"),
        ("09.00 2027 blir året", "09:00-22:30 2027 blir året"),
        ("09.00 3 raske innlegg", "09:00-22:30 3 raske innlegg"),
        ("09.00 10 gode råd", "09:00-22:30 10 gode råd"),
        ("09.00 Mål for 2030", "09:00-22:30 Mål for 2030"),
        ("09.00 Kommunenes rolle", "09:00-22:30 Kommunenes rolle"),
        ("09.00 Klima – fra ord til handling", "09:00-22:30 Klima – fra ord til handling"),
        ("09.00 Areal, natur og klima", "09:00-22:30 Areal, natur og klima"),
    ],
)  # fmt: skip
def test_hours_and_title_come_through_in_any_spelling(written: str, read_as: str) -> None:
    assert between(written) == [read_as]


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("Åpning v/ direktør Kari Nes og Ola Vik", [("Kari Nes", "direktør", None), ("Ola Vik", None, None)]),
        ("Åpning v/ Kari Nes, ordfører i Fjordby kommune", [("Kari Nes", "ordfører", "Fjordby kommune")]),
        ("Åpning v. Kari Nes", [("Kari Nes", None, None)]),
        ("Åpning ved ordfører Kari Nes", [("Kari Nes", "ordfører", None)]),
        ("Åpning – Kari Nes, Fjordby kommune", [("Kari Nes", None, "Fjordby kommune")]),
        ("Åpning, Kari Nes", [("Kari Nes", None, None)]),
        ("Åpning (Kari Nes, Fjordby)", [("Kari Nes", None, "Fjordby")]),
        ("Åpning / Kari Nes", [("Kari Nes", None, None)]),
        ("Åpning. Innleder: Kari Nes", [("Kari Nes", None, None)]),
        ("Åpning by Mayor Kari Nes", [("Kari Nes", "mayor", None)]),
        ("Kari Nes, Fjordby kommune: Åpning", [("Kari Nes", None, "Fjordby kommune")]),
        ("Åpning\nKari Nes, rådgiver, Fjordby kommune", [("Kari Nes", "rådgiver", "Fjordby kommune")]),
        ("Åpning\nv/Kari Nes", [("Kari Nes", None, None)]),
        ("Åpning\nForedragsholder: Thuy Pham", [("Thuy Pham", None, None)]),
        ("Åpning: Kari Nes, Ola Vik og Per Lie", [("Kari Nes", None, None), ("Ola Vik", None, None), ("Per Lie", None, None)]),
        ("Åpning v/ Thuy Pham (NTNU)", [("Thuy Pham", None, "NTNU")]),
        ("Åpning v/ Kari", [("Kari", None, None)]),
        ("Åpning v/ Anne-Lise Berg Moen og Jens P. Dahl", [("Anne-Lise Berg Moen", None, None), ("Jens P. Dahl", None, None)]),
    ],
)  # fmt: skip
def test_the_people_are_told_from_the_title(written: str, people: list[tuple[str, str | None, str | None]]) -> None:
    block = read(f"Fagdag 3. mai 2027\n\n08.00 Kaffe\n09.00 {written}\n10.00 Slutt\n").blocks[1]
    assert (block.title, [(p.name, p.role, p.organisation) for p in block.people]) == ("Åpning", people)


@pytest.mark.parametrize(
    "title",
    ["Lunsj ved fjorden", "Middag på Hotel Victoria", "Tiltak for Nordre Fjordby", "Besøk i Gamle Byen",
     "Erfaringer fra Fjordby kommune", "Debatt: Bygd eller by?", "Bærekraft i Nord og Sør"],
)  # fmt: skip
def test_places_and_organisations_are_nobody(title: str) -> None:
    block = read(f"Fagdag 3. mai 2027\n\n08.00 Kaffe\n09.00 {title}\n10.00 Slutt\n").blocks[1]
    assert (block.title, block.people) == (title, ())


def test_somebody_who_is_no_person_stays_in_the_text() -> None:
    block = read("Fagdag 3. mai 2027\n\n08.00 Kaffe\n09.00 Velkommen v/ ordføreren\n10.00 Slutt\n").blocks[1]
    assert (block.title, block.text, block.people) == ("Velkommen", "v/ ordføreren", ())


@pytest.mark.parametrize(
    ("written", "room", "streamed"),
    [
        ("Innlegg (Storsalen)", "Storsalen", None),
        ("Innlegg, Rom 2", "Rom 2", None),
        ("Innlegg\nSted: Kinosalen", "Kinosalen", None),
        ("Innlegg (strømmes)", None, True),
        ("Innlegg (strømmes ikke)", None, False),
        ("Innlegg – streames", None, True),
        ("Innlegg (Storsalen) – vert strøyma", "Storsalen", True),
        ("Innlegg\nStrømmes: ja", None, True),
    ],
)
def test_the_room_and_the_stream_mark_are_told_from_the_title(written: str, room: str, *, streamed: bool) -> None:
    block = read(f"Fagdag 3. mai 2027\n\n08.00 Kaffe\n09.00 {written}\n10.00 Slutt\n").blocks[1]
    assert (block.title, block.room, block.streamed) == ("Innlegg", room, streamed)


@pytest.mark.parametrize(
    "line",
    ["Pris 1200 kr", "1200 kr per person", "Tlf. 40 00 00 00", "2027 er et godt år", "4015 Stavanger",
     "10 deltakere", "12.5 km", "Budsjett 2027", "2021–2027", "Versjon 2", "Vi møtes i lobbyen kl. 09.00.", "10.30 %"],
)  # fmt: skip
def test_figures_that_are_no_hours_make_no_block(line: str) -> None:
    draft = read(f"Fagdag 3. mai 2027\n\n08.00 Kaffe\n09.00 Velkommen\n{line}\n10.00 Slutt\n")
    assert [block.title for block in draft.blocks] == ["Kaffe", "Velkommen", "Slutt"]
