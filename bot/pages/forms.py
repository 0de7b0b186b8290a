"""Forms that are ours: each carries a token that goes with the cookie of the browser it was given to."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import aiohttp
from aiohttp import BodyPartReader, web
from markupsafe import Markup

from bot.origins import is_from_elsewhere
from bot.pages.html import hidden

FIELD: Final = "csrf"
TYPE: Final = "application/x-www-form-urlencoded"
WITH_FILE: Final = "multipart/form-data"
MOST_PARTS: Final = 10
LONG: Final = "text"
"""The name of a field that may be as long as a file."""
LONGEST_FIELD: Final = 1_000


class NotOurForm(Exception):  # noqa: N818 (a sentence, as everywhere)
    """It was not sent from our own page, or by a browser without the cookie that goes with it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most bytes of a file, and of a long text."""

    file: int
    text: int


@dataclass(frozen=True, slots=True)
class Upload:
    """What was filled in, and the file that was chosen: its name, empty where none was, and its bytes."""

    filled: Mapping[str, str]
    name: str
    data: bytes


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
        known = self._require_ours(request, holder, TYPE)
        with _read_or_not_ours():
            filled = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        self._require_token(filled, known)
        return filled

    async def read_upload(self, request: web.Request, *, holder: str | None, limits: Limits) -> Upload:
        """What was filled in, and the file. Of the file, and of a long text, one byte more than its limit is read
        at most, by which whoever reads it knows that it is too large. Raises NotOurForm.
        """
        known = self._require_ours(request, holder, WITH_FILE)
        with _read_or_not_ours():
            upload = await _uploaded(request, limits)
        self._require_token(upload.filled, known)
        return upload

    def _require_ours(self, request: web.Request, holder: str | None, kind: str) -> str:
        """The holder, where the form may be ours so far. Raises NotOurForm."""
        if holder is None or is_from_elsewhere(request, is_secure=self._is_secure):
            raise NotOurForm
        if request.content_type != kind or (request.charset or "utf-8").lower() != "utf-8":
            raise NotOurForm
        return holder

    def _require_token(self, filled: Mapping[str, str], holder: str) -> None:
        if not hmac.compare_digest(filled.get(FIELD, "").encode(), self._token(holder).encode()):
            raise NotOurForm

    def _token(self, holder: str) -> str:
        return hmac.digest(self._key, holder.encode(), "sha256").hex()


@contextmanager
def _read_or_not_ours() -> Iterator[None]:
    """Raises NotOurForm for what is not what it says: other letters, packed, no parts."""
    try:
        yield
    except (
        ValueError,
        LookupError,
        AssertionError,
        RuntimeError,
        aiohttp.ClientError,
        web.RequestPayloadError,
    ) as wrong:
        raise NotOurForm from wrong


async def _uploaded(request: web.Request, limits: Limits) -> Upload:
    filled: dict[str, str] = {}
    name, data = "", b""
    reader = await request.multipart()
    for _ in range(MOST_PARTS):
        part = await reader.next()
        if part is None or not isinstance(part, BodyPartReader):
            break
        is_long = bool(part.filename) or part.name == LONG
        longest = 1 + (limits.file if part.filename else limits.text) if is_long else LONGEST_FIELD
        content = await _at_most(part, longest)
        if part.filename:
            name, data = part.filename, content
        else:
            filled[part.name or ""] = content.decode("utf-8", "replace")
        if is_long and len(content) == longest:
            break  # the token stands before it in a form of ours, and the rest is not waited for
    return Upload(filled, name, data)


async def _at_most(part: BodyPartReader, limit: int) -> bytes:
    """The content of a part, cut at a limit."""
    content = bytearray()
    while len(content) < limit and (chunk := await part.read_chunk()):
        content += chunk
    return bytes(content[:limit])
