"""How the gathering stands: numbers by state and mode, seats, the deadline, and each organisation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from markupsafe import Markup

from bot.cards.words import capital
from bot.host.desk import Desk
from bot.host.order import alphabetical
from bot.pages.about import deadline_text, when, where
from bot.pages.html import element, facts, paragraph, table
from bot.pages.layout import Shown
from dialogs.phrases import Voice
from gatherings.gathering import Gathering
from gatherings.registration import RegistrationState
from gatherings.store.invitations import Coming
from gatherings.store.overview import Expected, Participant, list_expected, list_participants
from gatherings.terms import Mode

ROOM, DIGITAL, WAITING, MISSING = "room", "digital", "waiting", "missing"
COUNTED = (ROOM, DIGITAL, WAITING, MISSING)


async def show(desk: Desk) -> Shown:
    """The overview."""
    taking_part = await list_participants(desk.tx, desk.gathering.id)
    expected = await list_expected(desk.tx, desk.gathering.id)
    return desk.shown(
        "overview",
        paragraph(_standing(desk), class_="state"),
        _facts(desk),
        _numbers(taking_part, expected, desk),
        _by_organisation(taking_part, expected, desk.voice),
    )


def _standing(desk: Desk) -> str:
    """Whether one can register now."""
    gathering, voice, now = desk.gathering, desk.voice, desk.now
    if gathering.is_cancelled:
        return voice("host.standing.cancelled")
    if gathering.attendance_closed_at is not None:
        return voice("host.standing.closed_attendance")
    if now >= gathering.over_at:
        return voice("host.standing.over")
    if not gathering.terms.has_opened(now, gathering.zone):
        return voice("host.standing.not_open")
    return voice("host.standing.closed" if gathering.terms.has_closed(now, gathering.zone) else "host.standing.open")


def _facts(desk: Desk) -> Markup:
    gathering, voice = desk.gathering, desk.voice
    free = gathering.terms.last_free_day
    return facts(
        [
            (voice("pages.when"), when(gathering, voice)),
            (voice("pages.where"), where(gathering)),
            (voice("pages.deadline"), deadline_text(gathering, voice, today=desk.today)),
            (voice("host.free_until"), capital(voice.day(free, today=desk.today)) if free else None),
        ]
    )


def _numbers(taking_part: Sequence[Participant], expected: Sequence[Expected], desk: Desk) -> Markup:
    voice = desk.voice
    states = Counter(one.registration.state for one in taking_part)
    waiting = sum(1 for one in taking_part if one.registration.waits_for is not None)
    answers = Counter(one.answer for one in expected)
    rows = [
        *((voice(f"host.mode.{mode}"), _seats(taking_part, mode, desk.gathering, voice)) for mode in Mode),
        (voice("host.waiting"), str(waiting)),
        (voice("host.cancelled"), str(states[RegistrationState.CANCELLED])),
        (voice("host.answer.none"), str(answers[None])),
        (voice("host.answer.undecided"), str(answers[Coming.UNDECIDED])),
        (voice("host.answer.not_coming"), str(answers[Coming.NOT_COMING])),
    ]
    heads = (voice("host.state"), voice("host.count"))
    return table(voice("host.numbers"), heads, [(capital(name), number) for name, number in rows])


def _seats(taking_part: Sequence[Participant], mode: Mode, gathering: Gathering, voice: Voice) -> str:
    taken = sum(1 for one in taking_part if one.registration.seat is mode)
    capacity = gathering.terms.capacity_of(mode)
    return str(taken) if capacity is None else voice("host.of_capacity", taken=taken, capacity=capacity)


def _by_organisation(taking_part: Sequence[Participant], expected: Sequence[Expected], voice: Voice) -> Markup:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in taking_part:
        counts[one.organisation or ""].update(_counted(one))
    for silent in expected:
        counts[silent.organisation or ""][MISSING] += silent.answer is not Coming.NOT_COMING
    known = sorted((one for one in counts.items() if one[1].total()), key=lambda one: alphabetical(one[0]))
    if not known:
        return paragraph(voice("host.nobody"))
    rows = [(name or voice("host.no_organisation"), *(str(count[what]) for what in COUNTED)) for name, count in known]
    heads = (voice("host.organisation"), *(voice(f"host.short.{what}") for what in COUNTED))
    return element("div", table(voice("host.by_organisation"), heads, rows), class_="numbers")


def _counted(one: Participant) -> list[str]:
    made = one.registration
    seat = [] if made.seat is None else [made.seat.value]
    return seat + ([WAITING] if made.waits_for is not None else [])
