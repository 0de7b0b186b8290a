"""The port to what was said in the conversations of the web page: kept in order, read from a watermark on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

Activity = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Entry:
    """An activity as it was kept. `number` rises within its conversation from 1; it is the watermark after it."""

    number: int
    activity: Activity


class NoSuchConversation(Exception):  # noqa: N818 (a sentence, as everywhere)
    """It was never opened, or what was said in it has been deleted."""


class Transcript(Protocol):
    """What was said. Entries become visible in the order of their numbers, also to other processes.

    An activity that takes the place of an earlier one is one more entry, with the `id` of the earlier.
    """

    async def open(self, conversation: str, *, user: str, at: datetime) -> bool:
        """True for the one caller that opens it; False where it is open already, and then nothing changes."""
        ...

    async def find_owner(self, conversation: str) -> str | None:
        """The user whose conversation it is; None where there is no such conversation."""
        ...

    async def append(self, conversation: str, activity: Activity, *, key: str, at: datetime) -> Entry:
        """The entry. Where the conversation has one of that key, that one, and nothing is added.

        Raises NoSuchConversation.
        """
        ...

    async def since(self, conversation: str, watermark: int | None, *, limit: int) -> Sequence[Entry]:
        """The first `limit` entries after the watermark, in order; without a watermark the last `limit`."""
        ...

    async def newer_than(self, watermarks: Mapping[str, int], *, limit: int) -> Mapping[str, Sequence[Entry]]:
        """The same for many conversations in one query: each that has something new, with the first `limit`."""
        ...
