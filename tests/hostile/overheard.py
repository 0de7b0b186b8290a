"""Whatever our rooms log in a whole run of the tests, as it would be written, held against the forms of what is told to
nobody.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from bot.discreet import OURS
from bot.log_lines import TextLines
from tests.hostile.canaries import KINDS


class Overheard(logging.Handler):
    """Keeps what should not have been said, with the test in which it was."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(TextLines())
        self.rooms = [logging.getLogger(name) for name in OURS]
        self.leaked: list[str] = []

    def listen(self) -> None:
        """To everything."""
        for logger in self.rooms:
            logger.setLevel(logging.DEBUG)

    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        kinds = [kind for kind, form in KINDS.items() if form.search(line)]
        if kinds:
            self.leaked.append(f"{os.environ.get('PYTEST_CURRENT_TEST')}: {', '.join(kinds)}: {line[:300]}")


@contextmanager
def overhearing() -> Iterator[Overheard]:
    """All that our rooms log, at any level, while the context lasts."""
    overheard = Overheard()
    for logger in overheard.rooms:
        logger.addHandler(overheard)
    try:
        yield overheard
    finally:
        for logger in overheard.rooms:
            logger.removeHandler(overheard)
