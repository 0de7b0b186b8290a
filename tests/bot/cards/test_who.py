"""Who leads, and when a person speaks."""

from __future__ import annotations

from tests.bot.cards.spoken import spoken, texts
from tests.builders import PER, PROGRAMME, agenda, block

ASKING = agenda(programme=(*PROGRAMME, block("x", "15:00", "16:00", "Hvor er vi nå?", people=(PER,))))


def test_without_a_topic_it_is_about_what_is_on() -> None:
    assert spoken("agenda.who", "09:30") == texts(
        """
        Nytt fra fylket: Ingrid Moe (rådgiver, Fjordby kommune)
        Pågår nå, slutter kl. 10.00, om 30 minutter.
        [Hvor er det?] [Hele programmet]
        """,
        """
        Nytt fra fylket: Ingrid Moe (rådgiver, Fjordby kommune)
        Er i gang no, sluttar kl. 10.00, om 30 minutt.
        [Kvar er det?] [Heile programmet]
        """,
        """
        Nytt fra fylket: Ingrid Moe (rådgiver, Fjordby kommune)
        On now, ends at 10:00, in 30 minutes.
        [Where is it?] [Whole programme]
        """,
    )


def test_a_block_names_its_people_with_what_they_are() -> None:
    assert spoken("agenda.who", "08:30", topic="Målkonflikter i planarbeidet") == texts(
        """
        Målkonflikter i planarbeidet: Ingrid Moe (rådgiver, Fjordby kommune) og Per Lie
        kl. 10.15–12.00 i dag, om 1 time og 45 minutter, i Storsalen.
        [Hele programmet]
        """,
        """
        Målkonflikter i planarbeidet: Ingrid Moe (rådgiver, Fjordby kommune) og Per Lie
        kl. 10.15–12.00 i dag, om 1 time og 45 minutt, i Storsalen.
        [Heile programmet]
        """,
        """
        Målkonflikter i planarbeidet: Ingrid Moe (rådgiver, Fjordby kommune) and Per Lie
        10:15–12:00 today, in 1 hour and 45 minutes, in Storsalen.
        [Whole programme]
        """,
    )


def test_a_title_that_ends_as_a_sentence_leaves_its_people_a_line_of_their_own() -> None:
    assert spoken("agenda.who", "12:20", topic="Hvor er vi nå?", about=ASKING) == texts(
        """
        Hvor er vi nå?
        Per Lie
        kl. 15.00–16.00 i dag, om 2 timer og 40 minutter.
        [Hvor er det?] [Hele programmet]
        """,
        """
        Hvor er vi nå?
        Per Lie
        kl. 15.00–16.00 i dag, om 2 timar og 40 minutt.
        [Kvar er det?] [Heile programmet]
        """,
        """
        Hvor er vi nå?
        Per Lie
        15:00–16:00 today, in 2 hours and 40 minutes.
        [Where is it?] [Whole programme]
        """,
    )


def test_who_opens_is_not_said_and_whom_to_ask_is() -> None:
    assert spoken("agenda.who", "08:30", topic="Velkommen til Fjordby") == texts(
        """
        Programmet sier ikke hvem som åpner. Åpningen er kl. 09.00, om 30 minutter.
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Hvor er det?] [Hele programmet]
        """,
        """
        Programmet seier ikkje kven som opnar. Opninga er kl. 09.00, om 30 minutt.
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Kvar er det?] [Heile programmet]
        """,
        """
        The programme does not say who opens. The opening is at 09:00, in 30 minutes.
        Please ask the secretariat: Ola Vik, 400 00 000, ola.vik@example.org.
        [Where is it?] [Whole programme]
        """,
    )


def test_who_leads_another_block_is_not_said() -> None:
    assert spoken("agenda.who", "08:30", topic="Oppsummering") == texts(
        """
        Programmet sier ikke hvem som leder «Oppsummering».
        I morgen, fredag 16. april kl. 10.45–11.30.
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Hvor er det?] [Hele programmet]
        """,
        """
        Programmet seier ikkje kven som leier «Oppsummering».
        I morgon, fredag 16. april kl. 10.45–11.30.
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Kvar er det?] [Heile programmet]
        """,
        """
        The programme does not say who leads ‘Oppsummering’.
        Tomorrow, Friday 16 April, 10:45–11:30.
        Please ask the secretariat: Ola Vik, 400 00 000, ola.vik@example.org.
        [Where is it?] [Whole programme]
        """,
    )


def test_a_person_who_speaks_now_and_later() -> None:
    assert spoken("agenda.who", "09:30", person="Ingrid Moe") == texts(
        """
        Ingrid Moe: Nytt fra fylket
        Pågår nå, slutter kl. 10.00, om 30 minutter.
        Strømmes.
        Også: Målkonflikter i planarbeidet, kl. 10.15–12.00.
        Åpne strømmen: https://video.example.org/varsamling
        [Hvor er det?] [Hele programmet]
        """,
        """
        Ingrid Moe: Nytt fra fylket
        Er i gang no, sluttar kl. 10.00, om 30 minutt.
        Blir strøymd.
        Også: Målkonflikter i planarbeidet, kl. 10.15–12.00.
        Opne strøymen: https://video.example.org/varsamling
        [Kvar er det?] [Heile programmet]
        """,
        """
        Ingrid Moe: Nytt fra fylket
        On now, ends at 10:00, in 30 minutes.
        Streamed.
        Also: Målkonflikter i planarbeidet, 10:15–12:00.
        Open the stream: https://video.example.org/varsamling
        [Where is it?] [Whole programme]
        """,
    )


def test_a_name_misspelt_is_found() -> None:
    assert spoken("agenda.who", "12:30", person="ingrid mo") == texts(
        """
        Ingrid Moe: Målkonflikter i planarbeidet
        Var kl. 10.15–12.00 i dag.
        Sammen med Per Lie. I Storsalen.
        Også: Nytt fra fylket, kl. 09.15–10.00.
        [Hele programmet]
        """,
        """
        Ingrid Moe: Målkonflikter i planarbeidet
        Var kl. 10.15–12.00 i dag.
        Saman med Per Lie. I Storsalen.
        Også: Nytt fra fylket, kl. 09.15–10.00.
        [Heile programmet]
        """,
        """
        Ingrid Moe: Målkonflikter i planarbeidet
        Was 10:15–12:00 today.
        Together with Per Lie. In Storsalen.
        Also: Nytt fra fylket, 09:15–10:00.
        [Whole programme]
        """,
    )


def test_a_person_who_speaks_next_comes_before_what_was() -> None:
    assert spoken("agenda.who", "12:30", person="Per Lie", is_digital=True) == texts(
        """
        Per Lie: Måling og rapportering
        kl. 12.45–14.00 i dag, om 15 minutter.
        Strømmes.
        Også: Målkonflikter i planarbeidet, kl. 10.15–12.00.
        [Hvor er det?] [Hele programmet]
        """,
        """
        Per Lie: Måling og rapportering
        kl. 12.45–14.00 i dag, om 15 minutt.
        Blir strøymd.
        Også: Målkonflikter i planarbeidet, kl. 10.15–12.00.
        [Kvar er det?] [Heile programmet]
        """,
        """
        Per Lie: Måling og rapportering
        12:45–14:00 today, in 15 minutes.
        Streamed.
        Also: Målkonflikter i planarbeidet, 10:15–12:00.
        [Where is it?] [Whole programme]
        """,
    )


def test_a_person_whom_the_programme_does_not_name() -> None:
    assert spoken("agenda.who", "12:30", person="Kari Nordmann") == texts(
        """
        Programmet nevner ikke Kari Nordmann.
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Hele programmet] [Snakk med sekretariatet]
        """,
        """
        Programmet nemner ikkje Kari Nordmann.
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Heile programmet] [Snakk med sekretariatet]
        """,
        """
        The programme does not mention Kari Nordmann.
        Please ask the secretariat: Ola Vik, 400 00 000, ola.vik@example.org.
        [Whole programme] [Talk to the secretariat]
        """,
    )
