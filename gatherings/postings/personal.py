"""What one person is told about their own registration. Text is made when it goes out, from how things stand then."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from gatherings.gathering import Gathering
from gatherings.people import PersonId
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.postings.report import report
from gatherings.registration import Registration
from gatherings.times import DAY

USEFUL: Final = timedelta(days=30)
"""So long after the gathering a confirmation is still worth having."""


def confirmation(registration: Registration, gathering: Gathering, *, now: datetime, because: str = "") -> Posting:
    """How the registration stands; one for each change of it. `because` names what led to it, where they did not."""
    return _personal(
        PostingKind.CONFIRMATION,
        registration,
        gathering,
        due_at=now,
        useful_until=gathering.over_at + USEFUL,
        facts={"because": because},
    )


def offer(offered: Registration, gathering: Gathering, *, due_at: datetime) -> Posting:
    """That a seat is free, and until when it is kept."""
    assert offered.offered_until is not None, "an offer has its time"
    until = offered.offered_until
    facts = {"until": until.isoformat()}
    return _personal(PostingKind.OFFER, offered, gathering, due_at=due_at, useful_until=until, facts=facts)


def signed_up(registration: Registration, gathering: Gathering, *, now: datetime) -> Posting:
    """That an organiser has signed them up, and that they have still to accept the terms."""
    until = gathering.over_at
    return _personal(PostingKind.SIGNED_UP, registration, gathering, due_at=now, useful_until=until, facts={})


def start(person_id: PersonId, gathering: Gathering, *, key: str, now: datetime) -> Posting:
    """That the sign-up goes on here, in private."""
    return Posting(
        key=f"start:{gathering.id}:{person_id}:{key}",
        gathering_id=gathering.id,
        kind=PostingKind.START,
        due_at=now,
        useful_until=now + DAY,
        rank=Rank.CHANGE,
        audience=Audience.PERSON,
        person_id=person_id,
    )


def given_up(registration: Registration, gathering: Gathering, *, now: datetime, how: str) -> Posting:
    """To the organisers: a seat was given up late (`how` late), or handed over (`how` handed_over)."""
    return report(
        PostingKind.GIVEN_UP,
        f"given_up:{registration.id}:{registration.sequence}",
        gathering.id,
        now=now,
        useful_until=gathering.over_at + DAY,
        facts={"registration": registration.id, "how": how},
    )


def _personal(
    kind: PostingKind,
    registration: Registration,
    gathering: Gathering,
    *,
    due_at: datetime,
    useful_until: datetime,
    facts: dict[str, str],
) -> Posting:
    return Posting(
        key=f"{kind}:{registration.id}:{registration.sequence}",
        gathering_id=gathering.id,
        kind=kind,
        due_at=due_at,
        useful_until=useful_until,
        rank=Rank.CHANGE,
        audience=Audience.PERSON,
        person_id=registration.person_id,
        facts={**facts, "registration": registration.id},
    )
