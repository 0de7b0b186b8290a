"""Whoever asked for a time on the last day of the calendar got no answer: there is no day after it to look at."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.agenda import answer_agenda
from dialogs.answers import DayWithoutProgramme
from dialogs.understanding.wish import Wish
from tests.builders import agenda, at


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_time_on_a_day_far_off_is_answered_with_a_day_without_programme(day: date) -> None:
    asked = Wish("agenda.at", {"time": "09:00", "day": day.isoformat()})
    told = answer_agenda(asked, agenda=agenda(), now=at("12:00"), sees_streams=True)
    assert isinstance(told, DayWithoutProgramme)
    assert told.day == day
