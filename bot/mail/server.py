"""The mail server: where it is, and what it knows us by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

PORTS: Final = {"smtp": 587, "smtps": 465}
ON_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over. `is_tls` from the first byte; else TLS begins where the server offers it."""

    host: str
    port: int
    is_tls: bool = False
    user: str | None = None
    password: str = field(default="", repr=False)

    @property
    def is_near(self) -> bool:
        """Whether it is this machine, so that what is said to it passes no network."""
        return self.host in ON_THIS_MACHINE


def read_server(url: str) -> MailServer:
    """The server of smtp://user:password@host:587 or smtps://host; user and password percent-decoded.

    Raises ValueError.
    """
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("not the address of a mail server")
    return MailServer(
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        is_tls=parts.scheme == "smtps",
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password or ""),
    )
