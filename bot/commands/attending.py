"""`samband checkin` and `samband attendance`: who was there, as an organiser notes it, and who was not."""

from __future__ import annotations

from typing import Final

from bot.commands import values
from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command
from bot.commands.opened import opened, time_of
from bot.commands.table import table
from bot.commands.who import person_of
from bot.exports.gathered import participant_lines, shown_organisations
from bot.exports.rows import local, organisation_json, participant_json
from gatherings.actions.attendance import close_attendance, note_attendance
from gatherings.gathering import Gathering
from gatherings.registration import FeeReason
from gatherings.store import Tx
from gatherings.store.attendances import count_unknown, list_attendances
from gatherings.store.fees import list_fees
from gatherings.store.gatherings import get_gathering
from gatherings.store.profiles import list_people
from gatherings.store.registrations import find_registration, list_registrations
from gatherings.terms import Mode

COLUMNS: Final = ("day", "name", "organisation", "mode", "registered")


async def check_in(call: Call) -> None:
    """Notes that somebody is there, today where no day is given. Who is not registered is noted too, and told apart."""
    mode = None if call["mode"] is None else Mode(call["mode"])
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["gathering"])
            person = await person_of(tx, found, call["person"], or_anybody=True)
            noted = await note_attendance(tx, found.id, person.id, day=call["day"], mode=mode, now=now)
            await note(tx, "attendance_noted", about=found, subject=person.id, now=now)
            known = await find_registration(tx, found.id, person.id)
    is_registered = known is not None and known.is_active
    as_json = {
        "name": person.name,
        "email": person.email,
        "day": noted.day.isoformat(),
        "mode": noted.mode.value,
        "registered": is_registered,
    }
    key = "command.checkin.noted" if is_registered else "command.checkin.noted_unregistered"
    mode_words, day = call.say(f"export.mode.{noted.mode}"), call.say.day(noted.day)
    call.show(as_json, [call.say(key, name=person.name or call["person"], mode=mode_words, day=day)])


async def close(call: Call) -> None:
    """Closes the list: who has a seat and was there on no day is absent from now on."""
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["gathering"])
            absent = await close_attendance(tx, found.id, now=now)
            if found.attendance_closed_at is None:
                await note(tx, "attendance_closed", about=found, now=now)
            lines = await participant_lines(tx, found, absent)
            fees = [fee for fee in await list_fees(tx, found.id) if fee.reason is FeeReason.ABSENT]
    owed = sum(1 for fee in fees if fee.waived_at is None)
    as_json = {"absent": [participant_json(line, found) for line in lines], "fees": owed}
    told = [call.say("command.attendance.closed", n=len(lines)), call.say("command.attendance.fees", n=owed)]
    call.show(as_json, told + [f"  {line.name}, {line.organisation.name or '–'}" for line in lines])


async def show_all(call: Call) -> None:
    """Who was there, by day; those without a registration are counted apart."""
    async with opened(call.settings) as database, database.read() as tx:
        found = await get_gathering(tx, call["gathering"])
        rows = await _rows(tx, found)
        unknown = await count_unknown(tx, found.id)
    head = [call.say(f"command.column.{name}") for name in COLUMNS]
    cells = [[*row[:3], call.say(f"export.mode.{row[3]}"), call.say(_yes(row[4]))] for row in rows]
    names = (*COLUMNS, "checked_in_at")
    lines = table(head, cells) if rows else [call.say("command.attendance.none")]
    lines += [call.say("command.attendance.unknown", n=n, day=call.say.day(day)) for day, n in sorted(unknown.items())]
    call.show([dict(zip(names, row, strict=True)) for row in rows], lines)


async def _rows(tx: Tx, found: Gathering) -> list[tuple[str, str | None, str | None, str, bool, str]]:
    attendances = await list_attendances(tx, found.id)
    people = await list_people(tx, {one.person_id for one in attendances})
    registered = {one.person_id: one for one in await list_registrations(tx, found.id)}
    homes = {
        one.id: registered[one.id].organisation_id if one.id in registered else one.organisation_id
        for one in people.values()
    }
    shown = await shown_organisations(tx, found, homes.values())
    return [
        (
            one.day.isoformat(),
            people[one.person_id].name,
            organisation_json(shown[homes[one.person_id]]),
            one.mode.value,
            one.person_id in registered,
            local(one.checked_in_at, found),
        )
        for one in attendances
    ]


def _yes(is_so: bool) -> str:  # noqa: FBT001 (the value itself)
    return "export.yes" if is_so else "export.no"


_GATHERING = Argument("--gathering", "SLUG", is_required=True)

COMMANDS = (
    Command(
        "checkin",
        "samband checkin kari.moe@example.org --gathering varsamling-2027 --mode room",
        check_in,
        (
            Argument("PERSON", read=values.words),
            _GATHERING,
            Argument("--mode", choices=tuple(mode.value for mode in Mode), words="mode-there"),
            Argument("--day", "YYYY-MM-DD", values.day),
        ),
    ),
    Command("attendance close", "samband attendance close --gathering varsamling-2027", close, (_GATHERING,)),
    Command("attendance list", "samband attendance list --gathering varsamling-2027", show_all, (_GATHERING,)),
)
