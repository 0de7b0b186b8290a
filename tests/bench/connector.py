"""A Connector that takes everything, in a process of its own: `python -m tests.bench.connector PORT [MILLISECONDS]`."""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict

from aiohttp import web

ANSWERS_AFTER = float(next(iter(sys.argv[2:]), 0)) / 1000
taken: dict[str, int] = defaultdict(int)


async def take(request: web.Request) -> web.Response:
    await request.read()
    if ANSWERS_AFTER:
        await asyncio.sleep(ANSWERS_AFTER)
    taken[request.match_info["conversation"]] += 1
    return web.json_response({"id": "r1"}, status=201)


async def count(request: web.Request) -> web.Response:
    return web.json_response({"taken": sum(taken.values()), "most": max(taken.values(), default=0)})


def main() -> None:
    app = web.Application()
    app.router.add_post("/v3/conversations/{conversation}/activities", take)
    app.router.add_post("/v3/conversations/{conversation}/activities/{activity}", take)
    app.router.add_get("/healthz", count)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)


if __name__ == "__main__":
    main()
