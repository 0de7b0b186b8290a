"""Two and four processes on one PostgreSQL: one effect, one copy, and nobody waits long for who is gone."""

from __future__ import annotations

import asyncio
import shutil
import signal
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from time import monotonic

import pytest

from gatherings.registration import RegistrationState
from gatherings.store import Database
from gatherings.store.database import STOPPED_AFTER
from gatherings.store.deliveries import LEASE
from tests.builders import at
from tests.doubles.teams import Talk
from tests.gatherings.actions.scene import Scene
from tests.scenarios.scene import place
from tests.torture.__main__ import QUICK_DISK, opened
from tests.torture.fate import Fate, Point
from tests.torture.people import BROKE, LEFT
from tests.torture.people import REGISTERED as TOLD
from tests.torture.replicas import SOON, Replicas, replicas_of, until
from tests.torture.standby import a_pair
from tests.torture.stores import DELIVERED, REGISTERED, UNDER_WAY, PostgresStore

ONE = {"gathering": "g1"}
SIXTY_FOUR = [f"p{number:02}" for number in range(64)]
IN_THE_ROOM, FOLLOWED = "Meld på, i salen", "Du følger nå programmet for Vårsamling."
BLOCK, BLOCK_AT = "Om 5 minutter: Bolk 00", at("08:55")
TAKEN_OVER_WITHIN = timedelta(seconds=30)
WORKS_AGAIN_WITHIN = 2.0
LOCKS_ARE_FREE = STOPPED_AFTER.total_seconds() + SOON
"""Whoever is stopped may hold a lock, in real time, until the server ends their transaction."""


async def test_of_sixteen_who_ask_two_replicas_for_one_seat_at_once_one_gets_it(postgres_address: str) -> None:
    one, two = Scene(Database.at(postgres_address)), Scene(Database.at(postgres_address))
    await one.open(capacity=1, capacity_digital=0)
    names = SIXTY_FOUR[:16]
    await one.arrive(*names)
    two.known.update(names)
    made = await asyncio.gather(*((one, two)[number % 2].sign_up(name) for number, name in enumerate(names)))
    await one.database.close()
    await two.database.close()
    assert Counter(registration.state for registration in made) == {
        RegistrationState.REGISTERED: 1,
        RegistrationState.WAITING: 15,
    }
    assert sorted(registration.place for registration in made) == list(range(16))


def test_what_a_replica_had_claimed_is_anothers_soon_after_it_died() -> None:
    assert timedelta(seconds=2) + LEASE < TAKEN_OVER_WITHIN


@pytest.fixture
def quick_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="samband-replicas-", dir=QUICK_DISK))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(params=[2, 4])
async def replicas(
    request: pytest.FixtureRequest, quick_folder: Path, postgres_address: str
) -> AsyncIterator[Replicas]:
    """So many, on one gathering that has one seat in the room."""
    async with replicas_of(PostgresStore(postgres_address), quick_folder, capacity=1) as opened_there:
        for _ in range(request.param):
            await opened_there.add()
        yield opened_there


async def started(replicas: Replicas, name: str, *, at: int = 0) -> Talk:
    """Somebody with the last card of a sign-up before them."""
    talk = replicas.talk(name)
    await replicas.press(talk, {"do": "signup.start", **ONE}, at=at)
    return talk


async def follow_all(replicas: Replicas, names: list[str]) -> None:
    for number, name in enumerate(names):
        await replicas.press(replicas.talk(name), {"do": "follow.start"}, at=number)
    assert replicas.count(FOLLOWED) == len(names)


def settled(replicas: Replicas) -> bool:
    return replicas.store.rows(UNDER_WAY) == [(0,)]


@pytest.mark.e2e
async def test_the_same_click_to_each_has_one_effect_and_one_answer(replicas: Replicas) -> None:
    kari = await started(replicas, "kari")
    pressed = kari.submit(replicas.pressable(kari, IN_THE_ROOM))
    replies = await asyncio.gather(*(client.post(pressed) for client in replicas.clients * 3))
    assert {reply.status for reply in replies} == {200}
    assert [replicas.store.rows(REGISTERED), replicas.count(TOLD)] == [[("kari@hitra.kommune.no",)], 1]


@pytest.mark.e2e
async def test_of_sixty_four_who_press_at_once_one_gets_the_seat(replicas: Replicas) -> None:
    talks = await asyncio.gather(*(started(replicas, name, at=number) for number, name in enumerate(SIXTY_FOUR)))
    buttons = [replicas.pressable(talk, IN_THE_ROOM) for talk in talks]

    async def press(number: int) -> None:
        """Who is told that it broke, as a slow machine may say, presses again."""
        is_told = False
        while not is_told:
            await replicas.press(talks[number], buttons[number], at=number)
            is_told = not replicas.platform.titles(place(talks[number]))[-1].startswith(BROKE)

    await asyncio.gather(*(press(number) for number in range(len(talks))))
    in_room = replicas.store.rows("SELECT count(*) FROM registration WHERE seat = 'room'")
    places = replicas.store.rows("SELECT place FROM registration WHERE waits_for = 'room' ORDER BY place")
    assert (in_room, replicas.count(TOLD)) == ([(1,)], 1)
    assert places == [(number,) for number in range(1, 64)]


@pytest.mark.e2e
async def test_a_posting_that_all_fire_at_once_comes_once(replicas: Replicas) -> None:
    await follow_all(replicas, SIXTY_FOUR[:32])
    replicas.nursery.clock.put(BLOCK_AT)
    await until(lambda: replicas.count(BLOCK) >= 32 and settled(replicas))
    assert Counter(one.conversation for one in replicas.platform.taken if one.title == BLOCK) == {
        f"a:{name}": 1 for name in SIXTY_FOUR[:32]
    }


@pytest.mark.e2e
async def test_what_a_stopped_replica_wakes_up_with_is_not_its_own_any_more(replicas: Replicas) -> None:
    """What it marks counts no more. (What was half-way onto the wire when it was stopped may leave when it wakes.)"""
    await follow_all(replicas, SIXTY_FOUR[:32])
    stopped = replicas.lives[0]
    for life in replicas.lives[1:]:
        life.send(signal.SIGSTOP)
    is_stopped = asyncio.Event()

    def stop() -> None:
        stopped.send(signal.SIGSTOP)
        is_stopped.set()

    replicas.platform.fate, replicas.platform.strike = Fate(Point.TAKEN, 5), stop
    replicas.nursery.clock.put(BLOCK_AT)
    await asyncio.wait_for(is_stopped.wait(), LOCKS_ARE_FREE)
    replicas.nursery.clock.pass_by(LEASE + timedelta(seconds=1))
    for life in replicas.lives[1:]:
        life.send(signal.SIGCONT)
    await until(lambda: settled(replicas), within=LOCKS_ARE_FREE)
    before = sorted(replicas.store.rows(DELIVERED))
    stopped.send(signal.SIGCONT)
    kari = await started(replicas, "kari")  # it is awake, and has had its turn
    await until(lambda: len(replicas.platform.sent_to(place(kari))) == 1)
    await asyncio.sleep(1)
    heard = {one.conversation for one in replicas.platform.taken if one.title == BLOCK}
    assert sorted(replicas.store.rows(DELIVERED)) == before
    assert heard == {f"a:{name}" for name in SIXTY_FOUR[:32]}


@pytest.mark.e2e
async def test_the_work_of_one_that_is_killed_is_taken_over_within_half_a_minute(
    quick_folder: Path, postgres_address: str
) -> None:
    """In real time: no clock is moved."""
    async with replicas_of(PostgresStore(postgres_address), quick_folder) as two:
        await two.add()
        await follow_all(two, SIXTY_FOUR[:32])
        two.platform.fate, two.platform.strike = Fate(Point.TAKEN, 5), two.lives[0].kill
        two.nursery.clock.put(BLOCK_AT)
        await two.lives[0].ended
        killed_at = monotonic()
        await two.add()
        await until(lambda: settled(two), within=TAKEN_OVER_WITHIN.total_seconds())
        assert monotonic() - killed_at < TAKEN_OVER_WITHIN.total_seconds()
        assert {one.conversation for one in two.platform.taken if one.title == BLOCK} == {
            f"a:{name}" for name in SIXTY_FOUR[:32]
        }


@pytest.mark.e2e
async def test_one_that_keeps_no_jobs_answers_and_the_other_does_the_work(
    quick_folder: Path, postgres_address: str
) -> None:
    async with replicas_of(PostgresStore(postgres_address), quick_folder) as two:
        await two.add(keeps_jobs=False)
        await follow_all(two, SIXTY_FOUR[:4])
        two.nursery.clock.put(BLOCK_AT)
        kari = await started(two, "kari")
        await two.press(kari, two.pressable(kari, IN_THE_ROOM))
        assert (two.count(TOLD), two.count(BLOCK)) == (1, 0)
        await two.add()
        await until(lambda: two.count(BLOCK) == 4 and settled(two))


@pytest.mark.e2e
async def test_a_database_that_restarts_twenty_times_under_clicks_costs_no_registration(quick_folder: Path) -> None:
    async with opened("postgresql", quick_folder) as store:
        assert isinstance(store, PostgresStore)
        async with replicas_of(store, quick_folder) as two:
            for _ in range(2):
                await two.add()
            async with clicks(two):
                waited = [await _until_it_works_again(two, store.kill_server) for _ in range(20)]
            assert max(waited) < WORKS_AGAIN_WITHIN


@pytest.mark.e2e
async def test_a_database_that_is_lost_and_taken_over_by_its_standby_costs_no_registration(quick_folder: Path) -> None:
    async with a_pair() as pair, replicas_of(pair, quick_folder) as two:
        for _ in range(2):
            await two.add()
        async with clicks(two):
            assert await _until_it_works_again(two, pair.fail_over) < WORKS_AGAIN_WITHIN
            before = two.count(TOLD)
            await until(lambda: two.count(TOLD) > before)


@asynccontextmanager
async def clicks(replicas: Replicas) -> AsyncIterator[None]:
    """People sign up, four at a time, all the while; in the end everybody who was told that they are in is in."""
    is_over = asyncio.Event()

    async def click(worker: int) -> None:
        for number in count(1):
            if is_over.is_set():
                return
            await _sign_up(replicas, f"w{worker}n{number}", at=worker)

    async with asyncio.TaskGroup() as clicking:
        for worker in range(4):
            clicking.create_task(click(worker))
        yield
        is_over.set()
    listed = {row[0].partition("@")[0] for row in replicas.store.rows(REGISTERED)}
    heard = {one.conversation.removeprefix("a:") for one in replicas.platform.taken if one.title == TOLD}
    assert heard
    assert heard - listed == set()


async def _until_it_works_again(replicas: Replicas, break_it: Callable[[], Awaitable[object]]) -> float:
    """The seconds from when the database is back to the first answer that is none of trouble."""
    before = replicas.count(TOLD)
    await until(lambda: replicas.count(TOLD) > before)
    await break_it()
    came_back, told = monotonic(), _successes(replicas)
    await until(lambda: _successes(replicas) > told)
    return monotonic() - came_back


def _successes(replicas: Replicas) -> int:
    return sum(not one.title.startswith(BROKE) for one in replicas.platform.taken)


async def _sign_up(replicas: Replicas, name: str, *, at: int) -> None:
    """Somebody who presses until they are told that they are in, and begins anew where something broke."""
    talk = replicas.talk(name)
    while True:
        await replicas.press(talk, {"do": "signup.start", **ONE}, at=at)
        titles = replicas.platform.titles(place(talk))
        if TOLD in titles or LEFT in titles:
            return
        if titles and not titles[-1].startswith(BROKE):
            await replicas.press(talk, replicas.pressable(talk, IN_THE_ROOM), at=at)
        if TOLD in replicas.platform.titles(place(talk)):
            return
