"""Both clocks of the house over one loop's time; each may be set apart from it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.simulation.loop import SimulatedLoop


@dataclass
class SimulatedClock:
    """`gathering_from` and `machine_from` are what the clocks show when the loop's time is nought."""

    loop: SimulatedLoop
    gathering_from: datetime
    machine_from: datetime
    latest: datetime
    """The furthest that gathering time has ever come; where it is set back, what was due stays due."""

    async def refresh(self) -> None:
        """Nothing to fetch."""

    def now(self) -> datetime:
        now = self.gathering_from + timedelta(seconds=self.loop.time())
        self.latest = max(self.latest, now)
        return now

    def machine_now(self) -> datetime:
        return self.machine_at(self.loop.time())

    def machine_at(self, elapsed: float) -> datetime:
        """What the machine's clock shows at an instant of the loop's time."""
        return self.machine_from + timedelta(seconds=elapsed)

    async def sleep_until(self, machine_at: datetime) -> None:
        await asyncio.sleep(max(0.0, (machine_at - self.machine_now()).total_seconds()))

    def set_gathering(self, by: timedelta) -> None:
        """Gathering time jumps; machine time does not."""
        self.gathering_from += by

    def set_machine(self, by: timedelta) -> None:
        """The machine's clock jumps, as where it is put right; gathering time, which is the machine's, with it."""
        self.machine_from += by
        self.gathering_from += by
