"""The samples that come with Samband are read whole."""

from __future__ import annotations

import re
from datetime import date, time

import pytest

from gatherings.intake import Draft
from gatherings.intake.formats import read_programme
from tests.gatherings.intake.texts import SAMPLES, summary, warnings


def sample(name: str) -> Draft:
    return read_programme((SAMPLES / name).read_bytes(), filename=name)


def test_the_gathering_of_one_day_comes_through_whole() -> None:
    draft = sample("varsamling.txt")
    assert (draft.title, draft.starts_on, draft.ends_on, draft.starts, draft.ends, draft.warnings) == (
        "Vårsamling", date(2027, 4, 15), date(2027, 4, 15), time(9), time(17), (),
    )  # fmt: skip
    assert [summary(block) for block in draft.blocks] == [
        ("09:00-09:30", "break", "Kaffe og registrering", None, ()),
        ("09:30-09:45", "other", "Velkommen til Fjordby", True, ("Marit Haugane, ordfører", "Ingrid Moe")),
        ("09:45-10:30", "talk", "Nytt fra fylket", True, ("Jonas Eikeland, Vestfjord fylkeskommune",)),
        ("10:30-10:45", "break", "Pause", None, ()),
        ("10:45-11:30", "talk", "Klimabudsjett i en liten kommune", True, ("Aina Sørli, økonomisjef, Øyane kommune",)),
        ("11:30-12:30", "meal", "Lunsj", None, ()),
        ("12:30-14:00", "workshop", "Når arealplanen møter hverdagen", False, ("Ingrid Moe", "Per Lie")),
        ("14:00-14:15", "break", "Pause", None, ()),
        ("14:15-15:00", "talk", "Innbyggerne som medspillere", True, ("Torstein Nygård, Fjellheim forskning",)),
        ("15:00-15:45", "discussion", "Panelsamtale: Hva virker, og hva koster det?", True,
         ("Aina Sørli", "Torstein Nygård", "Per Lie")),
        ("15:45-16:00", "talk", "Neste steg for nettverket", True, ("Solveig Brekke",)),
        ("16:00-16:45", "discussion", "Deling i plenum: én ting vi prøver hjemme", None, ("Ingrid Moe",)),
        ("16:45-17:00", "other", "Avrunding", True, ()),
        ("17:00-17:00", "other", "Slutt", None, ()),
        ("19:00-21:30", "meal", "Middag på Fjordhotellet", None, ()),
    ]  # fmt: skip


def test_the_gathering_of_two_days_comes_through_whole() -> None:
    draft = sample("hostsamling.txt")
    assert (draft.title, draft.starts_on, draft.ends_on, draft.starts, draft.ends) == (
        "Haustsamling", date(2027, 9, 30), date(2027, 10, 1), time(11), time(12, 15),
    )  # fmt: skip
    assert [(block.day.day, *summary(block)) for block in draft.blocks] == [
        (30, "11:00-12:00", "meal", "Lunsj og registrering", None, ()),
        (30, "12:00-12:20", "talk", "Opning", True, ("Siri Aasen",)),
        (30, "12:20-13:00", "talk", "Kulturminne som ressurs", True, ("Håvard Myrvold, byantikvar", "Runa Teigland")),
        (30, "13:00-13:15", "break", "Pause", None, ()),
        (30, "13:15-15:00", "workshop", "Verkstad: frå kart til tiltak", False, ("Runa Teigland",)),
        (30, "15:00-15:30", "break", "Kaffe og frukt", None, ()),
        (30, "15:30-16:15", "discussion", "Erfaringsutveksling: kva gjekk gale?", None, ()),
        (30, "16:15-17:00", "talk", "Øyane fram mot 2040", True, ("Leif Dyrdal, Havsenteret",)),
        (30, "17:00-17:00", "other", "Slutt for dagen", None, ()),
        (30, "18:00-19:00", "social", "Omvising på fyret", None, ()),
        (30, "19:30-22:30", "social", "Festmiddag i naustet", None, ()),
        (1, "08:30-09:00", "break", "Morgonkaffi", None, ()),
        (1, "09:00-09:45", "talk", "Digitalt innbyggjartorg", True, ("Mina Rustad, Sundvik kommune",)),
        (1, "09:45-10:45", "workshop", "Gruppearbeid: tenesta vi manglar", None, ("Siri Aasen", "Mina Rustad")),
        (1, "10:45-11:00", "break", "Pause", None, ()),
        (1, "11:00-11:45", "discussion", "Debatt: Kven skal bestemme over sjøareala?", True,
         ("Siri Aasen, ordstyrar", "Leif Dyrdal", "Mina Rustad", "Runa Teigland")),
        (1, "11:45-12:15", "other", "Oppsummering og vegen vidare", None, ("Siri Aasen",)),
        (1, "12:15-12:15", "other", "Slutt", None, ()),
        (1, "12:15-13:00", "meal", "Lunsj", None, ()),
    ]  # fmt: skip


def test_a_group_that_a_block_is_assigned_to_is_no_person_but_is_mentioned() -> None:
    assert warnings(sample("hostsamling.txt")) == [("not_a_person", 13)]


def test_rooms_and_paragraphs_come_along() -> None:
    workshop = sample("varsamling.txt").blocks[6]
    assert (workshop.room, workshop.text.split("\n\n")) == (
        "Storsalen",
        [
            "Workshop i blandede grupper. Hver gruppe får et kart, en byggesak og tre hensyn som ikke lar seg forene.",
            "Del 1: Finn ut hva saken egentlig handler om.",
            "Del 2: Skriv et råd som både naboen og kommunestyret kan forstå.",
        ],
    )


@pytest.mark.parametrize("name", ["varsamling.txt", "hostsamling.txt"])
def test_no_line_of_the_notes_is_public(name: str) -> None:
    draft = sample(name)
    public = "\n".join(f"{b.title}\n{b.text}\n{b.room}\n{b.track}\n{b.people}" for b in draft.blocks)
    secret = [line for block in draft.blocks for line in block.notes.split("\n") if line]
    assert len(secret) > 10
    assert [line for line in secret if line in public or re.search(r"@|400 00", public)] == []
