"""A line for each event; nothing that a person wrote, not even in what went wrong."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from bot.log_lines import JsonLines, TextLines
from gatherings.store import Database
from gatherings.store.tables import person

CANARY = "Kari Prøvesen, kari@fjordby.example"
Told = Callable[[logging.Formatter], tuple[logging.Logger, io.StringIO]]


@pytest.fixture
def told() -> Told:
    """A log of its own, and what is written in it."""

    def make(form: logging.Formatter) -> tuple[logging.Logger, io.StringIO]:
        written = io.StringIO()
        handler = logging.StreamHandler(written)
        handler.setFormatter(form)
        log = logging.Logger("jobs.fire_postings")  # noqa: LOG001 (nobody else hears it)
        log.addHandler(handler)
        return log, written

    return make


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_an_event_is_one_line_with_its_fields_as_they_are(told: Told) -> None:
    log, written = told(JsonLines())
    log.info("posting_fired key=%s deliveries=%d", "block:b1", 64)
    log.warning("log_not_emptied")
    [fired, emptied] = lines(written)
    assert (fired.pop("at")[-6:], emptied.pop("at")[-6:]) == ("+00:00", "+00:00")
    assert fired == {
        "level": "info", "from": "jobs.fire_postings", "event": "posting_fired", "key": "block:b1", "deliveries": 64,
    }  # fmt: skip
    assert emptied == {"level": "warning", "from": "jobs.fire_postings", "event": "log_not_emptied"}


def test_a_line_of_a_library_is_told_whole_on_one_line(told: Told) -> None:
    log, written = told(JsonLines())
    log.error("Error handling\nrequest %s", 7)
    log.info("100 % sure")
    assert [(line["event"], line["text"]) for line in lines(written)] == [
        ("told", "Error handling\nrequest 7"),
        ("told", "100 % sure"),
    ]


def test_a_field_cannot_take_the_place_of_the_level(told: Told) -> None:
    log, written = told(JsonLines())
    log.info("level_changed level=%s", "error")
    assert [line["level"] for line in lines(written)] == ["info"]


async def test_what_broke_is_told_by_kind_code_and_place_never_in_its_words(database: Database, told: Told) -> None:
    for form in (JsonLines(), TextLines()):
        log, written = told(form)
        with pytest.raises(IntegrityError) as broke:
            async with database.write() as tx:
                await tx.execute(insert(person).values(id="p", name=CANARY, language_chosen=None))
        log.error("turn_failed reference=%s", "7f3a", exc_info=broke.value)
        said = written.getvalue()
        assert [
            part for part in CANARY.split(", ") if part in said or part.encode("unicode_escape").decode() in said
        ] == []
        assert "7f3a" in said
        assert "sqlalchemy.exc.IntegrityError" in said
        assert {"sqlite": "SQLITE_CONSTRAINT_NOTNULL", "postgresql": "23502"}[database.dialect] in said
        assert f"{__file__}:" in said


def test_what_it_came_from_and_what_it_was_made_of_is_told(told: Told) -> None:
    log, written = told(JsonLines())
    try:
        try:
            dict[str, str]()[CANARY]
        except KeyError as inner:
            raise ExceptionGroup(CANARY, [ValueError(CANARY), OSError(28, CANARY)]) from inner
    except ExceptionGroup:
        log.exception("job_failed name=%s", "keep_house")
    [line] = lines(written)
    assert [one["kind"] for one in line["error"]] == ["ExceptionGroup", "ValueError", "OSError(28)", "KeyError"]
    assert CANARY not in written.getvalue()
