"""People who write to the real service by Teams, and the gathering that they sign up for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select

from gatherings.actions import save_and_plan
from gatherings.gathering import Network, NetworkId
from gatherings.store import Database
from gatherings.store.networks import add_network
from gatherings.store.registration_tables import registration
from gatherings.store.tables import person
from tests.builders import at, gathering
from tests.doubles.botframework import BotFramework
from tests.doubles.teams import Talk, TeamsClient
from tests.scenarios.scene import button, place, words

BEGUN: Final = at("10:00", date(2027, 3, 15))
IN_THE_ROOM: Final = "Meld på, i salen"
REGISTERED: Final = "Du er påmeldt, i salen."


@dataclass(frozen=True)
class Teams:
    """People who write to the service."""

    cloud: BotFramework
    client: TeamsClient

    async def say(self, talk: Talk, text: str) -> str:
        return await self._answer(talk, talk.message(text))

    async def press(self, talk: Talk, data: dict[str, object]) -> str:
        return await self._answer(talk, talk.submit(data))

    def last_button(self, talk: Talk) -> dict[str, object]:
        return button(self.cloud.sent_to(place(talk))[-1], IN_THE_ROOM)

    async def _answer(self, talk: Talk, activity: dict[str, object]) -> str:
        """All that was answered, as text."""
        before = len(self.cloud.sent_to(place(talk)))
        await self.client.post(activity)
        return "\n".join(words(sent) for sent in self.cloud.sent_to(place(talk))[before:])


async def prepared(address: str) -> Database:
    database = Database.at(address)
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_and_plan(tx, replace(gathering(), version=0), now=BEGUN)
    return database


async def registered(database: Database) -> list[str]:
    """The names of those who have a seat."""
    async with database.read() as tx:
        names = select(person.c.name).join(registration, registration.c.person_id == person.c.id)
        return sorted(str(name) for name in await tx.scalars(names.where(registration.c.seat.is_not(None))))
