"""`samband simulate people`: invented people who sign up, ask and click; the same seed, the same people."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any, Final
from uuid import uuid4

from bot.channels.console import CHANNEL, dress
from bot.clock import clock_of
from bot.commands import values
from bot.commands.command import Argument, Call, Command, Refused
from bot.commands.opened import opened
from bot.commands.shown_terms import numbers_json
from bot.turn import Turn
from bot.wire import Address, Channel, Happening, Incoming, Outgoing, Receipt, Sender
from gatherings.gathering import Gathering, GatheringId, Language
from gatherings.organisations.forms import fold
from gatherings.people import ConversationKind
from gatherings.ports import Clock
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from gatherings.store.gatherings import get_gathering
from gatherings.store.organisations import list_organisations
from gatherings.store.registrations import list_registrations
from gatherings.terms import Mode

MOST_STEPS: Final = 8
"""So many presses at most until somebody has signed up; more means that something is asked that they do not know."""
ASKS, HAS_NEEDS, CANCELS, IS_DIGITAL = 0.6, 0.2, 0.1, 0.4  # how likely


@dataclass(frozen=True, slots=True)
class Words:
    first: tuple[str, ...]
    last: tuple[str, ...]
    foods: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody, and what they will do."""

    user: str
    name: str
    fields: Mapping[str, str]
    questions: tuple[str, ...]
    cancels: bool


class Listening:
    """A Wire that keeps what was said last."""

    def __init__(self) -> None:
        self.choices: list[dict[str, Any]] = []

    async def send(self, address: Address, outgoing: Outgoing) -> Receipt:
        del address
        body: Any = outgoing.body
        self.choices = [choice["press"] for choice in body["choices"]]
        return Receipt(uuid4().hex)


class Person:
    """An invented person at their own terminal."""

    def __init__(self, who: Invented, turn: Turn, wire: Listening, clock: Clock, gathering_id: GatheringId) -> None:
        self._who, self._turn, self._wire, self._clock, self._about = (
            who,
            turn,
            wire,
            clock,
            {"gathering": gathering_id},
        )
        self._address = Address(CHANNEL, "", f"simulated:{who.user}", ConversationKind.PERSONAL)
        self.turns = 0

    async def live(self) -> None:
        """Asks, signs up, perhaps changes their mind, and leaves: what is posted later is not kept for them."""
        for question in self._who.questions:
            await self._take(Happening.MESSAGE, text=question)
        await self._take(Happening.PRESS, pressed={"do": "signup.start"})
        for _ in range(MOST_STEPS):
            if not await self._go_on():
                break
        if self._who.cancels:
            await self._cancel()
        await self._take(Happening.DEPARTURE)

    async def _go_on(self) -> bool:
        """Presses what leads on, with all that they know; False where nothing does."""
        mode = self._who.fields["mode"]
        confirming = [one for one in self._wire.choices if one["do"] == "signup.confirm"]
        fitting = [one for one in confirming if one.get("mode", mode) == mode] or confirming
        answering = [one for one in self._wire.choices if one["do"] == "signup.answer"]
        found = next(iter((*fitting, *answering)), None)
        if found is None and not (asked := self._asked()):
            return False
        pressed = {**self._who.fields, **found} if found is not None else {"do": "signup.answer", **asked}
        await self._take(Happening.PRESS, pressed=pressed)
        return True

    def _asked(self) -> dict[str, str]:
        """What answers a question that has no choice of its own but those that lead out of it."""
        ids = {str(one["id"]) for one in self._wire.choices if "id" in one and str(one["do"]).startswith("signup.")}
        return {"id": ids.pop(), **self._who.fields} if ids else {}

    async def _cancel(self) -> None:
        await self._take(Happening.PRESS, pressed={"do": "signup.cancel"})
        leaving = next((one for one in self._wire.choices if one["do"] == "signup.leave"), None)
        if leaving is not None:
            await self._take(Happening.PRESS, pressed=leaving)

    async def _take(self, what: Happening, *, text: str = "", pressed: Mapping[str, object] | None = None) -> None:
        self.turns += 1
        incoming = Incoming(
            id=uuid4().hex,
            what=what,
            address=self._address,
            sender=Sender(self._who.user),
            arrived_at=self._clock.now(),
            text=text,
            pressed={**self._about, **(pressed or {})},
        )
        await self._turn.answer(incoming)


async def simulate(call: Call) -> None:
    """Lets them do it one after the other. Raises Refused outside a rehearsal."""
    if not call.settings.dev and call.settings.clock is None:
        raise Refused("command.refused.only_simulated_in_rehearsal")
    async with opened(call.settings) as database:
        async with database.read() as tx:
            found = await get_gathering(tx, call["gathering"])
        clock, language = await clock_of(call.settings.clock, database), Language(call.settings.language)
        turns = await let_live(database, clock, found, count=call["n"], seed=call["seed"] or 0, language=language)
        async with database.read() as tx:
            numbers = numbers_json(await list_registrations(tx, found.id))
    told = call.say("command.simulate.done", n=call["n"], turns=turns, **numbers)
    call.show({"people": call["n"], "turns": turns, **numbers}, [told])


async def let_live(
    database: Database, clock: Clock, gathering: Gathering, *, count: int, seed: int, language: Language
) -> int:
    """How many turns so many invented people took."""
    async with database.read() as tx:
        homes = [one.id for one in await list_organisations(tx, gathering.network_id, members_only=True)]
    wire, turns = Listening(), 0
    turn = Turn(database, clock, {CHANNEL: Channel(dress, wire)}, agendas=Agendas(), language=language)
    for number in range(1, count + 1):
        person = Person(invent(seed, number, homes), turn, wire, clock, gathering.id)
        await person.live()
        turns += person.turns
    return turns


def invent(seed: int, number: int, homes: list[Any]) -> Invented:
    """The person of a number: the same for the same seed and the same organisations."""
    words, random = known_words(), Random(f"{seed}:{number}")  # noqa: S311 (invented people are no secret)
    first, last = random.choice(words.first), random.choice(words.last)
    mode = Mode.DIGITAL if random.random() < IS_DIGITAL else Mode.ROOM
    fields = {
        "name": f"{first} {last}",
        "email": f"{fold(first)}.{fold(last)}.{seed}.{number}@example.org",
        "organisation": str(random.choice(homes)) if homes else "Simulert",
        "mode": mode.value,
        "food": random.choice(words.foods) if random.random() < HAS_NEEDS else "",
        "access": "",
        "dinner": random.choice(("yes", "no")),
    }
    asked = tuple(random.sample(words.questions, k=2)) if random.random() < ASKS else ()
    return Invented(f"simulated-{seed}-{number}", fields["name"], fields, asked, cancels=random.random() < CANCELS)


@cache
def known_words() -> Words:
    told = tomllib.loads((files("bot.commands") / "simulated.toml").read_text(encoding="utf-8"))
    names = {name: tuple(told[name].split()) for name in ("first", "last")}
    return Words(**names, foods=tuple(told["foods"]), questions=tuple(told["questions"]))


COMMANDS = (
    Command(
        "simulate people",
        "samband simulate people 40 --gathering varsamling-2027 --seed 7",
        simulate,
        (
            Argument("N", read=values.people, words="people"),
            Argument("--gathering", "SLUG", is_required=True),
            Argument("--seed", "N", values.count_or_none),
        ),
    ),
)
