"""Whom a request comes from, where proxies that we trust stand in front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from ipaddress import ip_address, ip_network

from aiohttp import web


def address_behind(proxies: Sequence[str]) -> Callable[[web.Request], str | None]:
    """Tells the last address that a trusted proxy names, else the peer; `proxies` are addresses or networks."""
    networks = [ip_network(one, strict=False) for one in proxies]

    def is_trusted(address: str) -> bool:
        with suppress(ValueError):
            return any(ip_address(address) in network for network in networks)
        return False

    def address_of(request: web.Request) -> str | None:
        named = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        for address in [request.remote or "", *reversed(named)]:
            if not is_trusted(address):
                return address or None
        return request.remote

    return address_of
