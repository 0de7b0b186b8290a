"""The sign that we are writing: only where an answer takes long, and only where people see it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Final

from bot.wire import Address, NotSendable, Outgoing, SendLater, Unreachable, Wire
from gatherings.people import ConversationKind

log = logging.getLogger(__name__)

TYPING_AFTER: Final = timedelta(seconds=1)
TYPING: Final = Outgoing({"type": "typing"})


@asynccontextmanager
async def typing_meanwhile(wire: Wire, address: Address, *, after: timedelta) -> AsyncIterator[None]:
    """Shows once that we are writing, where what is done in the context is not done within `after`.

    Not in a channel, where Teams shows no such sign. It counts as a send, and so it is never sent for nothing.
    """
    if address.kind is ConversationKind.CHANNEL:
        yield
        return
    sign = asyncio.create_task(_show(wire, address, after))
    try:
        yield
    finally:
        sign.cancel()
        with suppress(asyncio.CancelledError):
            await sign


async def _show(wire: Wire, address: Address, after: timedelta) -> None:
    await asyncio.sleep(after.total_seconds())
    try:
        await wire.send(address, TYPING)
    except (SendLater, Unreachable, NotSendable) as trouble:
        log.info("typing_not_shown trouble=%s", type(trouble).__name__)
