"""The chat platform: what it took, from which process and when; and it kills who speaks to it, where that is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from aiohttp import web

from bot.clock import machine_now
from tests.doubles.botframework import BotFramework
from tests.scenarios.scene import words
from tests.torture.fate import ON_THE_WIRE, Fate, Point


@dataclass(frozen=True, slots=True)
class Taken:
    """A post that the platform took. `bearer` is the token of the process that sent it: each has its own."""

    conversation: str
    title: str
    id: str
    bearer: str
    at: datetime


class Platform(BotFramework):
    """Takes everything at any pace. `fate` is that of the process that `strike` kills."""

    def __init__(self) -> None:
        super().__init__(machine_now, keeps_limits=False)
        self.taken: list[Taken] = []
        self.fate: Fate | None = None
        self.strike: Callable[[], None] = lambda: None

    async def _activities(self, request: web.Request) -> web.Response:
        point = self._point()
        if point is Point.ARRIVED:
            self.strike()
            return web.Response(status=503)
        response = await super()._activities(request)
        if response.status < HTTPStatus.BAD_REQUEST:
            self._note(json.loads(response.text or ""), request.headers["Authorization"])
        if point is Point.TAKEN:
            self.strike()
        if point is Point.ANSWERED:
            await response.prepare(request)
            await response.write_eof()
            self.strike()
        return response

    def _note(self, receipt: Mapping[str, str], bearer: str) -> None:
        sent = next(one for one in reversed(self.sent) if one.id == receipt["id"])
        if sent.activity["type"] == "typing":
            return
        title = words(sent.activity).partition("\n")[0]
        self.taken.append(Taken(sent.conversation, title, sent.id, bearer, machine_now()))

    def _point(self) -> Point | None:
        """The point at which to kill now."""
        if self.fate is None or self.fate.point not in ON_THE_WIRE:
            return None
        self.fate = self.fate.nearer()
        return self.fate.point if self.fate.count == 0 else None

    def titles(self, conversation: str) -> list[str]:
        """The first line of everything that a conversation got."""
        return [one.title for one in self.taken if one.conversation == conversation]
