"""The people that a correction names."""

from __future__ import annotations

import re
from typing import Final

from dialogs.agenda.topics import find_people
from dialogs.corrections.said import EDGES
from gatherings.agenda import Agenda
from gatherings.intake.name_words import name_words

_JOINED: Final = re.compile(r"\s*,\s*|\s+(?:og|and|&)\s+|\s*/\s*", re.IGNORECASE)
MOST_WORDS: Final = 4
FULL: Final = 2


def people_in(text: str, agenda: Agenda) -> tuple[str, ...] | None:
    """The names that a text is: of the programme where they are known there; None where a part of it is no name."""
    parts = [part.strip(EDGES) for part in _JOINED.split(text.strip(EDGES))]
    named = [_person(part, agenda) for part in parts]
    return tuple(name for name in named if name) if named and all(named) else None


def _person(text: str, agenda: Agenda) -> str | None:
    words = text.split()
    if not 1 <= len(words) <= MOST_WORDS or any(letter.isdigit() for letter in text):
        return None
    known = _known(text, agenda)
    if known is not None:
        return known
    if text.islower() and len(words) >= FULL:
        text = text.title()
        return text if name_words().begins_with_given(text) else None
    is_name = words[0][0].isupper() and words[-1][0].isupper()
    return text if is_name and name_words().may_be_person(text) else None


def _known(text: str, agenda: Agenda) -> str | None:
    """The one person of the programme whose name has these words."""
    wanted = set(text.casefold().split())
    found = [name for name in find_people(agenda, text) if wanted <= set(name.casefold().split())]
    return found[0] if len(found) == 1 else None
