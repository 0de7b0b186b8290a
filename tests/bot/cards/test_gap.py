"""Where the gathering stands when nothing is on."""

from __future__ import annotations

from datetime import date

from tests.bot.cards.spoken import spoken, texts
from tests.builders import DAY_TWO, agenda


def test_days_before_it_says_when_and_where_it_starts() -> None:
    assert spoken("agenda.now", "08:20", day=date(2027, 4, 3)) == texts(
        """
        Vårsamling starter torsdag 15. april kl. 09.00, om 12 dager.
        Først: Velkommen til Fjordby. Strømmes.
        Kulturhuset, Fjordby.
        [Hele programmet] [Hvor er det?] [Følg programmet]
        """,
        """
        Vårsamling startar torsdag 15. april kl. 09.00, om 12 dagar.
        Først: Velkommen til Fjordby. Blir strøymd.
        Kulturhuset, Fjordby.
        [Heile programmet] [Kvar er det?] [Følg programmet]
        """,
        """
        Vårsamling starts Thursday 15 April at 09:00, in 12 days.
        First: Velkommen til Fjordby. Streamed.
        Kulturhuset, Fjordby.
        [Whole programme] [Where is it?] [Follow the programme]
        """,
    )


def test_the_evening_before_it_starts_tomorrow() -> None:
    assert spoken("agenda.now", "21:00", day=date(2027, 4, 14)) == texts(
        """
        Vårsamling starter i morgen, torsdag 15. april kl. 09.00.
        Først: Velkommen til Fjordby. Strømmes.
        Kulturhuset, Fjordby.
        [Hele programmet] [Hvor er det?] [Følg programmet]
        """,
        """
        Vårsamling startar i morgon, torsdag 15. april kl. 09.00.
        Først: Velkommen til Fjordby. Blir strøymd.
        Kulturhuset, Fjordby.
        [Heile programmet] [Kvar er det?] [Følg programmet]
        """,
        """
        Vårsamling starts tomorrow, Thursday 15 April at 09:00.
        First: Velkommen til Fjordby. Streamed.
        Kulturhuset, Fjordby.
        [Whole programme] [Where is it?] [Follow the programme]
        """,
    )


def test_the_same_morning_we_start_in_forty_minutes() -> None:
    assert spoken("agenda.now", "08:20") == texts(
        """
        Vi starter kl. 09.00, om 40 minutter.
        Først: Velkommen til Fjordby. Strømmes.
        Kulturhuset, Fjordby.
        Åpne strømmen: https://video.example.org/varsamling
        [Hele programmet] [Hvor er det?] [Følg programmet]
        """,
        """
        Vi startar kl. 09.00, om 40 minutt.
        Først: Velkommen til Fjordby. Blir strøymd.
        Kulturhuset, Fjordby.
        Opne strøymen: https://video.example.org/varsamling
        [Heile programmet] [Kvar er det?] [Følg programmet]
        """,
        """
        We start at 09:00, in 40 minutes.
        First: Velkommen til Fjordby. Streamed.
        Kulturhuset, Fjordby.
        Open the stream: https://video.example.org/varsamling
        [Whole programme] [Where is it?] [Follow the programme]
        """,
    )


def test_the_second_morning_starts_like_the_first() -> None:
    assert spoken("agenda.now", "08:20", day=DAY_TWO) == texts(
        """
        Vi starter kl. 09.00, om 40 minutter.
        Først: Erfaringer fra øyene. Strømmes.
        Kulturhuset, Fjordby.
        Åpne strømmen: https://video.example.org/varsamling
        [Hele programmet] [Hvor er det?] [Følg programmet]
        """,
        """
        Vi startar kl. 09.00, om 40 minutt.
        Først: Erfaringer fra øyene. Blir strøymd.
        Kulturhuset, Fjordby.
        Opne strøymen: https://video.example.org/varsamling
        [Heile programmet] [Kvar er det?] [Følg programmet]
        """,
        """
        We start at 09:00, in 40 minutes.
        First: Erfaringer fra øyene. Streamed.
        Kulturhuset, Fjordby.
        Open the stream: https://video.example.org/varsamling
        [Whole programme] [Where is it?] [Follow the programme]
        """,
    )


def test_between_two_blocks_nothing_is_on() -> None:
    assert spoken("agenda.now", "10:35", day=DAY_TWO) == texts(
        """
        Akkurat nå er det ingenting på programmet.
        Neste: Oppsummering kl. 10.45, om 10 minutter.
        Strømmes.
        Åpne strømmen: https://video.example.org/varsamling
        [Resten av dagen] [Hvor er det?]
        """,
        """
        Akkurat no er det ingenting på programmet.
        Neste: Oppsummering kl. 10.45, om 10 minutt.
        Blir strøymd.
        Opne strøymen: https://video.example.org/varsamling
        [Resten av dagen] [Kvar er det?]
        """,
        """
        There is nothing on the programme right now.
        Next: Oppsummering at 10:45, in 10 minutes.
        Streamed.
        Open the stream: https://video.example.org/varsamling
        [Rest of the day] [Where is it?]
        """,
    )


def test_after_the_days_work_comes_the_dinner() -> None:
    assert spoken("agenda.now", "14:35") == texts(
        """
        Programmet er ferdig for i dag.
        Neste: Middag på Fjordhotellet kl. 19.00, om 4 timer og 25 minutter.
        Vis vei: https://www.openstreetmap.org/search?query=Fjordhotellet%2C+Fjordby
        [Hele programmet]
        """,
        """
        Programmet er ferdig for i dag.
        Neste: Middag på Fjordhotellet kl. 19.00, om 4 timar og 25 minutt.
        Vis veg: https://www.openstreetmap.org/search?query=Fjordhotellet%2C+Fjordby
        [Heile programmet]
        """,
        """
        The programme is finished for today.
        Next: Middag på Fjordhotellet at 19:00, in 4 hours and 25 minutes.
        Show the way: https://www.openstreetmap.org/search?query=Fjordhotellet%2C+Fjordby
        [Whole programme]
        """,
    )


def test_after_everything_it_is_over() -> None:
    assert spoken("agenda.now", "12:00", day=DAY_TWO) == texts(
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


def test_a_cancelled_gathering_says_so_whatever_is_asked() -> None:
    assert spoken("agenda.now", "12:00", about=agenda(is_cancelled=True)) == texts(
        """
        Vårsamling er avlyst.
        Det gjelder samlingen torsdag 15. april til fredag 16. april.
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Snakk med sekretariatet]
        """,
        """
        Vårsamling er avlyst.
        Det gjeld samlinga torsdag 15. april til fredag 16. april.
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Snakk med sekretariatet]
        """,
        """
        Vårsamling has been cancelled.
        This is the gathering of Thursday 15 April to Friday 16 April.
        Please ask the secretariat: Ola Vik, 400 00 000, ola.vik@example.org.
        [Talk to the secretariat]
        """,
    )


def test_without_a_programme_it_says_what_is_known() -> None:
    assert spoken("agenda.now", "12:00", about=agenda(programme=())) == texts(
        """
        Programmet for Vårsamling er ikke klart ennå.
        Torsdag 15. april til fredag 16. april, Kulturhuset, Fjordby.
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Hvor er det?] [Snakk med sekretariatet]
        """,
        """
        Programmet for Vårsamling er ikkje klart enno.
        Torsdag 15. april til fredag 16. april, Kulturhuset, Fjordby.
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Kvar er det?] [Snakk med sekretariatet]
        """,
        """
        The programme for Vårsamling is not ready yet.
        Thursday 15 April to Friday 16 April, Kulturhuset, Fjordby.
        Please ask the secretariat: Ola Vik, 400 00 000, ola.vik@example.org.
        [Where is it?] [Talk to the secretariat]
        """,
    )


def test_without_a_gathering_it_says_that() -> None:
    assert spoken("agenda.now", "12:00", about=None) == texts(
        """
        Jeg kjenner ikke til noen samling akkurat nå.
        [Hva kan jeg spørre om?] [Snakk med sekretariatet]
        """,
        """
        Eg kjenner ikkje til noka samling akkurat no.
        [Kva kan eg spørje om?] [Snakk med sekretariatet]
        """,
        """
        I do not know of any gathering right now.
        [What can I ask?] [Talk to the secretariat]
        """,
    )
