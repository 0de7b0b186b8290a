"""What a log may tell: what we chose to say, and of everything else no more than that it happened.

An error's text may hold anything: a statement with its values, a token, what a person wrote. So a trace tells where it
went wrong and the kinds of the errors, never their texts. What other libraries log is told by its template, without
what was filled in; below a warning they are not heard at all, but for those that tell of our own doings.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from traceback import StackSummary, walk_tb
from types import TracebackType
from typing import Final, TextIO

OURS: Final = ("bot", "dialogs", "jobs", "gatherings", "config", "__main__")
OF_OUR_DOINGS: Final = ("alembic", "apscheduler")
"""They name revisions and jobs, which are ours; they tell of every tick, and so only where everything is asked for."""
FORM: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Writes records so."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the trace under it."""
        if _room(record.name) not in {*OURS, *OF_OUR_DOINGS}:
            record = _without_fillings(record)
        record.exc_text = None  # another handler may have written one that tells more
        return super().format(record)

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 (logging's own name)
        """Where it went wrong, and the kinds of the errors."""
        return "" if ei[1] is None else "\n".join(_trace(ei[1], seen=set()))


def set_up_log(level: str, *, stream: TextIO) -> None:
    """Everything that is logged is written to the stream, discreetly, from this level on."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet(FORM))
    logging.basicConfig(level=_at_least_a_warning(level), handlers=[handler])
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    for name in OF_OUR_DOINGS:
        logging.getLogger(name).setLevel(level if level == "DEBUG" else _at_least_a_warning(level))


def _at_least_a_warning(level: str) -> int:
    return max(logging.getLevelNamesMapping()[level], logging.WARNING)


def _room(name: str) -> str:
    return name.partition(".")[0]


def _without_fillings(record: logging.LogRecord) -> logging.LogRecord:
    """A copy with the first line of its template alone: asyncio fills in the rest by itself."""
    made = logging.makeLogRecord(record.__dict__)
    made.msg, made.args = str(record.msg).partition("\n")[0], ()
    return made


def _trace(error: BaseException, *, seen: set[int]) -> Iterator[str]:
    """The lines of an error, what led to it first."""
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _trace(before, seen=seen)
    yield from (line.rstrip("\n") for line in StackSummary.extract(walk_tb(error.__traceback__)).format())
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for one in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        if id(one) not in seen:
            yield from _trace(one, seen=seen)
