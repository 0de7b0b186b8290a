"""The files of the page, each at an address that holds its digest, so that a browser may keep it for ever."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import hdrs, web

PREFIX: Final = "/page/files"
FOR_EVER: Final = "public, max-age=31536000, immutable"
OWN: Final = ("page.css", "pages.css", "looks.js", "page.js", "mark.svg")
WEB_CHAT: Final = "webchat.js"
HERE: Final = Path(__file__).parent
FETCHED: Final = HERE.parent / "static" / "webchat"
TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file, compressed, and its address. Few clients take it otherwise, and plain it is four times as large."""

    address: str
    type: str
    zipped: bytes


class Assets:
    """What the page is made of. Web Chat is among it where `make page` has fetched it."""

    def __init__(self, fetched: Path = FETCHED) -> None:
        found = {name: HERE / name for name in OWN}
        if (fetched / WEB_CHAT).exists():
            found[WEB_CHAT] = fetched / WEB_CHAT
        self._assets: Mapping[str, Asset] = {name: _read(path) for name, path in found.items()}
        self._by_address = {asset.address: asset for asset in self._assets.values()}

    @property
    def has_web_chat(self) -> bool:
        return WEB_CHAT in self._assets

    def address(self, name: str) -> str:
        return self._assets[name].address

    async def serve(self, request: web.Request) -> web.Response:
        """The file at an address, compressed for a client that takes it so; 404 where there is none."""
        asset = self._by_address.get(request.path)
        if asset is None:
            raise web.HTTPNotFound
        is_zipped = "gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, "").lower()
        body = asset.zipped if is_zipped else await asyncio.to_thread(gzip.decompress, asset.zipped)
        response = web.Response(body=body, content_type=asset.type, charset="utf-8")
        response.headers.update(
            {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
        )
        if is_zipped:
            response.headers["Content-Encoding"] = "gzip"
        return response


def _read(path: Path) -> Asset:
    plain, ready = path.read_bytes(), path.with_name(f"{path.name}.gz")
    zipped = ready.read_bytes() if ready.exists() else gzip.compress(plain, 9, mtime=0)
    digest = hashlib.sha256(plain).hexdigest()[:16]
    return Asset(f"{PREFIX}/{digest}/{path.name}", TYPES[path.suffix], zipped)
