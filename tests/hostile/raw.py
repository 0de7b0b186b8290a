"""Requests byte by byte: what no client library would send."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

PATIENCE_SECONDS: Final = 20


@dataclass(frozen=True)
class Raw:
    """What came back."""

    status: int
    head: str
    body: bytes


async def asked(
    url: str, method: str, path: bytes | str, body: bytes = b"", *headers: bytes, host: bytes | None = None
) -> Raw:
    """The answer to one request on a connection of its own."""
    place = urlsplit(url)
    reader, writer = await asyncio.open_connection(place.hostname, place.port)
    target = path if isinstance(path, bytes) else path.encode()
    lines = [b"%s %s HTTP/1.1" % (method.encode(), target), b"Host: " + (host or place.netloc.encode()), *headers]
    writer.write(b"\r\n".join([*lines, b"Connection: close", b"Content-Length: %d" % len(body), b"", b""]) + body)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return _read(await reader.read())
    finally:
        writer.close()


def _read(answer: bytes) -> Raw:
    head, _, body = answer.partition(b"\r\n\r\n")
    first = head.split(b" ", 2)
    return Raw(int(first[1]) if len(first) > 1 else 0, head.decode("latin-1"), body)
