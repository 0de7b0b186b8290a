"""The Direct Line transcript, kept in the database: each call is a transaction of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.directline.transcript import Activity, Entry, NoSuchConversation
from gatherings.store import Database
from gatherings.store.transcripts import append_line, find_owner, list_lines, list_newer, open_transcript


class StoredTranscript:
    """A `Transcript` that every replica shares."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, conversation: str, *, user: str, at: datetime) -> bool:
        async with self._database.write() as tx:
            return await open_transcript(tx, conversation, owner=user, at=at)

    async def find_owner(self, conversation: str) -> str | None:
        async with self._database.read() as tx:
            return await find_owner(tx, conversation)

    async def append(self, conversation: str, activity: Activity, *, key: str, at: datetime) -> Entry:
        async with self._database.write() as tx:
            line = await append_line(tx, conversation, activity, key=key, at=at)
        if line is None:
            raise NoSuchConversation(conversation)
        return Entry(*line)

    async def since(self, conversation: str, watermark: int | None, *, limit: int) -> Sequence[Entry]:
        async with self._database.read() as tx:
            return [Entry(*line) for line in await list_lines(tx, conversation, after=watermark, limit=limit)]

    async def newer_than(self, watermarks: Mapping[str, int], *, limit: int) -> Mapping[str, Sequence[Entry]]:
        async with self._database.read() as tx:
            found = await list_newer(tx, watermarks, limit=limit)
        return {conversation: [Entry(*line) for line in lines] for conversation, lines in found.items()}
