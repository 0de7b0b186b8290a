"""One round: a gathering of a morning, lived through by a service that is killed again and again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

import aiohttp
import psycopg

from bot.clock import machine_now
from gatherings.actions import save_and_plan
from gatherings.gathering import Network, NetworkId
from gatherings.store import Database
from gatherings.store.deliveries import LEASE
from gatherings.store.networks import add_network
from gatherings.terms import Terms
from tests.builders import DAY_ONE, at, gathering
from tests.doubles.teams import TeamsClient
from tests.torture.births import KILLED, NEVER, Life, Nursery
from tests.torture.errands import Errands
from tests.torture.fate import Fate, Point, fate_of_service
from tests.torture.morning import BEGINS, LASTS, morning, settings_for
from tests.torture.people import Ledger, Person, Round
from tests.torture.platform import Platform
from tests.torture.stores import DELIVERED, DIALOGS, FIRED, FOLLOWING, PLANNED, REGISTERED, UNDER_WAY, Store
from tests.torture.verdict import DOMAIN, Outage, Verdict, instant, not_in_exports, said_twice, undelivered, unheard

ASKED_AT, CLOSED_AT = at("11:20"), at("12:00", DAY_ONE + timedelta(days=20))
PEOPLE_AT_ONCE, MOST_FOLLOWERS = 6, 10
LEASE_AND_MORE: Final = LEASE + timedelta(seconds=1)
LONGEST_LIFE: Final = 0.8
AT_WORK_WITHIN: Final = 10.0
LOOKS_EVERY: Final = 0.02
CALM_WITHIN: Final = 90.0


@dataclass
class Played:
    """A round that is over."""

    verdict: Verdict
    kills: int
    by_point: dict[str, int]
    server_kills: int


class OneRound:
    """`await OneRound(…).play()`."""

    def __init__(self, nursery: Nursery, store: Store, *, seed: str, kills: int, folder: Path) -> None:
        self._nursery, self._store, self._kills_wanted = nursery, store, kills
        self._chance = Random(seed)
        self._clock = nursery.clock
        self._platform = Platform()
        self._ledger = Ledger()
        self._up, self._answered = asyncio.Event(), asyncio.Event()
        self._is_coming, self._is_over = True, False
        self._people: dict[str, Person] = {}
        self._numbers = count(1)
        self._rating = set[str]()
        self._outages: list[Outage] = []
        self._lost = dict[str, None]()
        self._by_point: dict[str, int] = {}
        self._errands = Errands(nursery, store, self._chance, self._ledger, folder)

    @property
    def _kills(self) -> int:
        return sum(self._by_point.values())

    async def play(self) -> Played:
        """The round, to its end."""
        async with self._platform, aiohttp.ClientSession() as session:
            self._settings = settings_for(self._platform, self._store)
            self._teams = TeamsClient(
                self._platform, session, f"http://127.0.0.1:{self._settings['port']}/api/messages"
            )
            for point in await self._errands.migrate():
                self._note(point)
            await self._set_up()
            among = Round(
                self._platform, self._ledger, self._alive, self._answered.set, self._clock.now, self._waits_for
            )
            seeds = [self._chance.random() for _ in range(PEOPLE_AT_ONCE)]
            walks = [asyncio.create_task(self._walk(among, Random(seed))) for seed in seeds]
            try:
                await self._live()
            finally:
                self._is_over = True
                for walk in walks:
                    walk.cancel()
                await asyncio.gather(*walks, return_exceptions=True)
            for walk in walks:
                with suppress(asyncio.CancelledError):
                    walk.result()
            return Played(await self._judge(), self._kills, self._by_point, len(self._outages))

    async def _set_up(self) -> None:
        self._store.make_anew()
        self._clock.put(BEGINS)
        database = Database.at(self._store.address)
        made = gathering(version=0, programme=morning(), ends_on=DAY_ONE, streams=(), terms=Terms(deadline=DAY_ONE))
        async with database.write() as tx:
            await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
            await save_and_plan(tx, made, now=BEGINS)
        await database.close()
        self._errands.begin(replace(made, version=1))

    async def _live(self) -> None:
        coming, asked = round(self._kills_wanted * 0.7), round(self._kills_wanted * 0.9)
        while self._kills < coming:
            self._clock.put(BEGINS + LASTS * (self._kills / coming))
            await self._life(fate_of_service(self._chance), errand=True)
        self._is_coming = False
        await self._calm(lambda: all(person.is_done for person in self._people.values()))
        assert not (left := [name for name, one in self._people.items() if not one.is_done]), f"{left} are not done"
        self._clock.put(ASKED_AT)
        while self._kills < asked:
            await self._life(fate_of_service(self._chance))
        await self._calm(lambda: self._is_settled() and not self._to_rate() and not self._rating)
        self._clock.put(CLOSED_AT)
        while self._kills < self._kills_wanted:
            await self._life(fate_of_service(self._chance))
        await self._calm(self._is_settled)

    async def _life(self, fate: Fate, *, errand: bool = False) -> None:
        """One life of the service, with what goes on beside it."""
        self._answered.clear()
        self._platform.fate, outages = fate, len(self._outages)
        life = await self._nursery.serve(self._settings, fate=fate)
        self._platform.strike = life.kill
        life.started.add_done_callback(lambda _: self._up.set())
        beside = asyncio.create_task(self._beside(errand=errand))
        is_any = fate.point is Point.ANY
        if not is_any or fate.count % 2:
            await self._until_at_work(life)
        await life.until_ended(within=fate.count / 1000 if is_any else LONGEST_LIFE)
        await beside
        await self._end(life, fate, has_lost_database=len(self._outages) > outages)

    async def _until_at_work(self, life: Life) -> None:
        """It has begun to serve, and where people come it has answered one: on a busy machine that takes a while."""
        if await life.until_started() and self._is_coming:
            tasks = [asyncio.create_task(self._answered.wait()), asyncio.create_task(life.until_ended())]
            await asyncio.wait(tasks, timeout=AT_WORK_WITHIN, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()

    async def _end(self, life: Life, fate: Fate, *, has_lost_database: bool) -> None:
        is_at_point = life.ended.done()
        life.kill()
        await life.until_ended()
        self._up.clear()
        if life.ended.result() == KILLED:
            self._note(fate.point if is_at_point else Point.ANY)
        else:  # who finds no database when it starts says so and ends, and is started again
            is_excused = has_lost_database and not life.started.done()
            assert is_excused, f"it ended by itself; see {self._nursery.log}"
        self._clock.pass_by(LEASE_AND_MORE)
        self._look_for_losses()

    def _note(self, killed_at: str) -> None:
        self._by_point[killed_at] = self._by_point.get(killed_at, 0) + 1

    async def _beside(self, *, errand: bool) -> None:
        """An import or a backup while the service lives, and the end of the database's server."""
        if errand and (ended_at := await self._errands.run_one(self._clock.now())) is not None:
            self._note(ended_at)
        if self._chance.random() < 0.15:
            began_at = machine_now()
            if await self._store.kill_server():
                self._outages.append(Outage(began_at, machine_now()))

    def _look_for_losses(self) -> None:
        """After each kill: whoever was told that they are in, and does not leave, is in; whoever follows, follows."""
        listed = {row[0] for row in self._store.rows(REGISTERED)}
        following = {row[0] for row in self._store.rows(FOLLOWING)}
        staying = self._ledger.registered - self._ledger.leaving
        for name in staying:
            if f"{name}{DOMAIN}" not in listed:
                self._lost[f"{name} was registered, and is not; they were told {self._ledger.said[name]}"] = None
        for name in self._ledger.follows:
            if f"a:{name}" not in following:
                self._lost[f"{name} followed, and does not"] = None

    async def _calm(self, is_done: Callable[[], bool]) -> None:
        """A life that nobody ends, until it is done. The leases of those before it are over."""
        self._platform.fate = None
        life = await self._nursery.serve(self._settings, fate=NEVER)
        life.started.add_done_callback(lambda _: self._up.set())
        with suppress(TimeoutError):
            async with asyncio.timeout(CALM_WITHIN):
                while not is_done():
                    await life.until_ended(within=LOOKS_EVERY)
        life.kill()
        await life.until_ended()
        self._up.clear()

    def _is_settled(self) -> bool:
        due = [row for row in self._store.rows(PLANNED) if instant(row[0]) <= self._clock.now()]
        return not due and self._store.rows(UNDER_WAY) == [(0,)]

    async def _alive(self) -> TeamsClient:
        await self._up.wait()
        return self._teams

    async def _waits_for(self, name: str, dialog: str) -> str | None:
        """The card that somebody's dialog waits for; asked again while the server of the database is away."""
        while True:
            try:
                states = [state for external, state in self._store.rows(DIALOGS) if external == f"a:{name}"]
                break
            except psycopg.OperationalError:
                await asyncio.sleep(LOOKS_EVERY)
        kept = [json.loads(state) if isinstance(state, str) else state for state in states]
        return next((str(one[dialog]["id"]) for one in kept if dialog in one), None)

    async def _walk(self, among: Round, chance: Random) -> None:
        """People come one after the other, and later each rates what they came to."""
        while self._is_coming and len(self._people) < self._kills_wanted:
            name = f"p{next(self._numbers):04}"
            person = self._people[name] = Person(name, among, self._teams.personal(name, f"Person {name}"))
            follows = sum(one.is_following for one in self._people.values()) < MOST_FOLLOWERS
            await person.comes(chance, follows=follows and chance.random() < 0.5)
        while not self._is_over:
            if not (waiting := self._to_rate()):
                await asyncio.sleep(LOOKS_EVERY)
                continue
            self._rating.add(waiting[0])
            await self._people[waiting[0]].rates(chance.randint(1, 10))
            self._rating.discard(waiting[0])

    def _to_rate(self) -> list[str]:
        """Who has been asked, and has not answered."""
        left = self._ledger.is_in - self._ledger.leaving - self._rating - self._ledger.answered.keys()
        return [name for name in sorted(left) if self._people[name].is_asked]

    async def _judge(self) -> Verdict:
        rows, taken = self._store.rows(DELIVERED), self._platform.taken
        receipts = frozenset(row[1] for row in rows if row[0] == "sent")
        inside, outside = said_twice(taken, receipts, self._outages, self._ledger.presses)
        slug = ("--gathering", gathering().slug, "--json")
        at = {"DATABASE_URL": self._store.address}
        kinds = ("participants", "answers", "programme")
        read = [await self._nursery.ran("export", kind, *slug, **at) for kind in kinds]
        lost = [
            *self._lost,
            *self._errands.lost,
            *undelivered(rows, taken),
            *unheard(self._ledger, self._store.rows(FIRED), rows, taken),
            *not_in_exports(self._ledger, read[0], read[1], read[2], self._errands.starts),
        ]
        ledger = self._ledger
        facts = len(ledger.registered) + len(ledger.left) + len(ledger.follows) + len(ledger.answered)
        return Verdict(
            lost, inside, len(outside), outside, sum(row[0] == "sent" for row in rows), facts + self._errands.imported
        )
