"""How many have not answered, to the channels of the organisers, on the days of the ladder."""

from __future__ import annotations

from gatherings.agenda import Agenda
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.postings.reminder import Step, facts_of, key_of, ladder_of


def plan_missing(agenda: Agenda) -> list[Posting]:
    """One posting a step of the ladder; how many are missing is counted when it goes out."""
    return [_posting(agenda, step) for step in ladder_of(agenda)]


def _posting(agenda: Agenda, step: Step) -> Posting:
    return Posting(
        key=key_of("missing", agenda, step),
        gathering_id=agenda.gathering.id,
        kind=PostingKind.MISSING,
        due_at=step.due_at,
        useful_until=step.useful_until,
        rank=Rank.OVERVIEW,
        audience=Audience.ORGANISERS_CHANNELS,
        facts=facts_of(agenda, step),
    )
