"""What is in a letter."""

from __future__ import annotations

import re
from email.message import EmailMessage

from icalendar import Calendar


def calendar_of(letter: EmailMessage) -> Calendar:
    (attached,) = letter.iter_attachments()
    made = Calendar.from_ical(attached.get_content())
    assert isinstance(made, Calendar)
    assert attached["Content-Type"].params["method"] == made["METHOD"]
    return made


def events_of(letter: EmailMessage) -> list[tuple[str, int]]:
    """UID and SEQUENCE of each day."""
    return [(str(event["UID"]), int(str(event["SEQUENCE"]))) for event in calendar_of(letter).walk("VEVENT")]


def plain(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def links_in(letter: EmailMessage) -> set[str]:
    """Where its buttons lead, without what each asks for."""
    body = letter.get_body(("html",))
    assert body is not None
    return {found.partition("?")[0] for found in re.findall(r'href="([^"]+)"', body.get_content())}


def page_in(letter: EmailMessage) -> str:
    found = re.search(r"http://\S+/p/[^\s?]+", plain(letter))
    assert found is not None
    return found[0]
