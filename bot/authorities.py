"""The certificate authorities that the service trusts when it calls others."""

from __future__ import annotations

import os
import ssl
from functools import cache
from pathlib import Path
from typing import Final

AUTHORITIES: Final = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")


class AuthoritiesNotRead(Exception):  # noqa: N818 (a sentence, as everywhere)
    """The file that a variable names cannot be read; its argument is the variable."""


def trusted_authorities() -> ssl.SSLContext:
    """Those of the system, and those that a variable of `AUTHORITIES` names: where the network has one of its own.

    Raises AuthoritiesNotRead where it names a file that cannot be read, which OpenSSL would pass over in silence.
    """
    named = {place: variable for variable in reversed(AUTHORITIES) if (place := os.environ.get(variable))}
    return _authorities(tuple((variable, place) for place, variable in named.items()))


def named_authorities() -> ssl.SSLContext | None:
    """`trusted_authorities` where a variable names some; None otherwise: aiohttp has read the system's own already.

    Raises AuthoritiesNotRead.
    """
    return trusted_authorities() if any(os.environ.get(variable) for variable in AUTHORITIES) else None


@cache
def _authorities(named: tuple[tuple[str, str], ...]) -> ssl.SSLContext:
    """Each file is read once, for that takes 40 ms: OpenSSL would read that of SSL_CERT_FILE by itself as well."""
    is_said = any(variable == "SSL_CERT_FILE" for variable, _ in named)
    context = ssl.create_default_context(capath=_directory() if is_said else None)
    for variable, place in named:
        try:
            context.load_verify_locations(**{"capath" if Path(place).is_dir() else "cafile": place})
        except OSError:
            raise AuthoritiesNotRead(variable) from None
    return context


def _directory() -> str:
    """Where the system has its authorities one by one, which are read as they are met."""
    paths = ssl.get_default_verify_paths()
    return paths.capath or paths.openssl_capath
