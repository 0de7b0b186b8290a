"""Files that mean harm are refused by what they are, before a library sees them. What needs limits: `tests/bot/intake`."""

from __future__ import annotations

import time

import pytest

from gatherings.intake import Unreadable
from gatherings.intake.documents import LARGEST_DOCUMENT
from tests.gatherings.intake.documents.hostile import AT_ONCE
from tests.gatherings.intake.documents.made import PROGRAMMES, refused, source

SECONDS = 2.0
"""Of CPU, so that a busy machine is no fault; they take a tenth of it."""


@pytest.mark.parametrize("name", AT_ONCE)
def test_what_would_cost_too_much_is_refused_before_it_does(name: str) -> None:
    make, reason = AT_ONCE[name]
    data = make()
    began = time.process_time()
    assert refused(data) == reason
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("make", PROGRAMMES)
def test_half_a_file_is_never_half_a_programme(make: str) -> None:
    whole = PROGRAMMES[make]()
    halves = [whole[: len(whole) * n // 40] for n in range(1, 40)]
    assert {refused(half) for half in halves} == {"broken"}


@pytest.mark.parametrize("make", PROGRAMMES)
def test_a_file_whose_middle_is_lost_is_read_or_refused(make: str) -> None:
    whole = PROGRAMMES[make]()
    for n in range(1, 20):
        begin = len(whole) * n // 20
        try:
            source(whole[:begin] + whole[begin + 100 :])
        except Unreadable as refusal:
            assert refusal.reason in {"broken", "document", "scanned", "empty"}  # noqa: PT017 (it may also be read)


def test_what_is_too_large_is_not_looked_at() -> None:
    assert refused(bytes(LARGEST_DOCUMENT + 1)) == "too_large"
