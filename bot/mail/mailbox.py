"""Whom a letter is from and to: "Kari Nes <kari@fjordby.example>", in a form that no header can be made of."""

from __future__ import annotations

import re
import unicodedata
from email.headerregistry import Address as Mailbox
from email.utils import getaddresses
from typing import Final

LONGEST_NAME: Final = 100
LONGEST_ADDRESS: Final = 254
LOCAL: Final = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
DOMAIN: Final = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.ASCII | re.IGNORECASE)
UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class NoSuchMailbox(ValueError):  # noqa: N818 (a sentence, as everywhere)
    """No letter can be sent there: it is not an e-mail address."""


def mailbox(address: str, name: str = "") -> Mailbox:
    """The mailbox of an address; the domain in ASCII, the name without what is not to be seen. Raises NoSuchMailbox."""
    local, _, domain = address.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise NoSuchMailbox("no domain") from None
    if not LOCAL.fullmatch(local) or not DOMAIN.fullmatch(domain) or len(local) + len(domain) >= LONGEST_ADDRESS:
        raise NoSuchMailbox("not an address")
    return Mailbox(display_name=one_line(name, LONGEST_NAME), username=local, domain=domain)


def read_mailbox(text: str) -> Mailbox:
    """The mailbox of "Fjordnettverket <samling@fjord.example>", or of an address alone. Raises NoSuchMailbox."""
    name, address = (*getaddresses([text]), ("", ""))[0]
    return mailbox(address, name)


def one_line(text: str, longest: int) -> str:
    """Text on one line, without what is not to be seen, at most so many letters; none is an encoded word of mail."""
    seen = "".join(" " if unicodedata.category(letter) in UNSEEN else letter for letter in text)
    words = " ".join(seen.replace("=?", "= ?").split())
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"
