"""A transcript in memory, to be shared by several hubs as a database is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.directline.transcript import Activity, Entry, NoSuchConversation


@dataclass
class Kept:
    user: str
    entries: list[Entry] = field(default_factory=list)
    by_key: dict[str, Entry] = field(default_factory=dict)


@dataclass
class TranscriptInMemory:
    """A Transcript. `queries` counts the looks at everything that is open; while `is_away` they fail."""

    kept: dict[str, Kept] = field(default_factory=dict)
    queries: int = 0
    is_away: bool = False

    async def open(self, conversation: str, *, user: str, at: datetime) -> bool:
        if conversation in self.kept:
            return False
        self.kept[conversation] = Kept(user)
        return True

    async def find_owner(self, conversation: str) -> str | None:
        kept = self.kept.get(conversation)
        return kept.user if kept else None

    async def append(self, conversation: str, activity: Activity, *, key: str, at: datetime) -> Entry:
        if conversation not in self.kept:
            raise NoSuchConversation(conversation)
        kept = self.kept[conversation]
        if key not in kept.by_key:
            kept.by_key[key] = Entry(len(kept.entries) + 1, activity)
            kept.entries.append(kept.by_key[key])
        return kept.by_key[key]

    async def since(self, conversation: str, watermark: int | None, *, limit: int) -> Sequence[Entry]:
        entries = self.kept[conversation].entries if conversation in self.kept else []
        return entries[-limit:] if watermark is None else entries[watermark : watermark + limit]

    async def newer_than(self, watermarks: Mapping[str, int], *, limit: int) -> Mapping[str, Sequence[Entry]]:
        self.queries += 1
        if self.is_away:
            raise ConnectionError("the database is away")
        found = {name: await self.since(name, mark, limit=limit) for name, mark in watermarks.items()}
        return {name: entries for name, entries in found.items() if entries}
