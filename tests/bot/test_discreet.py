"""A log line tells what happened and where, and no text that came from anybody else."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from bot import log_lines
from bot.discreet import OF_OUR_DOINGS, OURS
from bot.log_lines import TextLines

SECRET = "kari.nes@hitra.kommune.no"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What is written of what is logged while the test lasts, everything that may be."""
    root, stream = logging.getLogger(), io.StringIO()
    kept, levels = root.handlers[:], {name: logging.getLogger(name).level for name in ("", *OURS, *OF_OUR_DOINGS)}
    root.handlers = []
    log_lines.set_up(level="DEBUG", form="text", stream=stream)
    yield stream
    root.handlers = kept
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def fail() -> None:
    with create_engine("sqlite://").connect() as connection:
        connection.execute(text("SELECT :who FROM nowhere"), {"who": SECRET})


def kinds(told: str) -> list[str]:
    """The kinds of the errors that are told, without their places."""
    return [line.strip() for line in told.splitlines() if line.startswith("  ") and not line.startswith("    ")]


def test_of_an_error_the_place_and_the_kinds_are_told_and_none_of_its_text(written: io.StringIO) -> None:
    try:
        fail()
    except SQLAlchemyError:
        logging.getLogger("bot.turn").exception("turn_failed reference=%s", "7f3a")
    told = written.getvalue()
    assert "ERROR bot.turn turn_failed reference=7f3a" in told
    assert " fail\n" in told
    assert kinds(told) == ["sqlalchemy.exc.OperationalError", "sqlite3.OperationalError(SQLITE_ERROR)"]
    assert SECRET not in told


def test_each_of_several_errors_is_told(written: io.StringIO) -> None:
    logging.getLogger("jobs.x").error("failed", exc_info=ExceptionGroup(SECRET, [KeyError(SECRET), ValueError(SECRET)]))
    assert kinds(written.getvalue()) == ["ExceptionGroup", "KeyError", "ValueError"]


def test_what_others_log_is_told_by_its_template(written: io.StringIO) -> None:
    logging.getLogger("aiohttp.server").error("Error handling request from %s", "192.0.2.7")
    logging.getLogger("asyncio").error(f"Task exception was never retrieved\nfuture: {SECRET}")  # noqa: G004 (as asyncio does it)
    told = [line.partition("ERROR ")[2] for line in written.getvalue().splitlines()]
    assert told == [
        "aiohttp.server Error handling request from %s",
        "asyncio Task exception was never retrieved",
    ]


@pytest.mark.parametrize(
    "name", ["sqlalchemy.pool", "urllib3.connectionpool", "slack_sdk.web.base_client", "msal", "botbuilder"]
)
def test_others_are_not_heard_below_a_warning(written: io.StringIO, name: str) -> None:
    for level in (logging.DEBUG, logging.INFO):
        logging.getLogger(name).log(level, "Sending %s", SECRET)
    assert written.getvalue() == ""


def test_our_own_lines_and_those_of_our_doings_are_told_whole(written: io.StringIO) -> None:
    logging.getLogger("bot.turn").debug("turn_taken intent=%s", "agenda.next")
    logging.getLogger("alembic.runtime.migration").info("Running upgrade %s -> %s", "a", "b")
    assert [line.split(maxsplit=3)[3] for line in written.getvalue().splitlines()] == [
        "bot.turn turn_taken intent=agenda.next",
        "alembic.runtime.migration Running upgrade a -> b",
    ]


def test_a_trace_that_another_handler_has_written_is_written_anew() -> None:
    record = logging.LogRecord("bot.x", logging.ERROR, "", 1, "broke", (), (KeyError, KeyError(SECRET), None))
    assert SECRET in logging.Formatter().format(record)
    assert SECRET not in TextLines().format(record)


def test_an_error_that_caused_itself_is_told_once() -> None:
    error = KeyError(SECRET)
    other = ValueError(SECRET)
    error.__context__, other.__context__ = other, error
    record = logging.LogRecord("bot.x", logging.ERROR, "", 1, "broke", (), (KeyError, error, None))
    assert kinds(TextLines().format(record)) == ["KeyError", "ValueError"]
