"""How much one visitor may ask of us."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Final

MAX_BODY_BYTES: Final = 64 * 1024
MAX_TEXT: Final = 4_000
HISTORY: Final = 200
"""So many entries come back when a person returns."""

KEYS_KEPT: Final = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, and then `a_minute` in the long run."""

    burst: int
    a_minute: int


POSTS: Final = Rate(burst=10, a_minute=30)
"""Of one conversation. A person in a hurry presses five buttons; nobody writes a line every two seconds for long."""

OPENINGS: Final = Rate(burst=300, a_minute=60)
"""Of one address. A whole conference hall sits behind one."""


class Pace:
    """Keeps a rate for each key (GCRA), in the memory of this process. `now` is machine time."""

    def __init__(self, rate: Rate, *, now: Callable[[], datetime]) -> None:
        self._interval = timedelta(minutes=1) / rate.a_minute
        self._slack = self._interval * (rate.burst - 1)
        self._now = now
        self._paid_until: dict[str, datetime] = {}

    def take(self, key: str) -> timedelta | None:
        """None where there is room, and then it is taken; else how long to wait."""
        now = self._now()
        paid = max(self._paid_until.get(key, now), now)
        if paid - now > self._slack:
            return paid - now - self._slack
        self._forget_the_idle(now)
        self._paid_until[key] = paid + self._interval
        return None

    def _forget_the_idle(self, now: datetime) -> None:
        if len(self._paid_until) >= KEYS_KEPT:
            self._paid_until = {key: paid for key, paid in self._paid_until.items() if paid > now}


def neighbourhood(address: str | None) -> str:
    """What counts as one address: an IPv4 address, or the /64 of an IPv6 address, which is one household."""
    try:
        ip = ip_address(address or "")
    except ValueError:
        return ""
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or IPv6Address(int(ip) >> 64 << 64))
    return str(ip)
