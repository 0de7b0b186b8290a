"""Which lookup answers which wish."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from dialogs.agenda.clock_time import answer_at
from dialogs.agenda.day import answer_day
from dialogs.agenda.now import answer_next, answer_now
from dialogs.agenda.question import Question
from dialogs.agenda.stream import answer_stream
from dialogs.agenda.when import answer_when
from dialogs.agenda.where import answer_where
from dialogs.agenda.who import answer_who
from dialogs.answers import Answer, Cancelled, NoProgramme, Reader, Told
from dialogs.suggestions import HELP, HUMAN, WHERE
from dialogs.understanding.wish import Wish
from gatherings.agenda import Agenda

LOOKUPS: Final[Mapping[str, Callable[[Question], Answer]]] = {
    "agenda.now": answer_now,
    "agenda.next": answer_next,
    "agenda.day": answer_day,
    "agenda.at": answer_at,
    "agenda.when": answer_when,
    "agenda.who": answer_who,
    "agenda.where": answer_where,
    "stream.link": answer_stream,
}
WITHOUT_PROGRAMME: Final = frozenset({"agenda.where", "stream.link"})


def answer_agenda(
    wish: Wish, *, agenda: Agenda | None, now: datetime, sees_streams: bool, is_digital: bool | None = None
) -> Answer:
    """The answer to a wish of `LOOKUPS`. `is_digital` None: not known, so room and link are both offered."""
    if agenda is None:
        return Told("agenda.no_gathering", suggestions=(HELP, HUMAN))
    question = Question(agenda=agenda, now=now, reader=Reader(sees_streams, is_digital), slots=wish.slots)
    if agenda.gathering.is_cancelled:
        return Cancelled(agenda=agenda, reader=question.reader, suggestions=(HUMAN,))
    if not agenda.blocks and wish.intent not in WITHOUT_PROGRAMME:
        return NoProgramme(agenda=agenda, reader=question.reader, suggestions=(WHERE, HUMAN))
    return LOOKUPS[wish.intent](question)
