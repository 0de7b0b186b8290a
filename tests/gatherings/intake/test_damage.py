"""Damaged files give a draft or a refusal, and nothing else."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gatherings.intake import Unreadable
from gatherings.intake.formats import read_programme
from tests.examples import examples
from tests.gatherings.intake.texts import SAMPLES

WHOLE = (SAMPLES / "hostsamling.txt").read_text(encoding="utf-8")
LINES = WHOLE.split("\n")
SCRAPS = st.sampled_from(
    ["\t", "\n", "#", "##  ", " - block details", "24:00", "25:61", "09:00 | ", "|", "↓", "↓ x", "---", "**", "<b>", "@", "a@b.c",
     "Dag 0", "Dag 99", "31. februar", "2. januar", "2027-00-00", "ADDITIONAL INFORMATION", "ASSIGNED TO ", "Rom:", "v/ ", "99999h", "\x00"]
)  # fmt: skip


def outcome(data: bytes) -> str:
    try:
        draft = read_programme(data, filename="skadet.txt")
    except Unreadable as refused:
        return refused.key
    assert all(block.title for block in draft.blocks)
    assert draft.starts_on <= draft.ends_on
    return "read"


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=80))
def test_lines_in_any_order(lines: list[str]) -> None:
    assert outcome("\n".join(lines).encode())


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 12), SCRAPS | st.text(max_size=5)), max_size=6))
def test_letters_that_are_lost_and_scraps_that_come_between(wounds: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for at, lost, scrap in wounds:
        text = text[:at] + scrap + text[at + lost :]
    assert outcome(text.encode(errors="replace"))


@settings(max_examples=examples(100), deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    assert outcome(data)
