"""Whether a message is a programme that somebody has pasted."""

from __future__ import annotations

from typing import Final

from gatherings.intake.hours import starts_with_hours

FEWEST_TIMES: Final = 3
"""So many lines that start with a time are no ordinary message."""


def is_programme(text: str) -> bool:
    """Whether it clearly is one: several lines that start with a time."""
    times = 0
    for line in text.splitlines():
        times += starts_with_hours(line.lstrip("-*•|# \t"))
        if times >= FEWEST_TIMES:
            return True
    return False
