"""Damaged files of every format: a draft comes out or a refusal, and nothing else.

500 files in a normal run, the same ones each time; SAMBAND_FUZZED=5000 takes as many, other ones.
"""

from __future__ import annotations

import os
from datetime import date
from random import Random

import pytest

from gatherings.intake import Draft, Unreadable
from gatherings.intake.formats import read_programmes
from tests.gatherings.intake.fuzzed import GOOD, damaged, good

FILES = int(os.environ.get("SAMBAND_FUZZED", "500"))
EACH = -(-FILES // len(GOOD))
TODAY = date(2027, 1, 4)


@pytest.mark.parametrize("name", GOOD)
def test_a_damaged_file_is_a_draft_or_a_refusal(name: str) -> None:
    told = [outcome(name, number) for number in range(EACH)]
    assert len(told) == EACH
    assert any(told) == _is_read(name), "where every damaged file is refused, only refusing is tried"


def _is_read(name: str) -> bool:
    """Whether there is a reader for the file as it should be."""
    try:
        return bool(read_programmes(good(name), filename=name, today=TODAY))
    except Unreadable:
        return False


def outcome(name: str, number: int) -> tuple[Draft, ...]:
    """The drafts of the damaged file with that number, none where it is refused."""
    data = damaged(name, Random(f"{name} {number} {FILES}"))
    try:
        drafts = read_programmes(data, filename=name, today=TODAY)
    except Unreadable as refusal:
        assert refusal.args_of_sentence["file"] == name  # noqa: PT017 (it may also be read)
        return ()
    except Exception as error:
        error.add_note(f"damaged({name!r}, Random('{name} {number} {FILES}'))")
        raise
    assert drafts
    assert all(draft.starts_on <= draft.ends_on for draft in drafts)
    assert all(block.title and block.id for draft in drafts for block in draft.blocks)
    return drafts
