"""The way to the platform: takes time, fails as it is told to, and remembers all that arrived and all that was tried."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import Any, Final, NoReturn

from bot.wire import Address, Outgoing, Receipt, SendLater, Unreachable
from tests.doubles.platform_limits import PlatformLimits
from tests.simulation.clock import SimulatedClock
from tests.simulation.store import Life

ANSWERS_WITHIN: Final = (0.02, 0.3)
GIVES_UP: Final = 15.0
"""Seconds after which the real wire to Teams gives up as well (`bot.sdk.teams_wire.SEND_TIMEOUT`)."""
BEGINNING: Final = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


class NetworkFault(StrEnum):
    BUSY = "429"
    BROKEN = "503"
    RESET = "reset after reading"
    HANGS = "hangs"
    HANGS_AFTER = "hangs after reading"
    FORBIDDEN = "403"
    DEATH_BEFORE = "death before arrival"
    DEATH_AFTER = "death after arrival"


UNANSWERED: Final = frozenset({NetworkFault.RESET, NetworkFault.HANGS_AFTER, NetworkFault.DEATH_AFTER})
"""It arrives, and we never hear so."""


@dataclass(frozen=True, slots=True)
class Fault:
    what: NetworkFault
    seconds: int = 0
    """Of a Retry-After."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """What arrived, where and when. `elapsed` is the loop's time, which never jumps."""

    conversation: str
    key: str
    body: Mapping[str, Any]
    now: datetime
    latest: datetime
    elapsed: float
    by_courier: bool
    is_acknowledged: bool
    number: int

    @property
    def said(self) -> str:
        return str(self.body["text"]).split("\n", 1)[0]

    @property
    def presses(self) -> list[dict[str, Any]]:
        return [choice["press"] for choice in self.body["choices"]]


@dataclass
class Network:
    """The platform at the other end. `complaints` are what it has to say about us."""

    clock: SimulatedClock
    random: Random
    life: Life
    coming: list[Fault] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    in_flight: int = 0
    complaints: list[str] = field(default_factory=list)
    copies: int = 1
    """More where what is sent once arrives more often: no platform does this, and the promises must notice."""

    def __post_init__(self) -> None:
        self.limits = PlatformLimits(lambda: BEGINNING + timedelta(seconds=self.clock.loop.time()))
        self.not_before: dict[str, float] = {}
        self.gone: set[str] = set()
        self.unanswered: defaultdict[tuple[str, str], int] = defaultdict(int)
        self.excused: set[int] = set()
        """The places among the arrivals of what may come once more: the process died, or could not mark it."""

    def wire(self, life: Life, *, by_courier: bool) -> SimulatedWire:
        return SimulatedWire(self, life, by_courier=by_courier)

    async def take(self, address: Address, outgoing: Outgoing, life: Life, *, by_courier: bool) -> Receipt:
        life.require()
        self.in_flight += 1
        try:
            return await self._take(address, outgoing, life, by_courier=by_courier)
        finally:
            self.in_flight -= 1

    async def _take(self, address: Address, outgoing: Outgoing, life: Life, *, by_courier: bool) -> Receipt:
        where, key = address.conversation, outgoing.key or ""
        self._look(where, key, by_courier=by_courier)
        fault = self.coming.pop(0) if self.coming else None
        await asyncio.sleep(self.random.uniform(*ANSWERS_WITHIN))
        life.require()
        if fault is None or fault.what in UNANSWERED:
            for _ in range(self.copies):
                self._arrive(address, outgoing, by_courier=by_courier, is_acknowledged=fault is None)
        if fault is not None:
            await self._fail(fault, where, key, life, by_courier=by_courier)
        return Receipt(f"receipt-{len(self.arrivals)}")

    def _look(self, where: str, key: str, *, by_courier: bool) -> None:
        elapsed = self.clock.loop.time()
        if by_courier and where in self.gone:
            self.complaints.append(f"{where} was tried again after 403")
        if elapsed < self.not_before.get(key, 0.0) - 1e-3:
            self.complaints.append(f"{where} was tried {self.not_before[key] - elapsed:.1f} s before Retry-After")

    def _arrive(self, address: Address, outgoing: Outgoing, *, by_courier: bool, is_acknowledged: bool) -> None:
        where, key = address.conversation, outgoing.key or ""
        if self.limits.take(conversation=where, tenant=address.tenant) is not None:
            self.complaints.append(f"{where} or its tenant was written to too often")
        now = self.clock.now()
        arrived = Arrival(
            where,
            key,
            outgoing.body,
            now,
            self.clock.latest,
            self.clock.loop.time(),
            by_courier,
            is_acknowledged,
            len(self.arrivals),
        )
        self.arrivals.append(arrived)
        if not is_acknowledged:
            self.unanswered[where, key] += 1

    async def _fail(self, fault: Fault, where: str, key: str, life: Life, *, by_courier: bool) -> NoReturn:
        match fault.what:
            case NetworkFault.BUSY:
                self.not_before[key] = self.clock.loop.time() + fault.seconds
                raise SendLater("status 429", after=timedelta(seconds=fault.seconds))
            case NetworkFault.BROKEN:
                raise SendLater("status 503")
            case NetworkFault.RESET:
                raise SendLater("no answer: ServerDisconnectedError")
            case NetworkFault.FORBIDDEN:
                if by_courier:
                    self.gone.add(where)
                raise Unreachable("status 403")
            case NetworkFault.HANGS | NetworkFault.HANGS_AFTER:
                await asyncio.sleep(GIVES_UP)
                life.require()
                raise SendLater("no answer: TimeoutError")
            case _:
                life.end()
        raise AssertionError


@dataclass(frozen=True)
class SimulatedWire:
    """A Wire of one life: of its turns, or of its courier."""

    network: Network
    life: Life
    by_courier: bool

    async def send(self, address: Address, outgoing: Outgoing) -> Receipt:
        return await self.network.take(address, outgoing, self.life, by_courier=self.by_courier)
