"""How much one visitor may ask of us."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from typing import Final

from bot.buckets import Rate

MAX_BODY_BYTES: Final = 64 * 1024
MAX_TEXT: Final = 4_000
HISTORY: Final = 200
"""So many entries come back when a person returns."""

POSTS: Final = Rate(burst=10, a_minute=30)
"""Of one conversation. A person in a hurry presses five buttons; nobody writes a line every two seconds for long."""

OPENINGS: Final = Rate(burst=300, a_minute=60)
"""Of one address. A whole conference hall sits behind one."""


def neighbourhood(address: str | None) -> str:
    """What counts as one address: an IPv4 address, or the /64 of an IPv6 address, which is one household."""
    try:
        ip = ip_address(address or "")
    except ValueError:
        return ""
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or IPv6Address(int(ip) >> 64 << 64))
    return str(ip)
