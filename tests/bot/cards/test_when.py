"""When something is."""

from __future__ import annotations

from datetime import date

from tests.bot.cards.spoken import spoken, texts
from tests.builders import DAY_TWO


def test_lunch_that_is_on_says_when_it_ends() -> None:
    assert spoken("agenda.when", "12:20", topic="lunsj") == texts(
        """
        Lunsj
        Pågår nå, slutter kl. 12.45, om 25 minutter.
        I Kantina.
        [Hele programmet]
        """,
        """
        Lunsj
        Er i gang no, sluttar kl. 12.45, om 25 minutt.
        I Kantina.
        [Heile programmet]
        """,
        """
        Lunsj
        On now, ends at 12:45, in 25 minutes.
        In Kantina.
        [Whole programme]
        """,
    )


def test_a_break_that_was_says_that_it_was() -> None:
    assert spoken("agenda.when", "12:20", topic="pause") == texts(
        """
        Pause
        Var kl. 10.00–10.15 i dag.
        [Hvor er det?] [Hele programmet]
        """,
        """
        Pause
        Var kl. 10.00–10.15 i dag.
        [Kvar er det?] [Heile programmet]
        """,
        """
        Pause
        Was 10:00–10:15 today.
        [Where is it?] [Whole programme]
        """,
    )


def test_dinner_comes_with_the_way_to_it() -> None:
    assert spoken("agenda.when", "12:20", topic="middag") == texts(
        """
        Middag på Fjordhotellet
        kl. 19.00–22.00 i dag, om 6 timer og 40 minutter.
        Vis vei: https://www.openstreetmap.org/search?query=Fjordhotellet%2C+Fjordby
        [Hele programmet]
        """,
        """
        Middag på Fjordhotellet
        kl. 19.00–22.00 i dag, om 6 timar og 40 minutt.
        Vis veg: https://www.openstreetmap.org/search?query=Fjordhotellet%2C+Fjordby
        [Heile programmet]
        """,
        """
        Middag på Fjordhotellet
        19:00–22:00 today, in 6 hours and 40 minutes.
        Show the way: https://www.openstreetmap.org/search?query=Fjordhotellet%2C+Fjordby
        [Whole programme]
        """,
    )


def test_the_end_on_another_day_says_when_today_ends_as_well() -> None:
    assert spoken("agenda.when", "12:20", topic="slutt") == texts(
        """
        Programmet slutter i morgen, fredag 16. april kl. 11.30.
        I dag er vi ferdige kl. 14.00, om 1 time og 40 minutter.
        Etterpå: Middag på Fjordhotellet kl. 19.00.
        [Hele programmet]
        """,
        """
        Programmet sluttar i morgon, fredag 16. april kl. 11.30.
        I dag er vi ferdige kl. 14.00, om 1 time og 40 minutt.
        Etterpå: Middag på Fjordhotellet kl. 19.00.
        [Heile programmet]
        """,
        """
        The programme ends tomorrow, Friday 16 April at 11:30.
        Today we finish at 14:00, in 1 hour and 40 minutes.
        Then: Middag på Fjordhotellet at 19:00.
        [Whole programme]
        """,
    )


def test_the_end_says_how_long_until() -> None:
    assert spoken("agenda.when", "10:05", day=DAY_TWO, topic="slutt") == texts(
        """
        Programmet slutter kl. 11.30, om 1 time og 25 minutter.
        [Hele programmet]
        """,
        """
        Programmet sluttar kl. 11.30, om 1 time og 25 minutt.
        [Heile programmet]
        """,
        """
        The programme ends at 11:30, in 1 hour and 25 minutes.
        [Whole programme]
        """,
    )


def test_the_end_that_was() -> None:
    assert spoken("agenda.when", "12:20", day=DAY_TWO, topic="slutt") == texts(
        """
        Programmet sluttet kl. 11.30.
        [Hele programmet]
        """,
        """
        Programmet slutta kl. 11.30.
        [Heile programmet]
        """,
        """
        The programme ended at 11:30.
        [Whole programme]
        """,
    )


def test_a_title_that_is_still_to_come() -> None:
    assert spoken("agenda.when", "12:20", topic="Måling og rapportering") == texts(
        """
        Måling og rapportering
        kl. 12.45–14.00 i dag, om 25 minutter.
        Ved Per Lie. Strømmes.
        [Hvor er det?] [Hele programmet]
        """,
        """
        Måling og rapportering
        kl. 12.45–14.00 i dag, om 25 minutt.
        Ved Per Lie. Blir strøymd.
        [Kvar er det?] [Heile programmet]
        """,
        """
        Måling og rapportering
        12:45–14:00 today, in 25 minutes.
        With Per Lie. Streamed.
        [Where is it?] [Whole programme]
        """,
    )


def test_what_is_on_another_day_says_the_day() -> None:
    assert spoken("agenda.when", "10:05", day=date(2027, 4, 1), topic="lunsj") == texts(
        """
        Lunsj
        Torsdag 15. april kl. 12.00–12.45, om 14 dager.
        I Kantina.
        [Hele programmet]
        """,
        """
        Lunsj
        Torsdag 15. april kl. 12.00–12.45, om 14 dagar.
        I Kantina.
        [Heile programmet]
        """,
        """
        Lunsj
        Thursday 15 April, 12:00–12:45, in 14 days.
        In Kantina.
        [Whole programme]
        """,
    )


def test_what_the_programme_does_not_name() -> None:
    assert spoken("agenda.when", "12:20", topic="romfart") == texts(
        """
        Programmet nevner ikke «romfart».
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Hele programmet] [Snakk med sekretariatet]
        """,
        """
        Programmet nemner ikkje «romfart».
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Heile programmet] [Snakk med sekretariatet]
        """,
        """
        The programme does not mention ‘romfart’.
        Please ask the secretariat: Ola Vik, 400 00 000, ola.vik@example.org.
        [Whole programme] [Talk to the secretariat]
        """,
    )
