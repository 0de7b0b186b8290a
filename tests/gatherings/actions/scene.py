"""A gathering that people sign up to, on a database: each thing somebody does is a transaction of its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from typing import Concatenate, ParamSpec, TypeVar
from uuid import uuid4

from gatherings.actions import attendance, changing, handover, registration, seats
from gatherings.actions.programmes import save_and_plan
from gatherings.actions.registration import Application, accept_terms
from gatherings.gathering import NB, Gathering, GatheringId, Network, NetworkId
from gatherings.organisations import OrganisationId
from gatherings.people import PersonId
from gatherings.registration import FeeLine, Registration, fee_of_leaving
from gatherings.store import Database, Tx
from gatherings.store.fees import list_fees
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.networks import add_network, find_network
from gatherings.store.profiles import add_person, get_person
from gatherings.store.registrations import count_ahead, find_registration, list_registrations, list_waiting
from gatherings.terms import Fee, Mode
from tests.builders import DEADLINE, FJORDBY, ORGANISATIONS, SIGN_UP, at, gathering, person

ROOM, DIGITAL = Mode.ROOM, Mode.DIGITAL
EARLY = at("10:00", DEADLINE.replace(month=3, day=10))
"""A Wednesday, when cancelling is free."""
LATER = at("10:00", DEADLINE.replace(month=3, day=23))
"""A Tuesday, when registration is open and cancelling costs."""
CLOSED = at("10:00", DEADLINE.replace(day=6))
"""A Tuesday, after the deadline."""
BEGINS = time(9)

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class Scene:
    """The builders' gathering, with terms of its own, and a clock that is set by hand."""

    database: Database
    now: datetime = EARLY
    id: GatheringId = gathering().id
    known: set[str] = field(default_factory=set)

    async def open(self, **terms: object) -> Gathering:
        """The gathering with these terms, in a network with organisations."""
        async with self.database.write() as tx:
            if await find_network(tx, "fjord") is None:
                made_of = Network(NetworkId("n1"), "fjord", "Fjordnettverket")
                await add_network(tx, made_of, members=ORGANISATIONS)
            said = replace(SIGN_UP, **terms)  # type: ignore[arg-type]
            made = gathering(id=self.id, slug=f"samling-{self.id}", programme=(), streams=(), starts=BEGINS, terms=said)
            await save_and_plan(tx, made, now=self.now)
        return await self.gathering()

    async def gathering(self) -> Gathering:
        async with self.database.read() as tx:
            return await get_gathering_by_id(tx, self.id)

    async def change(self, **changes: object) -> None:
        """The gathering saved with changes of its own."""
        changed = replace(await self.gathering(), **changes)  # type: ignore[arg-type]
        await self.act(_save, changed, now=self.now)

    async def change_terms(self, **changes: object) -> None:
        terms = (await self.gathering()).terms
        await self.change(terms=replace(terms, **changes))  # type: ignore[arg-type]

    async def act(self, what: Callable[Concatenate[Tx, P], Awaitable[T]], *args: P.args, **named: P.kwargs) -> T:
        """What an action returns, in a transaction that commits."""
        async with self.database.write() as tx:
            return await what(tx, *args, **named)

    async def application(self, mode: Mode, organisation_id: OrganisationId | None) -> Application:
        now = await self.gathering()
        accepted = accept_terms(now, text=now.terms.text or "", language=NB, now=self.now)
        return Application(mode, accepted, organisation_id)

    async def arrive(self, *names: str) -> None:
        """They are known as people from now on, by their names."""
        new = sorted(set(names) - self.known)
        if new:
            async with self.database.write() as tx:
                for name in new:
                    if await get_person(tx, PersonId(name)) is None:
                        await add_person(tx, person(name))
        self.known.update(new)

    async def sign_up(self, *names: str, mode: Mode = ROOM, of: OrganisationId | None = FJORDBY) -> Registration:
        """The last one's registration; the others before, in turn."""
        await self.arrive(*names)
        asked = await self.application(mode, of)
        for name in names:
            made = await self.act(registration.sign_up, self.id, PersonId(name), asked, now=self.now)
        return made

    async def sign_up_for(self, name: str, *, mode: Mode = ROOM, of: OrganisationId | None = FJORDBY) -> Registration:
        """An organiser signs them up."""
        await self.arrive(name)
        asked = Application(mode, None, of)
        return await self.act(registration.sign_up_for, self.id, PersonId(name), asked, now=self.now)

    async def cost(self, name: str) -> Fee | None:
        """What they are shown on the card."""
        return fee_of_leaving(await self.of(name), await self.gathering(), now=self.now)

    async def withdraw(self, *names: str, shown: Fee | None = None) -> None:
        for name in names:
            await self.act(registration.withdraw, self.id, PersonId(name), shown=shown, now=self.now)

    async def change_mode(self, name: str, mode: Mode, *, shown: Fee | None = None) -> Registration:
        accepted = accept_terms(await self.gathering(), text="", language=NB, now=self.now)
        return await self.act(
            changing.change_mode, self.id, PersonId(name), mode, accepted=accepted, shown=shown, now=self.now
        )

    async def accept_for_oneself(self, name: str) -> Registration:
        accepted = accept_terms(await self.gathering(), text="", language=NB, now=self.now)
        return await self.act(changing.accept_for_oneself, self.id, PersonId(name), accepted, now=self.now)

    async def accept(self, name: str) -> Registration:
        """They take the seat that they were offered."""

        async def take(tx: Tx) -> Registration:
            locked = await registration.get_locked(tx, self.id)
            known = await registration.get_active(tx, self.id, PersonId(name))
            accepted = accept_terms(locked, text="", language=NB, now=self.now)
            return await seats.accept_offer(tx, known, locked, accepted, now=self.now)

        return await self.act(take)

    async def decline(self, name: str) -> Registration:
        """They leave the waiting list."""

        async def leave(tx: Tx) -> Registration:
            locked = await registration.get_locked(tx, self.id)
            known = await registration.get_active(tx, self.id, PersonId(name))
            return await seats.leave_waiting_list(tx, known, locked, now=self.now)

        return await self.act(leave)

    async def end_lapsed(self) -> list[Registration]:
        async def end(tx: Tx) -> list[Registration]:
            return await seats.end_lapsed_offers(tx, await registration.get_locked(tx, self.id), now=self.now)

        return await self.act(end)

    async def hand_over(self, name: str) -> str:
        """The code by which a colleague can take their seat."""
        letters = uuid4().hex
        turning = iter(letters)
        return await self.act(
            handover.offer_handover, self.id, PersonId(name), choose=lambda _: next(turning), now=self.now
        )

    async def take(self, code: str, name: str, *, of: OrganisationId | None = FJORDBY) -> Registration:
        await self.arrive(name)
        asked = await self.application(ROOM, of)
        return await self.act(handover.take_seat, code, PersonId(name), asked, now=self.now)

    async def check_in(self, *names: str, mode: Mode | None = None) -> None:
        await self.arrive(*names)
        for name in names:
            await self.act(attendance.check_in, self.id, PersonId(name), mode=mode, now=self.now)

    async def close_attendance(self) -> list[str]:
        """Who is absent, by name."""
        absent = await self.act(attendance.close_attendance, self.id, now=self.now)
        return sorted(one.person_id for one in absent)

    async def find(self, name: str) -> Registration | None:
        async with self.database.read() as tx:
            return await find_registration(tx, self.id, PersonId(name))

    async def of(self, name: str) -> Registration:
        """Their registration, which is there."""
        found = await self.find(name)
        assert found is not None
        return found

    async def registrations(self) -> list[Registration]:
        async with self.database.read() as tx:
            return await list_registrations(tx, self.id)

    async def seated(self, mode: Mode = ROOM) -> list[str]:
        """Who has such a seat, by name."""
        return sorted(one.person_id for one in await self.registrations() if one.seat is mode)

    async def waiting(self) -> list[str]:
        """Who waits, first come first."""
        async with self.database.read() as tx:
            return [one.person_id for one in await list_waiting(tx, self.id)]

    async def offered(self) -> list[str]:
        """Who has been offered a seat, first come first."""
        async with self.database.read() as tx:
            return [one.person_id for one in await list_waiting(tx, self.id) if one.offered_until is not None]

    async def ahead_of(self, name: str) -> int:
        known = await self.of(name)
        async with self.database.read() as tx:
            return await count_ahead(tx, known)

    async def fee_lines(self) -> list[FeeLine]:
        async with self.database.read() as tx:
            return await list_fees(tx, self.id)

    async def fees(self) -> list[tuple[str, str, Fee]]:
        """Whose, what for and how much; in the order of the lines."""
        names = {one.id: one.person_id for one in await self.registrations()}
        return [(names[line.registration_id], line.reason.value, line.fee) for line in await self.fee_lines()]


async def _save(tx: Tx, changed: Gathering, *, now: datetime) -> None:
    await save_and_plan(tx, changed, now=now)
