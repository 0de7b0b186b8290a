"""What the rest of the house must bring: ports that the domain and its jobs are given."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

PageLink = Callable[[str, str], str]
"""The address of a page where people reach us, of its path and the id of what it is about."""


def front_page(link: PageLink) -> str:
    """The address of the page where one talks with us: where every other begins."""
    base, _, _ = link("p", "").rpartition("/p/")
    return f"{base}/"


class Clock(Protocol):
    """The two clocks, aware UTC: gathering time, which may be rehearsed, and machine time, which is always real."""

    async def refresh(self) -> None:
        """Takes over what another process has set."""
        ...

    def now(self) -> datetime:
        """Gathering time: what is due, deadlines, quiet hours, retention."""
        ...

    def machine_now(self) -> datetime:
        """Machine time: tokens, leases, Retry-After, pacing, back-off."""
        ...

    async def sleep_until(self, machine_at: datetime) -> None:
        """Returns at an instant of machine time, at once where it has passed."""
        ...
