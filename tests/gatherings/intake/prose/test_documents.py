"""Whole documents, each in a style of its own, and each block of them to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gatherings.intake.prose.measure import documents, expected, found

WHOLE = [*documents("first"), *documents("second")]


@pytest.mark.parametrize("document", WHOLE, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_block_comes_through_with_its_day_hours_title_and_people(document: Path) -> None:
    assert found(document) == expected(document)
