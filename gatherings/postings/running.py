"""What organisers say while a gathering is held: that it runs late, or something in their own words. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from gatherings.gathering import Gathering
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank

MINUTE: Final = timedelta(minutes=1)
LATE_IS_NEWS: Final = timedelta(minutes=30)
MESSAGE_IS_NEWS: Final = timedelta(hours=12)


def late_posting(gathering: Gathering, by: timedelta, *, now: datetime) -> Posting:
    """That everything is so much later, to those who follow; of use for half an hour."""
    return Posting(
        key=f"late:{gathering.id}:{now.isoformat()}",
        gathering_id=gathering.id,
        kind=PostingKind.LATE,
        due_at=now,
        useful_until=now + LATE_IS_NEWS,
        rank=Rank.CHANGE,
        facts={"minutes": str(by // MINUTE)},
    )


def message_posting(
    gathering: Gathering, text: str, *, audience: Audience, asked_at: datetime, now: datetime
) -> Posting:
    """An organiser's own words, to the audience; of use for half a day. `asked_at` tells one message from another."""
    return Posting(
        key=f"message:{gathering.id}:{asked_at.isoformat()}",
        gathering_id=gathering.id,
        kind=PostingKind.MESSAGE,
        due_at=now,
        useful_until=now + MESSAGE_IS_NEWS,
        rank=Rank.CHANGE,
        audience=audience,
        facts={"text": text},
    )
