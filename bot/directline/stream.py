"""The websocket: what was said, and from then on what is being said."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Final

from aiohttp import WSCloseCode, web

from bot.directline.directline import DirectLine
from bot.directline.hub import HubClosed, Listener
from bot.directline.tokens import Bearer
from bot.directline.transcript import Entry

HEARTBEAT_SECONDS: Final = 25
MAX_FROM_CLIENT_BYTES: Final = 1_024
"""A client has nothing to say here but that it is still there."""


def packed(entries: Sequence[Entry], watermark: int | None) -> dict[str, object]:
    """An activity set, with the watermark after it."""
    after = entries[-1].number if entries else watermark or 0
    return {"activities": [dict(entry.activity) for entry in entries], "watermark": str(after)}


async def carry(
    request: web.Request, line: DirectLine, *, bearer: Bearer, watermark: int | None
) -> web.WebSocketResponse:
    """The socket, after it has been closed. Raises TooManyListeners before it is opened."""
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, max_msg_size=MAX_FROM_CLIENT_BYTES, compress=False)
    history = await line.read(bearer, watermark)
    begins_after = history[-1].number if history else watermark or 0
    with line.hub.listening(bearer.conversation, begins_after) as listener:
        await socket.prepare(request)
        sending = asyncio.create_task(_send(socket, listener, history, watermark))
        try:
            async for _ in socket:
                pass
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
    return socket


async def _send(
    socket: web.WebSocketResponse, listener: Listener, history: Sequence[Entry], watermark: int | None
) -> None:
    """Sends until we shut down or the client is gone."""
    try:
        if history:
            await socket.send_json(packed(history, watermark))
        while True:
            await socket.send_json(packed(await listener.take(), None))
    except HubClosed:
        await socket.close(code=WSCloseCode.GOING_AWAY)
    except ConnectionError:
        pass
