"""Links by which a person is known on the web: an id and our signature, so that a copy of the database makes none."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from gatherings.gathering import GatheringId
from gatherings.ports import PageLink

ROOM: Final = "evaluate"
CODE: Final = "qr"
SIGNED_BYTES: Final = 16
LONGEST: Final = 100


def room_url(link: PageLink, gathering_id: GatheringId) -> str:
    """Where whoever is in the room answers the evaluation. Nobody's link: it makes nobody known."""
    return link(ROOM, gathering_id)


def room_code_url(link: PageLink, gathering_id: GatheringId) -> str:
    """Where the QR code of that address is, as a picture."""
    return f"{link(CODE, gathering_id)}.png"


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and reads the tokens in addresses under `base` (the public address, without a slash at its end)."""

    secret: str
    base: str

    def url(self, path: str, link_id: str) -> str:
        """The address of a link: BASE/PATH/TOKEN."""
        return f"{self.base}/{path}/{self.token(path, link_id)}"

    def token(self, path: str, link_id: str) -> str:
        """The link's id with our signature; good for this path alone."""
        return f"{link_id}.{self._signature(path, link_id)}"

    def read(self, path: str, token: str) -> str | None:
        """The link's id; None where we did not sign it for this path."""
        link_id, _, signature = token[:LONGEST].partition(".")
        is_ours = hmac.compare_digest(signature.encode(), self._signature(path, link_id).encode())
        return link_id if link_id and is_ours else None

    def _signature(self, path: str, link_id: str) -> str:
        digest = hmac.digest(self.secret.encode(), f"samband link: {path}/{link_id}".encode(), sha256)
        return base64.urlsafe_b64encode(digest[:SIGNED_BYTES]).rstrip(b"=").decode()
