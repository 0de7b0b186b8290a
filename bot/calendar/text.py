"""People's words in a calendar: nothing that somebody writes becomes a property, or a line, of its own."""

from __future__ import annotations

import re
from typing import Final

from icalendar import vCalAddress, vText

from bot.cards.words import NAME, is_link, short
from gatherings.gathering import Contact

NOT_TEXT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
ESCAPES: Final = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
NOT_IN_A_NAME: Final = str.maketrans({"\\": "/", '"': "'"})
NOT_IN_A_LINK: Final = re.compile(r"[\s\\\"<>]")
ADDRESS: Final = re.compile(r"[\w.!#$&'*+/=?^`{|}~-]+@[\w.-]+", re.ASCII)


class Text(vText):
    """A value of type TEXT, escaped here: the library takes a backslash and an N for a line break."""

    def to_ical(self) -> bytes:
        return escaped(self).encode()


def escaped(text: str) -> str:
    """The text as it stands in a file: every kind of line break, comma, semicolon and backslash escaped."""
    return cleaned(text).translate(ESCAPES)


def cleaned(text: str) -> str:
    """The text without control characters and halves of characters; every kind of line break is a newline."""
    return "\n".join(NOT_TEXT.sub("", line) for line in text.splitlines())


def link(url: str | None) -> str | None:
    """The address, where it may stand in a file: http or https, on one line."""
    if url is None or not is_link(url) or url != cleaned(url) or NOT_IN_A_LINK.search(url):
        return None
    return url


def organiser(contact: Contact | None) -> vCalAddress | None:
    """The contact as the organiser of an event; None where no e-mail address is known."""
    if contact is None or contact.email is None or not ADDRESS.fullmatch(contact.email):
        return None
    address = vCalAddress(f"mailto:{contact.email}")
    address.params["CN"] = cleaned(short(contact.name, NAME)).translate(NOT_IN_A_NAME)
    return address
