"""What can happen: each is told what it needs by three numbers, and does something in any world."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Final

from gatherings.actions.importing import save_import
from gatherings.actions.programmes import save_and_plan
from gatherings.gathering import Gathering
from gatherings.intake.formats import read_programmes
from gatherings.intake.imported import Import, merged
from gatherings.programme import Block, BlockId
from gatherings.store.gatherings import get_gathering_by_id
from tests.simulation.network import Fault, NetworkFault
from tests.simulation.scenery import ORGANISER, PEOPLE
from tests.simulation.store import HAPPENS
from tests.simulation.world import World

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
CANARY: Final = "kanarifugl"
"""Stands in every free text of an evaluation, to be found where it must not be."""

Press = dict[str, Any]
Operation = Callable[[World, int, int, int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Kind:
    """An operation, and how many times as often as another it comes."""

    does: Operation
    times: int


KINDS: dict[str, Kind] = {}


def operation(times: int = 1) -> Callable[[Operation], Operation]:
    def kept(does: Operation) -> Operation:
        KINDS[does.__name__] = Kind(does, times)
        return does

    return kept


def somebody(pick: int) -> str:
    return PEOPLE[pick % len(PEOPLE)]


def choice(presses: list[Press], do: str, pick: int, **besides: str) -> Press | None:
    """One of what can be pressed that does this."""
    found = [one for one in presses if one["do"] == do and all(one.get(name) == besides[name] for name in besides)]
    return found[pick % len(found)] if found else None


# People.


@operation(times=7)
async def signs_up(world: World, a: int, b: int, c: int) -> None:
    """Looks at the card, and presses: once, twice, or the platform delivers it twice at once."""
    name = somebody(a)
    shown = await world.take(name, do="signup.start")
    press = choice(shown, "signup.confirm", b)
    if press is None:
        return
    filled = {**press, "dinner": "no"}
    if c % 5 == 0:
        await world.press_twice_at_once(name, **filled)
        return
    await world.take(name, **filled)
    if c % 5 == 1:
        await world.take(name, again=True, **filled)
    if c % 5 == 2:
        await world.take(name, **filled)


@operation(times=4)
async def cancels(world: World, a: int, b: int, c: int) -> None:
    """Is shown what it costs, thinks about it for a while at times, and gives up the seat."""
    name = somebody(a)
    press = choice(await world.take(name, do="signup.cancel"), "signup.leave", b)
    if c % 6 == 0:
        await world.pass_time(timedelta(hours=c % 72))
    if press is not None:
        await world.take(name, **press)


@operation(times=3)
async def answers_an_offer(world: World, a: int, b: int, _: int) -> None:
    """Whoever is offered a seat takes it or passes it on; where nobody is, somebody presses an old button."""
    offered = world.look.execute("SELECT person_id FROM registration WHERE offered_until IS NOT NULL ORDER BY place")
    names = [str(row["person_id"]).removeprefix("p-") for row in offered]
    name = names[a % len(names)] if names else somebody(a)
    await world.take(name, do="signup.offer.accept" if b % 3 else "signup.offer.decline")


@operation(times=2)
async def asks(world: World, a: int, b: int, _: int) -> None:
    await world.take(somebody(a), text=("hva er neste?", "ka e neste", "når er fristen?", "program i morgen")[b % 4])


@operation(times=2)
async def follows(world: World, a: int, b: int, _: int) -> None:
    await world.take(somebody(a), do="follow.start" if b % 3 else "follow.stop")


@operation(times=4)
async def evaluates(world: World, a: int, b: int, c: int) -> None:
    """Presses a number, or writes a text, whether it is asked for or not."""
    open_one = world.look.execute("SELECT id FROM evaluation ORDER BY closed_at IS NULL DESC, id").fetchone()
    answers: Press = {"question": "takeaway", "text": f"{CANARY} {c}"} if b % 4 == 0 else {"question": "usefulness"}
    if "text" not in answers:
        answers["value"] = str(1 + c % 10)
    wanted = open_one["id"] if open_one else f"{world.scenery.gathering.id}:whole"
    await world.take(somebody(a), do="evaluation.answer", evaluation=wanted, **answers)


@operation(times=1)
async def is_there(world: World, a: int, b: int, c: int) -> None:
    for pick in {a, b, c}:
        await world.take(somebody(pick), do="attendance.checkin")


# Organisers.


async def _asked_and_confirmed(world: World, pick: int, **wish: Any) -> None:
    press = choice(await world.take(ORGANISER, **wish), "asking.confirm", pick)
    if press is not None:
        await world.take(ORGANISER, **press)


@operation(times=2)
async def is_delayed(world: World, a: int, b: int, _: int) -> None:
    await _asked_and_confirmed(world, b, do="organiser.delay", minutes=(5, 15, 40)[a % 3])


@operation(times=1)
async def skips_a_block(world: World, a: int, b: int, _: int) -> None:
    blocks = world.look.execute("SELECT title FROM block ORDER BY position").fetchall()
    if blocks:
        await _asked_and_confirmed(world, b, do="organiser.skip", topic=blocks[a % len(blocks)]["title"])


@operation(times=1)
async def closes_attendance(world: World, a: int, b: int, _: int) -> None:
    if a % 3 == 0:
        await _asked_and_confirmed(world, b, do="organiser.attendance")


@operation(times=1)
async def calls_it_off(world: World, a: int, b: int, _: int) -> None:
    if a % 6 == 0:
        await _asked_and_confirmed(world, b, do="organiser.cancel_gathering")


@operation(times=2)
async def reminds(world: World, _: int, b: int, __: int) -> None:
    await _asked_and_confirmed(world, b, do="organiser.remind")


@operation(times=3)
async def reads_a_programme_in_again(world: World, a: int, b: int, c: int) -> None:
    """The file as it was, or with a block that has moved, has gone, or is new."""

    def changed(rows: list[list[str]]) -> None:
        row = rows[a % len(rows)]
        if c % 6 == 0 and len(rows) > 3:
            rows.remove(row)
        elif c % 6 == 1:
            rows.append([row[0], "13:10", "40m", f"Nytt innslag {b % 5}"])
        elif c % 6 != 2:
            row[1] = _later(row[1], (-20, 5, 30, 60)[b % 4])

    await world.act("import", _read_in(world, changed))


def _later(clock: str, minutes: int) -> str:
    at = datetime.fromisoformat(f"2027-01-02 {clock}") + timedelta(minutes=minutes)
    return f"{at:%H:%M}"


async def _read_in(world: World, changed: Callable[[list[list[str]]], None]) -> None:
    async with world.house.database.write() as tx:
        before = await get_gathering_by_id(tx, world.scenery.gathering.id)
        rows = [[str(one.day), f"{one.start:%H:%M}", _length_of(one), one.title] for one in before.programme]
        if not rows:
            return
        changed(rows)
        text = "\n".join(";".join(row) for row in [["Dag", "Start", "Varighet", "Tittel"], *rows])
        await save_import(tx, _import_of(text, before), now=world.clock.now())


def _length_of(one: Block) -> str:
    began, ended = (datetime.combine(one.day, clock) for clock in (one.start, one.end or one.start))
    return f"{(ended - began).total_seconds() // 60 % (24 * 60):.0f}m"


def _import_of(text: str, before: Gathering) -> Import:
    [draft] = read_programmes(text.encode(), filename="program.csv")
    new = count(1)
    return merged(draft, before, new=before, new_id=lambda: BlockId(f"new-{before.version}-{next(new)}"))


@operation(times=3)
async def terms_change(world: World, a: int, b: int, c: int) -> None:
    async def change() -> None:
        async with world.house.database.write() as tx:
            before = await get_gathering_by_id(tx, world.scenery.gathering.id)
            terms = replace(before.terms, capacity=(1, 2, 3, 5)[a % 4])
            if b % 4 == 0 and terms.deadline:
                terms = replace(terms, deadline=terms.deadline + DAY * (c % 5 - 2))
            await save_and_plan(tx, replace(before, terms=terms), now=world.clock.now())

    await world.act("terms", change())


# Time.


@operation(times=8)
async def time_passes(world: World, a: int, b: int, _: int) -> None:
    minutes = (0.1, 1.5, 9, 40, 180, 1440)[a % 6]
    await world.pass_time(timedelta(minutes=minutes * (1 + b % 2)))


@operation(times=5)
async def comes_to_a_landmark(world: World, a: int, _: int, __: int) -> None:
    """The next instant at which something may turn; at times one is passed over."""
    now = world.clock.now()
    ahead = [at for at in world.scenery.landmarks if at > now]
    if ahead:
        await world.pass_time(ahead[min(int(a % 4 == 0), len(ahead) - 1)] - now)


@operation(times=1)
async def is_down(world: World, a: int, _: int, __: int) -> None:
    """For five minutes, three hours, three days; then it begins again."""
    await world.crash()
    world.loop.leap((timedelta(minutes=5), 3 * HOUR, 3 * DAY)[a % 3].total_seconds())
    await world.tick()


@operation(times=1)
async def gathering_time_jumps(world: World, a: int, _: int, __: int) -> None:
    world.clock.set_gathering((-HOUR, DAY, 2 * HOUR, -timedelta(minutes=5))[a % 4])


@operation(times=1)
async def the_machine_s_clock_jumps(world: World, a: int, _: int, __: int) -> None:
    world.clock.set_machine((-HOUR, DAY, HOUR)[a % 3])
    world.network.not_before.clear()  # nobody can tell any more how long it was


@operation(times=1)
async def the_house_is_kept(world: World, a: int, _: int, __: int) -> None:
    await world.tick("keep_house" if a % 2 else "offer_seats")


# What goes wrong.


@operation(times=7)
async def the_network_fails(world: World, a: int, b: int, c: int) -> None:
    """What is sent next: one after the other, fails in these ways."""
    kinds = tuple(NetworkFault)
    picked = (kinds[a % len(kinds)], kinds[b % len(kinds)])[: 1 + c % 2]
    world.network.coming += [Fault(one, seconds=(1, 7, 45, 200)[(a + b) % 4]) for one in picked]


@operation(times=4)
async def the_store_fails(world: World, a: int, b: int, c: int) -> None:
    world.faults.coming += [HAPPENS[pick % len(HAPPENS)] for pick in (a, b)[: 1 + c % 2]]


@operation(times=2)
async def the_process_dies(world: World, _: int, __: int, ___: int) -> None:
    await world.crash()
