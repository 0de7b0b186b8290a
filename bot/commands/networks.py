"""`samband network`: the networks of this installation."""

from __future__ import annotations

from uuid import uuid4

from bot.commands import values
from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command, Refused
from bot.commands.members import members_in
from bot.commands.opened import opened, time_of
from bot.commands.table import table
from gatherings.gathering import Network, NetworkId
from gatherings.organisations import with_other_municipalities
from gatherings.store import Tx
from gatherings.store.networks import add_network, get_network, list_networks

FIRST = ("nettverk", "Samband")  # the network that is made where none is named and there is none


async def add(call: Call) -> None:
    """A network with the members of a list, the municipalities where none is given."""
    made = Network(NetworkId(uuid4().hex), call["slug"], call["title"])
    members = None if call["members"] is None else with_other_municipalities(members_in(call["members"]))
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            await add_network(tx, made, members=members)
            await note(tx, "network_added", about=None, subject=made.id, now=now)
    call.show(_json(made), [call.say("command.network.added", title=made.title, slug=made.slug)])


async def show_all(call: Call) -> None:
    async with opened(call.settings) as database, database.read() as tx:
        found = await list_networks(tx)
    head = [call.say("command.column.slug"), call.say("command.column.title")]
    nothing = [call.say("command.network.none")]
    call.show([_json(one) for one in found], table(head, [(n.slug, n.title) for n in found]) if found else nothing)


async def network_for(tx: Tx, slug: str | None) -> Network:
    """The network that is named, else the only one; made where there is none. Raises NoSuchNetwork, Refused."""
    if slug is not None:
        return await get_network(tx, slug)
    found = await list_networks(tx)
    if len(found) > 1:
        raise Refused("command.refused.which_network", slugs=", ".join(network.slug for network in found))
    if found:
        return found[0]
    made = Network(NetworkId(uuid4().hex), *FIRST)
    await add_network(tx, made)
    return made


def _json(network: Network) -> dict[str, str]:
    return {"slug": network.slug, "title": network.title}


COMMANDS = (
    Command(
        "network add",
        'samband network add fjordnettverket --title "Fjordnettverket"',
        add,
        (
            Argument("SLUG", read=values.slug),
            Argument("--title", "TITLE", values.words, is_required=True),
            Argument("--members", "CSV"),
        ),
    ),
    Command("network list", "samband network list", show_all),
)
