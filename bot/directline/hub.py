"""Who listens: hands new entries to the open sockets, whichever process appended them."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Final

from bot.directline.transcript import Activity, Entry, Transcript

log = logging.getLogger(__name__)

LOOK_EVERY: Final = timedelta(milliseconds=700)
MAX_LISTENERS: Final = 8
PAGE: Final = 100
LOOKED_AT_TOGETHER: Final = 200
"""So many conversations go into one query; databases bound the size of one."""


class TooManyListeners(Exception):  # noqa: N818 (a sentence, as everywhere)
    """A conversation has as many open sockets as it may."""


class HubClosed(Exception):  # noqa: N818
    """We are shutting down; nothing more comes."""


class Listener:
    """One open socket. It is given a page of entries at a time, and the next when it has taken that one."""

    def __init__(self, conversation: str, watermark: int) -> None:
        self.conversation, self.watermark = conversation, watermark
        self._given: list[Entry] = []
        self._stirred = asyncio.Event()
        self._is_closed = False

    @property
    def is_waiting(self) -> bool:
        return not self._given

    def give(self, entries: Sequence[Entry]) -> None:
        """Those it has not had yet are ready to be taken."""
        fresh = [entry for entry in entries if entry.number > self.watermark]
        if fresh:
            self.watermark = fresh[-1].number
            self._given = fresh
            self._stirred.set()

    async def take(self) -> Sequence[Entry]:
        """The next entries, in order, when there are some. Raises HubClosed."""
        await self._stirred.wait()
        if self._is_closed:
            raise HubClosed
        self._stirred.clear()
        taken, self._given = self._given, []
        return taken

    def close(self) -> None:
        self._is_closed = True
        self._stirred.set()


class Hub:
    """The listeners of this process. `run` looks at the transcript at an interval, and at once when woken.

    A look is one query for two hundred conversations that somebody listens to; with nobody listening it is none.
    """

    def __init__(self, transcript: Transcript, *, every: timedelta = LOOK_EVERY) -> None:
        self._transcript, self._every = transcript, every.total_seconds()
        self._listeners: dict[str, set[Listener]] = defaultdict(set)
        self._instead: dict[tuple[str, int], Activity] = {}
        self._woken: set[str] = set()
        self._stirred = asyncio.Event()
        self._is_closed = False

    @contextmanager
    def listening(self, conversation: str, watermark: int) -> Iterator[Listener]:
        """A listener of what comes after the watermark. Raises TooManyListeners."""
        if len(self._listeners.get(conversation, ())) >= MAX_LISTENERS:
            raise TooManyListeners(conversation)
        listener = Listener(conversation, watermark)
        self._listeners[conversation].add(listener)
        if self._is_closed:
            listener.close()
        try:
            yield listener
        finally:
            self._leave(listener)

    def wake(self, conversation: str) -> None:
        """There is something new in a conversation: it is looked at now."""
        if conversation in self._listeners:
            self._woken.add(conversation)
            self._stirred.set()

    def show_instead(self, conversation: str, number: int, activity: Activity) -> None:
        """Who listens now is shown this in the place of the entry of that number; it is kept nowhere."""
        if conversation in self._listeners:
            self._instead[conversation, number] = activity

    def tell(self, conversation: str, activity: Activity) -> bool:
        """Says something that is kept nowhere; whether anybody of this process listens."""
        listeners = self._listeners.get(conversation, set())
        for listener in listeners:
            listener.give([Entry(listener.watermark + 1, activity)])
        return bool(listeners)

    def count_listeners(self) -> int:
        return sum(map(len, self._listeners.values()))

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Looks for as long as the context lasts, then closes every listener."""
        looking = asyncio.create_task(self._run(), name="directline_hub")
        try:
            yield
        finally:
            self.close()
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)

    def close(self) -> None:
        """Every listener is told that nothing more comes, and so is who comes now."""
        self._is_closed = True
        for listeners in self._listeners.values():
            for listener in listeners:
                listener.close()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + self._every
        while True:
            await self._stir_until(due)
            woken, self._woken = self._woken, set()
            if loop.time() >= due:
                woken, due = set(self._listeners), loop.time() + self._every
            try:
                await self._look(woken)
            except Exception:  # the database may be away for a while; the next look finds what this one missed
                log.exception("transcript_not_read")

    async def _stir_until(self, due: float) -> None:
        try:
            async with asyncio.timeout_at(due):
                await self._stirred.wait()
        except TimeoutError:
            pass
        self._stirred.clear()

    async def _look(self, conversations: set[str]) -> None:
        """Each waiting listener of these conversations is given what is new to it."""
        marks = list(self._watermarks(conversations).items())
        for start in range(0, len(marks), LOOKED_AT_TOGETHER):
            together = dict(marks[start : start + LOOKED_AT_TOGETHER])
            for conversation, entries in (await self._transcript.newer_than(together, limit=PAGE)).items():
                shown = [self._shown(conversation, entry) for entry in entries]
                for listener in self._waiting(conversation):
                    listener.give(shown)

    def _shown(self, conversation: str, entry: Entry) -> Entry:
        activity = self._instead.pop((conversation, entry.number), None)
        return entry if activity is None else Entry(entry.number, activity)

    def _watermarks(self, conversations: set[str]) -> Mapping[str, int]:
        waiting = {conversation: self._waiting(conversation) for conversation in conversations}
        return {name: min(each.watermark for each in listeners) for name, listeners in waiting.items() if listeners}

    def _waiting(self, conversation: str) -> list[Listener]:
        return [listener for listener in self._listeners.get(conversation, ()) if listener.is_waiting]

    def _leave(self, listener: Listener) -> None:
        listeners = self._listeners[listener.conversation]
        listeners.discard(listener)
        if not listeners:
            del self._listeners[listener.conversation]
            self._instead = {key: shown for key, shown in self._instead.items() if key[0] != listener.conversation}
