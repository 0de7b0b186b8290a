"""Where it is."""

from __future__ import annotations

from datetime import date

from tests.bot.cards.spoken import spoken, texts, tracks
from tests.builders import agenda


def test_the_room_comes_before_the_venue() -> None:
    assert spoken("agenda.where", "11:30") == texts(
        """
        Storsalen, Kulturhuset, Fjordby
        Målkonflikter i planarbeidet: pågår nå, slutter kl. 12.00, om 30 minutter.
        Vis vei: https://www.openstreetmap.org/search?query=Kulturhuset%2C+Fjordby
        [Hva er neste?] [Hele programmet]
        """,
        """
        Storsalen, Kulturhuset, Fjordby
        Målkonflikter i planarbeidet: er i gang no, sluttar kl. 12.00, om 30 minutt.
        Vis veg: https://www.openstreetmap.org/search?query=Kulturhuset%2C+Fjordby
        [Kva er neste?] [Heile programmet]
        """,
        """
        Storsalen, Kulturhuset, Fjordby
        Målkonflikter i planarbeidet: on now, ends at 12:00, in 30 minutes.
        Show the way: https://www.openstreetmap.org/search?query=Kulturhuset%2C+Fjordby
        [What is next?] [Whole programme]
        """,
    )


def test_a_room_that_is_not_known_is_not_known() -> None:
    assert spoken("agenda.where", "09:30") == texts(
        """
        Kulturhuset, Fjordby
        Nytt fra fylket: pågår nå, slutter kl. 10.00, om 30 minutter.
        Programmet sier ikke hvilket rom.
        Vis vei: https://www.openstreetmap.org/search?query=Kulturhuset%2C+Fjordby
        Åpne strømmen: https://video.example.org/varsamling
        [Hva er neste?] [Hele programmet]
        """,
        """
        Kulturhuset, Fjordby
        Nytt fra fylket: er i gang no, sluttar kl. 10.00, om 30 minutt.
        Programmet seier ikkje kva rom.
        Vis veg: https://www.openstreetmap.org/search?query=Kulturhuset%2C+Fjordby
        Opne strøymen: https://video.example.org/varsamling
        [Kva er neste?] [Heile programmet]
        """,
        """
        Kulturhuset, Fjordby
        Nytt fra fylket: on now, ends at 10:00, in 30 minutes.
        The programme does not say which room.
        Show the way: https://www.openstreetmap.org/search?query=Kulturhuset%2C+Fjordby
        Open the stream: https://video.example.org/varsamling
        [What is next?] [Whole programme]
        """,
    )


def test_a_dinner_elsewhere_is_where_its_title_says() -> None:
    assert spoken("agenda.where", "11:30", topic="middag") == texts(
        """
        Fjordhotellet
        Middag på Fjordhotellet: kl. 19.00–22.00, om 7 timer og 30 minutter.
        Vis vei: https://www.openstreetmap.org/search?query=Fjordhotellet%2C+Fjordby
        [Hele programmet]
        """,
        """
        Fjordhotellet
        Middag på Fjordhotellet: kl. 19.00–22.00, om 7 timar og 30 minutt.
        Vis veg: https://www.openstreetmap.org/search?query=Fjordhotellet%2C+Fjordby
        [Heile programmet]
        """,
        """
        Fjordhotellet
        Middag på Fjordhotellet: 19:00–22:00, in 7 hours and 30 minutes.
        Show the way: https://www.openstreetmap.org/search?query=Fjordhotellet%2C+Fjordby
        [Whole programme]
        """,
    )


def test_days_before_it_is_the_venue_and_the_start() -> None:
    assert spoken("agenda.where", "11:30", day=date(2027, 4, 1)) == texts(
        """
        Kulturhuset, Fjordby
        Vårsamling starter torsdag 15. april kl. 09.00, om 14 dager.
        Vis vei: https://www.openstreetmap.org/search?query=Kulturhuset%2C+Fjordby
        [Hva er neste?] [Hele programmet]
        """,
        """
        Kulturhuset, Fjordby
        Vårsamling startar torsdag 15. april kl. 09.00, om 14 dagar.
        Vis veg: https://www.openstreetmap.org/search?query=Kulturhuset%2C+Fjordby
        [Kva er neste?] [Heile programmet]
        """,
        """
        Kulturhuset, Fjordby
        Vårsamling starts Thursday 15 April at 09:00, in 14 days.
        Show the way: https://www.openstreetmap.org/search?query=Kulturhuset%2C+Fjordby
        [What is next?] [Whole programme]
        """,
    )


def test_a_place_that_is_not_known_leads_to_the_secretariat() -> None:
    assert spoken("agenda.where", "11:30", day=date(2027, 4, 1), about=agenda(venue=None, place=None)) == texts(
        """
        Programmet sier ikke hvor det er.
        Vårsamling starter torsdag 15. april kl. 09.00, om 14 dager.
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Hva er neste?] [Hele programmet]
        """,
        """
        Programmet seier ikkje kvar det er.
        Vårsamling startar torsdag 15. april kl. 09.00, om 14 dagar.
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Kva er neste?] [Heile programmet]
        """,
        """
        The programme does not say where it is.
        Vårsamling starts Thursday 15 April at 09:00, in 14 days.
        Please ask the secretariat: Ola Vik, 400 00 000, ola.vik@example.org.
        [What is next?] [Whole programme]
        """,
    )


def test_tracks_are_each_in_their_room() -> None:
    assert spoken("agenda.where", "10:30", about=tracks()) == texts(
        """
        Kulturhuset, Fjordby
        Havbruk: pågår nå, slutter kl. 11.00, om 30 minutter, i Sal 1.
        Skog og klima: pågår nå, slutter kl. 11.30, om 1 time, i Sal 2.
        Vis vei: https://www.openstreetmap.org/search?query=Kulturhuset%2C+Fjordby
        Åpne strømmen: https://video.example.org/varsamling
        [Hva er neste?] [Hele programmet]
        """,
        """
        Kulturhuset, Fjordby
        Havbruk: er i gang no, sluttar kl. 11.00, om 30 minutt, i Sal 1.
        Skog og klima: er i gang no, sluttar kl. 11.30, om 1 time, i Sal 2.
        Vis veg: https://www.openstreetmap.org/search?query=Kulturhuset%2C+Fjordby
        Opne strøymen: https://video.example.org/varsamling
        [Kva er neste?] [Heile programmet]
        """,
        """
        Kulturhuset, Fjordby
        Havbruk: on now, ends at 11:00, in 30 minutes, in Sal 1.
        Skog og klima: on now, ends at 11:30, in 1 hour, in Sal 2.
        Show the way: https://www.openstreetmap.org/search?query=Kulturhuset%2C+Fjordby
        Open the stream: https://video.example.org/varsamling
        [What is next?] [Whole programme]
        """,
    )
