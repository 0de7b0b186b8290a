"""Answers as their channel sends them. What many ask in the same break is drawn once."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from bot.cards.draw import draw
from bot.cards.zones import with_zone_told
from bot.wire import Channel, Incoming
from dialogs.answers import AgendaAnswer, Answer
from dialogs.phrases import voice
from gatherings.gathering import Language

KEPT: Final = 16
STANDS_FOR: Final = 30
"""Seconds. Times are told to the nearest minute: from one half of a minute to the next no card says anything else."""

Place = tuple[str, Language, str | None, int]


class Dressing:
    """Draws and dresses. One for each process.

    A card about the programme is the same object as long as it says the same to a reader of the same language and zone
    on the same channel: then it is written once as well. What is anybody's own is drawn for them each time.
    """

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._channels = channels
        self._last: deque[tuple[Place, Answer, Mapping[str, object]]] = deque(maxlen=KEPT)

    def dressed(self, answer: Answer, incoming: Incoming, *, language: Language, now: datetime) -> Mapping[str, object]:
        """The answer to what came in, drawn at an instant of gathering time. It is nobody's to change."""
        if not isinstance(answer, AgendaAnswer):
            return self._drawn(answer, incoming, language=language, now=now)
        half = int(now.timestamp()) // STANDS_FOR
        place = (incoming.address.channel, language, incoming.sender.timezone, half)
        for where, what, body in self._last:
            if where == place and what == answer:
                return body
        body = self._drawn(answer, incoming, language=language, now=now)
        self._last.append((place, answer, body))
        return body

    def _drawn(self, answer: Answer, incoming: Incoming, *, language: Language, now: datetime) -> Mapping[str, object]:
        tongue = voice(language)
        card = draw(answer, voice=tongue, now=now)
        told = with_zone_told(card, answer, timezone=incoming.sender.timezone, voice=tongue)
        return self._channels[incoming.address.channel].dress(told, language=language)
