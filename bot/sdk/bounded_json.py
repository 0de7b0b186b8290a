"""JSON from outside, read strictly and no further than a bound."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

from aiohttp import StreamReader

CHUNK_BYTES: Final = 64 * 1024
MAX_DEPTH: Final = 64


class NotJson(ValueError):  # noqa: N818 (a sentence, as everywhere)
    """Not one JSON object in UTF-8, or one that can be read in two ways."""


class TooLarge(NotJson):
    """More bytes than are taken."""


async def read_object(content: StreamReader, *, max_bytes: int) -> dict[str, Any]:
    """The JSON object in a body. Raises NotJson, or TooLarge as soon as the bound is passed."""
    return parse_object(await read_bytes(content, max_bytes=max_bytes))


async def read_bytes(content: StreamReader, *, max_bytes: int) -> bytes:
    """A whole body. Raises TooLarge as soon as the bound is passed."""
    body = bytearray()
    async for chunk in content.iter_chunked(CHUNK_BYTES):
        body += chunk
        if len(body) > max_bytes:
            raise TooLarge(f"more than {max_bytes} bytes")
    return bytes(body)


def parse_object(body: bytes) -> dict[str, Any]:
    """The object that `body` is. No key twice, no NaN, not too deep, no text that cannot be stored."""
    try:
        parsed = _DECODER.decode(body.decode())
        if b"\\u" in body or body.count(b"{") + body.count(b"[") > MAX_DEPTH:  # else nothing can be there to be found
            _check(parsed, depth=MAX_DEPTH)
    except NotJson:
        raise
    except (ValueError, RecursionError) as trouble:
        raise NotJson(type(trouble).__name__) from None
    if not isinstance(parsed, dict):
        raise NotJson("not an object")
    return parsed


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise NotJson("a key twice")
    return made


def _not_a_number(_: str) -> NoReturn:
    raise NotJson("not a number")


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_not_a_number)
"""Made once: to make one costs more than to read a receipt."""


def _check(value: object, *, depth: int) -> None:
    """Raises NotJson where it goes too deep, or a text holds NUL or (as ValueError) half of a character."""
    if isinstance(value, str):
        if "\0" in value:
            raise NotJson("a text that cannot be stored")
        if not value.isascii():
            value.encode()
    elif isinstance(value, dict | list):
        if not depth:
            raise NotJson("too deep")
        if isinstance(value, dict):
            _check([*value], depth=depth)
            value = [*value.values()]
        for inner in value:
            _check(inner, depth=depth - 1)
