"""Registration is open: told once to the groups and channels that follow, on a card that counts."""

from __future__ import annotations

from gatherings.agenda import Agenda
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.times import end_of_day, instant


def plan_opening(agenda: Agenda) -> list[Posting]:
    """One posting when registration opens, where the terms say when; of use until it closes."""
    gathering = agenda.gathering
    opens, deadline, zone = gathering.terms.opens, gathering.terms.deadline, gathering.zone
    if opens is None:
        return []
    closes_at = gathering.starts_at if deadline is None else end_of_day(deadline, zone)
    return [
        Posting(
            key=f"opening:{gathering.id}",
            gathering_id=gathering.id,
            kind=PostingKind.OPENING,
            due_at=instant(opens.date(), opens.time(), zone),
            useful_until=min(closes_at, gathering.starts_at),
            rank=Rank.OVERVIEW,
            audience=Audience.GROUPS,
        )
    ]
