"""Cards that change: what was posted of a block, or of an open registration, is renewed where it stands. Pure.

docs/decisions/0024-cards-that-change.md has the reasons.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from gatherings.agenda import Agenda
from gatherings.gathering import Gathering
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.programme import BlockId

RENEWS: Final = "renews"
KIND: Final = "kind"
PHASE: Final = "phase"
EVERY: Final = timedelta(minutes=1)
"""So long apart, at least, is one card renewed."""
WORTH_IT: Final = timedelta(hours=12)


class Phase(StrEnum):
    """How far a block has come."""

    ON = "on"
    OVER = "over"


def renewals_of_block(posted: Posting, agenda: Agenda, *, now: datetime) -> list[Posting]:
    """What is to become of the card of a block that is posted now: "on" when it starts, "over" when it ends."""
    moments = ((phase, _moment(posted.block_id, phase, agenda)) for phase in Phase)
    return [
        _renewal(posted, key=f"{posted.key}:{phase}", due_at=moment, facts={PHASE: phase.value})
        for phase, moment in moments
        if moment is not None and moment > now
    ]


def renewal_of_opening(posted: Posting, *, number: str, now: datetime) -> Posting:
    """The card of an open registration, as it is now. `number` tells this time from others."""
    return _renewal(posted, key=f"{posted.key}:{number}", due_at=now, facts={})


def as_posted(renewal: Posting) -> Posting:
    """The posting whose card a renewal is, to be drawn anew; any other as it is."""
    if renewal.kind is not PostingKind.RENEWED:
        return renewal
    return replace(renewal, kind=PostingKind(renewal.facts[KIND]))


def is_renewal(posting: Posting) -> bool:
    return RENEWS in posting.facts


def renews_at(renewal: Posting, agenda: Agenda) -> datetime | None:
    """When its moment is, as the programme is now; None where it has none of its own."""
    phase = renewal.facts.get(PHASE)
    return None if phase is None else _moment(renewal.block_id, Phase(phase), agenda)


def is_overtaken(renewal: Posting, agenda: Agenda, *, now: datetime) -> bool:
    """Whether what comes after it is due as well: then that alone is shown."""
    if renewal.facts.get(PHASE) != Phase.ON:
        return False
    over_at = _moment(renewal.block_id, Phase.OVER, agenda)
    return over_at is not None and over_at <= now


def what_opening_shows(signed_up: int, gathering: Gathering, *, now: datetime) -> str:
    """What of the card of an open registration may change: the same where the card would be the same."""
    return f"{signed_up}{'' if gathering.terms.is_open(now, gathering.zone) else ' closed'}"


def _moment(block_id: BlockId | None, phase: Phase, agenda: Agenda) -> datetime | None:
    """When a block comes to a phase; None where it is gone, or of no length."""
    timed = None if block_id is None else agenda.get(block_id)
    if timed is None or timed.ends_at is None or timed.ends_at <= timed.starts_at:
        return None
    return timed.starts_at if phase is Phase.ON else timed.ends_at


def _renewal(posted: Posting, *, key: str, due_at: datetime, facts: dict[str, str]) -> Posting:
    return Posting(
        key=f"renewed:{key}",
        gathering_id=posted.gathering_id,
        kind=PostingKind.RENEWED,
        due_at=due_at,
        useful_until=due_at + WORTH_IT,
        rank=Rank.END,
        audience=Audience.SHOWN,
        block_id=posted.block_id,
        facts={**posted.facts, **facts, RENEWS: posted.key, KIND: posted.kind.value},
    )
