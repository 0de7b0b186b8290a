"""What is on."""

from __future__ import annotations

from tests.bot.cards.spoken import spoken, texts, tracks


def test_a_block_that_is_on_says_until_when_who_and_what_comes_after() -> None:
    assert spoken("agenda.now", "09:30") == texts(
        """
        Nå: Nytt fra fylket
        kl. 09.15–10.00, slutter om 30 minutter.
        Ved Ingrid Moe. Strømmes.
        Etterpå: Pause kl. 10.00.
        Åpne strømmen: https://video.example.org/varsamling
        [Hva er neste?] [Resten av dagen] [Hvem er hvem]
        """,
        """
        No: Nytt fra fylket
        kl. 09.15–10.00, sluttar om 30 minutt.
        Ved Ingrid Moe. Blir strøymd.
        Etterpå: Pause kl. 10.00.
        Opne strøymen: https://video.example.org/varsamling
        [Kva er neste?] [Resten av dagen] [Kven er kven]
        """,
        """
        Now: Nytt fra fylket
        09:15–10:00, ends in 30 minutes.
        With Ingrid Moe. Streamed.
        Then: Pause at 10:00.
        Open the stream: https://video.example.org/varsamling
        [What is next?] [Rest of the day] [Who is who]
        """,
    )


def test_who_is_in_the_room_gets_the_room_and_no_stream() -> None:
    assert spoken("agenda.now", "11:15", is_digital=False) == texts(
        """
        Nå: Målkonflikter i planarbeidet
        kl. 10.15–12.00, slutter om 45 minutter.
        Ved Ingrid Moe og Per Lie, i Storsalen.
        Etterpå: Lunsj kl. 12.00.
        [Hva er neste?] [Resten av dagen] [Hvem er hvem]
        """,
        """
        No: Målkonflikter i planarbeidet
        kl. 10.15–12.00, sluttar om 45 minutt.
        Ved Ingrid Moe og Per Lie, i Storsalen.
        Etterpå: Lunsj kl. 12.00.
        [Kva er neste?] [Resten av dagen] [Kven er kven]
        """,
        """
        Now: Målkonflikter i planarbeidet
        10:15–12:00, ends in 45 minutes.
        With Ingrid Moe and Per Lie, in Storsalen.
        Then: Lunsj at 12:00.
        [What is next?] [Rest of the day] [Who is who]
        """,
    )


def test_who_is_digital_gets_the_stream_and_no_room() -> None:
    assert spoken("agenda.now", "09:30", is_digital=True) == texts(
        """
        Nå: Nytt fra fylket
        kl. 09.15–10.00, slutter om 30 minutter.
        Ved Ingrid Moe. Strømmes.
        Etterpå: Pause kl. 10.00.
        Åpne strømmen: https://video.example.org/varsamling
        [Hva er neste?] [Resten av dagen] [Hvem er hvem]
        """,
        """
        No: Nytt fra fylket
        kl. 09.15–10.00, sluttar om 30 minutt.
        Ved Ingrid Moe. Blir strøymd.
        Etterpå: Pause kl. 10.00.
        Opne strøymen: https://video.example.org/varsamling
        [Kva er neste?] [Resten av dagen] [Kven er kven]
        """,
        """
        Now: Nytt fra fylket
        09:15–10:00, ends in 30 minutes.
        With Ingrid Moe. Streamed.
        Then: Pause at 10:00.
        Open the stream: https://video.example.org/varsamling
        [What is next?] [Rest of the day] [Who is who]
        """,
    )


def test_in_a_break_the_next_block_is_told_with_all_that_matters() -> None:
    assert spoken("agenda.now", "12:20") == texts(
        """
        Nå er det lunsj til kl. 12.45.
        I Kantina.
        Etterpå: Måling og rapportering kl. 12.45, om 25 minutter.
        Ved Per Lie. Strømmes.
        Åpne strømmen: https://video.example.org/varsamling
        [Hva er neste?] [Resten av dagen]
        """,
        """
        No er det lunsj til kl. 12.45.
        I Kantina.
        Etterpå: Måling og rapportering kl. 12.45, om 25 minutt.
        Ved Per Lie. Blir strøymd.
        Opne strøymen: https://video.example.org/varsamling
        [Kva er neste?] [Resten av dagen]
        """,
        """
        Lunch until 12:45.
        In Kantina.
        Then: Måling og rapportering at 12:45, in 25 minutes.
        With Per Lie. Streamed.
        Open the stream: https://video.example.org/varsamling
        [What is next?] [Rest of the day]
        """,
    )


def test_tracks_beside_each_other_are_told_in_rows() -> None:
    assert spoken("agenda.now", "10:30", about=tracks()) == texts(
        """
        Nå: 2 bolker samtidig
        Etterpå: Festival kl. 11.30.
        > 10.15–11.00  Spor A: Havbruk (Nå · Sal 1)
        > 10.15–11.30  Spor B: Skog og klima (Nå · Sal 2 · Strømmes)
        Åpne strømmen: https://video.example.org/varsamling
        [Hva er neste?] [Resten av dagen]
        """,
        """
        No: 2 bolkar samtidig
        Etterpå: Festival kl. 11.30.
        > 10.15–11.00  Spor A: Havbruk (No · Sal 1)
        > 10.15–11.30  Spor B: Skog og klima (No · Sal 2 · Blir strøymd)
        Opne strøymen: https://video.example.org/varsamling
        [Kva er neste?] [Resten av dagen]
        """,
        """
        Now: 2 sessions at the same time
        Then: Festival at 11:30.
        > 10:15–11:00  Spor A: Havbruk (Now · Sal 1)
        > 10:15–11:30  Spor B: Skog og klima (Now · Sal 2 · Streamed)
        Open the stream: https://video.example.org/varsamling
        [What is next?] [Rest of the day]
        """,
    )


def test_a_break_before_tracks_names_them() -> None:
    assert spoken("agenda.now", "10:05", about=tracks()) == texts(
        """
        Nå er det pause til kl. 10.15.
        Etterpå, kl. 10.15, om 10 minutter: Havbruk og Skog og klima.
        Åpne strømmen: https://video.example.org/varsamling
        [Hva er neste?] [Resten av dagen]
        """,
        """
        No er det pause til kl. 10.15.
        Etterpå, kl. 10.15, om 10 minutt: Havbruk og Skog og klima.
        Opne strøymen: https://video.example.org/varsamling
        [Kva er neste?] [Resten av dagen]
        """,
        """
        Break until 10:15.
        Then, at 10:15, in 10 minutes: Havbruk and Skog og klima.
        Open the stream: https://video.example.org/varsamling
        [What is next?] [Rest of the day]
        """,
    )


def test_a_block_without_an_end_says_that_no_end_is_known() -> None:
    assert spoken("agenda.now", "12:10", about=tracks()) == texts(
        """
        Nå: Festival
        Begynte kl. 11.30. Programmet sier ikke når det slutter.
        Etter dette er det ikke mer på programmet.
        Åpne strømmen: https://video.example.org/varsamling
        [Hele programmet]
        """,
        """
        No: Festival
        Byrja kl. 11.30. Programmet seier ikkje når det sluttar.
        Etter dette er det ikkje meir på programmet.
        Opne strøymen: https://video.example.org/varsamling
        [Heile programmet]
        """,
        """
        Now: Festival
        Started at 11:30. The programme does not say when it ends.
        There is nothing more on the programme after this.
        Open the stream: https://video.example.org/varsamling
        [Whole programme]
        """,
    )


def test_at_dinner_tomorrow_comes_after() -> None:
    assert spoken("agenda.now", "20:00") == texts(
        """
        Nå: Middag på Fjordhotellet
        kl. 19.00–22.00, slutter om 2 timer.
        Etterpå: Erfaringer fra øyene i morgen, fredag 16. april kl. 09.00.
        [Hva er neste?] [Hele programmet]
        """,
        """
        No: Middag på Fjordhotellet
        kl. 19.00–22.00, sluttar om 2 timar.
        Etterpå: Erfaringer fra øyene i morgon, fredag 16. april kl. 09.00.
        [Kva er neste?] [Heile programmet]
        """,
        """
        Now: Middag på Fjordhotellet
        19:00–22:00, ends in 2 hours.
        Then: Erfaringer fra øyene tomorrow, Friday 16 April at 09:00.
        [What is next?] [Whole programme]
        """,
    )
