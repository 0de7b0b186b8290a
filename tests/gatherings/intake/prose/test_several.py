"""Several programmes in one document, and what only looks like several."""

from __future__ import annotations

from datetime import date

import pytest

from gatherings.intake import Draft
from gatherings.intake.formats import read_programmes

ROWS = "09.00 Velkommen\n10.00 Innlegg v/ Kari Nes\n11.00 Lunsj\n12.00 Slutt\n"
OTHER = "10.00 Start\n10.30 Befaring\n12.00 Mat\n13.00 Hjemreise\n"


def programmes(text: str) -> list[tuple[str, date, int]]:
    return [(draft.title, draft.starts_on, len(draft.blocks)) for draft in drafts(text)]


def drafts(text: str) -> tuple[Draft, ...]:
    return read_programmes(text.encode(), filename="program.txt")


@pytest.mark.parametrize(
    ("first", "second"),
    [("Alternativ A", "Alternativ B"), ("## Alternativ 1", "## Alternativ 2"), ("**Forslag 1**", "**Forslag 2**"),
     ("Option A:", "Option B:")],
)  # fmt: skip
def test_two_alternatives_are_two_programmes_of_one_gathering(first: str, second: str) -> None:
    text = f"# Høstsamling 14. oktober 2027\n\n{first}\n\n{ROWS}\n{second}\n\n{OTHER}"
    assert programmes(text) == [("Høstsamling", date(2027, 10, 14), 4)] * 2
    assert [draft.label for draft in drafts(text)] == [first.strip("#* :"), second.strip("#* :")]


def test_two_gatherings_under_their_own_headings_are_two() -> None:
    text = f"# Vårsamling 15. april 2027\n\n{ROWS}\n# Høstsamling 14. oktober 2027\n\n{OTHER}"
    assert programmes(text) == [("Vårsamling", date(2027, 4, 15), 4), ("Høstsamling", date(2027, 10, 14), 4)]


def test_two_gatherings_on_days_that_follow_each_other_are_told_by_their_names() -> None:
    text = f"# Ledermøte 14. oktober 2027\n\n{ROWS}\n# Fagdag om skog 15. oktober 2027\n\n{OTHER}"
    assert [title for title, _, _ in programmes(text)] == ["Ledermøte", "Fagdag om skog"]


@pytest.mark.parametrize(
    "text",
    [
        f"# Samling\n\n## Dag 1 – 14. oktober 2027\n\n{ROWS}\n## Dag 2 – 15. oktober\n\n{OTHER}",
        f"# Samling 14.–15. oktober 2027\n\n{ROWS}\n\n{OTHER}".replace("10.00 Start", "08.00 Start"),
        f"# Samling 14. oktober 2027\n\n{ROWS}\n\nSpor A: Skog\n10.00 Gran\n10.30 Furu\n\nSpor B: Vann\n10.00 Elv\n10.30 Innsjø\n",
        f"# Samling 14. oktober 2027\n\n# Agenda\n\n{ROWS}\n# Innlegg\n\nOm skog.\n\n# Agenda\n\n{ROWS}",
    ],
    ids=["days", "days without headings", "tracks", "told twice"],
)
def test_days_tracks_and_repetitions_are_no_programmes_of_their_own(text: str) -> None:
    assert len(drafts(text)) == 1


def test_parallel_sessions_keep_their_tracks() -> None:
    text = f"# Samling 14. oktober 2027\n\n{ROWS}\nSpor A: Skog\n10.00 Gran\n10.30 Furu\n\nSpor B: Vann\n10.00 Elv\n10.30 Innsjø\n"
    (draft,) = drafts(text)
    assert [(block.title, block.track) for block in draft.blocks if block.track] == [
        ("Gran", "Spor A: Skog"), ("Elv", "Spor B: Vann"), ("Furu", "Spor A: Skog"), ("Innsjø", "Spor B: Vann"),
    ]  # fmt: skip


def test_the_columns_of_a_table_may_be_tracks() -> None:
    text = "# Samling 14. oktober 2027\n\n| Kl. | Spor A | Spor B |\n|---|---|---|\n| 09.00–10.00 | Skog | Vann |\n| 10.00 | Lunsj | |\n"
    (draft,) = drafts(text)
    assert [(block.title, block.track) for block in draft.blocks] == [
        ("Skog", "Spor A"),
        ("Vann", "Spor B"),
        ("Lunsj", None),
    ]


def test_an_invitation_with_two_alternatives_gives_its_facts_to_both() -> None:
    text = (
        "# Invitasjon til fagdag\n\nTid: 14. oktober 2027\nPåmeldingsfrist: 1. oktober\n\n"
        f"Alternativ A\n{ROWS}\nAlternativ B\n{OTHER}"
    )
    assert [(draft.deadline, len(draft.blocks)) for draft in drafts(text)] == [(date(2027, 10, 1), 4)] * 2
