"""One block to 10,300 at 50 a second: two services on one PostgreSQL, in front of one Connector over TLS.

The services are the real ones (`samband run`), each a process of its own. A fifth of a tenant's rate is kept for
answers to people and no broadcast has it, so they are told 62 a second: what is left for the broadcast is 50, less what
their timers are inexact by. With the rate as it is set when nobody says otherwise a broadcast goes at 40 a second.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import aiohttp

from bot.clock import machine_now
from bot.pace import KEPT_FOR_ANSWERS
from gatherings.store import Database
from gatherings.store.deliveries import count_deliveries
from gatherings.store.postings import add_postings
from tests.bench.asking import Asking, asking
from tests.bench.authority import HOST, Authority, authority_in
from tests.bench.figures import Aim, Figure, at_least, at_most
from tests.bench.followers import conversations, fill, gathering_with_a_block_at
from tests.bench.processes import free_port, running
from tests.bench.stamps import Stamps
from tests.bench.stores import migrated, postgres
from tests.doubles.botframework import BotFramework
from tests.operation.service import Service, environment_of
from tests.operation.service import running as service_running

POSTS: Final = 10_300
LIMIT: Final = 50
LIMIT_WITH_ANSWERS: Final = LIMIT / (1 - KEPT_FOR_ANSWERS)
EXACT_TO: Final = timedelta(milliseconds=12)
"""So far apart two sends may be late; fifty intervals are longer than a second by so much."""
PACE: Final = LIMIT / (1 + EXACT_TO.total_seconds())
REPLICAS: Final = 2
FILLED_WITHIN: Final = timedelta(seconds=15)
LOOKS_EVERY: Final = 0.5


@dataclass(frozen=True, slots=True)
class Course:
    """What a broadcast has to bear, and the efficiency to reach with it."""

    name: str
    aim: Aim
    is_killed: bool = False
    refuses: int = 0


COURSES: Final = (
    Course("broadcast", at_least(0.985)),
    Course("broadcast, one of two killed half-way", at_least(0.975), is_killed=True),
    Course("broadcast, 10 % answered 429", at_least(0.95), refuses=10),
)


async def measure(folder: Path, *, posts: int = POSTS) -> list[Figure]:
    return [figure for course in COURSES for figure in await measure_course(course, folder, posts=posts)]


async def measure_course(course: Course, folder: Path, *, posts: int) -> list[Figure]:
    """One round: it takes as long as the limit asks."""
    async with AsyncExitStack() as opened:
        address = opened.enter_context(postgres())
        database = await opened.enter_async_context(migrated(address))
        stage = await opened.enter_async_context(_stage(course, folder, database, address))
        due_at = _whole_second(machine_now() + FILLED_WITHIN + timedelta(milliseconds=posts))
        made, planned = gathering_with_a_block_at(due_at)
        await fill(database, conversations(posts, stage.service), made=made)
        await stage.asking.warm_up()
        await stage.session.post(f"{stage.control}/forget")  # who warms up asks as fast as they are answered
        async with database.write() as tx:
            await add_postings(tx, [planned])
        due = time.monotonic() + (due_at - machine_now()).total_seconds()
        assert due > time.monotonic(), "everything was ready too late: nothing is measured"
        await asyncio.sleep(due - time.monotonic())
        async with stage.asking.going_on():
            killed = await stage.until_half_way(posts) if course.is_killed else None
            await stage.until_all_are_sent(posts)
        return stage.figures(course, posts, await stage.stamps(due, killed))


@dataclass
class Stage:
    database: Database
    session: aiohttp.ClientSession
    services: list[Service]
    asking: Asking
    service: str
    control: str

    async def until_half_way(self, posts: int) -> float:
        """When a replica was killed (monotonic)."""
        await self._until_sent(posts // 2)
        self.asking.leave(self.services[0].url)
        self.services[0].process.kill()
        return time.monotonic()

    async def until_all_are_sent(self, posts: int) -> None:
        async with asyncio.timeout(60 + 3 * posts / LIMIT):
            await self._until_sent(posts)

    async def _until_sent(self, many: int) -> None:
        sent = 0
        while sent < many:
            await asyncio.sleep(LOOKS_EVERY)
            async with self.database.read() as tx:
                sent = (await count_deliveries(tx)).get("sent", 0)

    async def stamps(self, due: float, killed: float | None) -> Stamps:
        async with self.session.get(f"{self.control}/stamps") as response:
            stamps = await response.json()
        async with self.session.get(f"{self.control}/healthz") as response:
            early = (await response.json())["early"]
        ours = [one for one in stamps if one[0].startswith("c")]
        others = [one for one in stamps if not one[0].startswith("c")]
        return Stamps(ours, due=due, killed=killed, early=early, others=others)

    def figures(self, course: Course, posts: int, stamps: Stamps) -> list[Figure]:
        name, refused = course.name, len(stamps.refused)
        least = (posts + refused) / LIMIT
        efficiency = least / stamps.took
        found = [
            Figure(f"{name}: {least:.1f} s, the limit's minimum, to what it took", "", [efficiency], course.aim),
            Figure(f"{name}: most in any second", "posts", [stamps.most_in_a_second], at_most(LIMIT)),
            Figure(
                f"{name}: most to the tenant in any second, answers too",
                "posts",
                [stamps.most_in_a_second_with_others],
                at_most(LIMIT_WITH_ANSWERS),
            ),
            Figure(f"{name}: lateness of the first post", "ms", [1000 * stamps.lateness], at_most(100)),
            Figure(f"{name}: answer to a person meanwhile, p99", "ms", [self.asking.p99()], at_most(50)),
            Figure(f"{name}: lost", "posts", [posts - len(stamps.first_taken)], at_most(0)),
            Figure(f"{name}: twice, outside the window of a kill", "posts", [stamps.twice_outside()], at_most(0)),
        ]
        if course.is_killed:
            found.append(Figure(f"{name}: twice, in the window of the kill", "posts", [stamps.twice_in_the_window()]))
        if course.refuses:
            found.append(Figure(f"{name}: before its Retry-After", "posts", [stamps.early], at_most(0)))
        return found


@asynccontextmanager
async def _stage(course: Course, folder: Path, database: Database, address: str) -> AsyncIterator[Stage]:
    authority, port, tls = authority_in(folder), free_port(), free_port()
    asked = (str(port), "--tls", str(tls), "--shown", str(authority.shown), "--refuses", str(course.refuses))
    service = f"https://{HOST}:{tls}"
    async with AsyncExitStack() as opened:
        await opened.enter_async_context(running("tests.bench.connector", *asked, port=port, environment={}))
        session = await opened.enter_async_context(aiohttp.ClientSession())
        cloud = await opened.enter_async_context(BotFramework(machine_now))
        environment = _environment(cloud, address, authority)
        services = [
            await opened.enter_async_context(service_running(environment, log=folder / f"replica{number}.log"))
            for number in range(REPLICAS)
        ]
        asked_by = asking(cloud, session, [one.url for one in services], service)
        yield Stage(database, session, services, asked_by, service, f"http://{HOST}:{port}")


def _environment(cloud: BotFramework, address: str, authority: Authority) -> dict[str, str]:
    told = {"TEAMS_RATE": f"{PACE / (1 - KEPT_FOR_ANSWERS):.4f}", "LOG_LEVEL": "WARNING"}
    environment = environment_of(cloud, address, **told)
    return {**environment, "SSL_CERT_FILE": str(authority.trusted), "PYTHONPATH": str(Path.cwd())}


def _whole_second(at: datetime) -> datetime:
    """Blocks begin on one."""
    return at.replace(microsecond=0)


async def main() -> None:
    """`python -m tests.bench.broadcast [--posts 1000] [--course 0]`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=POSTS)
    parser.add_argument("--course", type=int, choices=range(len(COURSES)))
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for course in COURSES if told.course is None else [COURSES[told.course]]:
            for figure in await measure_course(course, Path(folder), posts=told.posts):
                sys.stdout.write(figure.line() + "\n")


if __name__ == "__main__":
    asyncio.run(main())
