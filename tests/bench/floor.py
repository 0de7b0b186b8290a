"""What aiohttp alone costs: a handler that reads the activity and answers, or sends one back as well, and does nothing
else: `python -m tests.bench.floor PORT [sends]`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator

import aiohttp
from aiohttp import web

SESSION: web.AppKey[aiohttp.ClientSession] = web.AppKey("session")


async def session(app: web.Application) -> AsyncIterator[None]:
    async with aiohttp.ClientSession() as pooled:
        app[SESSION] = pooled
        yield


async def messages(request: web.Request) -> web.Response:
    activity = json.loads(await request.read())
    if sys.argv[2:] == ["sends"]:
        url = f"{activity['serviceUrl'].rstrip('/')}/v3/conversations/{activity['conversation']['id']}/activities"
        body = json.dumps({"type": "message", "text": activity["text"]})
        async with request.app[SESSION].post(url, data=body, headers={"Content-Type": "application/json"}) as answer:
            await answer.read()
    return web.Response()


async def alive(_: web.Request) -> web.Response:
    return web.Response()


def main() -> None:
    app = web.Application()
    app.cleanup_ctx.append(session)
    app.router.add_post("/api/messages", messages)
    app.router.add_get("/healthz", alive)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)


if __name__ == "__main__":
    main()
