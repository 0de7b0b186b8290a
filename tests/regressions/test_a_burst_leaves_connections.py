"""Turns of three tenants at once took every connection; the courier and the jobs waited for one, and were given up."""

from __future__ import annotations

import asyncio
from itertools import product

from bot.channels.teams import dress
from bot.turn import ABREAST, ABREAST_IN_ALL, Turn
from bot.wire import Address, Channel, Happening, Incoming, Sender
from gatherings.people import ConversationKind
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from gatherings.store.database import CONNECTIONS
from tests.builders import at
from tests.doubles.clocks import StoppedClock
from tests.doubles.wire import ListWire

NOW = at("09:00")
PEOPLE = list(product(range(4), range(ABREAST)))  # their tenant, and who they are there
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def _said(tenant: int, number: int, *, word: str) -> Incoming:
    name = f"a:{tenant}-{number}"
    here = Address("teams", f"t{tenant}", name, ConversationKind.PERSONAL, {"conversation": name})
    return Incoming(f"{word}{name}", Happening.MESSAGE, here, Sender(name, None, "nb-NO", ""), NOW, word)


async def test_while_turns_wait_for_a_lock_others_have_a_connection_and_no_turn_is_given_up(
    postgres_address: str,
) -> None:
    beside, database = Database.at(postgres_address), Database.at(postgres_address)
    turn = Turn(database, StoppedClock(NOW, NOW), {"teams": Channel(dress, ListWire())}, agendas=Agendas())
    for one in PEOPLE:
        await turn.take(_said(*one, word="hei"))
    async with beside.write() as holding, asyncio.TaskGroup() as talking:
        await holding.exec_driver_sql("SELECT id FROM conversation FOR UPDATE")
        taken = [talking.create_task(turn.take(_said(*one, word="takk"))) for one in PEOPLE]
        async with asyncio.timeout(20):
            while (await holding.exec_driver_sql(WAITING)).scalar_one() < ABREAST_IN_ALL:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
            async with database.read() as looking:
                assert (await looking.exec_driver_sql("SELECT 1")).scalar_one() == 1
        await holding.rollback()
    assert ["gikk ikke" in str(one.result()[0].body) for one in taken] == [False] * len(PEOPLE)
    assert ABREAST_IN_ALL < CONNECTIONS
    await database.close()
    await beside.close()
