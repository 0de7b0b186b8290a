"""News of what people have heard of: a block moved, cancelled, held after all; a gathering called off. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from gatherings.agenda import Agenda
from gatherings.gathering import Gathering
from gatherings.postings.block import plan_block
from gatherings.postings.changed import plan_changed
from gatherings.postings.posting import Audience, Kept, Posting, PostingKind, PostingState, Rank
from gatherings.programme import BlockId
from gatherings.times import DAY, end_of_day

ABOUT_BLOCKS: Final = frozenset({PostingKind.BLOCK, PostingKind.MOVED, PostingKind.CANCELLED})


def plan_news(agenda: Agenda, kept: Sequence[Kept], *, before: Gathering | None, now: datetime) -> list[Posting]:
    """What must be told besides the plan, given what has been told."""
    if agenda.gathering.is_cancelled:
        return _called_off(agenda, kept, now)
    held = {posting.block_id: posting for posting in plan_block(agenda)}
    told = [_news(agenda, held.get(block_id), rows, now) for block_id, rows in _by_block(kept).items()]
    changed = plan_changed(agenda, kept, before=before, now=now)
    return [*changed, *(posting for posting in told if posting is not None and posting.useful_until >= now)]


def _called_off(agenda: Agenda, kept: Sequence[Kept], now: datetime) -> list[Posting]:
    """That the gathering is not held, told once, and not when it would have been over."""
    gathering = agenda.gathering
    posting = Posting(
        key=f"called_off:{gathering.id}",
        gathering_id=gathering.id,
        kind=PostingKind.CALLED_OFF,
        due_at=now,
        useful_until=end_of_day(gathering.ends_on, gathering.zone),
        rank=Rank.CHANGE,
        audience=Audience.CONCERNED,
    )
    is_told = any(row.posting.key == posting.key and row.state is PostingState.FIRED for row in kept)
    return [] if is_told or posting.useful_until < now else [posting]


def _news(agenda: Agenda, block: Posting | None, rows: Sequence[Kept], now: datetime) -> Posting | None:
    heard = _last_heard(rows)
    if block is None:
        return _cancelled(agenda, heard or _expected(agenda, rows, now), now)
    if heard is None or not _is_posted(rows):
        return None
    if heard.kind is PostingKind.CANCELLED:
        return replace(block, key=_key("again", block, agenda))
    return None if heard.facts["starts_at"] == block.facts["starts_at"] else _moved(agenda, block, heard, now)


def _moved(agenda: Agenda, block: Posting, heard: Posting, now: datetime) -> Posting:
    return replace(
        block,
        key=_key("moved", block, agenda),
        kind=PostingKind.MOVED,
        due_at=now,
        rank=Rank.CHANGE,
        facts={**block.facts, "from": heard.facts["starts_at"]},
    )


def _cancelled(agenda: Agenda, known: Posting | None, now: datetime) -> Posting | None:
    """The announcement, unless nobody knew of the block, or it has been made."""
    if known is None or known.kind is PostingKind.CANCELLED:
        return None
    facts = {name: known.facts[name] for name in ("title", "starts_at", "ends_at")}
    key = _key("cancelled", known, agenda)
    return replace(known, key=key, kind=PostingKind.CANCELLED, due_at=now, rank=Rank.CHANGE, facts=facts)


def _expected(agenda: Agenda, rows: Sequence[Kept], now: datetime) -> Posting | None:
    """A block that was planned for today or tomorrow, though nothing was posted of it, until it was taken out."""
    planned = [row.posting for row in rows if row.state is PostingState.PLANNED]
    if any(posting.kind is PostingKind.CANCELLED for posting in planned):
        planned = [row.posting for row in rows if row.posting.kind is PostingKind.BLOCK]
    return next((posting for posting in planned if _day_of(posting, agenda) <= agenda.today(now) + DAY), None)


def _day_of(posting: Posting, agenda: Agenda) -> date:
    return agenda.today(datetime.fromisoformat(posting.facts["starts_at"]))


def _last_heard(rows: Sequence[Kept]) -> Posting | None:
    """What was last said of a block; None where nothing was."""
    said = [row for row in rows if row.state is PostingState.FIRED and row.settled_at is not None]
    return max(said, key=lambda row: (row.settled_at, _version(row.posting))).posting if said else None


def _is_posted(rows: Sequence[Kept]) -> bool:
    return any(row.state is PostingState.FIRED and row.posting.kind is PostingKind.BLOCK for row in rows)


def _by_block(kept: Sequence[Kept]) -> Mapping[BlockId, list[Kept]]:
    found: dict[BlockId, list[Kept]] = defaultdict(list)
    for row in kept:
        if row.posting.kind in ABOUT_BLOCKS and row.posting.block_id is not None:
            found[row.posting.block_id].append(row)
    return found


def _key(what: str, about: Posting, agenda: Agenda) -> str:
    """The key of the news; the gathering's version says which of a block's changes it is."""
    return f"{what}:{about.block_id}:{agenda.gathering.version}"


def _version(posting: Posting) -> int:
    """The version of the gathering in which it became news; 0 for the block's own posting."""
    return 0 if posting.key == f"block:{posting.block_id}" else int(posting.key.rpartition(":")[2])
