"""A letter as it goes over the wire (RFC 5322), made of what `bot.channels.email` dressed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address as Mailbox
from email.headerregistry import BaseHeader, HeaderRegistry, UniqueSingleAddressHeader, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy, Policy
from email.utils import format_datetime, quote
from typing import Final

from bot.mail.mailbox import one_line
from bot.wire import NotSendable

LONGEST_SUBJECT: Final = 200
LINK: Final = re.compile(r"https?://[!-;=?-~]{1,900}")  # no space, no angle brackets: it stands between two
METHOD: Final = re.compile(r"[A-Z]{1,20}")
FILE_NAME: Final = re.compile(r"[\w-]{1,60}\.ics", re.ASCII)


class _Unfolded(UnstructuredHeader, BaseHeader):
    """A header that stays on one line: folding would write an address as encoded words, which nobody follows."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class _OneMailbox(UniqueSingleAddressHeader, BaseHeader):  # type: ignore[misc]  # as the registry itself puts them together
    """Whom it is from or to, written by us: Python's folding drops the quotes, and a name becomes an address."""

    def fold(self, *, policy: Policy) -> str:
        name = self.address.display_name
        written = f'"{quote(name)}"' if name.isascii() else Header(name, "utf-8").encode(linesep=policy.linesep)
        mailbox = f"{written}{policy.linesep} <{self.address.addr_spec}>" if name else self.address.addr_spec
        return f"{self.name}: {mailbox}{policy.linesep}"


def _policy() -> EmailPolicy[EmailMessage]:
    headers = HeaderRegistry()
    for name in ("from", "to", "reply-to"):
        headers.map_to_type(name, _OneMailbox)
    for name in ("list-unsubscribe", "message-id"):
        headers.map_to_type(name, _Unfolded)
    return SMTP.clone(header_factory=headers, cte_type="7bit")


POLICY: Final = _policy()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is on every letter: whom it is from, whom to answer, its name (Message-ID), and when it was sent."""

    sender: Mailbox
    reply_to: Mailbox | None
    name: str
    at: datetime


def write_letter(body: Mapping[str, object], *, to: Mailbox, stamp: Stamp) -> EmailMessage:
    """The message: plain text and HTML as alternatives, the calendar beside them. Raises NotSendable."""
    letter = EmailMessage(policy=POLICY)
    letter["From"] = stamp.sender
    letter["To"] = to
    if stamp.reply_to is not None:
        letter["Reply-To"] = stamp.reply_to
    letter["Subject"] = one_line(_text(body, "subject"), LONGEST_SUBJECT)
    letter["Date"] = format_datetime(stamp.at)
    letter["Message-ID"] = stamp.name
    letter["Auto-Submitted"] = "auto-generated"
    if "unsubscribe" in body:
        letter["List-Unsubscribe"] = f"<{_matching(body, 'unsubscribe', LINK)}>"
    letter.set_content(_text(body, "text"))
    letter.add_alternative(_text(body, "html"), subtype="html")
    if "calendar" in body:
        _attach(letter, body["calendar"])
    return letter


def _attach(letter: EmailMessage, calendar: object) -> None:
    """The calendar as a file that clients open and as the method says: PUBLISH, REQUEST or CANCEL."""
    if not isinstance(calendar, Mapping):
        raise NotSendable("calendar is not an object")
    letter.add_attachment(
        _text(calendar, "text"),
        subtype="calendar",
        filename=_matching(calendar, "name", FILE_NAME),
        params={"method": _matching(calendar, "method", METHOD)},
    )


def _text(part: Mapping[str, object], name: str) -> str:
    found = part.get(name)
    if not isinstance(found, str):
        raise NotSendable(f"{name} is not a text")
    return found.encode(errors="replace").decode()


def _matching(part: Mapping[str, object], name: str, form: re.Pattern[str]) -> str:
    found = _text(part, name)
    if not form.fullmatch(found):
        raise NotSendable(f"{name} cannot stand in a letter")
    return found
