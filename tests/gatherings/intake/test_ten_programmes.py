"""Ten programmes in ten forms come through whole: each block with its day, hours, title, people and room."""

from __future__ import annotations

from datetime import date

import pytest

from gatherings.intake import Draft
from gatherings.intake.formats import read_programme
from gatherings.programme import Block
from tests.gatherings.intake.ten import MADE

FIRST_DAY = {"sessionlab.csv": date(2027, 5, 25)}  # an export of rows says "Day 1" alone

REGISTERS = (
    "Registers in the North",
    "2027-10-05 09:00-09:45 Open data, open minds / Jane Smith; Mary Hill / Hall 1",
    "2027-10-05 10:00-11:30 Workshop: a register for all / John Field / Lab",
    "2027-10-05 12:00-13:00 Lunch // Canteen",
)
MEANT = {
    "text.txt": (
        "Fagdager om folkehelse",
        "2027-09-08 10:00-10:30 Registrering og kaffe",
        "2027-09-08 10:30-10:45 Velkommen / Kari Nes, ordfører, Fjordby kommune",
        "2027-09-08 10:45-12:00 Nærmiljø og helse / Ingrid Moe, forsker, Nordvik universitet",
        "2027-09-08 12:00-13:00 Lunsj",
        "2027-09-08 13:00-14:15 Verksted: kart over uterommene // Naustet",
        "2027-09-08 14:15-14:30 Pause",
        "2027-09-08 14:30-15:30 Samtale: Hva virker? / Ola Vik; Tone Berg",
        "2027-09-08 15:30-? Slutt for dagen",
        "2027-09-09 09:00-10:00 Gåtur langs havna",
        "2027-09-09 10:00-11:30 Erfaringer fra Øyane / Per Lie, Øyane kommune",
        "2027-09-09 11:30-12:00 Oppsummering",
        "2027-09-09 12:00-? Lunsj",
    ),
    "markdown.md": (
        "Network day, Nordvik",
        "2027-06-03 09:00-09:15 Welcome / Jane Smith / Hall A",
        "2027-06-03 09:15-10:00 Water in the city / John Field, University of Nordvik / Hall A",
        "2027-06-03 10:00-10:20 Coffee // Foyer",
        "2027-06-03 10:20-11:30 Workshop: rain gardens / Mary Hill; Andrew Stone / Room 2",
        "2027-06-03 11:30-12:30 Lunch",
    ),
    "sessionlab.txt": (
        "Vintersamling",
        "2027-01-14 09:00-09:20 Kaffi",
        "2027-01-14 09:20-10:00 Skulevegen / Tuva Lid, Fjordby kommune",
        "2027-01-14 10:00-11:15 Verkstad: trygg skuleveg / Nils Dal",
        "2027-01-14 12:00-13:00 Lunsj",
    ),
    "sessionlab.csv": (
        "Sessionlab",
        "2027-05-25 09:00-09:30 Kaffe // Foajeen",
        "2027-05-25 09:30-10:15 Barnehager i 2040 / Ida Berg; Per Lie / Salen",
        "2027-05-25 10:15-11:30 Gruppearbeid // Rom 3",
        "2027-05-26 08:30-10:00 Veien videre / Ida Berg / Salen",
    ),
    "word.docx": (
        "Knutepunktsamling i Fjordby",
        "2027-04-20 10:00-10:30 Kaffi og rundstykke // Kantina",
        "2027-04-20 10:30-11:15 Ny jernbane, nye tettstader / Marit Dale, planleggar, Fjordby kommune / Aulaen",
        "2027-04-20 11:15-12:00 Spørjerunde / Marit Dale; Olav Ness / Aulaen",
        "2027-04-20 12:00-13:00 Lunsj // Kantina",
        "2027-04-21 09:00-11:00 Verkstad: teikn stasjonen / Siri Aas / Grupperom 1",
        "2027-04-21 11:00-? Heimreise",
    ),
    "invitation.pdf": (
        "Beredskapsdag",
        "2027-11-18 09:30-10:00 Registrering og kaffe",
        "2027-11-18 10:00-10:15 Velkommen / Ola Vik, rådmann",
        "2027-11-18 10:15-11:30 Flom: hva lærte vi? / Ingrid Moe, Nordvik kommune",
        "2027-11-18 11:30-12:15 Lunsj",
        "2027-11-18 12:15-14:45 Øvelse i grupper",
        "2027-11-18 14:45-15:00 Oppsummering",
        "2027-11-18 15:00-? Slutt",
    ),
    "deck.pptx": (
        "Teknologidagen i Øyane",
        "2027-02-02 09:00-09:20 Åpning / Kari Nes",
        "2027-02-02 09:20-10:20 Digitale tvillinger / Jonas Eik, Fjordby kommune",
        "2027-02-02 10:20-10:40 Pause",
        "2027-02-02 10:40-11:40 Prøv selv!",
        "2027-02-02 11:40-12:00 Deling i plenum",
    ),
    "odd.xlsx": (
        "Kulturnettverket",
        "2027-09-14 09:00-09:30 Frokost // Kafeen",
        "2027-09-14 09:30-10:15 Bygdebok på nett / Runa Teig, Øyane bibliotek / Biblioteket",
        "2027-09-14 10:15-12:00 Omvisning i arkivet / Leif Dal; Siri Aas / Kjelleren",
        "2027-09-15 08:30-10:00 Verksted: digitalisering / Runa Teig / Lab 2",
        "2027-09-15 10:00-10:30 Avslutning // Kafeen",
    ),
    "calendar.ics": (
        "Energidagen",
        "2027-03-11 09:00-09:30 Kaffe // Foajeen",
        "2027-03-11 09:30-10:30 Energi i bygg / Tone Berg, energirådgiver / Salen",
        "2027-03-11 11:00-12:00 Lunsj // Kantina",
    ),
    "schedule.xml": REGISTERS,
    "schedule.json": REGISTERS,
}


@pytest.mark.parametrize("name", MADE)
def test_a_programme_comes_through_whole(name: str) -> None:
    draft = read_programme(MADE[name](), filename=name, day=FIRST_DAY.get(name))
    assert told(draft) == list(MEANT[name])


def told(draft: Draft) -> list[str]:
    return [draft.title, *map(_line, draft.blocks)]


def _line(block: Block) -> str:
    people = "; ".join(", ".join(filter(None, (one.name, one.role, one.organisation))) for one in block.people)
    end = "?" if block.end is None else f"{block.end:%H:%M}"
    parts = (f"{block.day} {block.start:%H:%M}-{end} {block.title}", people, block.room or "")
    return " / ".join(parts).replace("/  /", "//").rstrip(" /")
