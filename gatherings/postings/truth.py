"""Whether what a posting says still holds: looked at when it fires, and again before each delivery goes out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from gatherings.agenda import Agenda
from gatherings.postings.changed import is_as_told
from gatherings.postings.evaluating import is_scheduled
from gatherings.postings.posting import Audience, Posting, PostingKind
from gatherings.postings.reminder import leads_to_deadline
from gatherings.postings.renewed import as_posted
from gatherings.postings.stream import has_link
from gatherings.programme import BlockId

TO_A_PERSON: Final = (
    PostingKind.CONFIRMATION,
    PostingKind.SIGNED_UP,
    PostingKind.OFFER,
    PostingKind.START,
    PostingKind.FIRST_STEP,
)
TO_EVALUATE: Final = (PostingKind.EVALUATION, PostingKind.EVALUATION_ROOM, PostingKind.EVALUATION_REMINDER)


def is_still_true(posting: Posting, agenda: Agenda) -> bool:
    """False where the block or the day no longer is as the posting has it; of a cancelled gathering only that holds."""
    if posting.audience is Audience.ORGANISERS:
        return True
    is_of_cancelled = posting.kind is PostingKind.CALLED_OFF
    return agenda.gathering.is_cancelled is is_of_cancelled and _HOLDS[posting.kind](posting, agenda)


def _day_of(posting: Posting) -> date:
    return date.fromisoformat(posting.facts["day"])


def _start_of(posting: Posting, agenda: Agenda) -> str | None:
    """When its block starts now; None where the block is gone."""
    timed = agenda.get(BlockId(posting.block_id or ""))
    return None if timed is None else timed.starts_at.isoformat()


def _holds_always(_posting: Posting, _agenda: Agenda) -> bool:
    """What was said stands. Of one registration: whether it still stands so is seen where that is (`recipient`)."""
    return True


def _holds_what_it_renews(posting: Posting, agenda: Agenda) -> bool:
    return _HOLDS[as_posted(posting).kind](posting, agenda)


_HOLDS: Final[Mapping[PostingKind, Callable[[Posting, Agenda], bool]]] = {
    PostingKind.DAY: lambda posting, agenda: _day_of(posting) in agenda.days,
    PostingKind.CLOSING: lambda posting, agenda: _day_of(posting) in agenda.days,
    PostingKind.STREAM: lambda posting, agenda: has_link(agenda, _day_of(posting)),
    PostingKind.BLOCK: lambda posting, agenda: _start_of(posting, agenda) is not None,
    PostingKind.MOVED: lambda posting, agenda: _start_of(posting, agenda) == posting.facts["starts_at"],
    PostingKind.CANCELLED: lambda posting, agenda: _start_of(posting, agenda) is None,
    PostingKind.LATE: _holds_always,
    PostingKind.MESSAGE: _holds_always,
    PostingKind.UNREACHED: _holds_always,
    PostingKind.UNREACHED_ROOM: _holds_always,
    PostingKind.CALLED_OFF: lambda _posting, agenda: agenda.gathering.is_cancelled,
    PostingKind.CHANGED: is_as_told,
    PostingKind.REMINDER: leads_to_deadline,
    PostingKind.MISSING: leads_to_deadline,
    PostingKind.UPCOMING: lambda posting, agenda: posting.facts["starts_on"] == str(agenda.gathering.starts_on),
    PostingKind.OPENING: lambda _posting, agenda: agenda.gathering.terms.opens is not None,
    PostingKind.RENEWED: _holds_what_it_renews,
    **dict.fromkeys(TO_A_PERSON, _holds_always),
    **dict.fromkeys(TO_EVALUATE, is_scheduled),
}
