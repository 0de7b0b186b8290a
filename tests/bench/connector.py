"""A Connector that stamps what it takes, in a process of its own.

    python -m tests.bench.connector PORT [MILLISECONDS]      answers after so long, over http
    … --tls PORT --shown FILE                                over https besides, with this key and certificate
    … --refuses PERCENT                                      so many of the conversations are told 429 once

It refuses nothing for a limit: it counts, so that what was sent too fast is seen. `GET /healthz` tells how many,
`GET /stamps` each post with when it came, `POST /forget` begins anew.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from zlib import crc32

from aiohttp import web

from tests.bench.authority import server_context

RETRY_AFTER: Final = 2


@dataclass
class Connector:
    """`stamps` are conversation, when it came (monotonic, which all processes of a machine share), what was answered.

    `early` counts what came before its Retry-After.
    """

    answers_after: float = 0
    refuses: int = 0
    stamps: list[tuple[str, float, int]] = field(default_factory=list)
    refused_until: dict[str, float] = field(default_factory=dict)
    early: int = 0

    async def take(self, request: web.Request) -> web.Response:
        now, conversation = time.monotonic(), request.match_info["conversation"]
        await request.read()
        if self.answers_after:
            await asyncio.sleep(self.answers_after)
        status = self._status(conversation, now)
        self.stamps.append((conversation, now, status))
        if status == 429:
            self.refused_until[conversation] = time.monotonic() + RETRY_AFTER
            return web.json_response({}, status=429, headers={"Retry-After": str(RETRY_AFTER)})
        return web.json_response({"id": f"r{len(self.stamps)}"}, status=201)

    def _status(self, conversation: str, now: float) -> int:
        if conversation in self.refused_until:
            self.early += now < self.refused_until[conversation]
            return 201
        is_broadcast_to = conversation.startswith("c")  # whom nobody answers
        return 429 if is_broadcast_to and crc32(conversation.encode()) % 100 < self.refuses else 201

    async def count(self, _: web.Request) -> web.Response:
        taken = Counter(conversation for conversation, _, status in self.stamps if status == 201)
        return web.json_response({"taken": taken.total(), "most": max(taken.values(), default=0), "early": self.early})

    async def tell(self, _: web.Request) -> web.Response:
        return web.json_response(self.stamps)

    async def forget(self, _: web.Request) -> web.Response:
        self.stamps.clear()
        self.refused_until.clear()
        self.early = 0
        return web.Response()

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/v3/conversations/{conversation}/activities", self.take)
        app.router.add_post("/v3/conversations/{conversation}/activities/{activity}", self.take)
        app.router.add_get("/healthz", self.count)
        app.router.add_get("/stamps", self.tell)
        app.router.add_post("/forget", self.forget)
        return app


async def serve(told: argparse.Namespace) -> None:
    """Until it is ended."""
    connector = Connector(told.milliseconds / 1000, told.refuses)
    runner = web.AppRunner(connector.app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    if told.tls:
        await web.TCPSite(runner, "127.0.0.1", told.tls, ssl_context=server_context(told.shown), backlog=1024).start()
    await web.TCPSite(runner, "127.0.0.1", told.port, backlog=1024).start()
    await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("milliseconds", type=float, nargs="?", default=0)
    parser.add_argument("--tls", type=int)
    parser.add_argument("--shown", type=Path)
    parser.add_argument("--refuses", type=int, default=0)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
