"""What the five libraries that the house is built with take, at rest and with nothing of ours:
`python -m tests.bench.frame PORT`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Final

from aiohttp import web

FRAME: Final = ("apscheduler.schedulers.asyncio", "botbuilder.core", "pydantic_settings", "sqlalchemy")
"""And aiohttp, which answers."""


async def alive(_: web.Request) -> web.Response:
    return web.Response()


def main() -> None:
    for library in FRAME:
        import_module(library)
    app = web.Application()
    app.router.add_get("/healthz", alive)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)


if __name__ == "__main__":
    main()
