"""People's words as the library's values, escaped by us."""

from __future__ import annotations

import re
from typing import Final

from icalendar import vCalAddress, vText

from bot.calendar.text import cleaned, escaped
from bot.cards.words import NAME, short
from gatherings.gathering import Contact

NOT_IN_A_NAME: Final = str.maketrans({"\\": "/", '"': "'"})
ADDRESS: Final = re.compile(r"[\w.!#$&'*+/=?^`{|}~-]+@[\w.-]+", re.ASCII)


class Text(vText):
    """A value of type TEXT, escaped here: the library takes a backslash and an N for a line break."""

    def to_ical(self) -> bytes:
        return escaped(self).encode()


def organiser(contact: Contact | None) -> vCalAddress | None:
    """The contact as the organiser of an event; None where no e-mail address is known."""
    if contact is None or contact.email is None or not ADDRESS.fullmatch(contact.email):
        return None
    address = vCalAddress(f"mailto:{contact.email}")
    address.params["CN"] = cleaned(short(contact.name, NAME)).translate(NOT_IN_A_NAME)
    return address
