"""Who cannot be written to in their chat, as many a guest, is told where else everything is. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from gatherings.agenda import Agenda
from gatherings.people import PersonId
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.times import DAY

TO_WHOLE_CONVERSATIONS: Final = frozenset({
    Audience.FOLLOWING, Audience.GROUPS, Audience.ORGANISERS_CHANNELS, Audience.SHOWN
})  # fmt: skip
"""What goes to these follows the chat; what goes to people can go to them by another way."""


def unreached(person_id: PersonId, agenda: Agenda, *, now: datetime) -> Posting:
    """To the person, by what reaches them: once for each gathering."""
    return Posting(
        key=f"unreached:{agenda.gathering.id}:{person_id}",
        gathering_id=agenda.gathering.id,
        kind=PostingKind.UNREACHED,
        due_at=now,
        useful_until=agenda.gathering.over_at,
        rank=Rank.CHANGE,
        audience=Audience.PERSON,
        person_id=person_id,
    )


def unreached_room(agenda: Agenda, *, now: datetime) -> Posting:
    """To the groups and channels that follow, where somebody is reached in no other way: once a day, without names."""
    return Posting(
        key=f"unreached_room:{agenda.gathering.id}:{agenda.today(now)}",
        gathering_id=agenda.gathering.id,
        kind=PostingKind.UNREACHED_ROOM,
        due_at=now,
        useful_until=now + DAY,
        rank=Rank.CHANGE,
        audience=Audience.GROUPS,
    )
