"""Carries deliveries: claims what may go now, sends each on its own, marks how it went. The table is the memory."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.crew import IN_FLIGHT, Crew
from bot.marking import Done, Marking
from bot.pace import NO_LIMITS, ConversationPace, LanePace, slots_from
from bot.preparing import Carrier, Preparing
from bot.sending import PATIENCE, Load, held, send
from gatherings.ports import Clock
from gatherings.store import Database, Tx
from gatherings.store.agendas import Agendas
from gatherings.store.deliveries import LEASE, Delivery, Outcome, claim_deliveries
from gatherings.store.lanes import Lane, claim_lanes, save_lane
from gatherings.store.recipients import list_recipients

log = logging.getLogger(__name__)

CLAIMED_AHEAD: Final = 192
"""So many more are claimed by then, that the wire is not idle while the database commits."""

ENOUGH: Final = 96
"""So many must be free before more are claimed, and done before they are marked at once: either costs a commit."""
POLL: Final = 1.0  # seconds between looks where nobody wakes us
BESIDE: Final = 0.02  # seconds from a landing to its mark, where few land
CLOSES_WITHIN: Final = timedelta(seconds=12)
"""So long what is on the wire is waited for at the end: who stops us gives us 25 seconds for everything."""
STEP_ENDS_WITHIN, MARKS_WITHIN = timedelta(seconds=2), timedelta(seconds=4)
"""So long the database may take then, for the step that is under way and for the last marks."""
COMMITS_WITHIN: Final = timedelta(milliseconds=30)
"""So long after a claim its first send may start."""
HORIZON: Final = timedelta(seconds=1)
"""So far ahead a lane's slots are given away; half of it must be free before more are. Where another replica gave the
last ones away it is left a quarter more to go on: as long as one carries on there is no seam in a lane's pace.
"""


class Courier:
    """One for each process; several replicas share the table."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        carriers: Mapping[str, Carrier],
        agendas: Agendas,
        *,
        patience: timedelta = PATIENCE,
        closes_within: timedelta = CLOSES_WITHIN,
    ) -> None:
        self._database, self._clock, self._carriers, self._agendas = database, clock, carriers, agendas
        self._patience, self._closes_within, self._is_closing = patience, closes_within, False
        self._limits = {name: carrier.limits or NO_LIMITS for name, carrier in carriers.items()}
        self._paces = {name: ConversationPace(limits.windows) for name, limits in self._limits.items()}
        self._preparing = Preparing(carriers, self._paces)
        self._marking = Marking(clock, carriers, agendas)
        self._woken = asyncio.Event()
        self._was_failing = False
        self._carrying: asyncio.Task[None] | None = None
        self._crews: dict[tuple[str, str], Crew] = {}
        self._saved: dict[tuple[str, str], Lane] = {}
        self._done: list[Done] = []

    def wake(self) -> None:
        """There may be something to carry."""
        self._woken.set()

    async def run(self) -> None:
        """Carries until stopped or cancelled; what is on the wire then is waited for and marked."""
        self._carrying = asyncio.create_task(self._carry_on())
        try:
            await self._carrying
        finally:
            await self.close()

    def stop(self) -> None:
        """Begins nothing more, and lets the step that is under way end, so that nothing stays claimed."""
        self._is_closing = True
        self._woken.set()
        if self._carrying is not None:
            asyncio.get_running_loop().call_later(STEP_ENDS_WITHIN.total_seconds(), self._carrying.cancel)

    async def _carry_on(self) -> None:
        while not self._is_closing:
            if not await self._unharmed_step():
                await self._rest()

    async def close(self) -> None:
        """Waits for what is on the wire, and marks it: a stop in good order sends nothing twice.

        What has not left goes back. What hangs is let go, and tried again by whoever comes when its lease is over.
        """
        self._is_closing = True
        under_way = self._under_way()
        if under_way:
            _, hanging = await asyncio.wait(under_way, timeout=self._closes_within.total_seconds())
            if hanging:
                log.warning("courier_closed_over_sends count=%d", len(hanging))
                await _let_go(hanging)
        machine_now = self._clock.machine_now()
        left = [load.delivery for crew in self._crews.values() for load in crew.take_back()]
        self._done += [(delivery, held(delivery, machine_now, machine_now)) for delivery in left]
        try:
            async with asyncio.timeout(MARKS_WITHIN.total_seconds()), self._database.write() as tx:
                await self._marking.mark(tx, self._done)
        except Exception:
            log.exception("courier_not_closed unmarked=%d", len(self._done))

    async def carry_all(self) -> None:
        """Carries until nothing is under way and nothing may go now."""
        while await self.step() or self._under_way() or self._done:
            if self._under_way():
                await self._rest()

    async def step(self) -> bool:
        """Marks what is done and claims more, in one transaction; whether anything was claimed.

        Where the database does not take it, what is done is kept for the next step; nothing more is claimed until then.
        """
        done, self._done = self._done, []
        try:
            async with self._database.write() as tx:
                await self._marking.mark(tx, done)
                loads, settled = await self._claim(tx)
        except BaseException:
            self._done = done + self._done
            raise
        for load in loads:
            self._crew(load.delivery.conversation.channel, load.delivery.conversation.tenant).take(load)
        return bool(loads) or settled

    async def _unharmed_step(self) -> bool:
        """A step whose failure is logged; where it fails again and again only the first has its trace."""
        try:
            carried = await self.step()
        except Exception as trouble:
            told = None if self._was_failing else trouble
            log.exception("courier_failed trouble=%s", type(trouble).__name__, exc_info=told)
            self._was_failing = True
            return False
        self._was_failing = False
        return carried

    async def _rest(self) -> None:
        """Until somebody wakes us or something has landed."""
        with suppress(TimeoutError):
            async with asyncio.timeout(POLL):  # `wait_for` would lose a cancellation that comes as somebody wakes us
                await self._woken.wait()
        self._woken.clear()

    def _under_way(self) -> list[asyncio.Task[None]]:
        return [worker for crew in self._crews.values() for worker in crew.workers]

    def _crew(self, channel: str, tenant: str) -> Crew:
        key = channel, tenant
        if key not in self._crews:
            self._crews[key] = Crew(LanePace(self._limits[channel].interval), self._carry, self._landed)
        return self._crews[key]

    async def _claim(self, tx: Tx) -> tuple[list[Load], bool]:
        """What may go now within the limits; whether anything was settled or put off on the way."""
        machine_now = self._clock.machine_now()
        loads: list[Load] = []
        unsent: list[Done] = []
        until = machine_now + HORIZON / 4
        own = [lane for lane in self._saved.values() if until < lane.free_at <= machine_now + HORIZON / 2]
        for lane in await claim_lanes(tx, self._carriers, machine_now=machine_now, until=until, own=own):
            free = IN_FLIGHT + CLAIMED_AHEAD - self._crew(lane.channel, lane.tenant).under_way
            if free > ENOUGH:
                of_lane, out = await self._claim_lane(tx, lane, machine_now=machine_now, at_most=free)
                loads += of_lane
                unsent += out
        await self._marking.mark(tx, unsent)
        return loads, bool(unsent)

    async def _claim_lane(
        self, tx: Tx, lane: Lane, *, machine_now: datetime, at_most: int
    ) -> tuple[list[Load], list[Done]]:
        """What may go of a lane, and what was claimed and does not go. Only what goes takes a slot."""
        interval = self._limits[lane.channel].interval
        until = machine_now + HORIZON
        slots = slots_from(lane.free_at, machine_now, interval=interval, until=until, at_most=at_most)
        going: list[tuple[Delivery, Mapping[str, object]]] = []
        unsent: list[Done] = []
        claimed = await claim_deliveries(tx, lane, machine_now=machine_now, limit=len(slots))
        agendas = {one: await self._agendas.get(tx, one) for one in {d.posting.gathering_id for d in claimed}}
        now = self._clock.now()
        recipients = await list_recipients(tx, claimed, now=now)
        for delivery in claimed:
            agenda, recipient = agendas[delivery.posting.gathering_id], recipients[delivery.id]
            prepared = self._preparing.prepare(delivery, agenda, recipient, now=now, machine_now=machine_now)
            if isinstance(prepared, Outcome):
                unsent.append((delivery, prepared))
            else:
                going.append((delivery, prepared))
        if lane.free_at < machine_now and interval and len(going) > 1:  # else all would leave at once after the commit
            begins = self._clock.machine_now() + COMMITS_WITHIN
            slots = slots_from(lane.free_at, begins, interval=interval, until=begins + HORIZON, at_most=len(going))
        loads = [Load(*one, at, machine_now + LEASE) for one, at in zip(going, slots, strict=False)]
        if loads and interval:
            saved = self._saved[lane.channel, lane.tenant] = replace(lane, free_at=loads[-1].at + interval)
            await save_lane(tx, saved)
        return loads, unsent

    def _landed(self, done: Done | None, crew: Crew) -> None:
        if done is not None:
            self._done.append(done)
        if len(self._done) > ENOUGH or not crew.under_way:
            self._woken.set()
        elif len(self._done) == 1:  # others land beside it: one commit marks them all
            asyncio.get_running_loop().call_later(BESIDE, self._woken.set)

    async def _carry(self, load: Load, crew: Crew) -> Done | None:
        """Sends at the slot; None where the lease may end meanwhile, for then the delivery is another's."""
        conversation = load.delivery.conversation
        await self._sleep_until(load.at)
        machine_now = await self._leave(crew)
        if self._is_closing:
            return load.delivery, held(load.delivery, machine_now, machine_now)
        if machine_now + self._patience >= load.leased_until:
            return None
        self._paces[conversation.channel].note(conversation.id, machine_now)
        wire = self._carriers[conversation.channel].wire
        return load.delivery, await send(load, wire, machine_now=self._clock.machine_now, patience=self._patience)

    async def _leave(self, crew: Crew) -> datetime:
        """When it leaves (machine time), as soon as the lane's pace lets it.

        One waits at a time, and the others for it: whoever a stall has woken late looks again, and no two leave by the
        same look.
        """
        async with crew.gate:
            while (at := crew.pace.free_at(machine_now := self._clock.machine_now())) > machine_now:
                await self._clock.sleep_until(at)
            crew.pace.note(machine_now)
        return machine_now

    async def _sleep_until(self, machine_at: datetime) -> None:
        if machine_at > self._clock.machine_now():
            await self._clock.sleep_until(machine_at)


async def _let_go(tasks: Collection[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
