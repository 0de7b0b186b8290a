"""The attendance list: who was there on which day, and its closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from markupsafe import Markup

from bot.cards.words import capital
from bot.host.desk import Desk, back
from bot.host.order import alphabetical
from bot.pages.about import fee_text
from bot.pages.html import button, element, form, hidden, joined, paragraph, table
from bot.pages.layout import Shown
from gatherings.actions.attendance import close_attendance, list_absent, note_attendance, take_back_attendance
from gatherings.errors import NoSuchPerson, NotOnADay
from gatherings.people import PersonId
from gatherings.registration import fee_of_absence
from gatherings.store.overview import Participant, Stranger, list_participants, list_strangers
from gatherings.store.registrations import find_registration

TAKE_BACK: Final = "back"


async def show(desk: Desk) -> Shown:
    """The list, a button for each person and day that has come, and below it who was there without a registration."""
    found = await list_participants(desk.tx, desk.gathering.id)
    there = (one for one in found if one.registration.is_active or one.attended)
    listed = sorted(there, key=lambda one: alphabetical(one.name))
    strangers = await list_strangers(desk.tx, desk.gathering.id)
    return desk.shown(
        "attendance",
        paragraph(_standing(desk), class_="state"),
        _table(listed, desk) if listed else paragraph(desk.voice("host.nobody")),
        _strangers(strangers, desk),
        _closing(desk),
    )


def _standing(desk: Desk) -> str:
    closed_at = desk.gathering.attendance_closed_at
    if closed_at is None:
        return desk.voice("host.attendance.is_open")
    at = desk.voice.moment(closed_at, desk.gathering.zone, today=desk.today)
    return desk.voice("host.attendance.is_closed", at=at)


def _table(listed: Sequence[Participant], desk: Desk) -> Markup:
    voice, days = desk.voice, desk.gathering.days
    heads = [
        voice("host.name"),
        voice("host.organisation"),
        voice("host.part"),
        *(capital(voice.day(day)) for day in days),
    ]
    caption = voice("host.attendance.of", there=sum(1 for one in listed if one.attended), n=len(listed))
    return table(caption, heads, [_row(one, desk) for one in listed])


def _row(one: Participant, desk: Desk) -> list[str]:
    voice, seat = desk.voice, one.registration.seat
    name = one.name or voice("host.no_name")
    part = voice(f"host.mode.{seat}") if seat else voice("host.waiting_only")
    named = element("span", name, id=_anchor(one.registration.person_id))
    return [named, one.organisation or "", capital(part), *(_day(one, name, day, desk) for day in desk.gathering.days)]


def _day(one: Participant, name: str, day: date, desk: Desk) -> str:
    """Whether somebody was there, and the button that says so or takes it back."""
    voice, is_there = desk.voice, day in one.attended
    is_closed = desk.gathering.attendance_closed_at is not None
    said = element("span", voice("host.attendance.there"), class_="yes") if is_there else None
    if day > desk.today or (is_there and is_closed):
        return said or capital(voice("host.attendance.to_come" if day > desk.today else "host.no"))
    what = "take_back" if is_there else "note"
    label = voice(f"host.attendance.{what}"), _unseen(f" {name}, {voice.day(day)}")
    pressed = button(joined(label), name="do", value=TAKE_BACK if is_there else "note", class_="small")
    sent = hidden(person=one.registration.person_id, day=day.isoformat())
    return joined([said, form(desk.signature, sent, pressed, class_="inline")])


def _anchor(person_id: str) -> str:
    """Where a row is: who notes the sixtieth of a list does not want to begin at the top again."""
    return f"p-{person_id}"


def _unseen(text: str) -> Markup:
    """What only screen readers say: a hundred buttons with one name help nobody."""
    return element("span", text, class_="unseen")


def _strangers(strangers: Sequence[Stranger], desk: Desk) -> Markup | None:
    if not strangers:
        return None
    voice = desk.voice
    rows = [
        (capital(voice.day(day)), str(sum(1 for one in strangers if one.day == day)), _names(strangers, day))
        for day in sorted({one.day for one in strangers})
    ]
    heads = (voice("host.day"), voice("host.count"), voice("host.known_names"))
    return table(voice("host.attendance.strangers"), heads, rows)


def _names(strangers: Sequence[Stranger], day: date) -> str:
    return ", ".join(one.name for one in strangers if one.day == day and one.name)


def _closing(desk: Desk) -> Markup | None:
    if desk.gathering.attendance_closed_at is not None or desk.gathering.is_cancelled:
        return None
    return paragraph(back(desk, "attendance/close", desk.voice("host.attendance.close")))


async def note(desk: Desk, filled: Mapping[str, str]) -> str:
    """Notes somebody as there on a day, or takes it back. Raises NoSuchPerson, NotOnADay and the domain's own."""
    person_id, day = PersonId(filled.get("person", "")), _read_day(filled.get("day", ""))
    if await find_registration(desk.tx, desk.gathering.id, person_id) is None:
        raise NoSuchPerson(person="")
    if filled.get("do") == TAKE_BACK:
        await take_back_attendance(desk.tx, desk.gathering.id, person_id, day=day)
        await desk.note("attendance_taken_back", subject=person_id)
    else:
        await note_attendance(desk.tx, desk.gathering.id, person_id, day=day, mode=None, now=desk.now)
        await desk.note("attendance_noted", subject=person_id)
    return f"attendance#{_anchor(person_id)}"


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotOnADay from None


async def ask_to_close(desk: Desk) -> Shown:
    """What closing the list means for those who are not on it, before it is done."""
    voice, gathering = desk.voice, desk.gathering
    absent = await list_absent(desk.tx, gathering)
    owing = [fee for fee in (fee_of_absence(one, gathering) for one in absent) if fee is not None]
    costs = sorted({fee_text(fee, voice) for fee in owing})
    about_fees = (
        voice("host.close.fees", n=len(owing), fee=voice.listed(costs)) if owing else voice("host.close.no_fee")
    )
    return desk.shown(
        "close",
        paragraph(voice("host.close.absent", n=len(absent))),
        paragraph(about_fees),
        paragraph(voice("host.close.afterwards")),
        form(desk.signature, button(voice("host.close.do"), class_="main"), class_="choices"),
        paragraph(back(desk, "attendance", voice("host.close.not"))),
    )


async def close(desk: Desk, filled: Mapping[str, str]) -> str:
    """Closes the list. Raises GatheringCancelled, AttendanceTooEarly."""
    del filled
    if desk.gathering.attendance_closed_at is None:
        await close_attendance(desk.tx, desk.gathering.id, now=desk.now)
        await desk.note("attendance_closed")
    return "attendance"
