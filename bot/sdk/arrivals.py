"""One arrival, though Teams tells of it twice: as `conversationUpdate` and as `installationUpdate`, in any order."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Final

from bot.wire import Address, Incoming

TOLD_TWICE_WITHIN: Final = timedelta(seconds=30)
KEPT: Final = 1_000

Place = tuple[str, str]


@dataclass(frozen=True)
class Arrivals:
    """Remembers the last arrivals of this process. Another replica may greet once more, and nothing worse."""

    _seen: OrderedDict[Place, tuple[str, Incoming]] = field(default_factory=OrderedDict)

    def with_one_id(self, arrival: Incoming, *, told_by: str) -> Incoming:
        """The arrival, with the id of the one that was just told by the other type of activity, if there was one."""
        place = _place(arrival.address)
        teller, first = self._seen.pop(place, (told_by, arrival))
        is_told_again = teller != told_by and arrival.arrived_at - first.arrived_at < TOLD_TWICE_WITHIN
        self._seen[place] = (teller, first) if is_told_again else (told_by, arrival)
        if len(self._seen) > KEPT:
            self._seen.popitem(last=False)
        return replace(arrival, id=first.id) if is_told_again else arrival

    def forget(self, address: Address) -> None:
        """After a departure the next arrival is a new one."""
        self._seen.pop(_place(address), None)


def _place(address: Address) -> Place:
    return address.tenant, address.conversation
