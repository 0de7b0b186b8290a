"""Files to take away."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web


@dataclass(frozen=True, slots=True)
class File:
    """A file to take away. `name` is what it is saved as."""

    name: str
    type: str
    body: bytes


def download(file: File) -> web.Response:
    """The file, to be saved under its name, and kept nowhere on the way."""
    plain = file.name.encode("ascii", "replace").decode().replace('"', "").replace("\\", "").replace("?", "_")
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = {
        "Content-Type": file.type,
        "Content-Disposition": named,
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(body=file.body, headers=headers)
