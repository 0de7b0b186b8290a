"""Programmes as tables in Markdown, written by hand."""

from __future__ import annotations

import pytest

from gatherings.intake import Unreadable
from tests.gatherings.intake.sources import draft_of, format_of
from tests.gatherings.intake.texts import hours

TABLE = """# Vårsamling

## Torsdag 15. april 2027

| Tid | Tema | Ved |
|---|:--|---|
| 09.00–09.45 | **Åpning \\| hei**<br>Om *alt*. | Kari Nes (Nordvik kommune) |
| 10 | Slutt | |
"""


def test_a_table_by_hand_is_a_programme() -> None:
    draft = draft_of(TABLE, "program.md")
    assert [(hours(b), b.title, b.text, [(p.name, p.organisation) for p in b.people]) for b in draft.blocks] == [
        ("09:00-09:45 explicit", "Åpning | hei", "Om alt.", [("Kari Nes", "Nordvik kommune")]),
        ("10:00-? none", "Slutt", "", []),
    ]
    assert (draft.title, draft.starts_on.isoformat()) == ("Vårsamling", "2027-04-15")


def test_a_row_that_cannot_be_right_is_refused_by_its_line() -> None:
    with pytest.raises(Unreadable) as refused:
        draft_of(TABLE.replace("| 10 |", "| 25.00 |"), "program.md")
    assert refused.value.args_of_sentence["line"] == 8


def test_an_invitation_with_a_table_is_an_invitation() -> None:
    assert (
        format_of(f"# Invitasjon til vårsamling\n\nPåmeldingsfrist: 1. april 2027\n\n{TABLE}", "i.md") == "invitation"
    )


def test_what_somebody_has_changed_beside_our_comment_counts() -> None:
    aside = "<!-- samband id=a&kind=talk&end=09%3A45&end_source=explicit&streamed=unsaid&name=Ola%20Vik -->"
    (block,) = draft_of(
        TABLE.replace("kommune) |", f"kommune) {aside} |").replace("| 10 | Slutt | |\n", ""), "p.md"
    ).blocks
    assert (block.id, block.kind.value, [person.name for person in block.people]) == ("a", "talk", ["Kari Nes"])
