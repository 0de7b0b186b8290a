"""An authority of the bench's own, as files: what a server shows, and what whoever calls it trusts."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

import trustme

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Authority:
    """`shown` is the key and certificate of a server on this machine, `trusted` the certificate that vouches for it."""

    shown: Path
    trusted: Path

    def server(self) -> ssl.SSLContext:
        """What a server speaks with."""
        return server_context(self.shown)

    def client(self) -> ssl.SSLContext:
        """What trusts the server, and everything that this machine trusts."""
        context = ssl.create_default_context()
        context.load_verify_locations(cafile=self.trusted)
        return context


def server_context(shown: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(shown)
    return context


def authority_in(folder: Path) -> Authority:
    """A new one, its files in the folder."""
    made = Authority(folder / "server.pem", folder / "authority.pem")
    authority = trustme.CA()
    authority.issue_cert(HOST).private_key_and_cert_chain_pem.write_to_path(made.shown)
    authority.cert_pem.write_to_path(made.trusted)
    return made
