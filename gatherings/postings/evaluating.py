"""The evaluation: asked for when the programme ends, once more of the silent, and told when closed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from gatherings.agenda import Agenda
from gatherings.evaluation.evaluation import Evaluation
from gatherings.evaluation.occasions import WHOLE, Occasion, evaluation_id, occasions
from gatherings.gathering import Gathering
from gatherings.people import PersonId
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.postings.reminder import NINE
from gatherings.postings.report import report
from gatherings.quiet import SLEEPS, is_workday
from gatherings.times import DAY, instant

NUDGES: Final = (DAY, 7 * DAY)
"""So long after the day on which it was asked for the silent are asked again, on the next working day at 9."""
TOLD_FOR: Final = 14 * DAY


def plan_evaluation(agenda: Agenda) -> list[Posting]:
    """For each evaluation one posting to those who were there, and one to the groups that follow."""
    return [posting for one in occasions(agenda) for posting in _asking(agenda, one)]


def plan_evaluation_reminder(agenda: Agenda) -> list[Posting]:
    """Of the whole at most two: at 9 on the next working day, and a week later; each of use that day alone."""
    days = [(one, _workday(agenda.today(one.opens_at) + after)) for one in occasions(agenda) for after in NUDGES]
    told = [(one, day) for one, day in days if one.block_id is None]
    postings = [_reminder(agenda, one, day) for one, day in told]
    return [posting for posting, (one, _) in zip(postings, told, strict=True) if posting.due_at < one.closes_at]


def _asking(agenda: Agenda, one: Occasion) -> list[Posting]:
    audiences = {PostingKind.EVALUATION: Audience.PRESENT, PostingKind.EVALUATION_ROOM: Audience.GROUPS}
    return [
        Posting(
            key=f"{kind}:{evaluation_id(agenda, one.what)}",
            gathering_id=agenda.gathering.id,
            kind=kind,
            due_at=one.opens_at,
            useful_until=min(one.opens_at + DAY, one.closes_at),
            rank=Rank.START,
            audience=audience,
            block_id=one.block_id,
            facts=_facts(agenda, one),
        )
        for kind, audience in audiences.items()
    ]


def _reminder(agenda: Agenda, one: Occasion, day: date) -> Posting:
    zone = agenda.gathering.zone
    return Posting(
        key=f"{PostingKind.EVALUATION_REMINDER}:{evaluation_id(agenda, one.what)}:{day}",
        gathering_id=agenda.gathering.id,
        kind=PostingKind.EVALUATION_REMINDER,
        due_at=instant(day, NINE, zone),
        useful_until=instant(day, SLEEPS, zone),
        rank=Rank.START,
        audience=Audience.UNHEARD,
        facts=_facts(agenda, one) | {"day": day.isoformat()},
    )


def _facts(agenda: Agenda, one: Occasion) -> dict[str, str]:
    return {"evaluation": evaluation_id(agenda, one.what), "what": one.what}


def _workday(day: date) -> date:
    while not is_workday(day):
        day += DAY
    return day


def find_occasion(posting: Posting, agenda: Agenda) -> Occasion | None:
    """The evaluation that a posting asks for, as the schedule has it now; None where it has it no more."""
    return next((one for one in occasions(agenda) if one.what == posting.facts["what"]), None)


def is_scheduled(posting: Posting, agenda: Agenda) -> bool:
    """Whether the schedule still has what a posting asks for."""
    return find_occasion(posting, agenda) is not None


def asked_in_private(asked: Evaluation, person_id: PersonId, *, now: datetime) -> Posting:
    """To a person who wants to answer and wrote where others read: the question itself, in private. Once an hour."""
    return Posting(
        key=f"{PostingKind.EVALUATION}:{asked.id}:{person_id}:{now:%Y-%m-%dT%H}",
        gathering_id=asked.gathering_id,
        kind=PostingKind.EVALUATION,
        due_at=now,
        useful_until=now + DAY,
        rank=Rank.START,
        audience=Audience.PERSON,
        block_id=asked.block_id,
        person_id=person_id,
        facts={"evaluation": asked.id, "what": asked.block_id or WHOLE},
    )


def closed_posting(closed: Evaluation, *, now: datetime) -> Posting:
    """To the organisers: that an evaluation is closed, and what it came to can be seen."""
    return report(
        PostingKind.EVALUATION_CLOSED,
        f"{PostingKind.EVALUATION_CLOSED}:{closed.id}",
        closed.gathering_id,
        now=now,
        useful_until=now + TOLD_FOR,
        block_id=closed.block_id,
        facts={"evaluation": closed.id},
    )


def first_step_posting(gathering: Gathering, person_id: PersonId, *, now: datetime) -> Posting:
    """To the person: what they meant to do first at home, at 9 on a working day. What it is, is read when it goes."""
    day = _workday(now.astimezone(gathering.zone).date() + gathering.evaluation.reminds_after)
    due_at = instant(day, NINE, gathering.zone)
    return Posting(
        key=f"{PostingKind.FIRST_STEP}:{gathering.id}:{person_id}",
        gathering_id=gathering.id,
        kind=PostingKind.FIRST_STEP,
        due_at=due_at,
        useful_until=due_at + timedelta(days=7),
        rank=Rank.START,
        audience=Audience.PERSON,
        person_id=person_id,
    )
