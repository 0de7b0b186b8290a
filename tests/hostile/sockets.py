"""Which sockets this process opens, and which names it looks up: seen from underneath, by Python's own audit hook."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any


@dataclass
class Watched:
    """Where was connected to, and what was asked of name servers, while it was watched."""

    connected: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def beyond(self, *expected: str) -> list[str]:
        """Everything else, as "host:port", and names that are no address of this machine."""
        names = [name for name in self.asked if name not in {"127.0.0.1", "localhost"}]
        return sorted({*self.connected, *names} - {one.partition("//")[2].partition("/")[0] for one in expected})


_watching: list[Watched] = []


@cache
def _hooked() -> None:
    """A hook stays for as long as the process lives, and so there is one."""
    sys.addaudithook(_heard)


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching or event not in {"socket.connect", "socket.sendto", "socket.getaddrinfo"}:
        return
    for watched in _watching:
        if event == "socket.getaddrinfo":
            watched.asked.append(_text(arguments[0]))
        elif isinstance(arguments[1], tuple):
            host, port, *_ = arguments[1]
            watched.connected.append(f"{_text(host)}:{port}")


def _text(host: object) -> str:
    return host.decode() if isinstance(host, bytes) else str(host)


@contextmanager
def watching() -> Iterator[Watched]:
    """What is opened while the context lasts."""
    _hooked()
    watched = Watched()
    _watching.append(watched)
    try:
        yield watched
    finally:
        _watching.remove(watched)
