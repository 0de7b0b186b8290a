"""What "what's next?" costs when sixteen ask at once, with 1 gathering in the database and with 10,000.

A gathering is kept in memory by its edition, and every turn asks the database for the edition. So three
things are timed: the answer out of an agenda that is kept; what the store is read for where the agenda is not kept;
and the whole turn, its agenda kept: lock, store, understanding, answer, commit, card.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Final

from bot.channels.teams import dress
from bot.serving import spare_the_collector
from bot.turn import Turn
from bot.wire import Address, Channel, Happening, Incoming, Sender
from dialogs.agenda.lookup import answer_agenda
from dialogs.understanding.wish import Wish
from gatherings.gathering import GatheringId, Network, NetworkId
from gatherings.people import ConversationKind
from gatherings.programme import BlockId
from gatherings.store import Database, Tx
from gatherings.store.agendas import Agendas
from gatherings.store.gatherings import forget_kept, get_edition, get_gathering_by_id, list_current, save_gathering
from gatherings.store.migrate import migrate
from gatherings.store.networks import add_network
from tests.bench.figures import Figure, at_most, ratio
from tests.bench.filled import multiply
from tests.bench.many import arriving_together, p99
from tests.builders import DAY_ONE, PROGRAMME, at, gathering
from tests.doubles.clocks import StoppedClock
from tests.doubles.wire import ListWire

ROUNDS, BURSTS = 5, 100
FEW, MANY = 1, 10_000
USERS: Final = [f"user{number}" for number in range(16)]
NOW, LONG_AGO = at("09:40"), date(2024, 4, 18)
CACHED_MS, UNCACHED_MS, FLAT = 1, 15, 1.2
NEXT: Final = Wish("agenda.next")


@dataclass(frozen=True)
class Place:
    """A database and a process that answers out of it."""

    database: Database
    agendas: Agendas
    turn: Turn
    tx: Tx
    edition: str | None
    numbers: count[int]

    async def answer_kept(self, _: str) -> None:
        """The answer out of the agenda that is kept of the edition that was asked for."""
        agenda = await self.agendas.at_edition(self.tx, gathering().id, self.edition)
        answer_agenda(NEXT, agenda=agenda, now=NOW, sees_streams=True)

    async def read_anew(self, _: str) -> None:
        """What a look-up reads where the agenda is not kept."""
        async with self.database.read() as tx:
            [listed] = await list_current(tx, from_day=DAY_ONE)
            forget_kept()
            await get_gathering_by_id(tx, listed.id)

    async def take(self, user: str) -> None:
        """A whole turn."""
        here = Address("teams", "t1", f"a:{user}", ConversationKind.PERSONAL, {"conversation": f"a:{user}"})
        sender = Sender(user, user.capitalize(), "nb-NO", "")
        said = Incoming(f"m{next(self.numbers)}", Happening.MESSAGE, here, sender, NOW, "hva er neste på agendaen?")
        [reply] = await self.turn.take(said)
        assert "Pause" in str(reply.body)


async def measure(folder: Path) -> list[Figure]:
    """The slowest of a hundred, of each of the three, at both sizes."""
    async with AsyncExitStack() as stack:
        few, many = [await stack.enter_async_context(_place(folder, count)) for count in (FEW, MANY)]
        await _round(few), await _round(many)
        spare_the_collector()
        rounds = [(await _round(few), await _round(many)) for _ in range(ROUNDS)]
    names = "answered from memory", "read anew from the store", "whole turn"
    aims = at_most(CACHED_MS), at_most(UNCACHED_MS), at_most(UNCACHED_MS)
    fews, manys = ([list(took) for took in zip(*side, strict=True)] for side in zip(*rounds, strict=True))
    return [
        figure
        for name, aim, at_few, at_many in zip(names, aims, fews, manys, strict=True)
        for figure in (
            Figure(f"look-up, 16 at once, p99, {name}, {FEW} gathering", "ms", at_few, aim),
            Figure(f"look-up, 16 at once, p99, {name}, {MANY:,} gatherings", "ms", at_many, aim),
            ratio(f"look-up, {name}, {MANY:,} gatherings by {FEW}", at_many, at_few, at_most(FLAT)),
        )
    ]


async def _round(place: Place) -> tuple[float, float, float]:
    """The p99 of each of the three, in milliseconds."""
    kept, read, turn = [
        [one for _ in range(BURSTS) for one in await arriving_together(USERS, do)]
        for do in (place.answer_kept, place.read_anew, place.take)
    ]
    return p99(kept), p99(read), p99(turn)


@asynccontextmanager
async def _place(folder: Path, size: int) -> AsyncIterator[Place]:
    """One gathering is on; the others were held years ago."""
    database, agendas = Database.at(f"sqlite:///{folder / f'lookups{size}.db'}"), Agendas()
    await migrate(database)
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_gathering(tx, gathering())
        if size > 1:
            held = tuple(replace(one, id=BlockId(f"old:{one.id}"), day=LONG_AGO) for one in PROGRAMME)
            changed = {"id": GatheringId("old"), "slug": "old", "starts_on": LONG_AGO, "ends_on": LONG_AGO}
            await save_gathering(tx, gathering(**changed, programme=held, streams=()))
            await multiply(tx, GatheringId("old"), by=size - 1)
    channels = {"teams": Channel(dress, ListWire())}
    turn = Turn(database, StoppedClock(NOW, NOW), channels, agendas=agendas)
    async with database.read() as tx:
        yield Place(database, agendas, turn, tx, await get_edition(tx, gathering().id), count(1))
    await database.close()
