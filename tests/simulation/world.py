"""The house and everything around it: lives of one process on one database, people, time."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from sqlalchemy.exc import OperationalError

from bot.carriers import carrier_of
from bot.channels.console import dress
from bot.courier import Courier
from bot.pace import teams_limits
from bot.turn import Turn
from bot.wire import Address, Channel, Happening, Incoming, NotTaken, Sender, SendLater, Unreachable
from gatherings.errors import Refusal
from gatherings.people import ConversationKind
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from jobs.clock import Entry
from jobs.timetable import timetable
from tests.simulation.clock import SimulatedClock
from tests.simulation.loop import SimulatedLoop
from tests.simulation.network import Arrival, Network
from tests.simulation.scenery import CHANNEL, Scenery, tenant_of
from tests.simulation.store import Crashed, Life, SimulatedDatabase, StoreFaults

SOON: Final = 0.7
"""Seconds in which what was begun is done, where nothing fails."""
MOMENTS: Final = 60
"""So many of them at most are waited for what is on the wire."""
STOPS: Final = 6
TOLD_AT_MOST, TOLD_AGAIN_AFTER = 3, timedelta(seconds=5)
"""So often at most the process ticks while time goes by; then it is down until the end."""
AGO: Final = timedelta(days=3)
"""So far the machine's clock is behind gathering time at first: nothing may take one for the other."""
INEXACT: Final = timedelta(milliseconds=1)


@dataclass
class House:
    """What one life of the process is made of."""

    life: Life
    database: SimulatedDatabase
    turn: Turn
    courier: Courier
    jobs: Mapping[str, Entry]


@dataclass
class World:
    loop: SimulatedLoop
    opened: Database
    file: Path
    scenery: Scenery
    random: Random
    trace: list[str] = field(default_factory=list)
    lives: int = 0
    turns: int = 0
    looked: Callable[[str, datetime], None] = lambda _actor, _began: None
    """Called after everything that somebody, or something, has done; it began at that instant of gathering time."""
    looks: int = 0

    def begin(self) -> None:
        self.loop.set_exception_handler(_told_unless_dead)
        begins = self.scenery.begins
        self.clock = SimulatedClock(self.loop, begins, begins - AGO, begins)
        self.faults = StoreFaults(self.random)
        self.network = Network(self.clock, self.random, Life(0))
        self.look = sqlite3.connect(self.file, isolation_level=None)
        self.look.row_factory = sqlite3.Row
        self.start()

    async def end(self) -> None:
        self.house.life.ended.set()
        await self._bury()
        self.look.close()

    # Lives.

    def start(self) -> None:
        """All objects are made anew, on the database as it is."""
        self.lives += 1
        life = Life(self.lives)
        database = SimulatedDatabase.of(self.opened, life=life, faults=self.faults)
        agendas = Agendas()
        answering = Channel(dress, self.network.wire(life, by_courier=False))
        carrying = Channel(dress, self.network.wire(life, by_courier=True))
        turn = Turn(database, self.clock, {CHANNEL: answering}, agendas=agendas)
        courier = Courier(database, self.clock, {CHANNEL: carrier_of(carrying, limits=teams_limits())}, agendas)
        entries = timetable(
            database,
            self.clock,
            channels={CHANNEL},
            replica=f"life {self.lives}",
            wake_courier=courier.wake,
            ticked=lambda: None,
        )
        self.house = House(life, database, turn, courier, {entry.name: entry for entry in entries})
        self._runs = self.loop.create_task(courier.run())

    async def crash(self) -> None:
        """The process is gone as it stands, and begins again."""
        self.house.life.ended.set()
        await self._begin_anew()
        self.looked("death", self.clock.now())

    async def _begin_anew(self) -> None:
        """What arrived and was not marked may come once more."""
        await self._bury()
        self._excuse(lambda _: True)
        self.network.in_flight = 0
        known = self.look.execute("SELECT external FROM conversation WHERE unreachable_at IS NOT NULL")
        self.network.gone &= {row["external"] for row in known}  # a refusal that was not marked is not known
        self._forget_waits()
        self.start()

    def _forget_waits(self) -> None:
        """A Retry-After that was not marked before the process died is not known either."""
        rows = self.look.execute("SELECT id, visible_at FROM delivery WHERE state = 'waiting'")
        kept = {f"delivery:{row['id']}": instant_of(row["visible_at"]) for row in rows}
        asked = self.network.not_before
        for key, until in list(asked.items()):
            if key not in kept or kept[key] < self.clock.machine_at(until) - INEXACT:
                del asked[key]

    def _excuse(self, covers: Callable[[Arrival], bool]) -> None:
        """One copy more of what arrived, is not marked, and was not excused yet."""
        waiting = {
            f"delivery:{row['id']}" for row in self.look.execute("SELECT id FROM delivery WHERE state = 'waiting'")
        }
        for arrival in self.network.arrivals:
            if arrival.is_acknowledged and arrival.key in waiting and covers(arrival):
                self.network.excused.add(arrival.number)

    async def _bury(self) -> None:
        ours = asyncio.current_task()
        left = [task for task in asyncio.all_tasks() if task is not ours]
        while left:
            for task in left:
                task.cancel()
            await asyncio.wait(left)
            for task in left:
                if not task.cancelled():
                    task.exception()
            left = [task for task in asyncio.all_tasks() if task is not ours]
        await self.opened.close()

    async def act(self, actor: str, doing: Awaitable[object]) -> None:
        """Somebody does something; then everything is looked at."""
        began, failed = self.clock.now(), self.faults.failed
        await self._living(doing)
        if self.faults.failed > failed:
            self._excuse(lambda arrival: not arrival.by_courier)
        self.looked(actor, began)

    async def _living(self, doing: Awaitable[object]) -> bool:
        """Whether it came to its end in one life; where the process died of it, it has begun again."""
        life = self.house.life
        task, dying = asyncio.ensure_future(doing), self.loop.create_task(life.ended.wait())
        await asyncio.wait({task, dying}, return_when=asyncio.FIRST_COMPLETED)
        if life.ended.is_set():
            await self._begin_anew()
            self.trace.append("  (died)")
            return False
        dying.cancel()
        try:
            await task
        except (SendLater, Unreachable, Refusal, OperationalError) as trouble:
            self.trace.append(f"  ({type(trouble).__name__})")
        return True

    # Time.

    async def settle(self) -> None:
        """What was begun is done, or waits for a time to come."""
        await self.act("courier", self._settled())

    async def _settled(self) -> None:
        await asyncio.sleep(SOON)
        for _ in range(MOMENTS):
            if not self.network.in_flight:
                return
            await asyncio.sleep(SOON)

    async def tick(self, name: str = "fire_postings") -> None:
        """What the alarm clock does when it rings."""
        await self.act("tick", self.house.jobs[name].do())
        await self.settle()

    async def pass_time(self, length: timedelta) -> None:
        """Time goes by, and the process ticks where anything is due; many stops on the way are too many for it."""
        until = self.loop.time() + length.total_seconds()
        for _ in range(STOPS):
            left = until - self.loop.time()
            wait = self._until_due()
            if wait is None or wait > left:
                break
            self.loop.leap(wait)
            await self.tick()
        self.loop.leap(max(0.0, until - self.loop.time()))
        await self.tick()

    def _until_due(self) -> float | None:
        """Seconds to the next instant at which something may happen; None where nothing will."""
        now, machine_now = self.clock.now(), self.clock.machine_now()
        found = [
            *(_seconds(now, at) for at in self._column("SELECT min(due_at) FROM posting WHERE state = 'planned'")),
            *(_seconds(now, at) + 1 for at in self._column("SELECT min(offered_until) FROM registration")),
            *(_seconds(now, at) + 1 for at in self._column("SELECT min(closes_at) FROM evaluation WHERE NOT is_wiped")),
            *(
                _seconds(machine_now, at)
                for at in self._column("SELECT min(visible_at) FROM delivery WHERE state = 'waiting'")
            ),
        ]
        ahead = [wait for wait in found if wait > 0]
        return min(ahead, default=None)

    def _column(self, query: str) -> list[str]:
        return [row[0] for row in self.look.execute(query) if row[0] is not None]

    # People.

    async def take(self, name: str, *, text: str = "", again: bool = False, **pressed: object) -> list[dict[str, Any]]:
        """What somebody can press after they wrote, or pressed, something; nothing where nothing was answered."""
        self.turns += 0 if again else 1
        before = len(self.network.arrivals)
        await self.act(name, self._told(self._incoming(name, text, pressed)))
        mine = [one for one in self.network.arrivals[before:] if one.conversation == name and not one.by_courier]
        return [press for arrival in mine for press in arrival.presses]

    async def _told(self, incoming: Incoming) -> None:
        """The platform tells it again where the turn broke and nobody could be told so, when it may; then it gives up."""
        for _ in range(TOLD_AT_MOST):
            try:
                await self.house.turn.answer(incoming)
            except NotTaken as trouble:
                self.trace.append("  (not taken)")
                await asyncio.sleep((trouble.after or TOLD_AGAIN_AFTER).total_seconds())
            else:
                return

    async def press_twice_at_once(self, name: str, **pressed: object) -> None:
        """The platform delivers one press two times, side by side."""
        self.turns += 1
        incoming = self._incoming(name, "", pressed)

        async def both() -> None:
            done = await asyncio.gather(*(self.house.turn.answer(incoming) for _ in range(2)), return_exceptions=True)
            for one in done:
                if isinstance(one, Crashed):
                    raise one

        await self.act(name, both())

    def _incoming(self, name: str, text: str, pressed: Mapping[str, object]) -> Incoming:
        self.network.gone.discard(name)  # whoever writes can be reached again
        return Incoming(
            id=f"m{self.turns}",
            what=Happening.PRESS if pressed else Happening.MESSAGE,
            address=Address(CHANNEL, tenant_of(name), name, ConversationKind.PERSONAL, {}),
            sender=Sender(name, locale="nb-NO"),
            arrived_at=self.clock.now(),
            text=text,
            pressed={"gathering": self.scenery.gathering.id, **pressed} if pressed else {},
        )


def _told_unless_dead(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Whoever died with the process is asked by nobody."""
    if not isinstance(context.get("exception"), Crashed):
        loop.default_exception_handler(context)


def instant_of(stored: str) -> datetime:
    """The instant as SQLite keeps it."""
    return datetime.fromisoformat(f"{stored}+00:00")


def _seconds(now: datetime, stored: str) -> float:
    return (instant_of(stored) - now).total_seconds()
