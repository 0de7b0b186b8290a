"""A Connector that is sick for some, in a process of its own: `python -m tests.faults.connector PORT`.

Of a hundred conversations the first attempt of five is answered 429, of three 503, one is reset after reading and one
never answered; one is forbidden for good. It counts what it was sent as the platform would. What came while the machine
let it do nothing it can only read afterwards, all at once: it counts what surely came within a second.
"""

from __future__ import annotations

import asyncio
import selectors
import sys
import time
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from typing import Any, Final

from aiohttp import web

RETRY_AFTER: Final = 1
WINDOWS: Final = ((7, 1.0), (60, 30.0))
Span = tuple[float, float]
"""Between which two instants (monotonic) something came."""

posts: dict[int, list[float]] = defaultdict(list)
spans: list[Span] = []
taken: Counter[int] = Counter()
refused_until: dict[int, float] = {}
early: list[int] = []
doing = {"how": "sick"}


class Looks(selectors.DefaultSelector):
    """Knows when it last looked whether anything had come."""

    def __init__(self) -> None:
        super().__init__()
        self._at = deque([time.monotonic()], maxlen=4)

    def select(self, timeout: float | None = None) -> Any:
        found = super().select(timeout)
        self._at.append(time.monotonic())
        return found

    def not_there_at(self) -> float:
        """When what is handled now had not come yet: it was read a look or two ago, and came after the one before."""
        return self._at[0]


looks = Looks()


def ailment_of(number: int) -> str:
    """What is the matter with a conversation."""
    place = number % 100
    return next((what for until, what in _AILMENTS if place < until), "")


_AILMENTS: Final = ((5, "429"), (8, "503"), (9, "reset"), (10, "hang"), (11, "403"))


async def take(request: web.Request) -> web.StreamResponse:
    await request.read()
    number, now = int(request.match_info["conversation"].removeprefix("c")), time.monotonic()
    if now < refused_until.get(number, 0.0):
        early.append(number)
    posts[number].append(now)
    spans.append((looks.not_there_at(), now))
    ailment = "" if doing["how"] == "well" else ailment_of(number)
    if ailment == "403":
        return web.json_response({"error": {"code": "Forbidden"}}, status=403)
    if ailment and len(posts[number]) == 1:
        return await _fail(ailment, number, request)
    taken[number] += 1
    return web.json_response({"id": f"r{number}"}, status=201)


async def _fail(ailment: str, number: int, request: web.Request) -> web.StreamResponse:
    if ailment == "429":
        refused_until[number] = time.monotonic() + RETRY_AFTER
        return web.json_response({}, status=429, headers={"Retry-After": str(RETRY_AFTER)})
    if ailment == "503":
        return web.json_response({}, status=503)
    taken[number] += 1  # it was read
    if ailment == "hang":
        await asyncio.sleep(3600)
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def most_within(times: Sequence[float], seconds: float) -> int:
    """The most in any stretch of that length."""
    return surely_within([(at, at) for at in sorted(times)], seconds)


def surely_within(came: Sequence[Span], seconds: float) -> int:
    """The most that came in any stretch of that length, whenever within its span each did. In their order."""
    first, most = 0, 0
    for last, (_, at_last) in enumerate(came):
        while first < last and at_last - came[first][0] >= seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


async def count(_: web.Request) -> web.Response:
    every = [at for times in posts.values() for at in times]
    began = min(every, default=0.0)
    healthy = sorted(times[0] - began for number, times in posts.items() if not ailment_of(number))
    return web.json_response(
        {
            "taken": taken,
            "early": early,
            "most_a_second": surely_within(spans, 1.0),
            "over": [n for n, times in posts.items() if any(most_within(times, s) > m for m, s in WINDOWS)],
            "healthy_p99": healthy[len(healthy) * 99 // 100] if healthy else 0.0,
        }
    )


async def begin(request: web.Request) -> web.Response:
    """Forgets everything; `well` has nobody sick."""
    doing["how"] = request.match_info["how"]
    for kept in (posts, taken, refused_until, early, spans):
        kept.clear()
    return web.json_response({})


def main() -> None:
    app = web.Application()
    app.router.add_post("/v3/conversations/{conversation}/activities", take)
    app.router.add_post("/begin/{how}", begin)
    app.router.add_get("/healthz", count)
    loop, port = asyncio.SelectorEventLoop(looks), int(sys.argv[1])
    web.run_app(app, host="127.0.0.1", port=port, access_log=None, print=None, shutdown_timeout=0.1, loop=loop)


if __name__ == "__main__":
    main()
