"""A day of the programme."""

from __future__ import annotations

from datetime import date

from tests.bot.cards.spoken import many, spoken, texts


def test_today_marks_what_is_on() -> None:
    assert spoken("agenda.day", "09:30") == texts(
        """
        I dag, torsdag 15. april
        Vårsamling, Kulturhuset, Fjordby
          09.00–09.15  Velkommen til Fjordby
        > 09.15–10.00  Nytt fra fylket (Nå · Ved Ingrid Moe · Strømmes)
          10.00–10.15  Pause
          10.15–12.00  Målkonflikter i planarbeidet (Ved Ingrid Moe og Per Lie · Storsalen)
          12.00–12.45  Lunsj (Kantina)
          12.45–14.00  Måling og rapportering (Ved Per Lie · Strømmes)
          19.00–22.00  Middag på Fjordhotellet
        [Fredag 16. april] [Hva er neste?]
        """,
        """
        I dag, torsdag 15. april
        Vårsamling, Kulturhuset, Fjordby
          09.00–09.15  Velkommen til Fjordby
        > 09.15–10.00  Nytt fra fylket (No · Ved Ingrid Moe · Blir strøymd)
          10.00–10.15  Pause
          10.15–12.00  Målkonflikter i planarbeidet (Ved Ingrid Moe og Per Lie · Storsalen)
          12.00–12.45  Lunsj (Kantina)
          12.45–14.00  Måling og rapportering (Ved Per Lie · Blir strøymd)
          19.00–22.00  Middag på Fjordhotellet
        [Fredag 16. april] [Kva er neste?]
        """,
        """
        Today, Thursday 15 April
        Vårsamling, Kulturhuset, Fjordby
          09:00–09:15  Velkommen til Fjordby
        > 09:15–10:00  Nytt fra fylket (Now · With Ingrid Moe · Streamed)
          10:00–10:15  Pause
          10:15–12:00  Målkonflikter i planarbeidet (With Ingrid Moe and Per Lie · Storsalen)
          12:00–12:45  Lunsj (Kantina)
          12:45–14:00  Måling og rapportering (With Per Lie · Streamed)
          19:00–22:00  Middag på Fjordhotellet
        [Friday 16 April] [What is next?]
        """,
    )


def test_the_rest_of_the_day_leaves_out_what_was() -> None:
    assert spoken("agenda.day", "12:10", day_="i dag", from_="now") == texts(
        """
        Resten av dagen, torsdag 15. april
        Vårsamling, Kulturhuset, Fjordby
        > 12.00–12.45  Lunsj (Nå · Kantina)
          12.45–14.00  Måling og rapportering (Ved Per Lie · Strømmes)
          19.00–22.00  Middag på Fjordhotellet
        [Fra starten] [Fredag 16. april] [Hva er neste?]
        """,
        """
        Resten av dagen, torsdag 15. april
        Vårsamling, Kulturhuset, Fjordby
        > 12.00–12.45  Lunsj (No · Kantina)
          12.45–14.00  Måling og rapportering (Ved Per Lie · Blir strøymd)
          19.00–22.00  Middag på Fjordhotellet
        [Frå starten] [Fredag 16. april] [Kva er neste?]
        """,
        """
        The rest of Thursday 15 April
        Vårsamling, Kulturhuset, Fjordby
        > 12:00–12:45  Lunsj (Now · Kantina)
          12:45–14:00  Måling og rapportering (With Per Lie · Streamed)
          19:00–22:00  Middag på Fjordhotellet
        [From the start] [Friday 16 April] [What is next?]
        """,
    )


def test_another_day_names_its_number_and_date() -> None:
    assert spoken("agenda.day", "09:30", day=date(2027, 4, 1), day_="dag 2") == texts(
        """
        Dag 2, fredag 16. april
        Vårsamling, Kulturhuset, Fjordby
          09.00–10.30  Erfaringer fra øyene (Strømmes)
          10.45–11.30  Oppsummering (Strømmes)
          11.30  Slutt
        [Torsdag 15. april] [Hva er neste?]
        """,
        """
        Dag 2, fredag 16. april
        Vårsamling, Kulturhuset, Fjordby
          09.00–10.30  Erfaringer fra øyene (Blir strøymd)
          10.45–11.30  Oppsummering (Blir strøymd)
          11.30  Slutt
        [Torsdag 15. april] [Kva er neste?]
        """,
        """
        Day 2, Friday 16 April
        Vårsamling, Kulturhuset, Fjordby
          09:00–10:30  Erfaringer fra øyene (Streamed)
          10:45–11:30  Oppsummering (Streamed)
          11:30  Slutt
        [Thursday 15 April] [What is next?]
        """,
    )


def test_a_day_without_programme_offers_those_that_have_one() -> None:
    assert spoken("agenda.day", "09:30", day_="onsdag") == texts(
        """
        Ingenting på programmet onsdag 21. april.
        Vårsamling har program torsdag 15. april og fredag 16. april.
        [Torsdag 15. april] [Fredag 16. april]
        """,
        """
        Ingenting på programmet onsdag 21. april.
        Vårsamling har program torsdag 15. april og fredag 16. april.
        [Torsdag 15. april] [Fredag 16. april]
        """,
        """
        Nothing on the programme on Wednesday 21 April.
        Vårsamling has a programme on Thursday 15 April and Friday 16 April.
        [Thursday 15 April] [Friday 16 April]
        """,
    )


def test_a_long_day_is_paged_from_what_is_on() -> None:
    assert spoken("agenda.day", "09:32", about=many()) == texts(
        """
        I dag, torsdag 15. april
        Vårsamling. Viser 115–130 av 200.
        > 09.30–09.35  Innlegg 115 (Nå)
          09.35–09.40  Innlegg 116
          09.40–09.45  Innlegg 117
          09.45–09.50  Innlegg 118
          09.50–09.55  Innlegg 119
          09.55–10.00  Innlegg 120
          10.00–10.05  Innlegg 121
          10.05–10.10  Innlegg 122
          10.10–10.15  Innlegg 123
          10.15–10.20  Innlegg 124
          10.20–10.25  Innlegg 125
          10.25–10.30  Innlegg 126
          10.30–10.35  Innlegg 127
          10.35–10.40  Innlegg 128
          10.40–10.45  Innlegg 129
          10.45–10.50  Innlegg 130
        [Vis flere] [Fra starten] [Hva er neste?]
        """,
        """
        I dag, torsdag 15. april
        Vårsamling. Viser 115–130 av 200.
        > 09.30–09.35  Innlegg 115 (No)
          09.35–09.40  Innlegg 116
          09.40–09.45  Innlegg 117
          09.45–09.50  Innlegg 118
          09.50–09.55  Innlegg 119
          09.55–10.00  Innlegg 120
          10.00–10.05  Innlegg 121
          10.05–10.10  Innlegg 122
          10.10–10.15  Innlegg 123
          10.15–10.20  Innlegg 124
          10.20–10.25  Innlegg 125
          10.25–10.30  Innlegg 126
          10.30–10.35  Innlegg 127
          10.35–10.40  Innlegg 128
          10.40–10.45  Innlegg 129
          10.45–10.50  Innlegg 130
        [Vis fleire] [Frå starten] [Kva er neste?]
        """,
        """
        Today, Thursday 15 April
        Vårsamling. Showing 115–130 of 200.
        > 09:30–09:35  Innlegg 115 (Now)
          09:35–09:40  Innlegg 116
          09:40–09:45  Innlegg 117
          09:45–09:50  Innlegg 118
          09:50–09:55  Innlegg 119
          09:55–10:00  Innlegg 120
          10:00–10:05  Innlegg 121
          10:05–10:10  Innlegg 122
          10:10–10:15  Innlegg 123
          10:15–10:20  Innlegg 124
          10:20–10:25  Innlegg 125
          10:25–10:30  Innlegg 126
          10:30–10:35  Innlegg 127
          10:35–10:40  Innlegg 128
          10:40–10:45  Innlegg 129
          10:45–10:50  Innlegg 130
        [Show more] [From the start] [What is next?]
        """,
    )


def test_the_first_page_of_a_long_day_leads_on() -> None:
    assert spoken("agenda.day", "09:32", about=many(), from_="0") == texts(
        """
        I dag, torsdag 15. april
        Vårsamling. Viser 1–16 av 200.
          00.00–00.05  Innlegg 1
          00.05–00.10  Innlegg 2
          00.10–00.15  Innlegg 3
          00.15–00.20  Innlegg 4
          00.20–00.25  Innlegg 5
          00.25–00.30  Innlegg 6
          00.30–00.35  Innlegg 7
          00.35–00.40  Innlegg 8
          00.40–00.45  Innlegg 9
          00.45–00.50  Innlegg 10
          00.50–00.55  Innlegg 11
          00.55–01.00  Innlegg 12
          01.00–01.05  Innlegg 13
          01.05–01.10  Innlegg 14
          01.10–01.15  Innlegg 15
          01.15–01.20  Innlegg 16
        [Vis flere] [Hva er neste?]
        """,
        """
        I dag, torsdag 15. april
        Vårsamling. Viser 1–16 av 200.
          00.00–00.05  Innlegg 1
          00.05–00.10  Innlegg 2
          00.10–00.15  Innlegg 3
          00.15–00.20  Innlegg 4
          00.20–00.25  Innlegg 5
          00.25–00.30  Innlegg 6
          00.30–00.35  Innlegg 7
          00.35–00.40  Innlegg 8
          00.40–00.45  Innlegg 9
          00.45–00.50  Innlegg 10
          00.50–00.55  Innlegg 11
          00.55–01.00  Innlegg 12
          01.00–01.05  Innlegg 13
          01.05–01.10  Innlegg 14
          01.10–01.15  Innlegg 15
          01.15–01.20  Innlegg 16
        [Vis fleire] [Kva er neste?]
        """,
        """
        Today, Thursday 15 April
        Vårsamling. Showing 1–16 of 200.
          00:00–00:05  Innlegg 1
          00:05–00:10  Innlegg 2
          00:10–00:15  Innlegg 3
          00:15–00:20  Innlegg 4
          00:20–00:25  Innlegg 5
          00:25–00:30  Innlegg 6
          00:30–00:35  Innlegg 7
          00:35–00:40  Innlegg 8
          00:40–00:45  Innlegg 9
          00:45–00:50  Innlegg 10
          00:50–00:55  Innlegg 11
          00:55–01:00  Innlegg 12
          01:00–01:05  Innlegg 13
          01:05–01:10  Innlegg 14
          01:10–01:15  Innlegg 15
          01:15–01:20  Innlegg 16
        [Show more] [What is next?]
        """,
    )
