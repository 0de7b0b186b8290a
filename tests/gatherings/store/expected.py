"""People who are expected at the builders' gathering, and where they can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update

from gatherings.gathering import Network, NetworkId
from gatherings.organisations import Organisation, OrganisationId
from gatherings.people import Person, PersonId
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.registration import Registration, RegistrationId
from gatherings.store import Database
from gatherings.store.audiences import audience_of
from gatherings.store.follows import add_follow
from gatherings.store.gatherings import save_gathering
from gatherings.store.invitations import Coming, add_invitation, mute, save_answer
from gatherings.store.networks import add_network
from gatherings.store.organisations import organisation_id_in
from gatherings.store.organisers import Scope, add_organiser
from gatherings.store.profiles import add_person
from gatherings.store.registrations import save_registration
from gatherings.store.tables import conversation
from gatherings.terms import Mode
from tests.builders import at, gathering

NOW = at("09:00")
NETWORK = NetworkId("n1")
FJORDBY = Organisation(OrganisationId("fjordby"), "Fjordby kommune")


@dataclass
class Expected:
    """Writes what stands in the database before something fires. A person's id is their name."""

    database: Database
    channel: str = "teams"

    async def begin(self) -> None:
        async with self.database.write() as tx:
            await add_network(tx, Network(NETWORK, "fjord", "Fjordnettverket"), members=[FJORDBY])
            await save_gathering(tx, gathering())

    async def person(self, name: str, *channels: str, organisation: bool = False, tenant: str = "t1") -> None:
        """Somebody with a private conversation in each of the channels, named "CHANNEL of NAME"."""
        of = organisation_id_in(NETWORK, FJORDBY.id) if organisation else None
        rows = [_conversation(f"{channel} of {name}", channel, tenant, "personal", name) for channel in channels]
        async with self.database.write() as tx:
            await add_person(tx, Person(PersonId(name), name, organisation_id=of))
            if rows:
                await tx.execute(insert(conversation), rows)

    async def invite(self, *names: str, organisation: bool = False) -> None:
        """People who are invited and can be reached in the chat that the tests have."""
        for name in names:
            await self.person(name, self.channel, organisation=organisation)
            async with self.database.write() as tx:
                await add_invitation(tx, gathering().id, PersonId(name), at=NOW)

    async def group(self, name: str, *, for_organisers: bool = False) -> None:
        """A group that follows."""
        row = _conversation(name, self.channel, "t1", "group", None)
        async with self.database.write() as tx:
            await tx.execute(insert(conversation), [{**row, "for_organisers": for_organisers}])
        await self.follow(name)

    async def follow(self, *conversations: str) -> None:
        async with self.database.write() as tx:
            for one in conversations:
                await add_follow(tx, gathering().id, one, at=NOW)  # type: ignore[arg-type]

    async def organise(self, name: str) -> None:
        async with self.database.write() as tx:
            await add_organiser(tx, f"organiser {name}", PersonId(name), Scope(network_id=NETWORK))

    async def register(self, name: str, seat: Mode | None = Mode.ROOM, **more: object) -> None:
        """A registration; cancelled where it has neither a seat nor waits for one."""
        made = Registration(RegistrationId(f"r {name}"), gathering().id, PersonId(name), NOW, seat=seat, **more)  # type: ignore[arg-type]
        async with self.database.write() as tx:
            await save_registration(tx, made)

    async def answer(self, name: str, answer: Coming) -> None:
        async with self.database.write() as tx:
            await save_answer(tx, gathering().id, PersonId(name), answer, at=NOW)

    async def mute(self, name: str) -> None:
        async with self.database.write() as tx:
            await mute(tx, gathering().id, PersonId(name), at=NOW)

    async def lose(self, conversation_id: str, *, at_: datetime = NOW) -> None:
        """The platform refuses us there."""
        async with self.database.write() as tx:
            lost = update(conversation).where(conversation.c.id == conversation_id)
            await tx.execute(lost.values(unreachable_at=at_))

    async def reached(self, audience: Audience, *, channels: set[str] | None = None, **more: Any) -> list[str]:
        """The conversations to which something for an audience goes."""
        async with self.database.read() as tx:
            rows = await tx.execute(audience_of(posting(audience, **more), channels=channels))
            return sorted(row.id for row in rows)


def posting(audience: Audience, kind: PostingKind = PostingKind.REMINDER, **more: object) -> Posting:
    return Posting("k1", gathering().id, kind, NOW, NOW, Rank.START, audience, **more)  # type: ignore[arg-type]


def _conversation(name: str, channel: str, tenant: str, kind: str, person: str | None) -> dict[str, object]:
    where = {"conversation": name}
    key = {"id": name, "channel": channel, "tenant": tenant, "external": name}
    return {**key, "kind": kind, "address": where, "person_id": person}
