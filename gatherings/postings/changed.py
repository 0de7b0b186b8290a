"""That the day, the hours or the place are others now, to those who are registered. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from gatherings.agenda import Agenda
from gatherings.gathering import Gathering
from gatherings.postings.posting import Audience, Kept, Posting, PostingKind, PostingState, Rank

WHEN: Final = ("starts_on", "ends_on", "starts", "ends")
WHERE: Final = ("venue", "place")
WAS: Final = "was_"


def plan_changed(agenda: Agenda, kept: Sequence[Kept], *, before: Gathering | None, now: datetime) -> list[Posting]:
    """One posting where something is other than what was told; none where it was not known before, or all is over.

    What was told is the gathering as it was stored before, or, while a change waits to be told, before that change.
    """
    gathering = agenda.gathering
    told, known = _told(kept, before), occasion_of(gathering)
    facts = {name: known[name] for name in known if told.get(name, known[name]) != known[name]}
    if not any(told.get(name) for name in facts) or now >= gathering.over_at:
        return []
    was = {f"{WAS}{name}": told[name] for name in facts}
    return [
        Posting(
            key=f"changed:{gathering.id}:{gathering.version}",
            gathering_id=gathering.id,
            kind=PostingKind.CHANGED,
            due_at=now,
            useful_until=gathering.over_at,
            rank=Rank.CHANGE,
            audience=Audience.REGISTERED,
            facts={**facts, **was},
        )
    ]


def occasion_of(gathering: Gathering) -> dict[str, str]:
    """When and where it is, as far as its organisers have said so; empty where they have not."""
    values = {name: getattr(gathering, name) for name in (*WHEN, *WHERE)}
    return {name: "" if value is None else str(value) for name, value in values.items()}


def what_was(facts: Mapping[str, str]) -> dict[str, str]:
    """What was told before, of what has changed."""
    return {name.removeprefix(WAS): value for name, value in facts.items() if name.startswith(WAS)}


def is_as_told(posting: Posting, agenda: Agenda) -> bool:
    """Whether the gathering is as the posting says it is now."""
    known = occasion_of(agenda.gathering)
    return all(known[name] == posting.facts[name] for name in what_was(posting.facts))


def concerns_place_alone(posting: Posting) -> bool:
    """Whether nothing but the place has changed, which is no news to who takes part from elsewhere."""
    return not any(name in WHEN for name in what_was(posting.facts))


def _told(kept: Sequence[Kept], before: Gathering | None) -> dict[str, str]:
    """What people know; where several changes wait to be told, what stood before the first of them."""
    told = {} if before is None else occasion_of(before)
    waiting = [row.posting for row in kept if _waits(row)]
    for posting in sorted(waiting, key=_version, reverse=True):
        told |= what_was(posting.facts)
    return told


def _waits(row: Kept) -> bool:
    return row.posting.kind is PostingKind.CHANGED and row.state is PostingState.PLANNED


def _version(posting: Posting) -> int:
    return int(posting.key.rpartition(":")[2])
