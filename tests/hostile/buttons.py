"""Buttons as people have been shown them, and what somebody else might make of what they carry."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any, Final

from bot.cards.card import Card
from bot.turn import Turn
from bot.wire import Address, Channel, Happening, Incoming, Sender
from dialogs.router import DIALOGS
from gatherings.actions import save_and_plan
from gatherings.actions.evaluation import open_evaluation
from gatherings.agenda import Agenda
from gatherings.evaluation.occasions import occasions
from gatherings.gathering import GatheringId, Language, Network, NetworkId
from gatherings.people import ConversationKind, Person, PersonId
from gatherings.store import Database, Tx
from gatherings.store.agendas import Agendas
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.networks import add_network
from gatherings.store.organisers import Scope, add_organiser
from gatherings.store.profiles import add_person
from gatherings.store.tables import identity, metadata
from gatherings.terms import Terms
from tests.builders import DAY_TWO, at, gathering
from tests.doubles.clocks import StoppedClock
from tests.doubles.statements import listening, writes
from tests.doubles.wire import ListWire

BEFORE: Final = at("10:00", date(2027, 3, 20))
ENDED: Final = at("11:31", DAY_TWO)
VICTIMS: Final = ("ada", "bo", "cecilie", "marit")
"""Ada, Bo and Cecilie are for two seats in the room; Marit organises."""
PROGRAMME: Final = "Program torsdag 15. april 2027\n09.00 Velkommen\n09.15 Nytt fra fylket\n10.00 Pause\n10.15 Slutt\n"

LOSES: Final = frozenset({"signup.leave", "evaluation.drop_question", "evaluation.usual_questions"})
"""What takes away at once what the others are to try to take away."""

Pressed = Mapping[str, Any]
Rows = dict[str, set[str]]


@dataclass
class Shown:
    """Every button of every card that was drawn."""

    buttons: list[dict[str, Any]] = field(default_factory=list)

    def dress(self, card: Card, *, language: Language) -> Mapping[str, object]:
        self.buttons += [{"do": one.do, **one.args} for one in card.choices if one.do]
        self.buttons += [{"do": one.do, **one.args} for one in card.cells]
        return {"text": "\n".join([card.title, *card.lines])}


class Undone(Database):
    """What is written is looked at and taken back. `changed` is what became of the rows, as of the last transaction."""

    before: Rows
    after: Rows

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        async with self.trial() as tx:
            with listening(self) as said:
                yield tx
            self.after = {name: await rows_of(tx, name) for name in sorted({*writes(said)})}

    def changed(self) -> Iterator[tuple[str, str]]:
        """Table and row of everything that was added, taken away, or is other than it was."""
        for name, after in self.after.items():
            yield from ((name, row) for row in sorted(self.before[name] ^ after))


async def rows_of(tx: Tx, name: str) -> set[str]:
    return {repr(tuple(row)) for row in await tx.execute(metadata.tables[name].select())}


@dataclass
class Crowd:
    """People with all that they might lose, and a turn for them."""

    database: Database
    turn: Turn
    clock: StoppedClock
    shown: Shown
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def press(self, user: str, pressed: Pressed) -> str:
        return await self._taken(user, Happening.PRESS, pressed=pressed)

    async def say(self, user: str, text: str) -> str:
        return await self._taken(user, Happening.MESSAGE, text=text)

    async def _taken(self, user: str, what: Happening, *, text: str = "", pressed: Pressed | None = None) -> str:
        here = Address("teams", "t1", f"a:{user}", ConversationKind.PERSONAL, {"conversation": f"a:{user}"})
        sender = Sender(user, user.capitalize(), "nb-NO", f"{user}@hitra.kommune.no")
        incoming = Incoming(f"m{next(self.numbers)}", what, here, sender, self.clock.now(), text, pressed or {})
        return "\n".join(str(one.body["text"]) for one in await self.turn.take(incoming))

    async def undone(self) -> tuple[Crowd, Undone]:
        """The same, where nothing that is done stays done."""
        undone = Undone(self.database._writer, self.database._readers)
        async with self.database.read() as tx:
            undone.before = {name: await rows_of(tx, name) for name in metadata.tables}
        turn = Turn(undone, self.clock, self.turn._channels, agendas=Agendas(), link=_link)
        return replace(self, database=undone, turn=turn), undone


async def a_crowd(database: Database) -> Crowd:
    """Seats, a waiting list, a handover, follows, questions that wait for a yes, a pasted programme, an evaluation."""
    await _prepare(database)
    shown, clock = Shown(), StoppedClock(BEFORE, BEFORE)
    channels = {"teams": Channel(shown.dress, ListWire())}
    crowd = Crowd(database, Turn(database, clock, channels, agendas=Agendas(), link=_link), clock, shown)
    for user in (*VICTIMS[:3], "mallory", "elsewhere"):
        await crowd.say(user, "hei")
    for user in VICTIMS[:3]:
        await crowd.press(user, {"do": "signup.start", "gathering": "g1"})
        await crowd.press(user, next(one for one in reversed(shown.buttons) if one["do"] == "signup.confirm"))
    for user in ("ada", "marit"):
        for intent in sorted({*DIALOGS} - LOSES):
            await crowd.press(user, {"do": intent, "gathering": "g1"})
    await crowd.say("marit", PROGRAMME)
    clock.gathering_at = ENDED
    async with database.write() as tx:
        agenda = Agenda(await get_gathering_by_id(tx, GatheringId("g1")))
        await open_evaluation(tx, agenda, occasions(agenda)[0], now=ENDED)
    for user in ("ada", "marit"):
        for intent in ("evaluate.start", "organiser.results", "organiser.evaluation_close", "signup.status", "help"):
            await crowd.press(user, {"do": intent, "gathering": "g1"})
    return crowd


async def _prepare(database: Database) -> None:
    terms = Terms(deadline=date(2027, 4, 1), capacity=2)
    async with database.write() as tx:
        for number, slug in ((1, "fjord"), (2, "fjell")):
            await add_network(tx, Network(NetworkId(f"n{number}"), slug, slug.capitalize()))
        await save_and_plan(tx, replace(gathering(), version=0, terms=terms), now=BEFORE)
        other = replace(gathering(), id=GatheringId("g2"), network_id=NetworkId("n2"), slug="annet", title="Annet møte")
        await save_and_plan(tx, replace(other, version=0, terms=terms, programme=(), streams=()), now=BEFORE)
        for user, network in (("marit", "n1"), ("elsewhere", "n2")):
            person = PersonId(f"p-{user}")
            await add_person(tx, Person(person, user.capitalize()))
            known = {"channel": "teams", "tenant": "t1", "user": user, "person_id": person}
            await tx.execute(identity.insert().values(**known))
            await add_organiser(tx, f"of {user}", person, Scope(NetworkId(network)))


def _link(path: str, link_id: str) -> str:
    return f"https://samband.example/{path}/{link_id}"


ODD: Final[tuple[Any, ...]] = (
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    "",
    " ",
    "x" * 501,
    "../..",
    "' OR 1=1 --",
    [],
    ["g1"],
    {},
    {"id": "g1"},
    "g1",
    "g2",
    "\u202e",
)


async def ids_in(database: Database) -> list[str]:
    """Every id of every thing there is, which a participant could only guess, and some may have seen."""
    async with database.read() as tx:
        found = {
            str(value)
            for table in metadata.sorted_tables
            if table.name not in {"organisation", "replay"}  # known to everybody; and thousands
            for row in (await tx.execute(table.select())).mappings()
            for column, value in row.items()
            if column
            in {"id", "person_id", "conversation_id", "registration_id", "gathering_id", "digest", "slug", "key"}
        }
    return sorted(found - {"None"})


def altered(button: Pressed, ids: list[str]) -> Iterator[dict[str, Any]]:
    """The button with each of its fields as something else, gone, or beside another's."""
    for name in sorted({*button, "gathering", "id", "person"}):
        yield {key: value for key, value in button.items() if key != name}
        for value in (*ODD, *ids, *(sorted(DIALOGS) if name == "do" else ())):
            yield {**button, name: value}
