"""The stream link."""

from __future__ import annotations

from datetime import date

from gatherings.gathering import Stream
from gatherings.programme import BlockId
from tests.bot.cards.spoken import spoken, texts, tracks
from tests.builders import DAY_TWO, PROGRAMME, agenda

UNSTREAMED = PROGRAMME[2:4]
TWO_STREAMS = agenda(
    programme=tracks().gathering.programme,
    streams=(
        Stream("https://video.example.org/a", block_id=BlockId("a")),
        Stream("https://video.example.org/b", block_id=BlockId("b")),
    ),
)


def test_the_link_is_given_in_text_and_as_a_button() -> None:
    assert spoken("stream.link", "09:30") == texts(
        """
        Strømmelenke: Nytt fra fylket
        https://video.example.org/varsamling
        Pågår nå, slutter kl. 10.00, om 30 minutter.
        Åpne strømmen: https://video.example.org/varsamling
        [Hva er neste?] [Hele programmet]
        """,
        """
        Strøymelenkje: Nytt fra fylket
        https://video.example.org/varsamling
        Er i gang no, sluttar kl. 10.00, om 30 minutt.
        Opne strøymen: https://video.example.org/varsamling
        [Kva er neste?] [Heile programmet]
        """,
        """
        Stream link: Nytt fra fylket
        https://video.example.org/varsamling
        On now, ends at 10:00, in 30 minutes.
        Open the stream: https://video.example.org/varsamling
        [What is next?] [Whole programme]
        """,
    )


def test_who_may_not_have_the_link_learns_how_to_get_it() -> None:
    assert spoken("stream.link", "09:30", sees_streams=False) == texts(
        """
        Lenken går til påmeldte og til dem som følger programmet.
        [Følg programmet] [Hva er neste?] [Hele programmet]
        """,
        """
        Lenkja går til påmelde og til dei som følgjer programmet.
        [Følg programmet] [Kva er neste?] [Heile programmet]
        """,
        """
        The link goes to those who are registered and to those who follow the programme.
        [Follow the programme] [What is next?] [Whole programme]
        """,
    )


def test_in_a_break_the_next_stream_is_named() -> None:
    assert spoken("stream.link", "12:20") == texts(
        """
        Lunsj strømmes ikke.
        Neste som strømmes: Måling og rapportering kl. 12.45, om 25 minutter.
        Åpne strømmen: https://video.example.org/varsamling
        [Hva er neste?] [Resten av dagen]
        """,
        """
        Lunsj blir ikkje strøymd.
        Neste som blir strøymd: Måling og rapportering kl. 12.45, om 25 minutt.
        Opne strøymen: https://video.example.org/varsamling
        [Kva er neste?] [Resten av dagen]
        """,
        """
        Lunsj is not streamed.
        Next to be streamed: Måling og rapportering at 12:45, in 25 minutes.
        Open the stream: https://video.example.org/varsamling
        [What is next?] [Rest of the day]
        """,
    )


def test_days_before_the_link_comes_with_its_day() -> None:
    assert spoken("stream.link", "12:20", day=date(2027, 4, 12)) == texts(
        """
        Strømmelenke: Velkommen til Fjordby
        https://video.example.org/varsamling
        Torsdag 15. april kl. 09.00–09.15, om 3 dager.
        Åpne strømmen: https://video.example.org/varsamling
        [Hva er neste?] [Hele programmet]
        """,
        """
        Strøymelenkje: Velkommen til Fjordby
        https://video.example.org/varsamling
        Torsdag 15. april kl. 09.00–09.15, om 3 dagar.
        Opne strøymen: https://video.example.org/varsamling
        [Kva er neste?] [Heile programmet]
        """,
        """
        Stream link: Velkommen til Fjordby
        https://video.example.org/varsamling
        Thursday 15 April, 09:00–09:15, in 3 days.
        Open the stream: https://video.example.org/varsamling
        [What is next?] [Whole programme]
        """,
    )


def test_a_link_that_is_not_set_leads_to_the_secretariat() -> None:
    assert spoken("stream.link", "09:30", about=agenda(streams=())) == texts(
        """
        Strømmelenken er ikke lagt inn.
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Hva er neste?] [Hele programmet]
        """,
        """
        Strøymelenkja er ikkje lagd inn.
        Spør gjerne sekretariatet: Ola Vik, 400 00 000, ola.vik@example.org.
        [Kva er neste?] [Heile programmet]
        """,
        """
        The stream link has not been added.
        Please ask the secretariat: Ola Vik, 400 00 000, ola.vik@example.org.
        [What is next?] [Whole programme]
        """,
    )


def test_after_the_end_nothing_is_streamed() -> None:
    assert spoken("stream.link", "12:20", day=DAY_TWO) == texts(
        """
        Vårsamling er over.
        Ingenting strømmes nå.
        Programmet sluttet kl. 11.30. Takk til alle som var med.
        [Hele programmet] [Snakk med sekretariatet]
        """,
        """
        Vårsamling er over.
        Ingenting blir strøymt no.
        Programmet slutta kl. 11.30. Takk til alle som var med.
        [Heile programmet] [Snakk med sekretariatet]
        """,
        """
        Vårsamling is over.
        Nothing is being streamed now.
        The programme ended at 11:30. Thank you to everyone who took part.
        [Whole programme] [Talk to the secretariat]
        """,
    )


def test_nothing_is_streamed_at_all() -> None:
    assert spoken("stream.link", "09:20", about=agenda(streams=(), programme=UNSTREAMED, contact=None)) == texts(
        """
        Programmet sier ikke at noe strømmes.
        Spør gjerne sekretariatet.
        [Hele programmet] [Snakk med sekretariatet]
        """,
        """
        Programmet seier ikkje at noko blir strøymt.
        Spør gjerne sekretariatet.
        [Heile programmet] [Snakk med sekretariatet]
        """,
        """
        The programme does not say that anything is streamed.
        Please ask the secretariat.
        [Whole programme] [Talk to the secretariat]
        """,
    )


def test_streams_beside_each_other_have_a_line_each() -> None:
    assert spoken("stream.link", "10:30", about=TWO_STREAMS) == texts(
        """
        2 strømmer samtidig
        Havbruk: https://video.example.org/a
        Skog og klima: https://video.example.org/b
        Pågår nå, slutter kl. 11.00, om 30 minutter.
        Åpne strømmen: Havbruk: https://video.example.org/a
        Åpne strømmen: Skog og klima: https://video.example.org/b
        [Hva er neste?] [Hele programmet]
        """,
        """
        2 strøymar samtidig
        Havbruk: https://video.example.org/a
        Skog og klima: https://video.example.org/b
        Er i gang no, sluttar kl. 11.00, om 30 minutt.
        Opne strøymen: Havbruk: https://video.example.org/a
        Opne strøymen: Skog og klima: https://video.example.org/b
        [Kva er neste?] [Heile programmet]
        """,
        """
        2 streams at the same time
        Havbruk: https://video.example.org/a
        Skog og klima: https://video.example.org/b
        On now, ends at 11:00, in 30 minutes.
        Open the stream: Havbruk: https://video.example.org/a
        Open the stream: Skog og klima: https://video.example.org/b
        [What is next?] [Whole programme]
        """,
    )
