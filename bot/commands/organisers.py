"""`samband organiser`: one-time codes that make an organiser, and who is one."""

from __future__ import annotations

import secrets

from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command, Refused
from bot.commands.opened import opened, time_of
from bot.commands.table import table
from gatherings.actions import invite_organiser
from gatherings.gathering import Gathering
from gatherings.store import Tx
from gatherings.store.gatherings import get_gathering, list_gatherings
from gatherings.store.networks import get_network, list_networks
from gatherings.store.organisers import Organiser, Scope, list_organisers


async def invite(call: Call) -> None:
    """Makes a code for a network or for one gathering, and prints it."""
    if (call["network"] is None) == (call["gathering"] is None):
        raise Refused("command.refused.network_or_gathering")
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            scope, about = await _scope(tx, call)
            sees_needs = bool(call["sees-needs"])
            code = await invite_organiser(tx, scope, sees_needs=sees_needs, choose=secrets.choice, now=now)
            await note(tx, "organiser_invited", about=about, subject=scope.network_id, now=now)
    told = [code, call.say("command.organiser.invited", code=code)]
    told += [call.say("command.organiser.will_see_needs")] if sees_needs else []
    call.show({"code": code, "sees_needs": sees_needs} if sees_needs else {"code": code}, told)


async def show_all(call: Call) -> None:
    """Organisers and what they have rights over."""
    async with opened(call.settings) as database, database.read() as tx:
        if call["network"] is not None:
            await get_network(tx, call["network"])
        found = await list_organisers(tx, network_slug=call["network"])
        slugs: dict[str, str] = {network.id: network.slug for network in await list_networks(tx)}
        slugs |= {gathering.id: gathering.slug for gathering in await list_gatherings(tx)}
    rows = [(one.name, slugs[_of(one)]) for one in found]
    as_json = [
        {"name": name, _kind(one): slug, "sees_needs": one.sees_needs}
        for one, (name, slug) in zip(found, rows, strict=True)
    ]
    head = [call.say(f"command.column.{name}") for name in ("name", "of", "sees_needs")]
    needs = [call.say("export.yes" if one.sees_needs else "export.no") for one in found]
    cells = [(*row, sees) for row, sees in zip(rows, needs, strict=True)]
    call.show(as_json, table(head, cells) if rows else [call.say("command.organiser.none")])


async def _scope(tx: Tx, call: Call) -> tuple[Scope, Gathering | None]:
    """What the code is for, and the gathering where it is one."""
    if call["network"] is not None:
        return Scope(network_id=(await get_network(tx, call["network"])).id), None
    found = await get_gathering(tx, call["gathering"])
    return Scope(gathering_id=found.id), found


def _of(organiser: Organiser) -> str:
    return str(organiser.scope.gathering_id or organiser.scope.network_id)


def _kind(organiser: Organiser) -> str:
    return "gathering" if organiser.scope.gathering_id else "network"


COMMANDS = (
    Command(
        "organiser invite",
        "samband organiser invite --network fjordnettverket",
        invite,
        (Argument("--network", "SLUG"), Argument("--gathering", "SLUG"), Argument("--sees-needs", is_flag=True)),
    ),
    Command(
        "organiser list",
        "samband organiser list --network fjordnettverket",
        show_all,
        (Argument("--network", "SLUG"),),
    ),
)
