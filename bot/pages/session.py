"""Who is inside: a signed cookie of the organiser's browser, good for twelve hours. What they may do is not in it."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from aiohttp import web

from bot.page.visitor import is_same
from gatherings.people import PersonId

LIFETIME: Final = timedelta(hours=12)


class Sessions:
    """Reads and writes the cookie. `now` is machine time; `is_secure` where the page is reached by https."""

    def __init__(self, secret: str, *, is_secure: bool, now: Callable[[], datetime]) -> None:
        self._key = hmac.digest(secret.encode(), b"samband: session of an organiser", "sha256")
        self._is_secure, self._now = is_secure, now
        self.name = "__Host-samband-host" if is_secure else "samband-host"

    def find(self, request: web.Request) -> PersonId | None:
        """Who is inside; None where nobody is, or not any more."""
        said, _, signature = request.cookies.get(self.name, "").rpartition(".")
        if not said or not is_same(signature, self._signature(said)):
            return None
        person_id, _, until = said.rpartition(".")
        return PersonId(person_id) if datetime.fromtimestamp(int(until), UTC) > self._now() else None

    def holder(self, request: web.Request) -> str | None:
        """What forms are bound to; None where nobody is inside."""
        return None if self.find(request) is None else request.cookies[self.name]

    def open(self, response: web.Response, person_id: PersonId) -> None:
        """The browser is this organiser's from now on."""
        said = f"{person_id}.{int((self._now() + LIFETIME).timestamp())}"
        response.set_cookie(
            self.name,
            f"{said}.{self._signature(said)}",
            max_age=int(LIFETIME.total_seconds()),
            secure=self._is_secure,
            httponly=True,
            samesite="Lax",
            path="/",
        )

    def close(self, response: web.Response) -> None:
        response.del_cookie(self.name, path="/", secure=self._is_secure, httponly=True, samesite="Lax")

    def _signature(self, said: str) -> str:
        return hmac.digest(self._key, said.encode(errors="surrogateescape"), "sha256").hex()
