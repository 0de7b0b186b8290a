"""The SDK is loaded beside everything else: it takes a quarter of a second, in which others are answered already."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib import import_module
from typing import Final

from aiohttp import web

ENDPOINT: Final = "bot.sdk.endpoint"

Handler = Callable[[web.Request], Awaitable[web.Response]]


class Opening:
    """Handles what comes to Teams' door. Who comes before the SDK is there waits for it."""

    def __init__(self, make_handler: Callable[[], Handler]) -> None:
        self._make_handler = make_handler

    def add_to(self, app: web.Application, path: str) -> None:
        app.cleanup_ctx.append(self._running)
        app.router.add_post(path, self.handle)

    async def handle(self, request: web.Request) -> web.Response:
        handler = await asyncio.shield(self._opened)
        return await handler(request)

    async def _running(self, _: web.Application) -> AsyncIterator[None]:
        self._opened = asyncio.create_task(self._open())
        yield
        self._opened.cancel()
        await asyncio.wait([self._opened])

    async def _open(self) -> Handler:
        await asyncio.to_thread(import_module, ENDPOINT)
        gc.freeze()  # it stays, as all that was loaded before the port was opened
        return self._make_handler()
