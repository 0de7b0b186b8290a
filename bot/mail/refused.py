"""What a mail server's refusal means: later, never to this person, or never this letter."""

from __future__ import annotations

import re
from typing import Final

from aiosmtplib import (
    SMTPException,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from bot.wire import NotSendable, SendLater, Unreachable

LATER: Final = frozenset({530, 534, 535, 538})
"""It does not know us, or wants TLS first: ours to repair, and then the letter goes."""

PERMANENT: Final = 500
FULL: Final = 552
MOVED_OR_FORBIDDEN: Final = frozenset({551, 553})
_STATUS: Final = re.compile(r"\b5\.(?P<subject>\d{1,3})\.\d{1,3}\b")


def refusal(trouble: SMTPException | OSError) -> SendLater | Unreachable | NotSendable:
    """The refusal in the words of the wire. Only numbers are told: the words of a server may name a person."""
    if isinstance(trouble, SMTPRecipientsRefused):
        trouble = trouble.recipients[0]
    if not isinstance(trouble, SMTPResponseException):
        return SendLater(f"no answer: {type(trouble).__name__}")
    told = f"smtp {trouble.code}"
    if trouble.code < PERMANENT or trouble.code in LATER:
        return SendLater(told)
    if isinstance(trouble, SMTPSenderRefused):
        return NotSendable(told)
    return _permanent(trouble, told)


def _permanent(trouble: SMTPResponseException, told: str) -> SendLater | Unreachable | NotSendable:
    """A no for good: to this person where the address or the mailbox is at fault, else to this letter.

    5.7.x is a matter of policy ("relaying denied", "looks like spam"): it says nothing about the person. A mailbox that
    is full (552) is asked again, as RFC 5321 (4.5.3.1.10) has it.
    """
    found = _STATUS.match(trouble.message.strip())
    subject = found["subject"] if found else None
    is_of_recipient = isinstance(trouble, SMTPRecipientRefused)
    if is_of_recipient and trouble.code == FULL:
        return SendLater(told)
    if subject is not None:
        return Unreachable(told) if _is_about_recipient(subject, is_of_recipient=is_of_recipient) else NotSendable(told)
    return Unreachable(told) if is_of_recipient or trouble.code in MOVED_OR_FORBIDDEN else NotSendable(told)


def _is_about_recipient(subject: str, *, is_of_recipient: bool) -> bool:
    """Whether an enhanced status (RFC 3463) is about an address (1), a mailbox (2), or the way there (4)."""
    return subject in {"1", "2"} or (is_of_recipient and subject != "7")
