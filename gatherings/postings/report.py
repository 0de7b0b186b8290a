"""What only the organisers are told, as soon as it happens. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from gatherings.gathering import GatheringId
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.programme import BlockId
from gatherings.times import DAY


def report(
    kind: PostingKind,
    key: str,
    gathering_id: GatheringId,
    *,
    now: datetime,
    facts: Mapping[str, str],
    useful_until: datetime | None = None,
    block_id: BlockId | None = None,
) -> Posting:
    """To the organisers of a gathering, in private; of use for a day where nothing else is said."""
    return Posting(
        key=key,
        gathering_id=gathering_id,
        kind=kind,
        due_at=now,
        useful_until=useful_until or now + DAY,
        rank=Rank.CHANGE,
        audience=Audience.ORGANISERS,
        block_id=block_id,
        facts=facts,
    )


def report_skipped(key: str, gathering_id: GatheringId, *, count: int, titles: str, now: datetime) -> Posting:
    """What came too late and was not sent. Titles, one a line, never notes."""
    facts = {"count": str(count), "titles": titles}
    return report(PostingKind.SKIPPED, key, gathering_id, now=now, facts=facts)
