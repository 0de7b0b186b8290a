"""A real mail server on loopback: takes letters, or refuses with the answers it is told to give."""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, Final, cast

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST: Final = "127.0.0.1"
OK: Final = "250 OK"


@dataclass(frozen=True, slots=True)
class Taken:
    """A letter that was taken: from and to whom by the envelope, how it came, and what it is."""

    sender: str
    to: tuple[str, ...]
    is_private: bool
    user: str | None
    raw: bytes

    @property
    def letter(self) -> EmailMessage:
        parsed = message_from_bytes(self.raw, policy=default)
        assert isinstance(parsed, EmailMessage)
        return parsed


@dataclass
class Post:
    """What the server does with a command: the next answer that it was told to give, else it takes the letter."""

    taken: list[Taken] = field(default_factory=list)
    most_at_once: int = 0
    password: str | None = None
    pause: float = 0
    _answers: dict[str, deque[str]] = field(default_factory=dict)
    _now: int = 0

    def refuse(self, command: str, *answers: str) -> None:
        """The next MAIL, RCPT or DATA are answered so, one after the other."""
        self._answers.setdefault(command, deque()).extend(answers)

    def hang(self, *, seconds: float) -> None:
        """Every letter is thought about for so long before it is taken."""
        self.pause = seconds

    async def handle_MAIL(self, server: Any, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802 (aiosmtpd names it)
        if (answer := self._next("MAIL")) is None:
            envelope.mail_from = address
            return OK
        return answer

    async def handle_RCPT(self, server: Any, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        if (answer := self._next("RCPT")) is None:
            envelope.rcpt_tos.append(address)
            return OK
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        await asyncio.sleep(self.pause)
        self._now -= 1
        if (answer := self._next("DATA")) is not None:
            return answer
        content, user = envelope.original_content or b"", cast("object", session.auth_data)
        known = user.login.decode() if isinstance(user, LoginPassword) else None
        is_private = session.ssl is not None
        self.taken.append(
            Taken(str(envelope.mail_from), tuple(map(str, envelope.rcpt_tos)), is_private, known, content)
        )
        return OK

    def knows(self, server: Any, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        is_right = isinstance(data, LoginPassword) and data.password.decode() == self.password
        return AuthResult(success=is_right, handled=is_right, auth_data=data)  # else the server says nothing at all

    def _next(self, command: str) -> str | None:
        answers = self._answers.get(command)
        return answers.popleft() if answers else None


@dataclass(frozen=True)
class Certificates:
    """An authority of the tests' own: what the server shows, and what a client trusts."""

    server: ssl.SSLContext
    client: ssl.SSLContext


def certificates(*names: str) -> Certificates:
    authority = trustme.CA()
    server, client = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert(*(names or (HOST,))).configure_cert(server)
    authority.configure_trust(client)
    return Certificates(server, client)


@asynccontextmanager
async def mail_server(
    post: Post, *, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """The port of a server that hands what comes to `post`; it asks for a password where `post` has one."""

    def made() -> SMTP:
        return SMTP(
            post,
            hostname="mail.fjord.example",
            tls_context=starttls,
            authenticator=post.knows if post.password else None,
            auth_required=False,
            auth_require_tls=False,
            loop=asyncio.get_running_loop(),
        )

    server = await asyncio.get_running_loop().create_server(made, HOST, 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(server.wait_closed(), 1)
