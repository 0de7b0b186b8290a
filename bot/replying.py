"""Sends what a turn answers, at once: what the platform does not take now is tried a few times more."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.wire import Address, NotSendable, NotTaken, Outgoing, Receipt, SendLater, Unreachable, Wire
from gatherings.ports import Clock
from gatherings.store import Database
from gatherings.store.deliveries import DeliveryState, Outcome, mark_outcomes

log = logging.getLogger(__name__)

TRIES: Final = 4
PAUSE: Final = timedelta(seconds=1)
LONGEST_PAUSE: Final = timedelta(seconds=30)
"""An answer that would come later than that is not waited for: the person has asked again by then."""
TRIES_OF_APOLOGY: Final = 2
"""Whose message broke is soon sent back, while the platform still waits: it can send it once more."""


@dataclass(frozen=True)
class Replying:
    """Sends replies. One that is kept as a delivery is the courier's as soon as the platform says "later"."""

    database: Database
    clock: Clock

    async def send(self, wire: Wire, address: Address, outgoing: Outgoing) -> None:
        """Sends a reply and marks that it has arrived. Raises NotSendable, SendLater where it did not go, and NotTaken
        in the place of both where it is an apology.
        """
        try:
            await self._try(wire, address, outgoing)
        except (SendLater, NotSendable) as trouble:
            if outgoing.apologises:
                after = trouble.after if isinstance(trouble, SendLater) else None
                raise NotTaken(str(trouble), after=after) from None
            raise

    async def _try(self, wire: Wire, address: Address, outgoing: Outgoing) -> None:
        tries, longest = (TRIES_OF_APOLOGY, PAUSE) if outgoing.apologises else (TRIES, LONGEST_PAUSE)
        for attempt in range(1, tries + 1):
            try:
                receipt = await wire.send(address, outgoing)
            except SendLater as later:
                pause = PAUSE * attempt if later.after is None else later.after
                if outgoing.delivery is not None:
                    await self._leave_to_courier(outgoing.delivery, pause, problem=later.reason)
                    return
                if attempt == tries or pause > longest:
                    raise
                await self.clock.sleep_until(self.clock.machine_now() + pause)
            except Unreachable:
                log.info("reply_unreachable channel=%s", address.channel)
                return
            else:
                await self.arrived(outgoing, receipt)
                return

    async def arrived(self, outgoing: Outgoing, receipt: Receipt) -> None:
        """Marks the delivery that a reply is kept as, so that the courier need not carry it."""
        if outgoing.delivery is not None:
            at = self.clock.machine_now()
            await self._mark(Outcome(outgoing.delivery, 1, DeliveryState.SENT, at, receipt=receipt.id))

    async def _leave_to_courier(self, delivery: int, pause: timedelta, *, problem: str) -> None:
        """The courier carries it after a pause. Were it tried here as well, its lease could end meanwhile."""
        at = self.clock.machine_now()
        await self._mark(Outcome(delivery, 1, DeliveryState.WAITING, at, visible_at=at + pause, problem=problem))

    async def _mark(self, outcome: Outcome) -> None:
        try:
            async with self.database.write() as tx:
                await mark_outcomes(tx, [outcome])
        except Exception:  # at worst the courier carries it once more, when its lease is over
            log.exception("reply_not_marked delivery=%d", outcome.id)
