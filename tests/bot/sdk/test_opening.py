"""Who comes to Teams' door before the SDK is loaded waits, and is answered."""

from __future__ import annotations

import asyncio
import sys
from http import HTTPStatus

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.sdk.opening import ENDPOINT, Opening


async def told(request: web.Request) -> web.Response:
    assert ENDPOINT in sys.modules
    return web.Response(text=await request.text())


async def test_who_comes_early_waits_for_the_sdk() -> None:
    made = []
    app = web.Application()

    def make_handler() -> object:
        made.append(1)
        return told

    Opening(make_handler).add_to(app, "/api/messages")  # type: ignore[arg-type]
    async with TestClient(TestServer(app)) as client:
        answers = await asyncio.gather(*(client.post("/api/messages", data=str(number)) for number in range(5)))
        assert [await answer.text() for answer in answers] == ["0", "1", "2", "3", "4"]
    assert made == [1]


async def test_a_door_that_does_not_open_refuses_and_keeps_nobody_waiting() -> None:
    app = web.Application()

    def make_handler() -> object:
        raise ImportError

    Opening(make_handler).add_to(app, "/api/messages")  # type: ignore[arg-type]
    async with TestClient(TestServer(app)) as client, client.post("/api/messages", data="1") as answer:
        assert answer.status == HTTPStatus.INTERNAL_SERVER_ERROR
