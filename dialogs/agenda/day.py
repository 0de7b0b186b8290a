"""A day's programme, whole or what is left of it, in pages."""

from __future__ import annotations

from datetime import date

from dialogs.agenda.days import find_day
from dialogs.agenda.question import Question
from dialogs.answers import PAGE, Answer, DayShown, DayWithoutProgramme, Suggestion
from dialogs.suggestions import NEXT

LONGEST_NUMBER = 9  # digits


def answer_day(question: Question) -> Answer:
    """The day that was said, else today or the day that is nearest; a long one from what is on."""
    agenda, reader = question.agenda, question.reader
    day = find_day(agenda, question.slot("day"), now=question.now) or agenda.day_to_show(question.now)
    assert day is not None, "a gathering without a programme is answered before"
    rows = agenda.on_day(day)
    if not rows:
        return DayWithoutProgramme(agenda=agenda, reader=reader, day=day)
    start, is_rest = _start(question, day)
    return DayShown(
        agenda=agenda, reader=reader, suggestions=_offered(question), day=day, rows=rows, start=start, is_rest=is_rest
    )


def _start(question: Question, day: date) -> tuple[int, bool]:
    """The first row to show, and whether the earlier ones are left out on purpose."""
    said, rows = question.slot("from"), question.agenda.on_day(day)
    current = _current(question, day)
    if said == "now":
        return current, current > 0
    if said.isdecimal() and len(said) <= LONGEST_NUMBER:
        return min(int(said), len(rows) - 1), False
    return (min(current, len(rows) - PAGE), False) if len(rows) > PAGE else (0, False)


def _current(question: Question, day: date) -> int:
    """The row of what is on or comes next; the first when the day is over."""
    rows, on = question.agenda.on_day(day), set(question.on)
    left = (i for i, t in enumerate(rows) if t in on or t.starts_at > question.now)
    return next(left, 0)


def _offered(question: Question) -> tuple[Suggestion, ...]:
    return (NEXT,) if question.coming else ()
