"""The planted bugs can still be planted; `make mutants` plants them and sees that they are caught."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from tests.mutants.planted import PLANTED, Planted

ROOT: Final = Path(__file__).parents[2]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.name.replace(" ", "_"))
def test_each_bug_changes_the_code_as_it_is_now_and_has_tests_that_are_there(planted: Planted) -> None:
    changed = planted.text_with_bug(ROOT)
    compile(changed, planted.file, "exec")
    assert changed != planted.text_in(ROOT)
    assert [test for test in planted.tests if not (ROOT / test.partition("::")[0]).exists()] == []


def test_there_are_twenty_at_least() -> None:
    assert len(PLANTED) >= 20
