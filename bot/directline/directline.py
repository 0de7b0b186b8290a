"""What the endpoint does, in our words: opens conversations, takes what is posted, reads what was said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.buckets import Pace, Rate
from bot.directline.hub import Hub
from bot.directline.limits import HISTORY, OPENINGS, POSTS
from bot.directline.posted import Posted, arrival, echo, incoming, read_posted
from bot.directline.refused import not_there, too_many
from bot.directline.tokens import Bearer, Tokens
from bot.directline.transcript import Entry, Transcript
from bot.wire import Turns


@dataclass(frozen=True, slots=True)
class Clocks:
    """Machine time for tokens, limits and time stamps; gathering time (it may be rehearsed) for when things arrive."""

    machine: Callable[[], datetime]
    gathering: Callable[[], datetime]


class DirectLine:
    """The conversations of the web page."""

    def __init__(
        self,
        turns: Turns,
        *,
        transcript: Transcript,
        hub: Hub,
        tokens: Tokens,
        clocks: Clocks,
        posts: Rate = POSTS,
        openings: Rate = OPENINGS,
    ) -> None:
        self.tokens, self.hub = tokens, hub
        self._turns, self._transcript, self._clocks = turns, transcript, clocks
        self._posts = Pace(posts, now=clocks.machine)
        self._openings = Pace(openings, now=clocks.machine)

    async def open(self, bearer: Bearer, *, locale: str | None, neighbourhood: str) -> bool:
        """True where the conversation is new; then we say who we are. Raises Refused."""
        if await self._transcript.find_owner(bearer.conversation) is not None:
            return False
        _go_on_after(self._openings.take(neighbourhood))
        is_new = await self._transcript.open(bearer.conversation, user=bearer.user, at=self._clocks.machine())
        if is_new:
            await self._turns.answer(arrival(bearer, locale=locale, arrived_at=self._clocks.gathering()))
        return is_new

    async def check_open(self, bearer: Bearer) -> None:
        """Raises Refused where the conversation was never opened."""
        if await self._transcript.find_owner(bearer.conversation) is None:
            raise not_there()

    async def post(self, bearer: Bearer, body: Mapping[str, Any]) -> str:
        """The id of what was posted, after it is answered. Posted again it has no further effect. Raises Refused."""
        arrived_at = self._clocks.gathering()
        posted = read_posted(body, bearer=bearer)
        if posted is None:
            return ""
        await self.check_open(bearer)
        _go_on_after(self._posts.take(bearer.conversation))
        await self._keep(posted, bearer)
        await self._turns.answer(incoming(posted, bearer=bearer, arrived_at=arrived_at))
        return posted.id

    async def read(self, bearer: Bearer, watermark: int | None) -> Sequence[Entry]:
        """What was said after the watermark, in order; without one the last of it."""
        return await self._transcript.since(bearer.conversation, watermark, limit=HISTORY)

    async def _keep(self, posted: Posted, bearer: Bearer) -> None:
        at = self._clocks.machine()
        said = echo(posted, bearer=bearer, at=at)
        await self._transcript.append(bearer.conversation, said, key=posted.id, at=at)
        self.hub.wake(bearer.conversation)


def _go_on_after(wait: timedelta | None) -> None:
    if wait is not None:
        raise too_many(wait)
