"""What is worth asking at this moment: never a sign-up that has closed, or lunch when it is over. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dialogs.agenda.topics import find_fixtures
from dialogs.answers import Fixture, Suggestion
from dialogs.conversation import Visit
from dialogs.suggestions import EVALUATE, HUMAN, LUNCH, NEXT, PROGRAMME, SIGN_UP, STATUS, STREAM, WHERE
from gatherings.agenda import Agenda
from gatherings.terms import Mode

MOST: Final = 3


def possible_now(visit: Visit) -> tuple[Suggestion, ...]:
    """Three suggestions at most, the likeliest first; the last is always the secretariat."""
    if visit.agenda is None:
        return (NEXT, PROGRAMME, HUMAN)
    if visit.agenda.gathering.is_cancelled:
        return (HUMAN,)
    likely = list(_about_programme(visit, visit.agenda))
    if PROGRAMME not in likely:
        likely.append(PROGRAMME)
    return (*likely[: MOST - 1], HUMAN)


def _about_programme(visit: Visit, agenda: Agenda) -> Iterator[Suggestion]:
    gathering, now = agenda.gathering, visit.now
    if agenda.ends_at is not None and now >= agenda.ends_at:
        yield EVALUATE
        return
    if not agenda.blocks or now < agenda.blocks[0].starts_at:
        if visit.seat() is not None:
            yield STATUS
        elif gathering.terms.is_open(now, gathering.zone):
            yield SIGN_UP
        yield from (PROGRAMME, WHERE)
        return
    if agenda.coming(now):
        yield NEXT
    if visit.seat() is Mode.DIGITAL:
        yield STREAM
    if any(timed.starts_at > now for timed in find_fixtures(agenda, Fixture.LUNCH)):
        yield LUNCH
