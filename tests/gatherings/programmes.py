"""Any programme at any time, for properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from gatherings.agenda import Agenda
from gatherings.gathering import Contact, Stream, StreamAudience
from gatherings.programme import Block, BlockId, Contributor, EndSource, Kind
from tests.builders import agenda

NOTE = "HEMMELIG"
FIRST = date(2027, 3, 27)  # the night to the 28th is an hour short
TITLES = ("Slutt", "Lunsj", "Pause", "Middag på Fjordhotellet", "Åpning", "Hvor er vi nå?", "{title} *[x](y)* {{DATE}}")

words = st.one_of(st.sampled_from(TITLES), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
walls = st.times(min_value=time(), max_value=time(23, 55)).map(lambda t: t.replace(second=0, microsecond=0))
people = st.builds(Contributor, words, st.none() | words, st.none() | words)
moments = st.datetimes(datetime(2027, 3, 25), datetime(2027, 4, 3), timezones=st.just(UTC))  # noqa: DTZ001


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    end = draw(st.none() | walls)
    return Block(
        id=BlockId(""),
        day=FIRST + timedelta(days=draw(st.integers(0, 3))),
        start=draw(walls),
        title=draw(words),
        end=end,
        end_source=EndSource.NONE if end is None else EndSource.EXPLICIT,
        kind=draw(st.sampled_from(Kind)),
        text=draw(words),
        notes=NOTE,
        people=tuple(draw(st.lists(people, max_size=5))),
        streamed=draw(st.sampled_from([True, False, None])),
        room=draw(st.none() | words),
        track=draw(st.none() | words),
    )


@st.composite
def agendas(draw: st.DrawFn) -> Agenda:
    """Days around the clock change: overlaps, nights, gaps, blocks without an end, links that are none."""
    made = draw(st.lists(blocks(), max_size=20))
    numbered = tuple(_with_id(one, f"b{number}") for number, one in enumerate(made))
    urls = st.sampled_from(["https://video.example.org/a", "javascript:alert(1)", "http://[", "", "ftp://x.example"])
    owners = st.sampled_from([None, *(one.id for one in numbered)])
    streams = st.lists(st.builds(Stream, urls, st.sampled_from(StreamAudience), owners), max_size=4)
    return agenda(
        starts_on=FIRST,
        ends_on=FIRST + timedelta(days=3),
        programme=numbered,
        streams=tuple(draw(streams)),
        venue=draw(st.none() | words),
        place=draw(st.none() | words),
        contact=draw(st.none() | st.builds(Contact, words)),
    )


def _with_id(made: Block, name: str) -> Block:
    return replace(made, id=BlockId(name))
