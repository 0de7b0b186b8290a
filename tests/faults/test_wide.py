"""A conference of a thousand sessions in forty rooms: read in seconds, and "what's next in room X" as with ten."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import count

import pytest

from bot.channels.console import dress
from bot.turn import Turn
from bot.wire import Address, Channel, Happening, Incoming, Sender
from gatherings.actions.importing import save_import
from gatherings.gathering import Gathering, Network, NetworkId
from gatherings.intake.formats import read_programmes
from gatherings.intake.imported import merged
from gatherings.people import ConversationKind
from gatherings.programme import BlockId
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from gatherings.store.networks import add_network
from tests.builders import at, gathering
from tests.doubles.clocks import StoppedClock
from tests.doubles.statements import listening
from tests.doubles.wire import ListWire
from tests.faults.wide import FIRST, as_json, as_xml, sessions

MANY, ROOMS, FEW = 1000, 40, 10
IMPORTED_WITHIN, ASKED_WITHIN = 10.0, 2.0
"""CPU seconds for a whole import; and how many times as much as with ten sessions a question may cost."""
QUESTION = "hva er neste i Sal 7?"


async def imported(database: Database, text: str, name: str) -> Gathering:
    """As `samband import` does it."""
    [draft] = read_programmes(text.encode(), filename=name)
    new = count(1)
    empty = gathering(programme=(), streams=(), version=0, starts_on=draft.starts_on, ends_on=draft.ends_on)
    made = merged(draft, None, new=empty, new_id=lambda: BlockId(f"b{next(new)}"))
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_import(tx, replace(made, before=None), now=at("08:00", FIRST))
    return made.after


def asking(database: Database) -> tuple[Turn, StoppedClock]:
    clock = StoppedClock(gathering_at=at("10:05", FIRST))
    return Turn(database, clock, {"console": Channel(dress, ListWire(clock.machine_now))}, agendas=Agendas()), clock


async def ask(turn: Turn, clock: StoppedClock, number: str) -> str:
    here = Address("console", "", "here", ConversationKind.PERSONAL)
    asked = Incoming(number, Happening.MESSAGE, here, Sender("kari"), clock.now(), text=QUESTION)
    [said] = await turn.take(asked)
    return str(said.body["text"])


async def cost_of_asking(database: Database, of: str) -> tuple[float, int, str]:
    """The least CPU seconds of a question when all is known, its statements, and what is answered."""
    turn, clock = asking(database)
    for number in range(3):
        said = await ask(turn, clock, f"{of}{number}")
    costs = []
    for number in range(3, 15):
        began = time.thread_time()
        await ask(turn, clock, f"{of}{number}")
        costs.append(time.thread_time() - began)
    with listening(database) as statements:
        await ask(turn, clock, of)
    return min(costs), len(statements), said


@pytest.mark.parametrize("name", ["s.json", "s.xml"])
async def test_a_thousand_sessions_are_read_and_saved_in_seconds(database: Database, name: str) -> None:
    made = sessions(MANY, ROOMS)
    text = as_json(made) if name == "s.json" else as_xml(made)
    began = time.process_time()
    saved = await imported(database, text, name)
    seconds = time.process_time() - began
    print(f"{name} sessions={len(saved.programme)} seconds={seconds:.2f}")
    assert {(one.title, one.room, str(one.day), f"{one.start:%H:%M}") for one in saved.programme} == {
        (one.title, one.room, str(one.day), one.start) for one in made
    }
    assert seconds < IMPORTED_WITHIN


async def test_what_is_next_in_a_room_costs_what_it_costs_with_ten(database: Database) -> None:
    await imported(database, as_json(sessions(MANY, ROOMS)), "s.json")
    many, statements, said = await cost_of_asking(database, "many")
    async with database.write() as tx:
        await tx.exec_driver_sql(f"DELETE FROM block WHERE id NOT IN ({', '.join(_ten())})")
        await tx.exec_driver_sql("UPDATE gathering SET edition = 'few'")
    few, as_many, _ = await cost_of_asking(database, "few")
    print(f"many={many * 1e3:.2f}ms few={few * 1e3:.2f}ms statements={statements}")
    assert "Sal 7" in said
    assert "10.30" in said
    assert statements == as_many
    assert many < ASKED_WITHIN * few


def _ten() -> list[str]:
    return [f"'b{number}'" for number in (7, 47, 87, 127, 167, 207, 247, 287, 327, 367)][:FEW]
