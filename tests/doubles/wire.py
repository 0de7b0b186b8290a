"""A wire that ends in a list, and can be told to refuse or to hang."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.wire import Address, Outgoing, Receipt
from tests.doubles.clocks import START


@dataclass(frozen=True, slots=True)
class Sent:
    """What arrived, where, and when in machine time."""

    conversation: str
    key: str
    said: str
    at: datetime


@dataclass
class ListWire:
    """Takes everything, in order. `tried` has what was refused as well."""

    machine_now: Callable[[], datetime] = lambda: START
    sent: list[Sent] = field(default_factory=list)
    tried: list[Sent] = field(default_factory=list)
    _refusals: defaultdict[str, deque[Exception]] = field(default_factory=lambda: defaultdict(deque))
    _hung: set[str] = field(default_factory=set)
    _arrival: asyncio.Event = field(default_factory=asyncio.Event)

    def refuse(self, conversation: str, *refusals: Exception) -> None:
        """The next sends to this conversation are refused, one after the other."""
        self._refusals[conversation].extend(refusals)

    def hang(self, *conversations: str) -> None:
        """Sends to these are taken and never answered."""
        self._hung.update(conversations)

    def answer_again(self) -> None:
        """Nothing hangs from now on."""
        self._hung.clear()

    async def arrived(self, count: int) -> None:
        """Returns when so many have arrived."""
        while len(self.sent) < count:
            self._arrival.clear()
            await self._arrival.wait()

    def said_to(self, conversation: str) -> list[str]:
        return [sent.said for sent in self.sent if sent.conversation == conversation]

    async def send(self, address: Address, outgoing: Outgoing) -> Receipt:
        arrived = Sent(address.conversation, outgoing.key or "", str(outgoing.body["text"]), self.machine_now())
        self.tried.append(arrived)
        if self._refusals[address.conversation]:
            raise self._refusals[address.conversation].popleft()
        self.sent.append(arrived)
        self._arrival.set()
        if address.conversation in self._hung:
            await asyncio.Event().wait()
        return Receipt(f"receipt-{len(self.sent)}")
