"""Who looks at the page: a cookie of their browser, signed by us."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Final

from aiohttp import web

from bot.directline.tokens import new_user

LIFETIME: Final = timedelta(days=365)


class Visitors:
    """Reads and writes the cookie. `is_secure` where the page is reached by https."""

    def __init__(self, secret: str, *, is_secure: bool) -> None:
        self._key = hmac.digest(secret.encode(), b"samband: cookie of a visitor", "sha256")
        self._is_secure = is_secure
        self._name = "__Host-samband" if is_secure else "samband"

    def find(self, request: web.Request) -> str | None:
        """The user that the browser is known as; None where it has no cookie of ours."""
        user, _, signature = request.cookies.get(self._name, "").rpartition(".")
        return user if user and is_same(signature, self._signature(user)) else None

    def greet(self, request: web.Request, response: web.Response) -> str:
        """The user, whose cookie is good for another year; somebody new where nobody was known."""
        user = self.find(request) or new_user()
        self.write(response, user)
        return user

    def write(self, response: web.Response, user: str) -> None:
        """The browser is known as this user from now on."""
        response.set_cookie(
            self._name,
            f"{user}.{self._signature(user)}",
            max_age=int(LIFETIME.total_seconds()),
            secure=self._is_secure,
            httponly=True,
            samesite="Lax",
            path="/",
        )

    def _signature(self, user: str) -> str:
        return hmac.digest(self._key, user.encode(errors="surrogateescape"), "sha256").hex()


def is_same(given: str, ours: str) -> bool:
    """Whether a signature is ours; it may have come as bytes of no alphabet. How long it takes does not tell."""
    return hmac.compare_digest(given.encode(errors="surrogateescape"), ours.encode())
