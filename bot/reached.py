"""Where people reach us."""

from __future__ import annotations


class Reached:
    """The address at which people reach us, without a slash at its end. The port may be known only once we listen."""

    def __init__(self, public_url: str | None, *, host: str, port: int) -> None:
        self._public_url, self._host = public_url, host
        self.listens_at(port)

    def listens_at(self, port: int) -> None:
        self.url = (self._public_url or f"http://{self._host}:{port}").rstrip("/")
