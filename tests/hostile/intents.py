"""Who may do what in a conversation: every intent of the router, pressed by everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.cards.card import Card
from bot.turn import Turn
from bot.wire import Address, Channel, Happening, Incoming, Sender
from dialogs.phrases import voice
from dialogs.router import DIALOGS
from gatherings.actions import save_and_plan
from gatherings.gathering import NB, GatheringId, Language, Network, NetworkId
from gatherings.people import ConversationKind, Person, PersonId
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from gatherings.store.networks import add_network
from gatherings.store.organisers import Scope, add_organiser
from gatherings.store.profiles import add_person
from gatherings.store.tables import identity
from gatherings.terms import Terms
from tests.builders import at, gathering
from tests.doubles.clocks import StoppedClock
from tests.doubles.statements import listening, writes
from tests.doubles.wire import ListWire

NOW: Final = at("10:00", date(2027, 3, 20))
OWN: Final = frozenset({"replay", "dialog", "conversation", "identity", "person"})
"""What every message changes: that it was answered, what the dialog waits for, who and where."""


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody, and where they speak."""

    name: str
    user: str
    kind: ConversationKind = ConversationKind.PERSONAL


ROLES: Final = (
    Role("stranger", "stranger"),
    Role("participant", "participant"),
    Role("organiser of another network", "other"),
    Role("organiser of the gathering", "of_gathering"),
    Role("organiser of the network", "of_network"),
    Role("the same, in a channel", "of_network", ConversationKind.CHANNEL),
)
SCOPES: Final = {
    "other": Scope(NetworkId("n2")),
    "of_gathering": Scope(gathering_id=GatheringId("g1")),
    "of_network": Scope(NetworkId("n1")),
}


def shown(card: Card, *, language: Language) -> Mapping[str, object]:
    """A card as its words alone."""
    return {"text": "\n".join([card.title or "", *card.lines])}


@dataclass
class Stage:
    """Two networks with a gathering each, and everybody."""

    database: Database
    turn: Turn
    pressed: int = 0

    async def press(self, role: Role, do: str, **more: str) -> str:
        """What is answered."""
        self.pressed += 1
        place = f"{role.kind}:{role.user}"
        here = Address("teams", "t1", place, role.kind, {"conversation": place})
        sender, data = Sender(role.user, role.user, "nb-NO", ""), {"do": do, "gathering": "g1", **more}
        told = await self.turn.take(Incoming(f"m{self.pressed}", Happening.PRESS, here, sender, NOW, "", data))
        return "\n".join(str(one.body["text"]) for one in told)


class Undone(Database):
    """Whatever is written is taken back at the end of the transaction."""

    write = Database.trial


async def staged(database: Database) -> Stage:
    terms = Terms(deadline=date(2027, 4, 1))
    async with database.write() as tx:
        for number, slug in ((1, "fjord"), (2, "fjell")):
            await add_network(tx, Network(NetworkId(f"n{number}"), slug, slug.capitalize()))
        await save_and_plan(tx, replace(gathering(), version=0, terms=terms), now=NOW)
        other = replace(gathering(), id=GatheringId("g2"), network_id=NetworkId("n2"), slug="annet", title="Annet møte")
        await save_and_plan(tx, replace(other, version=0, terms=terms, programme=(), streams=()), now=NOW)
        for user in sorted({role.user for role in ROLES}):
            await add_person(tx, Person(PersonId(user), user.capitalize(), email=f"{user}@hitra.kommune.no"))
            known = {"channel": "teams", "tenant": "t1", "user": user, "person_id": user}
            await tx.execute(identity.insert().values(**known))
        for user, scope in SCOPES.items():
            await add_organiser(tx, f"of {user}", PersonId(user), scope)
    clock = StoppedClock(NOW, NOW)
    channels, agendas = {"teams": Channel(shown, ListWire())}, Agendas()
    stage = Stage(database, Turn(database, clock, channels, agendas=agendas, link=_link))
    await stage.press(ROLES[1], "signup.start")
    await stage.press(ROLES[1], "signup.answer", mode="room", organisation="Hitra")
    await stage.press(ROLES[1], "signup.confirm")
    undone = Undone(database._writer, database._readers)
    again = Turn(undone, clock, channels, agendas=agendas, link=_link)
    return Stage(undone, again, stage.pressed)


def _link(path: str, link_id: str) -> str:
    return f"https://samband.example/{path}/{link_id}"


def refusals() -> dict[str, str]:
    """The refusals of the domain by their sentence."""
    say = voice(NB)
    keys = [key for key in say.phrases if key.startswith("refusal.") and "{" not in str(say.phrases[key])]
    return {str(say(key)): key.removeprefix("refusal.").removesuffix(".text") for key in keys}


async def outcome(stage: Stage, role: Role, intent: str, known: Mapping[str, str]) -> str:
    """What comes of an intent, in a word or a few; it is undone at once."""
    with listening(stage.database) as said:
        told = await stage.press(role, intent)
    changed = ", ".join(sorted({*writes(said)} - OWN))
    if not told or "Det gikk ikke" in told:
        return "breaks"
    refused = next((name for sentence, name in known.items() if sentence and sentence in told), None)
    if refused is not None:
        return f"refused: {refused.replace('_', ' ')}" + (f", changes {changed}" if changed else "")
    return f"changes {changed}" if changed else "says"


async def of_intents(stage: Stage) -> list[list[str]]:
    """A row for each intent: its name, and what comes of it for each role."""
    known = refusals()
    return [
        [f"`{intent}`", *[await outcome(stage, role, intent, known) for role in ROLES]] for intent in sorted(DIALOGS)
    ]
