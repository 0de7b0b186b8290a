"""People in a chat who are asked for an evaluation, without a network in between: what a turn costs is the turn's own."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Final

from bot.channels.teams import dress
from bot.turn import Turn
from bot.wire import Address, Channel, Happening, Incoming, Outgoing, Sender
from gatherings.actions import save_and_plan
from gatherings.actions.evaluation import open_evaluation
from gatherings.actions.registration import Application, accept_terms, sign_up
from gatherings.agenda import Agenda
from gatherings.evaluation.occasions import WHOLE, evaluation_id, occasions
from gatherings.gathering import NB, Network, NetworkId
from gatherings.people import ConversationKind
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.networks import add_network
from gatherings.store.visitors import find_person_of_user
from gatherings.terms import Mode, Terms
from tests.builders import DAY_TWO, at, gathering
from tests.doubles.clocks import StoppedClock
from tests.doubles.wire import ListWire

BEFORE, ENDED = at("10:00", date(2027, 3, 20)), at("11:30", DAY_TWO)
ASKED: Final = evaluation_id(Agenda(gathering()), WHOLE)
CHANNEL, TENANT = "teams", "t1"
_NUMBERS = count(1)


@dataclass
class Chat:
    """A turn with its people."""

    database: Database
    turn: Turn

    async def say(self, user: str, text: str) -> str:
        """What is answered, dressed and as a text."""
        return _text(await self.turn.take(_incoming(user, Happening.MESSAGE, text=text)))

    async def press(self, user: str, pressed: Mapping[str, object], *, again: str | None = None) -> str:
        """What is answered to a button; `again` names a press that is repeated."""
        incoming = _incoming(user, Happening.PRESS, pressed=pressed)
        return _text(await self.turn.take(incoming if again is None else replace(incoming, id=again)))

    async def rate(self, user: str, value: int, *, again: str | None = None) -> str:
        return await self.press(user, number(value), again=again)

    async def timed(self, user: str, value: int | None) -> float:
        """The seconds that a press of a number takes, or a greeting where there is none."""
        began = time.perf_counter()
        said = await (self.say(user, "hei") if value is None else self.rate(user, value))
        took = time.perf_counter() - began
        assert said
        return took


def number(value: int) -> dict[str, object]:
    """What a number of the scale carries."""
    asked = {"evaluation": ASKED, "question": "usefulness", "gathering": gathering().id}
    return {"do": "evaluation.answer", **asked, "value": str(value)}


async def a_chat(database: Database, users: list[str]) -> Chat:
    """The evaluation is open, and the users have a seat in the room."""
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        made = replace(gathering(), version=0, terms=Terms(deadline=date(2027, 4, 1)))
        await save_and_plan(tx, made, now=BEFORE)
    clock = StoppedClock(BEFORE, BEFORE)
    chat = Chat(database, Turn(database, clock, {CHANNEL: Channel(dress, ListWire(), keeps=False)}, agendas=Agendas()))
    for user in users:
        await chat.say(user, "hei")
    clock.gathering_at = ENDED
    async with database.write() as tx:
        for user in users:
            person = await find_person_of_user(tx, channel=CHANNEL, tenant=TENANT, user=user)
            assert person is not None
            accepted = accept_terms(made, text="Vilkår.", language=NB, now=BEFORE)
            await sign_up(tx, made.id, person.id, Application(Mode.ROOM, accepted, None), now=BEFORE)
        agenda = Agenda(await get_gathering_by_id(tx, made.id))
        await open_evaluation(tx, agenda, occasions(agenda)[0], now=ENDED)
    for user in users:
        await chat.say(user, "hei")  # they have been seen today
    return chat


def _incoming(user: str, what: Happening, *, text: str = "", pressed: Mapping[str, object] | None = None) -> Incoming:
    here = Address(CHANNEL, TENANT, f"a:{user}", ConversationKind.PERSONAL, {"conversation": f"a:{user}"})
    sender = Sender(user, user.capitalize(), "nb-NO", "")
    return Incoming(f"m{next(_NUMBERS)}", what, here, sender, ENDED, text, pressed or {})


def _text(replies: Sequence[Outgoing]) -> str:
    return "\n".join(str(one.body) for one in replies)
