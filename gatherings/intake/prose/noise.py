"""Slips of the pen and of text recognition in clock times: "O9.OO", "l0:15", "09,00", "09 .35"."""

from __future__ import annotations

import re
from typing import Final

_LIKE_DIGITS: Final = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_SPOILT: Final = re.compile(r"(?<![\w.,])[\dOolI]{1,2}[.:][\dOolI]{2}(?![\w])")
_LED: Final = r"^(?P<lead>\W*(?:kl\.?\s*)?|.*?[\d.:]{4,5}\s*[-–—]\s*)"
_COMMA: Final = re.compile(
    rf"{_LED}(?P<hour>[01]?\d|2[0-4])[,;](?P<minute>[0-5][05])(?!\d|,\d|\s*(?:kr|mill|mrd|%|prosent|kroner)\b)"
)
_SPACED: Final = re.compile(
    r"(?<![\d.:])([01]?\d|2[0-3])(?:\s([.:])|([.:])\s)([0-5][05])(?=\s*[-–—]\s*\d|\s+[-–—])"
    r"|(?<=[-–—]\s)([01]?\d|2[0-3])(?:\s([.:])|([.:])\s)([0-5][05])(?=\s)"
)
_DASHES: Final = re.compile("[−‐‑‒―]")
_HALF: Final = re.compile(r"(?<![\w.])(\d{1,2})\s?h\s?(\d{2})(?!\w)")
_NOON: Final = re.compile(r"(?<![\w:.])(?:12(?:[:.]00)?\s*)?noon\b", re.IGNORECASE)
REAL_DIGITS: Final = 1


def without_noise(text: str) -> str:
    """The text with its clock times mended, where they are clearly meant."""
    text = _DASHES.sub("-", text)
    text = _SPOILT.sub(_mended, text)
    for _ in ("start", "end"):
        text = _COMMA.sub(r"\g<lead>\g<hour>.\g<minute>", text)
    text = _SPACED.sub(lambda found: "".join(part for part in found.groups() if part), text)
    text = _NOON.sub("12:00", text)
    return _HALF.sub(r"\1:\2", text)


def _mended(found: re.Match[str]) -> str:
    digits = sum(char.isdigit() for char in found[0])
    return found[0].translate(_LIKE_DIGITS) if digits >= REAL_DIGITS else found[0]
