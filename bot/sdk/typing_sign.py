"""The sign that we are writing: only where an answer takes long, and only where people see it."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta
from typing import Final

from bot.wire import Address, NotSendable, Outgoing, SendLater, Unreachable, Wire
from gatherings.people import ConversationKind

log = logging.getLogger(__name__)

TYPING_AFTER: Final = timedelta(seconds=1)
TYPING: Final = Outgoing({"type": "typing"})


class TypingMeanwhile:
    """Shows once that we are writing, where what is done in the context is not done within `after`.

    Not in a channel, where Teams shows no such sign. It counts as a send, and so it is never sent for nothing. Most
    turns are done long before: until then it is a timer, and no task.
    """

    def __init__(self, wire: Wire, address: Address, *, after: timedelta) -> None:
        self._wire, self._address, self._after = wire, address, after
        self._timer: asyncio.TimerHandle | None = None
        self._sign: asyncio.Task[None] | None = None

    async def __aenter__(self) -> None:
        if self._address.kind is not ConversationKind.CHANNEL:
            self._timer = asyncio.get_running_loop().call_later(self._after.total_seconds(), self._begin)

    async def __aexit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._sign is not None:
            self._sign.cancel()
            with suppress(asyncio.CancelledError):
                await self._sign

    def _begin(self) -> None:
        self._sign = asyncio.create_task(self._show())

    async def _show(self) -> None:
        try:
            await self._wire.send(self._address, TYPING)
        except (SendLater, Unreachable, NotSendable) as trouble:
            log.info("typing_not_shown trouble=%s", type(trouble).__name__)
