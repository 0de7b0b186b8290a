"""What many ask in the same break is read once: how a question was read is remembered while the gathering stands so."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from dialogs.understanding.follow_up import Context
from dialogs.understanding.names import Names
from dialogs.understanding.reader import Examples, Reading, alone, explained
from dialogs.understanding.wish import Wish

KEPT_AT_MOST: Final = 60
"""So many for a gathering, of some six kilobytes each."""
LONGEST_KEPT: Final = 60
"""Characters. What is longer is told by one person, and nobody says it again."""


class Reader:
    """Reads what is said of one gathering, for as long as its edition stands.

    A reading by itself depends on the words, the names and the local date. Only questions about the programme are kept:
    nothing that somebody says of themselves.
    """

    def __init__(self, names: Names, zone: ZoneInfo) -> None:
        self._names, self._zone = names, zone
        self._day = date.min
        self._kept: OrderedDict[str, Reading] = OrderedDict()

    def understand(self, text: str, *, now: datetime, context: Context | None = None) -> Wish:
        """The same wish as that of `reader.understand`."""
        return explained(text, partial(self._alone, now=now), context).wish

    def _alone(self, text: str, *, now: datetime) -> Reading:
        today = now.astimezone(self._zone).date()
        if today != self._day:
            self._day = today
            self._kept.clear()
        known = self._kept.get(text)
        if known is not None:
            self._kept.move_to_end(text)
            return known
        reading = alone(text, names=self._names, now=now, zone=self._zone)
        if is_asked_by_many(reading):
            self._kept[text] = replace(reading, examples=Examples(reading.heard, reading.candidates))
            if len(self._kept) > KEPT_AT_MOST:
                self._kept.popitem(last=False)
        return reading


def is_asked_by_many(reading: Reading) -> bool:
    """Whether it is a short question about the programme or its link."""
    asks = reading.wish.intent.startswith(("agenda.", "stream."))
    return asks and len(reading.heard.text) <= LONGEST_KEPT
