from gatherings.gathering import GatheringId
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from gatherings.store.gatherings import KEPT_AT_MOST
from tests.builders import gathering
from tests.route import Route


async def test_an_agenda_is_read_once_for_each_version(database: Database) -> None:
    route, agendas = Route(database), Agendas()
    await route.save(gathering())
    async with database.read() as tx:
        first, again = await agendas.get(tx, gathering().id), await agendas.get(tx, gathering().id)
    await route.save(gathering(title="Ny"))
    async with database.read() as tx:
        changed = await agendas.get(tx, gathering().id)
    assert (again is first, changed is first, changed.gathering.title) == (True, False, "Ny")


async def test_only_so_many_agendas_are_kept(database: Database) -> None:
    route, agendas = Route(database), Agendas()
    await route.save(gathering(programme=(), streams=()))
    async with database.read() as tx:
        agenda = await agendas.get(tx, gathering().id)
        agendas._kept = {GatheringId(str(number)): agenda for number in range(KEPT_AT_MOST)}
        await agendas.get(tx, gathering().id)
    assert (len(agendas._kept), gathering().id in agendas._kept) == (KEPT_AT_MOST, True)
