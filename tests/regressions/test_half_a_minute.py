"""At exactly half a minute the rest of a break was now rounded up, now down, and who asked a second later saw another."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dialogs.phrases import voice
from gatherings.gathering import NB

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("minutes", range(1, 90))
def test_what_is_left_is_told_alike_from_one_half_of_a_minute_until_just_before_the_next(minutes: int) -> None:
    half = timedelta(minutes=minutes, seconds=30)
    told = [voice(NB).length(half - SECOND * second) for second in range(60)]
    assert set(told) == {voice(NB).length(timedelta(minutes=minutes))}
    assert voice(NB).length(half + SECOND) == voice(NB).length(timedelta(minutes=minutes + 1))
