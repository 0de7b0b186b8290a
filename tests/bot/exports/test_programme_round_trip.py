"""What is exported imports back the same, in every form and every language, whatever stands in it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.exports.programme import CSV, FORMS, write_programme
from dialogs.phrases import voice
from gatherings.gathering import LANGUAGES, NB, Gathering, Language
from gatherings.intake.kept import kept_of
from gatherings.intake.public import without_addresses
from gatherings.programme import Block, BlockId, Contributor, EndSource, Kind, Programme
from tests.builders import gathering
from tests.examples import examples
from tests.gatherings.intake.sources import draft_of

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
FIRST = date(2027, 3, 26)  # the night to the 28th is an hour short
AUTUMN = date(2027, 10, 29)  # the night to the 31st is an hour longer
SHOWY = (
    "Pause", "Lunsj", "Slutt", "=1+1", "'=1+1", "''-x", "+47", "@her", "-", "a|b", "a, b; c", '"sitert"', "**fet**", "<b>x</b>",
    "&lt;b&gt;", "\\n", "C:\\tmp\\", "# tittel", "-->", "?>", "]]>", "{title}", "kl. 09.00–10.00", "Dag 2", "Strømmes ikke",
    "Kari Nes fra Fjordby presenterer", "samband id=x", "<!-- samband x -->", "1. april 2027", "æøå ŋđŧ", "🌊", "a\u00a0b", "  x".strip(),
)  # fmt: skip
characters = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"], exclude_characters="\ufffe\uffff")
# What intake keeps of what somebody wrote: composed, one space between words, no address that people write to.
lines = (
    st.one_of(st.sampled_from(SHOWY), st.text(characters, max_size=40))
    .map(lambda text: " ".join(unicodedata.normalize("NFC", text).split()))
    .filter(lambda text: not without_addresses(text)[1])
)
words = lines.filter(bool)
texts = st.lists(lines, max_size=4).map(lambda found: "\n".join(found).strip())
people = st.builds(Contributor, words, st.none() | words, st.none() | words)
walls = st.times(max_value=time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))
ENDED = (EndSource.EXPLICIT, EndSource.LENGTH, EndSource.NEXT_START)


@st.composite
def blocks(draw: st.DrawFn, first: date) -> Block:
    end = draw(st.none() | walls)
    return Block(
        id=BlockId(""),
        day=first + timedelta(days=draw(st.integers(0, 3))),
        start=draw(walls),
        title=draw(words),
        end=end,
        end_source=EndSource.NONE if end is None else draw(st.sampled_from(ENDED)),
        kind=draw(st.sampled_from(Kind)),
        text=draw(texts),
        notes=draw(st.sampled_from(["", "Husk mikrofon.", "Ring Ola\nStrømmes ikke"])),
        people=tuple(draw(st.lists(people, max_size=3))),
        streamed=draw(st.sampled_from([True, False, None])),
        room=draw(st.none() | words),
        track=draw(st.none() | words),
    )


@st.composite
def gatherings(draw: st.DrawFn) -> Gathering:
    made = draw(st.lists(blocks(draw(st.sampled_from([FIRST, AUTUMN]))), min_size=1, max_size=8))
    ordered = sorted(made, key=lambda block: (block.day, block.start))
    return gathering(
        title=draw(words),
        programme=tuple(replace(block, id=BlockId(f"b{number}")) for number, block in enumerate(ordered)),
        starts_on=ordered[0].day,
        ends_on=ordered[-1].day,
        timezone=draw(st.sampled_from(["Europe/Oslo", "UTC", "America/New_York", "Asia/Kathmandu"])),
        venue=draw(st.none() | words),
        place=draw(st.none() | words),
        is_cancelled=draw(st.booleans()),
    )


def exported(made: Gathering, form: str, language: Language, *, with_notes: bool = False) -> bytes:
    return write_programme(made, form, voice=voice(language), stamped_at=NOW, with_notes=with_notes)


def without_notes(programme: Programme) -> Programme:
    return tuple(replace(block, notes="") for block in programme)


@pytest.mark.parametrize("form", FORMS)
@given(made=gatherings(), language=st.sampled_from(LANGUAGES))
@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_exported_reads_as_it_was(form: str, made: Gathering, language: Language) -> None:
    draft = draft_of(exported(made, form, language), f"program.{FORMS[form].ending}")
    assert (draft.title, draft.warnings) == (made.title, ())
    assert draft.blocks == without_notes(made.programme)


@pytest.mark.parametrize("form", FORMS)
@given(made=gatherings())
@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_imported_onto_its_own_gathering_it_changes_nothing_not_even_the_notes(form: str, made: Gathering) -> None:
    draft = draft_of(exported(made, form, NB), f"program.{FORMS[form].ending}")
    kept = kept_of(made.programme, draft, new_id=lambda: BlockId("new"))
    assert (kept.programme, kept.remarks) == (made.programme, ())


@given(made=gatherings(), language=st.sampled_from(LANGUAGES))
@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_csv_that_is_asked_for_notes_has_them(made: Gathering, language: Language) -> None:
    draft = draft_of(exported(made, CSV, language, with_notes=True), "program.csv")
    assert (draft.blocks, draft.has_notes) == (made.programme, True)
