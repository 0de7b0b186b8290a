"""The wire for letters: hands each to the mail server, one attempt a send."""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from typing import Final

from aiosmtplib import SMTP, SMTPException

from bot.mail.letter import Stamp, write_letter
from bot.mail.mailbox import NoSuchMailbox, mailbox
from bot.mail.refused import refusal
from bot.mail.server import MailServer
from bot.wire import Address, Outgoing, Receipt, SendLater, Unreachable

log = logging.getLogger(__name__)

AT_ONCE: Final = 4
ATTEMPT: Final = timedelta(seconds=20)
FAREWELL: Final = timedelta(seconds=1)


@dataclass(frozen=True)
class EmailWire:
    """Implements `Wire` over SMTP. `machine_now` dates the letters; `secret` keeps their names apart from others'."""

    server: MailServer
    sender: Mailbox
    reply_to: Mailbox | None
    secret: str = field(repr=False)
    tls: ssl.SSLContext
    machine_now: Callable[[], datetime]
    attempt: timedelta = ATTEMPT
    _connections: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE), repr=False)

    async def send(self, address: Address, outgoing: Outgoing) -> Receipt:
        """The letter's Message-ID, the same for the same delivery. Raises SendLater, Unreachable or NotSendable."""
        to = _mailbox_of(address)
        name = self._name(outgoing, to)
        stamp = Stamp(self.sender, self.reply_to, name, self.machine_now())
        letter = write_letter(outgoing.body, to=to, stamp=stamp)
        async with self._connections:
            await self._hand_over(letter, to)
        return Receipt(name)

    async def _hand_over(self, letter: EmailMessage, to: Mailbox) -> None:
        client = self._client()
        try:
            async with asyncio.timeout(self.attempt.total_seconds()):
                await self._enter(client)
                await client.sendmail(self.sender.addr_spec, [to.addr_spec], letter.as_bytes())
        except TimeoutError:
            raise SendLater("no answer in time") from None
        except (SMTPException, OSError) as trouble:
            raise refusal(trouble) from None
        finally:
            await _leave(client)

    def _client(self) -> SMTP:
        return SMTP(
            hostname=self.server.host,
            port=self.server.port,
            use_tls=self.server.is_tls,
            tls_context=self.tls,
            local_hostname=self.sender.domain,
            timeout=self.attempt.total_seconds(),
        )

    async def _enter(self, client: SMTP) -> None:
        """Connected, with TLS where it is offered, and logged in; whatever is wrong there is no letter's fault."""
        try:
            await client.connect()
            if self.server.user is not None:
                self._check_privacy(client)
                await client.login(self.server.user, self.server.password)
        except (SMTPException, OSError) as trouble:
            log.warning("mail_server_not_entered trouble=%s", type(trouble).__name__)
            raise SendLater(f"not entered: {type(trouble).__name__}") from None

    def _check_privacy(self, client: SMTP) -> None:
        """A password crosses no network in the clear, though somebody on the way hides that TLS is offered."""
        if not self.server.is_near and client.get_transport_info("sslcontext") is None:
            raise SMTPException("no TLS for the password")

    def _name(self, outgoing: Outgoing, to: Mailbox) -> str:
        key = outgoing.key or secrets.token_hex(16)
        digest = hmac.digest(self.secret.encode(), f"{key} {to.addr_spec}".encode(), "sha256")
        return f"<{digest.hex()[:32]}@{self.sender.domain}>"


def _mailbox_of(address: Address) -> Mailbox:
    """Raises Unreachable."""
    name = address.data.get("name")
    try:
        return mailbox(address.conversation, name if isinstance(name, str) else "")
    except NoSuchMailbox as wrong:
        raise Unreachable(str(wrong)) from None


async def _leave(client: SMTP) -> None:
    """Takes leave; what the server says to that changes nothing."""
    with suppress(SMTPException, OSError, TimeoutError):
        if client.is_connected:
            await client.quit(timeout=FAREWELL.total_seconds())
    client.close()
