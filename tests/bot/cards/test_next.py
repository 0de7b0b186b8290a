"""What comes next."""

from __future__ import annotations

from datetime import date

from tests.bot.cards.spoken import spoken, texts, tracks
from tests.builders import DAY_TWO


def test_in_a_break_the_next_block_and_the_break() -> None:
    assert spoken("agenda.next", "12:20", is_digital=True) == texts(
        """
        Neste: Måling og rapportering
        kl. 12.45–14.00, om 25 minutter. Nå er det lunsj.
        Ved Per Lie. Strømmes.
        Åpne strømmen: https://video.example.org/varsamling
        [Hva skjer nå?] [Resten av dagen]
        """,
        """
        Neste: Måling og rapportering
        kl. 12.45–14.00, om 25 minutt. No er det lunsj.
        Ved Per Lie. Blir strøymd.
        Opne strøymen: https://video.example.org/varsamling
        [Kva skjer no?] [Resten av dagen]
        """,
        """
        Next: Måling og rapportering
        12:45–14:00, in 25 minutes. It is lunch now.
        With Per Lie. Streamed.
        Open the stream: https://video.example.org/varsamling
        [What is on now?] [Rest of the day]
        """,
    )


def test_after_the_last_talk_the_dinner_and_the_way_to_it() -> None:
    assert spoken("agenda.next", "17:35") == texts(
        """
        Programmet er ferdig for i dag.
        Neste: Middag på Fjordhotellet kl. 19.00, om 1 time og 25 minutter.
        Vis vei: https://www.openstreetmap.org/search?query=Fjordhotellet%2C+Fjordby
        [Hele programmet]
        """,
        """
        Programmet er ferdig for i dag.
        Neste: Middag på Fjordhotellet kl. 19.00, om 1 time og 25 minutt.
        Vis veg: https://www.openstreetmap.org/search?query=Fjordhotellet%2C+Fjordby
        [Heile programmet]
        """,
        """
        The programme is finished for today.
        Next: Middag på Fjordhotellet at 19:00, in 1 hour and 25 minutes.
        Show the way: https://www.openstreetmap.org/search?query=Fjordhotellet%2C+Fjordby
        [Whole programme]
        """,
    )


def test_after_the_dinner_comes_tomorrow() -> None:
    assert spoken("agenda.next", "22:30") == texts(
        """
        Programmet er ferdig for i dag.
        Neste: Erfaringer fra øyene i morgen, fredag 16. april kl. 09.00.
        [Hele programmet]
        """,
        """
        Programmet er ferdig for i dag.
        Neste: Erfaringer fra øyene i morgon, fredag 16. april kl. 09.00.
        [Heile programmet]
        """,
        """
        The programme is finished for today.
        Next: Erfaringer fra øyene tomorrow, Friday 16 April at 09:00.
        [Whole programme]
        """,
    )


def test_what_is_next_on_another_day_says_the_day() -> None:
    assert spoken("agenda.next", "20:00") == texts(
        """
        Neste: Erfaringer fra øyene
        I morgen, fredag 16. april kl. 09.00–10.30. Nå: Middag på Fjordhotellet.
        Strømmes.
        [Hva skjer nå?] [Hele programmet]
        """,
        """
        Neste: Erfaringer fra øyene
        I morgon, fredag 16. april kl. 09.00–10.30. No: Middag på Fjordhotellet.
        Blir strøymd.
        [Kva skjer no?] [Heile programmet]
        """,
        """
        Next: Erfaringer fra øyene
        Tomorrow, Friday 16 April, 09:00–10:30. Now: Middag på Fjordhotellet.
        Streamed.
        [What is on now?] [Whole programme]
        """,
    )


def test_days_before_the_first_block_is_next() -> None:
    assert spoken("agenda.next", "09:00", day=date(2027, 4, 12)) == texts(
        """
        Neste: Velkommen til Fjordby
        Torsdag 15. april kl. 09.00–09.15, om 3 dager.
        Strømmes.
        Vårsamling, Kulturhuset, Fjordby.
        [Hvor er det?] [Hele programmet]
        """,
        """
        Neste: Velkommen til Fjordby
        Torsdag 15. april kl. 09.00–09.15, om 3 dagar.
        Blir strøymd.
        Vårsamling, Kulturhuset, Fjordby.
        [Kvar er det?] [Heile programmet]
        """,
        """
        Next: Velkommen til Fjordby
        Thursday 15 April, 09:00–09:15, in 3 days.
        Streamed.
        Vårsamling, Kulturhuset, Fjordby.
        [Where is it?] [Whole programme]
        """,
    )


def test_the_mark_at_the_end_is_next_without_a_stream() -> None:
    assert spoken("agenda.next", "10:50", day=DAY_TWO) == texts(
        """
        Neste: Slutt
        kl. 11.30, om 40 minutter. Nå: Oppsummering.
        [Hva skjer nå?] [Resten av dagen]
        """,
        """
        Neste: Slutt
        kl. 11.30, om 40 minutt. No: Oppsummering.
        [Kva skjer no?] [Resten av dagen]
        """,
        """
        Next: Slutt
        11:30, in 40 minutes. Now: Oppsummering.
        [What is on now?] [Rest of the day]
        """,
    )


def test_tracks_that_start_together_are_told_in_rows() -> None:
    assert spoken("agenda.next", "10:10", about=tracks()) == texts(
        """
        Neste: 2 bolker samtidig
        kl. 10.15, om 5 minutter. Nå er det pause.
          10.15–11.00  Spor A: Havbruk (Sal 1)
          10.15–11.30  Spor B: Skog og klima (Sal 2 · Strømmes)
        Åpne strømmen: https://video.example.org/varsamling
        [Hva skjer nå?] [Resten av dagen]
        """,
        """
        Neste: 2 bolkar samtidig
        kl. 10.15, om 5 minutt. No er det pause.
          10.15–11.00  Spor A: Havbruk (Sal 1)
          10.15–11.30  Spor B: Skog og klima (Sal 2 · Blir strøymd)
        Opne strøymen: https://video.example.org/varsamling
        [Kva skjer no?] [Resten av dagen]
        """,
        """
        Next: 2 sessions at the same time
        At 10:15, in 5 minutes. There is a break now.
          10:15–11:00  Spor A: Havbruk (Sal 1)
          10:15–11:30  Spor B: Skog og klima (Sal 2 · Streamed)
        Open the stream: https://video.example.org/varsamling
        [What is on now?] [Rest of the day]
        """,
    )


def test_nothing_comes_after_the_last_block() -> None:
    assert spoken("agenda.next", "12:10", about=tracks()) == texts(
        """
        Det er ikke mer på programmet.
        Nå: Festival.
        [Hva skjer nå?] [Hele programmet]
        """,
        """
        Det er ikkje meir på programmet.
        No: Festival.
        [Kva skjer no?] [Heile programmet]
        """,
        """
        There is nothing more on the programme.
        Now: Festival.
        [What is on now?] [Whole programme]
        """,
    )


def test_after_the_end_nothing_is_left() -> None:
    assert spoken("agenda.next", "11:50", day=DAY_TWO) == texts(
        """
        Vårsamling er over.
        Programmet sluttet kl. 11.30. Takk til alle som var med.
        [Hele programmet] [Snakk med sekretariatet]
        """,
        """
        Vårsamling er over.
        Programmet slutta kl. 11.30. Takk til alle som var med.
        [Heile programmet] [Snakk med sekretariatet]
        """,
        """
        Vårsamling is over.
        The programme ended at 11:30. Thank you to everyone who took part.
        [Whole programme] [Talk to the secretariat]
        """,
    )
