"""The posting route put together: a database, clocks that stand, and a wire that ends in a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import uuid4

from bot.courier import Courier
from bot.pace import Limits
from bot.preparing import Carrier
from bot.sending import PATIENCE
from gatherings.actions import save_and_plan
from gatherings.agenda import Agenda
from gatherings.gathering import Gathering, Language, Network, NetworkId
from gatherings.people import Conversation, ConversationId, ConversationKind, PersonId
from gatherings.postings.plan import Changes
from gatherings.postings.posting import Kept, Posting
from gatherings.postings.recipient import Recipient
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from gatherings.store.deliveries import DeliveryLine, list_deliveries
from gatherings.store.follows import add_follow
from gatherings.store.gatherings import find_gathering
from gatherings.store.networks import add_network, find_network
from gatherings.store.organisers import Scope, add_organiser
from gatherings.store.people import Meeting, meet
from gatherings.store.postings import list_postings
from jobs.fire_postings import fire_postings
from tests.builders import ORGANISATIONS, at, gathering
from tests.doubles.clocks import StoppedClock
from tests.doubles.wire import ListWire

LONG_BEFORE = at("12:00") - timedelta(days=30)


def conversation(name: str, *, channel: str = "list", tenant: str = "t1", **more: object) -> Conversation:
    met = Conversation(ConversationId(name), channel, tenant, ConversationKind.PERSONAL, {"conversation": name})
    return replace(met, **more)  # type: ignore[arg-type]


def render(
    posting: Posting, agenda: Agenda, recipient: Recipient, language: Language, now: datetime
) -> Mapping[str, object]:
    """The posting's key is all that is said; one that is told to cannot be drawn."""
    return {"text": posting.key}


@dataclass
class Route:
    database: Database
    clock: StoppedClock = field(default_factory=lambda: StoppedClock(gathering_at=LONG_BEFORE))
    limits: Limits | None = None
    patience: timedelta = PATIENCE

    def __post_init__(self) -> None:
        self.wire = ListWire(self.clock.machine_now)
        self.courier = self.another_courier()

    def another_courier(self, **more: timedelta) -> Courier:
        """A courier of another process, or of this one after a restart."""
        carriers = {"list": Carrier(self.wire, render, self.limits)}
        return Courier(self.database, self.clock, carriers, Agendas(), **{"patience": self.patience, **more})

    async def save(self, changed: Gathering) -> Changes:
        """Saves a gathering as an import does: read, changed, written, planned."""
        async with self.database.write() as tx:
            if await find_network(tx, "fjord") is None:
                await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"), members=ORGANISATIONS)
            stored = await find_gathering(tx, changed.slug)
            known = replace(changed, version=stored.version if stored else changed.version)
            return await save_and_plan(tx, known, now=self.clock.now())

    async def meet(self, name: str, **more: object) -> Meeting:
        """Somebody writes from a conversation of that name."""
        async with self.database.write() as tx:
            met = conversation(name, **more)  # type: ignore[arg-type]
            return await meet(tx, met=met, user=name, name=name, new_person=PersonId(uuid4().hex))

    async def follow(self, *names: str, **more: object) -> None:
        """Conversations that follow the builders' gathering."""
        for name in names:
            met = await self.meet(name, **more)
            async with self.database.write() as tx:
                await add_follow(tx, gathering().id, met.conversation.id, at=self.clock.now())

    async def organise(self, name: str) -> None:
        """An organiser of the builders' network, met in private."""
        met = await self.meet(name)
        async with self.database.write() as tx:
            await add_organiser(tx, f"organiser {name}", met.person.id, Scope(network_id=NetworkId("n1")))

    async def fire(self) -> int:
        return await fire_postings(self.database, now=self.clock.now(), machine_now=self.clock.machine_now())

    async def carry(self) -> list[str]:
        """What arrived by it, as "conversation key"."""
        before = len(self.wire.sent)
        await self.courier.carry_all()
        return [f"{sent.conversation} {sent.said}" for sent in self.wire.sent[before:]]

    async def at(self, moment: datetime) -> list[str]:
        """What is said when gathering time comes to a moment."""
        self.clock.gathering_at = moment
        await self.fire()
        return await self.carry()

    async def postings(self) -> list[Kept]:
        async with self.database.read() as tx:
            return await list_postings(tx, gathering().id)

    async def states(self) -> dict[str, str]:
        return {kept.posting.key: kept.state.value for kept in await self.postings()}

    async def deliveries(self) -> list[DeliveryLine]:
        """The oldest first."""
        async with self.database.read() as tx:
            return list(reversed(await list_deliveries(tx)))
