"""`samband registration cancel|waive`: giving up somebody's seat, with its cost shown, and letting a fee go."""

from __future__ import annotations

import getpass
from datetime import datetime

from bot.commands import values
from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command, Refused
from bot.commands.opened import opened, time_of
from bot.commands.shown_terms import fee_words
from bot.commands.who import person_of
from bot.exports.gathered import participant_lines, shown_organisations
from bot.exports.lines import OwedLine
from bot.exports.rows import owed_json, participant_json
from gatherings.actions.fees import let_fee_go
from gatherings.actions.registration import withdraw
from gatherings.errors import NoFee, NoSuchPerson
from gatherings.gathering import Gathering
from gatherings.people import Person
from gatherings.postings.personal import confirmation
from gatherings.registration import FeeLine, Registration, fee_of_leaving
from gatherings.store import Tx
from gatherings.store.fees import list_fees
from gatherings.store.gatherings import get_gathering
from gatherings.store.postings import add_postings
from gatherings.store.registrations import find_registration
from gatherings.terms import Fee

BECAUSE = "by_organiser"
"""What led to the change that the person is told of."""


async def cancel(call: Call) -> None:
    """Gives up somebody's seat. Raises Refused with the cost, unless it is accepted or let go."""
    _require_sense(call)
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["gathering"])
            person = await person_of(tx, found, call["email"])
            known = await _active(tx, found, person, call["email"])
            fee = fee_of_leaving(known, found, now=now)
            await _require_accepted(tx, call, found, known, fee)
            left = await withdraw(tx, found.id, person.id, shown=fee, now=now)
            await add_postings(tx, [confirmation(left, found, now=now, because=BECAUSE)])
            await note(tx, "registration_cancelled", about=found, subject=left.id, now=now)
            if fee is not None and call["without-fee"]:
                await _let_go(tx, call, found, left, by=call["by"] or _user(), now=now)
            [line] = await participant_lines(tx, found, [left])
    is_owed = fee is not None and not call["without-fee"]
    key = "command.registration.cancelled_owing" if is_owed else "command.registration.cancelled"
    cost = "" if fee is None else fee_words(fee, call.say)
    told = call.say(key, name=line.name, title=found.title, cost=cost)
    owed = _plain(fee) if is_owed else None
    call.show({**participant_json(line, found), "fee": owed}, [told])


async def waive(call: Call) -> None:
    """Lets a fee go: also of somebody who has been deleted, by the name that stands on it. Raises NoFee, Refused."""
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["gathering"])
            fee = await _fee_of(tx, found, call["person"])
            waived = await let_fee_go(tx, fee.registration_id, by=call["by"], because=call["because"], now=now)
            await note(tx, "fee_waived", about=found, subject=waived.registration_id, now=now)
            shown = await shown_organisations(tx, found, [waived.organisation_id])
    owed = OwedLine(waived, shown[waived.organisation_id])
    told = call.say("command.registration.waived", name=waived.name, cost=fee_words(waived.fee, call.say))
    call.show(owed_json(owed, found), [told])


def _require_sense(call: Call) -> None:
    if call["accept-cost"] and call["without-fee"]:
        raise Refused("command.refused.cost_or_no_cost")
    if call["without-fee"] and not call["because"]:
        raise Refused("command.refused.because_needed")


async def _active(tx: Tx, found: Gathering, person: Person, text: str) -> Registration:
    known = await find_registration(tx, found.id, person.id)
    if known is None or not known.is_active:
        raise Refused("command.refused.not_signed_up", person=text)
    return known


async def _require_accepted(tx: Tx, call: Call, found: Gathering, known: Registration, fee: Fee | None) -> None:
    if fee is None or call["accept-cost"] or call["without-fee"]:
        return
    [line] = await participant_lines(tx, found, [known])
    facts = {"name": line.name, "organisation": line.organisation.name or "–", "cost": fee_words(fee, call.say)}
    raise Refused("command.refused.cost", **facts)


async def _let_go(tx: Tx, call: Call, found: Gathering, left: Registration, *, by: str, now: datetime) -> None:
    await let_fee_go(tx, left.id, by=by, because=call["because"], now=now)
    await note(tx, "fee_waived", about=found, subject=left.id, now=now)


async def _fee_of(tx: Tx, found: Gathering, text: str) -> FeeLine:
    """The one fee of a person that is not let go yet. Raises NoFee, NoSuchPerson, Refused."""
    fees = await list_fees(tx, found.id)
    owing = [fee for fee in fees if fee.name.casefold() == text.casefold()]
    try:
        person = await person_of(tx, found, text)
    except NoSuchPerson:
        if not owing:
            raise
    else:
        known = await find_registration(tx, found.id, person.id)
        owing = [fee for fee in fees if known is not None and fee.registration_id == known.id]
    unwaived = [fee for fee in owing if fee.waived_at is None]
    if not unwaived:
        raise NoFee
    if len(unwaived) > 1:
        raise Refused("command.refused.which_fee", person=text, n=len(unwaived))
    return unwaived[0]


def _plain(fee: Fee | None) -> int | str | None:
    return None if fee is None else "actual" if fee.kroner is None else fee.kroner


def _user() -> str:
    """Who sits at the terminal, where nobody is named."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "operator"


_GATHERING = Argument("--gathering", "SLUG", is_required=True)

COMMANDS = (
    Command(
        "registration cancel",
        "samband registration cancel kari.moe@example.org --gathering varsamling-2027 --accept-cost",
        cancel,
        (
            Argument("EMAIL", read=values.words, words="person"),
            _GATHERING,
            Argument("--accept-cost", is_flag=True),
            Argument("--without-fee", is_flag=True),
            Argument("--because", "TEXT", values.some_words),
            Argument("--by", "NAME", values.some_words),
        ),
    ),
    Command(
        "registration waive",
        'samband registration waive kari.moe@example.org --gathering varsamling-2027 --by "Ola Vik" --because "Syk"',
        waive,
        (
            Argument("PERSON", read=values.words),
            _GATHERING,
            Argument("--by", "NAME", values.some_words, is_required=True),
            Argument("--because", "TEXT", values.some_words, is_required=True),
        ),
    ),
)
