"""`samband network set|members|invoice`: the organisations of a network, and what an invoice to one must carry."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bot.commands import values
from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command, Refused
from bot.commands.files import read_file
from bot.commands.opened import opened, time_of
from bot.commands.table import table
from bot.commands.who import organisation_of
from gatherings.intake.members import read_members
from gatherings.organisations import Organisation, label_of
from gatherings.store import Tx
from gatherings.store.networks import get_network
from gatherings.store.organisations import list_organisations, replace_members, set_invoicing

COLUMNS: Final = ("name", "county", "number", "organisation_number", "invoice_reference")


def members_in(file: str) -> list[Organisation]:
    """The organisations of a list. Raises Refused, UnreadableList, MemberRefused or Unreadable."""
    return read_members(read_file(file), filename=Path(file).name)


async def change(call: Call) -> None:
    """Puts the list in the place of the members that the network had."""
    members = members_in(call["members"])
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            network = await get_network(tx, call["slug"])
            await replace_members(tx, network.id, members)
            await note(tx, "members_replaced", about=None, subject=network.id, now=now)
    as_json = {"slug": network.slug, "title": network.title, "members": len(members)}
    call.show(as_json, [call.say("command.network.members_set", title=network.title, n=len(members))])


async def show(call: Call) -> None:
    async with opened(call.settings) as database, database.read() as tx:
        network = await get_network(tx, call["slug"])
        found = await list_organisations(tx, network.id, members_only=True)
    head = [call.say(f"command.column.{name}") for name in COLUMNS]
    rows = [[getattr(one, name) for name in COLUMNS] for one in found]
    nothing = [call.say("command.network.no_members")]
    call.show([member_json(one) for one in found], table(head, rows) if rows else nothing)


async def invoice(call: Call) -> None:
    """Keeps what was given of an organisation's invoices; the rest stays. Raises Refused."""
    if not call.given.keys() & {"number", "reference"}:
        raise Refused("command.refused.no_invoicing")
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            network = await get_network(tx, call["slug"])
            found = await organisation_of(tx, network.id, call["organisation"])
            if found is None:
                raise Refused("command.refused.no_such_organisation", text=call["organisation"])
            await _set(tx, call, found)
            await note(tx, "invoicing_set", about=None, subject=found.id, now=now)
            known = await list_organisations(tx, network.id)
    changed = next(one for one in known if one.id == found.id)
    call.show(member_json(changed), [_told(call, changed, known)])


async def _set(tx: Tx, call: Call, found: Organisation) -> None:
    number = call["number"] if "number" in call.given else found.organisation_number
    reference = call["reference"] if "reference" in call.given else found.invoice_reference
    await set_invoicing(tx, found.id, organisation_number=number, invoice_reference=reference)


def _told(call: Call, changed: Organisation, among: Sequence[Organisation]) -> str:
    return call.say(
        "command.network.invoicing_set",
        name=label_of(changed, among),
        number=changed.organisation_number or "–",
        reference=changed.invoice_reference or "–",
    )


def member_json(one: Organisation) -> dict[str, object]:
    return {**{name: getattr(one, name) for name in COLUMNS}, "domains": list(one.domains), "member": one.is_member}


_SLUG, _MEMBERS = Argument("SLUG"), Argument("--members", "CSV", is_required=True)

COMMANDS = (
    Command("network set", "samband network set fjordnettverket --members medlemmer.csv", change, (_SLUG, _MEMBERS)),
    Command("network members", "samband network members fjordnettverket", show, (_SLUG,)),
    Command(
        "network invoice",
        'samband network invoice fjordnettverket "Herøy i Nordland" --reference "Plan 4200"',
        invoice,
        (
            _SLUG,
            Argument("ORGANISATION", read=values.words),
            Argument("--number", "N", values.organisation_number, words="organisation-number"),
            Argument("--reference", "TEXT", values.words_or_none),
        ),
    ),
)
