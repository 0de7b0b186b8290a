"""`samband registration list|add`: who has signed up, and signing up somebody by name."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.commands import values
from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command
from bot.commands.opened import opened, time_of
from bot.commands.table import table
from bot.commands.who import organisation_of
from bot.exports.gathered import gather_participants, participant_lines
from bot.exports.lines import ParticipantLine
from bot.exports.rows import participant_json
from dialogs.phrases import Voice
from gatherings.actions.expected import homes_of
from gatherings.actions.invitations import Invitee, expect_person, personal_link
from gatherings.actions.registration import Application, sign_up_for
from gatherings.gathering import Gathering
from gatherings.organisations import OrganisationId
from gatherings.postings.personal import signed_up
from gatherings.registration import RegistrationState
from gatherings.store import Tx
from gatherings.store.gatherings import get_gathering
from gatherings.store.postings import add_postings
from gatherings.store.profiles import get_person
from gatherings.store.registrations import find_registration
from gatherings.terms import Mode

COLUMNS: Final = ("name", "email", "organisation", "state", "seat", "waits_for", "place")


async def show_all(call: Call) -> None:
    """Registrations in the order in which they were made, with times in the gathering's zone."""
    async with opened(call.settings) as database, database.read() as tx:
        found = await get_gathering(tx, call["gathering"])
        gathered = await gather_participants(tx, found)
    lines = [line for line in gathered if call["state"] is None or is_in(line, RegistrationState(call["state"]))]
    head = [call.say(f"command.column.{name}") for name in COLUMNS]
    rows = [row_of(line, call.say) for line in lines]
    nothing = [call.say("command.registration.none")]
    call.show([participant_json(line, found) for line in lines], table(head, rows) if rows else nothing)


def is_in(line: ParticipantLine, state: RegistrationState) -> bool:
    """Whether a registration is in a state. Who has a digital seat and waits for the room is registered, and waits."""
    return line.state is state or (state is RegistrationState.WAITING and line.waits_for is not None)


def row_of(line: ParticipantLine, say: Voice) -> list[object]:
    seats = [None if mode is None else say(f"export.mode.{mode}") for mode in (line.seat, line.waits_for)]
    return [line.name, line.email, line.organisation.name, say(f"export.state.{line.state}"), *seats, line.place]


async def add(call: Call) -> None:
    """Signs somebody up, who is told so and has still to accept the terms. Signed up already, it is as it was."""
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["gathering"])
            line, is_new = await _enter(tx, call, found, now=now)
    key = "command.registration.added" if is_new else "command.registration.as_it_was"
    told = call.say(key, name=line.name, title=found.title, how=how(line, call.say))
    call.show({**participant_json(line, found), "new": is_new}, [told])


async def _enter(tx: Tx, call: Call, found: Gathering, *, now: datetime) -> tuple[ParticipantLine, bool]:
    organisation_id = await _home(tx, call, found)
    person_id = await expect_person(tx, Invitee(call["name"], call["email"], organisation_id))
    person = await get_person(tx, person_id)
    home = organisation_id or (person.organisation_id if person else None)
    before = await find_registration(tx, found.id, person_id)
    asked = Application(Mode(call["mode"]), accepted=None, organisation_id=home)
    made = await sign_up_for(tx, found.id, person_id, asked, now=now)
    is_new = made != before
    if is_new:
        await personal_link(tx, person_id, found, now=now)
        await add_postings(tx, [signed_up(made, found, now=now)])
        await note(tx, "registration_added", about=found, subject=made.id, now=now)
    return (await participant_lines(tx, found, [made]))[0], is_new


async def _home(tx: Tx, call: Call, found: Gathering) -> OrganisationId | None:
    """The organisation as it was written, else by the address; one that is like no other is new, and no member."""
    written = call["organisation"] or ""
    known = await organisation_of(tx, found.network_id, written) if written else None
    if known is not None:
        return known.id
    return await (await homes_of(tx, found)).of(written, call["email"])


def how(line: ParticipantLine, say: Voice) -> str:
    """ "i salen", or what they wait for and what they have meanwhile."""
    if line.waits_for is None:
        return "–" if line.seat is None else say(f"export.mode.{line.seat}")
    waits = say("command.registration.waits", mode=say(f"export.mode.{line.waits_for}"), place=line.place)
    return waits if line.seat is None else f"{waits}, {say(f'command.registration.meanwhile_{line.seat}')}"


_GATHERING = Argument("--gathering", "SLUG", is_required=True)
_MODES, _STATES = (tuple(one.value for one in kind) for kind in (Mode, RegistrationState))

COMMANDS = (
    Command(
        "registration list",
        "samband registration list --gathering varsamling-2027 --state waiting",
        show_all,
        (_GATHERING, Argument("--state", choices=_STATES)),
    ),
    Command(
        "registration add",
        'samband registration add --gathering varsamling-2027 --name "Kari Moe" --email kari@example.org --mode room',
        add,
        (
            _GATHERING,
            Argument("--name", "NAME", values.some_words, is_required=True),
            Argument("--email", "EMAIL", values.email, is_required=True),
            Argument("--organisation", "ORGANISATION", values.words),
            Argument("--mode", choices=_MODES, is_required=True),
        ),
    ),
)
