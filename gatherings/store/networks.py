"""Networks in the database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, select

from gatherings.errors import AlreadyThere, NoSuchNetwork
from gatherings.gathering import Network, NetworkId
from gatherings.organisations import Organisation, municipalities
from gatherings.store.organisations import add_organisations
from gatherings.store.tables import network
from gatherings.store.transaction import Tx


async def add_network(tx: Tx, made: Network, *, members: Sequence[Organisation] | None = None) -> None:
    """Adds a network with its organisations, the municipalities where none are named. Raises AlreadyThere."""
    if await find_network(tx, made.slug) is not None:
        raise AlreadyThere(slug=made.slug)
    await tx.execute(insert(network).values(id=made.id, slug=made.slug, title=made.title))
    await add_organisations(tx, made.id, municipalities() if members is None else members)


async def find_network(tx: Tx, slug: str) -> Network | None:
    row = (await tx.execute(select(network).where(network.c.slug == slug))).first()
    return None if row is None else Network(NetworkId(row.id), row.slug, row.title)


async def get_network(tx: Tx, slug: str) -> Network:
    """Raises NoSuchNetwork."""
    found = await find_network(tx, slug)
    if found is None:
        raise NoSuchNetwork(slug=slug)
    return found


async def list_networks(tx: Tx) -> list[Network]:
    """All networks, by title."""
    rows = await tx.execute(select(network).order_by(network.c.title))
    return [Network(NetworkId(row.id), row.slug, row.title) for row in rows]
