"""Which service addresses we take messages from and send to: https on a list, or plain http on this machine."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

PUBLIC_SERVICE_HOSTS: Final = frozenset({
    "smba.trafficmanager.net",
    "smba.infra.gcc.teams.microsoft.com",
    "*.botframework.com",
})  # fmt: skip
LOOPBACK_HOSTS: Final = frozenset({"localhost", "127.0.0.1"})
"""The list in development, and in tests against a cloud on loopback."""

MAX_LENGTH: Final = 500
_URL: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::(?P<port>[0-9]{1,5}))?(?:/[\w.~/-]*)?",
    re.ASCII | re.IGNORECASE,
)


@lru_cache(maxsize=1024)  # asked for each send, of few addresses
def is_allowed(url: str, *, hosts: frozenset[str]) -> bool:
    """Whether `url` is on the list. An entry is a host, `*.` and its end, either with `:port`, or a whole origin.

    https only, on its own port unless the entry names one; http and any port only where a loopback host is listed.
    No user, query or fragment: what is checked here and what is sent to cannot be read in two ways.
    """
    found = _URL.fullmatch(url) if len(url) <= MAX_LENGTH else None
    if found is None:
        return False
    host, port = found["host"].lower(), found["port"]
    if found["scheme"].lower() == "http" and host not in LOOPBACK_HOSTS:
        return False
    return any(_covers(entry, host=host, port=port) for entry in hosts)


def _covers(entry: str, *, host: str, port: str | None) -> bool:
    origin = entry.strip().lower().removeprefix("https://").removeprefix("http://").partition("/")[0]
    name, _, named_port = origin.partition(":")
    is_same = host.endswith(name[1:]) if name.startswith("*.") else host == name
    if named_port:
        return is_same and port == named_port
    return is_same and (host in LOOPBACK_HOSTS or port in {None, "443"})
