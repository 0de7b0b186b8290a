"""Forms that are ours: each carries a token that goes with the cookie of the browser it was given to."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Final

from aiohttp import hdrs, web
from markupsafe import Markup

from bot.page.headers import is_from_elsewhere
from bot.pages.html import hidden

FIELD: Final = "csrf"
TYPE: Final = "application/x-www-form-urlencoded"


class NotOurForm(Exception):  # noqa: N818 (a sentence, as everywhere)
    """It was not sent from our own page, or by a browser without the cookie that goes with it."""


class Forms:
    """Signs forms and reads them. What a form is bound to is the content of a cookie."""

    def __init__(self, secret: str, *, is_secure: bool) -> None:
        self._key = hmac.digest(secret.encode(), b"samband: forms", "sha256")
        self._is_secure = is_secure

    def signature(self, holder: str) -> Markup:
        """The hidden field of a form that this browser may send."""
        return hidden(**{FIELD: self._token(holder)})

    async def read(self, request: web.Request, *, holder: str | None) -> Mapping[str, str]:
        """What was filled in. Raises NotOurForm."""
        if holder is None or is_from_elsewhere(request, is_secure=self._is_secure):
            raise NotOurForm
        if request.headers.get(hdrs.CONTENT_TYPE, "").partition(";")[0].strip().lower() != TYPE:
            raise NotOurForm
        filled = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        if not hmac.compare_digest(filled.get(FIELD, "").encode(), self._token(holder).encode()):
            raise NotOurForm
        return filled

    def _token(self, holder: str) -> str:
        return hmac.digest(self._key, holder.encode(), "sha256").hex()
