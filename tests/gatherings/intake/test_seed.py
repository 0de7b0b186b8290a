"""The programme of a real gathering, as its organisers exported it, where it is at hand."""

from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path

import pytest

from gatherings.intake import Draft
from gatherings.intake.formats import read_programme
from tests.gatherings.intake.texts import hours

FOUND = sorted((Path(__file__).parents[3] / "../shared/seeds").glob("003_*.txt"))
pytestmark = pytest.mark.skipif(not FOUND, reason="the seeds are not at hand")


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read_programme(FOUND[0].read_bytes(), filename=FOUND[0].name)


def test_it_has_its_fourteen_blocks_with_their_times_and_stream_marks(draft: Draft) -> None:
    assert [(hours(block), block.streamed, len(block.people)) for block in draft.blocks] == [
        ("09:00-11:00 length", False, 0),
        ("11:00-11:15 length", True, 0),
        ("11:15-12:00 length", True, 1),
        ("12:00-12:45 length", None, 0),
        ("12:45-13:15 length", True, 1),
        ("13:15-15:15 length", None, 2),
        ("15:15-15:30 length", None, 0),
        ("15:30-16:00 length", True, 2),
        ("16:00-16:30 length", None, 1),
        ("16:30-16:50 length", None, 1),
        ("16:50-17:20 length", True, 0),
        ("17:20-17:30 length", True, 0),
        ("17:30-17:30 length", None, 0),
        ("19:00-21:00 length", None, 0),
    ]


def test_it_is_on_its_day_and_nothing_is_doubtful(draft: Draft) -> None:
    assert (draft.title, draft.starts_on, draft.ends_on, draft.starts, draft.ends, draft.warnings) == (
        "Nettverkssamling", date(2024, 5, 6), date(2024, 5, 6), time(9), time(17, 30), (),
    )  # fmt: skip


def test_its_people_are_those_it_assigns_and_two_whose_public_text_begins_with_them(draft: Draft) -> None:
    lines = re.findall(r"^ASSIGNED TO (.*)$", FOUND[0].read_text(encoding="utf-8"), re.MULTILINE)
    assigned = {name for line in lines for name in line.split(", ")}
    told = [(b, person) for b in draft.blocks for person in b.people if person.name not in assigned]
    assert {person.name for b in draft.blocks for person in b.people} >= assigned
    assert [(b.text.startswith(person.name), person.organisation is None) for b, person in told] == [
        (True, False),
        (True, True),
    ]


def test_nothing_of_its_notes_is_public(draft: Draft) -> None:
    notes = {line for block in draft.blocks for line in block.notes.split("\n") if line}
    of_people = {person.name for block in draft.blocks for person in block.people}
    also_public = {line for line in notes if any(name.startswith(line) for name in of_people)}
    public = "\n".join(f"{b.title}\n{b.text}\n{b.room}\n{b.people}" for b in draft.blocks)
    assert len(notes) == 18
    found = {line for line in notes - also_public if re.search(rf"(?<!\w){re.escape(line)}(?!\w)", public)}
    assert (found - {"Arbeidsgruppe 4"}, "@" in public) == (set(), False)


def test_its_broken_row_and_its_details_make_one_text(draft: Draft) -> None:
    text = draft.blocks[5].text
    assert (text.count("\n\n"), "Vi tester det ut internt i" in text, "<b>" in text) == (4, True, False)
