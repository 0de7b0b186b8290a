from __future__ import annotations

from gatherings.gathering import Network, NetworkId
from gatherings.organisations import Organisation, OrganisationId, municipalities
from gatherings.store import Database
from gatherings.store.networks import add_network
from gatherings.store.organisations import list_organisations

FJORD = Network(NetworkId("n1"), "fjord", "Fjordnettverket")
WATERWORKS = Organisation(OrganisationId("member-fjordby-vannverk"), "Fjordby Vannverk")


async def test_a_network_with_a_list_of_members_knows_the_other_municipalities_too(database: Database) -> None:
    listed = (WATERWORKS, municipalities()[0])
    async with database.write() as tx:
        await add_network(tx, FJORD, members=listed)
        members = await list_organisations(tx, FJORD.id, members_only=True)
        known = await list_organisations(tx, FJORD.id)
    assert ({one.name for one in members}, len(known)) == ({one.name for one in listed}, len(municipalities()) + 1)


async def test_a_network_without_a_list_has_the_municipalities_for_members(database: Database) -> None:
    async with database.write() as tx:
        await add_network(tx, FJORD)
        members = await list_organisations(tx, FJORD.id, members_only=True)
    assert len(members) == len(municipalities())
