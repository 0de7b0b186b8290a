"""Whether what a posting says still holds: looked at when it fires, and again before each delivery goes out."""

from __future__ import annotations

from datetime import date

from gatherings.agenda import Agenda
from gatherings.postings.posting import Posting, PostingKind
from gatherings.postings.stream import has_link
from gatherings.programme import BlockId


def is_still_true(posting: Posting, agenda: Agenda) -> bool:
    """False where the gathering is cancelled, and where the block or the day no longer is as the posting has it."""
    match posting.kind:
        case PostingKind.SKIPPED:
            return True
        case _ if agenda.gathering.is_cancelled:
            return False
        case PostingKind.DAY | PostingKind.CLOSING:
            return _day_of(posting) in agenda.days
        case PostingKind.STREAM:
            return has_link(agenda, _day_of(posting))
        case PostingKind.BLOCK:
            return _start_of(posting, agenda) is not None
        case PostingKind.MOVED:
            return _start_of(posting, agenda) == posting.facts["starts_at"]
        case PostingKind.CANCELLED:
            return _start_of(posting, agenda) is None


def _day_of(posting: Posting) -> date:
    return date.fromisoformat(posting.facts["day"])


def _start_of(posting: Posting, agenda: Agenda) -> str | None:
    """When its block starts now; None where the block is gone."""
    timed = agenda.get(BlockId(posting.block_id or ""))
    return None if timed is None else timed.starts_at.isoformat()
