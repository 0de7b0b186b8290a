"""`samband organiser`: one-time codes that make an organiser, and who is one."""

from __future__ import annotations

import secrets

from bot.commands.command import Argument, Call, Command, Refused
from bot.commands.opened import opened, time_of
from bot.commands.table import table
from gatherings.actions import invite_organiser
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
            code = await invite_organiser(tx, await _scope(tx, call), choose=secrets.choice, now=now)
    call.show({"code": code}, [code, call.say("command.organiser.invited", code=code)])


async def show_all(call: Call) -> None:
    """Organisers and what they have rights over."""
    async with opened(call.settings) as database, database.read() as tx:
        if call["network"] is not None:
            await get_network(tx, call["network"])
        found = await list_organisers(tx, network_slug=call["network"])
        slugs: dict[str, str] = {network.id: network.slug for network in await list_networks(tx)}
        slugs |= {gathering.id: gathering.slug for gathering in await list_gatherings(tx)}
    rows = [(one.name, slugs[_of(one)]) for one in found]
    as_json = [{"name": name, _kind(one): slug} for one, (name, slug) in zip(found, rows, strict=True)]
    head = [call.say("command.column.name"), call.say("command.column.of")]
    call.show(as_json, table(head, rows) if rows else [call.say("command.organiser.none")])


async def _scope(tx: Tx, call: Call) -> Scope:
    if call["network"] is not None:
        return Scope(network_id=(await get_network(tx, call["network"])).id)
    return Scope(gathering_id=(await get_gathering(tx, call["gathering"])).id)


def _of(organiser: Organiser) -> str:
    return str(organiser.scope.gathering_id or organiser.scope.network_id)


def _kind(organiser: Organiser) -> str:
    return "gathering" if organiser.scope.gathering_id else "network"


COMMANDS = (
    Command(
        "organiser invite",
        "samband organiser invite --network fjordnettverket",
        invite,
        (Argument("--network", "SLUG"), Argument("--gathering", "SLUG")),
    ),
    Command(
        "organiser list",
        "samband organiser list --network fjordnettverket",
        show_all,
        (Argument("--network", "SLUG"),),
    ),
)
