"""What a log may tell: what we chose to say, and of everything else no more than that it happened.

An error's text may hold anything: a statement with its values, a token, what a person wrote. So a trace tells where it
went wrong and the kinds of the errors (`log_lines.py`), never their texts. What other libraries log is told by its
template, without what was filled in; below a warning they are not heard at all, but for those that tell of our own
doings.
"""

from __future__ import annotations

import logging
from typing import Final

OURS: Final = ("bot", "dialogs", "jobs", "gatherings", "config", "__main__")
OF_OUR_DOINGS: Final = ("alembic", "apscheduler")
"""They name revisions and jobs, which are ours; they tell of every tick, and so only where everything is asked for."""


def discreetly(record: logging.LogRecord) -> logging.LogRecord:
    """The record as it may be told: of what others log the template alone, and no trace that tells more than ours."""
    if _room(record.name) in {*OURS, *OF_OUR_DOINGS}:
        record.exc_text = None  # another handler may have written one
        return record
    made = logging.makeLogRecord(record.__dict__)
    made.msg, made.args, made.exc_text = (
        str(record.msg).partition("\n")[0],
        (),
        None,
    )  # asyncio fills in the rest itself
    return made


def set_levels(level: str) -> None:
    """Everything of ours is heard from this level on, of others' libraries nothing below a warning."""
    logging.getLogger().setLevel(_at_least_a_warning(level))
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    for name in OF_OUR_DOINGS:
        logging.getLogger(name).setLevel(level if level == "DEBUG" else _at_least_a_warning(level))


def _at_least_a_warning(level: str) -> int:
    return max(logging.getLevelNamesMapping()[level], logging.WARNING)


def _room(name: str) -> str:
    return name.partition(".")[0]
