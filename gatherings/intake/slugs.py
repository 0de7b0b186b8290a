"""Slugs: a gathering's name in addresses and commands."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from gatherings.intake.public import one_line

_LETTERS: Final = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "þ": "th", "ß": "ss", "ł": "l"}
)
_OTHER: Final = re.compile(r"[^a-z0-9]+")
LONGEST: Final = 60


def slug_of(title: str, day: date) -> str:
    """ "nettverkssamling-2024-05-06": the title in plain letters, cut at a word, and the date."""
    letters = unicodedata.normalize("NFC", title).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode("ascii")
    words = _OTHER.sub("-", plain).strip("-")
    if len(words) > LONGEST:
        words = words[:LONGEST].rpartition("-")[0] or words[:LONGEST]
    return f"{words or 'samling'}-{day.isoformat()}"


def title_from_file(filename: str) -> str:
    """What a gathering is called whose file says nothing: after the file's name."""
    stem = filename.replace("\\", "/").rpartition("/")[2].partition(".")[0]
    return one_line(stem.replace("_", " ").replace("-", " ")).capitalize() or "Samling"
