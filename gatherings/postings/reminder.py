"""The ladder: those who have not answered are reminded before registration closes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from gatherings.agenda import Agenda
from gatherings.gathering import Gathering
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.quiet import SLEEPS, earlier_workday, next_waking
from gatherings.times import instant, local_day

NINE: Final = time(9)
BY_HAND: Final = "now"


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of the ladder: so many `days` before the deadline, told on the morning of `day`."""

    days: int
    day: date
    due_at: datetime
    useful_until: datetime
    is_first: bool
    is_last: bool


def plan_reminder(agenda: Agenda) -> list[Posting]:
    """One posting a step, to the silent: at 9, of use until 8 in the evening, for what is missed is not made up for."""
    return [_posting(agenda, step) for step in ladder_of(agenda)]


def ladder_of(agenda: Agenda) -> list[Step]:
    """The steps of a gathering's ladder in time, none before registration opens or once the gathering has begun.

    A step on a weekend or a holiday is taken on the last working day before it; of several on one day the last stands.
    """
    gathering = agenda.gathering
    deadline, terms = gathering.deadline, gathering.terms
    if deadline is None:
        return []
    days = {earlier_workday(deadline - timedelta(days=n)): n for n in sorted(set(terms.ladder), reverse=True)}
    mornings = {day: instant(day, NINE, gathering.zone) for day in days}
    told = [
        day
        for day, due_at in mornings.items()
        if terms.is_open(due_at, gathering.zone) and due_at < gathering.starts_at
    ]
    return [
        Step(
            days=days[day],
            day=day,
            due_at=mornings[day],
            useful_until=min(instant(day, SLEEPS, gathering.zone), gathering.starts_at),
            is_first=day == told[0],
            is_last=day == told[-1],
        )
        for day in told
    ]


def _posting(agenda: Agenda, step: Step) -> Posting:
    return Posting(
        key=key_of("reminder", agenda, step),
        gathering_id=agenda.gathering.id,
        kind=PostingKind.REMINDER,
        due_at=step.due_at,
        useful_until=step.useful_until,
        rank=Rank.START,
        audience=Audience.SILENT,
        facts=facts_of(agenda, step),
    )


def reminder_now(gathering: Gathering, *, now: datetime) -> Posting:
    """A reminder that an organiser asks for: at once, or after quiet hours. One a day, whatever asks for it."""
    due_at = next_waking(now, gathering.zone)
    day = local_day(due_at, gathering.zone)
    return Posting(
        key=f"reminder:{gathering.id}:{gathering.deadline}:{BY_HAND}:{day}",
        gathering_id=gathering.id,
        kind=PostingKind.REMINDER,
        due_at=due_at,
        useful_until=min(instant(day, SLEEPS, gathering.zone), gathering.starts_at),
        rank=Rank.START,
        audience=Audience.SILENT,
        facts={"deadline": str(gathering.deadline or ""), "step": BY_HAND, "day": day.isoformat()},
    )


def is_by_hand(posting: Posting) -> bool:
    """Whether an organiser asked for it, so that no plan has it."""
    return posting.facts.get("step") == BY_HAND


def key_of(what: str, agenda: Agenda, step: Step) -> str:
    """Names the step of the ladder that leads to this deadline: one that moves has another."""
    return f"{what}:{agenda.gathering.id}:{agenda.gathering.deadline}:{step.days}"


def facts_of(agenda: Agenda, step: Step) -> dict[str, str]:
    """What the step is. On the last morning those who answered that they do not know yet are asked as well."""
    facts = {"deadline": str(agenda.gathering.deadline), "step": str(step.days), "day": step.day.isoformat()}
    marks = {"is_first": step.is_first, "is_last": step.is_last}
    return facts | {name: "yes" for name, holds in marks.items() if holds}


def is_last(posting: Posting) -> bool:
    """Whether it is the last reminder before registration closes."""
    return "is_last" in posting.facts


def leads_to_deadline(posting: Posting, agenda: Agenda) -> bool:
    """Whether it is a step of the ladder as it is now, or an organiser's own while the deadline is what it was."""
    if is_by_hand(posting):
        return posting.facts["deadline"] == str(agenda.gathering.deadline or "")
    steps = {(str(agenda.gathering.deadline), str(step.days)) for step in ladder_of(agenda)}
    return (posting.facts["deadline"], posting.facts["step"]) in steps
