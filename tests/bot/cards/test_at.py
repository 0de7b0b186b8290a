"""What is on at a time of day."""

from __future__ import annotations

from tests.bot.cards.spoken import spoken, texts, tracks


def test_a_time_gives_what_is_on_then() -> None:
    assert spoken("agenda.at", "09:30", time="13:00") == texts(
        """
        Kl. 13.00: Måling og rapportering
        kl. 12.45–14.00 i dag, om 3 timer og 15 minutter.
        Ved Per Lie. Strømmes.
        Åpne strømmen: https://video.example.org/varsamling
        [Hele programmet]
        """,
        """
        Kl. 13.00: Måling og rapportering
        kl. 12.45–14.00 i dag, om 3 timar og 15 minutt.
        Ved Per Lie. Blir strøymd.
        Opne strøymen: https://video.example.org/varsamling
        [Heile programmet]
        """,
        """
        At 13:00: Måling og rapportering
        12:45–14:00 today, in 3 hours and 15 minutes.
        With Per Lie. Streamed.
        Open the stream: https://video.example.org/varsamling
        [Whole programme]
        """,
    )


def test_a_time_on_another_day_says_the_day() -> None:
    assert spoken("agenda.at", "09:30", time="10:00", day_="fredag") == texts(
        """
        Kl. 10.00: Erfaringer fra øyene
        I morgen, fredag 16. april kl. 09.00–10.30.
        Strømmes.
        [Hele programmet]
        """,
        """
        Kl. 10.00: Erfaringer fra øyene
        I morgon, fredag 16. april kl. 09.00–10.30.
        Blir strøymd.
        [Heile programmet]
        """,
        """
        At 10:00: Erfaringer fra øyene
        Tomorrow, Friday 16 April, 09:00–10:30.
        Streamed.
        [Whole programme]
        """,
    )


def test_a_gap_gives_what_is_before_and_after() -> None:
    assert spoken("agenda.at", "09:30", time="15:00") == texts(
        """
        Ingenting på programmet kl. 15.00.
        Før det: Måling og rapportering, til kl. 14.00.
        Etter det: Middag på Fjordhotellet kl. 19.00.
        [Hele programmet] [Hva er neste?]
        """,
        """
        Ingenting på programmet kl. 15.00.
        Før det: Måling og rapportering, til kl. 14.00.
        Etter det: Middag på Fjordhotellet kl. 19.00.
        [Heile programmet] [Kva er neste?]
        """,
        """
        Nothing on the programme at 15:00.
        Before that: Måling og rapportering, until 14:00.
        After that: Middag på Fjordhotellet at 19:00.
        [Whole programme] [What is next?]
        """,
    )


def test_before_the_programme_it_says_when_it_starts() -> None:
    assert spoken("agenda.at", "06:30", time="08:00") == texts(
        """
        Ingenting på programmet kl. 08.00.
        Programmet starter kl. 09.00, om 2 timer og 30 minutter.
        [Hele programmet] [Hva er neste?]
        """,
        """
        Ingenting på programmet kl. 08.00.
        Programmet startar kl. 09.00, om 2 timar og 30 minutt.
        [Heile programmet] [Kva er neste?]
        """,
        """
        Nothing on the programme at 08:00.
        The programme starts at 09:00, in 2 hours and 30 minutes.
        [Whole programme] [What is next?]
        """,
    )


def test_before_the_programme_it_says_when_it_started() -> None:
    assert spoken("agenda.at", "09:30", time="08:00") == texts(
        """
        Ingenting på programmet kl. 08.00.
        Programmet startet kl. 09.00.
        [Hele programmet] [Hva er neste?]
        """,
        """
        Ingenting på programmet kl. 08.00.
        Programmet starta kl. 09.00.
        [Heile programmet] [Kva er neste?]
        """,
        """
        Nothing on the programme at 08:00.
        The programme started at 09:00.
        [Whole programme] [What is next?]
        """,
    )


def test_after_the_programme_it_says_what_was_last() -> None:
    assert spoken("agenda.at", "09:30", time="23:00") == texts(
        """
        Ingenting på programmet kl. 23.00.
        Siste på programmet denne dagen: Middag på Fjordhotellet, til kl. 22.00.
        [Hele programmet] [Hva er neste?]
        """,
        """
        Ingenting på programmet kl. 23.00.
        Siste på programmet denne dagen: Middag på Fjordhotellet, til kl. 22.00.
        [Heile programmet] [Kva er neste?]
        """,
        """
        Nothing on the programme at 23:00.
        Last on the programme that day: Middag på Fjordhotellet, until 22:00.
        [Whole programme] [What is next?]
        """,
    )


def test_tracks_at_a_time_are_told_in_rows() -> None:
    assert spoken("agenda.at", "10:05", time="10:20", about=tracks()) == texts(
        """
        Kl. 10.20: 2 bolker samtidig
          10.15–11.00  Spor A: Havbruk (Sal 1)
          10.15–11.30  Spor B: Skog og klima (Sal 2 · Strømmes)
        [Hele programmet]
        """,
        """
        Kl. 10.20: 2 bolkar samtidig
          10.15–11.00  Spor A: Havbruk (Sal 1)
          10.15–11.30  Spor B: Skog og klima (Sal 2 · Blir strøymd)
        [Heile programmet]
        """,
        """
        At 10:20: 2 sessions at the same time
          10:15–11:00  Spor A: Havbruk (Sal 1)
          10:15–11:30  Spor B: Skog og klima (Sal 2 · Streamed)
        [Whole programme]
        """,
    )
