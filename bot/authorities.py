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
    return _authorities(tuple((variable, os.environ.get(variable)) for variable in AUTHORITIES))


@cache  # reading them takes 50 ms
def _authorities(named: tuple[tuple[str, str | None], ...]) -> ssl.SSLContext:
    context = ssl.create_default_context()
    for variable, place in named:
        try:
            if place:
                context.load_verify_locations(**{"capath" if Path(place).is_dir() else "cafile": place})
        except OSError:
            raise AuthoritiesNotRead(variable) from None
    return context
