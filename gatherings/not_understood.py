"""Messages that were not understood, as the organisers may read them so that words can be added: never whose. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from gatherings.gathering import Gathering, Language
from gatherings.registration import Registration

LONGEST_KEPT: Final = 300
LONGEST_READ: Final = 2_000
FEWEST_DIGITS: Final = 5

MAIL, WEB, NUMBER = "[@]", "[www]", "[#]"
"""What stands where an e-mail address, a web address, or a long number or a code was."""

_WEB: Final = re.compile(
    r"://|\bwww\.|\w\.(?:no|com|org|net|edu|gov|info|io|eu|se|dk|fi|is|uk|de|app|dev|example)\b|\w\.\w+/", re.IGNORECASE
)
_DIGITS: Final = re.compile(rf"\+?\(?\d(?:[\s().,/–-]{{0,2}}\d){{{FEWEST_DIGITS - 1},}}")
_CODE: Final = re.compile(r"\b(?:(?:[A-Za-z0-9]{4}-){2}[A-Za-z0-9]{4}|(?=[A-Za-z-]*\d)[A-Za-z0-9]{4}-[A-Za-z0-9]{4})\b")
_HOURS: Final = re.compile(r"\d{1,2}[.:]?\d\d ?[–-] ?\d{1,2}[.:]?\d\d")


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """What was written, masked, on a day where the gathering is held, and how often that day.

    `nearest` is the intent that it was nearest to, None where it was near none.
    """

    day: date
    language: Language
    text: str
    nearest: str | None = None
    times: int = 1


def lets_keep(registration: Registration | None, gathering: Gathering) -> bool:
    """Whether somebody has accepted that the gathering's organisers read what we do not understand of theirs.

    The gathering's terms must say so still, and the terms that the person read when they accepted them.
    """
    if registration is None or not registration.is_active or not gathering.terms.keeps_not_understood:
        return False
    accepted = registration.accepted
    return accepted is not None and bool(accepted.text) and accepted.terms.keeps_not_understood


def masked(text: str) -> str:
    """The text on one line, without addresses, long numbers and codes, and no longer than is kept."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_READ])
    words = "".join(one if one.isprintable() else " " for one in plain).split()
    without = _CODE.sub(_number, _DIGITS.sub(_number, " ".join(_word(word) for word in words)))
    return without if len(without) <= LONGEST_KEPT else f"{without[: LONGEST_KEPT - 1]}…"


def _word(word: str) -> str:
    if "@" in word:
        return MAIL
    return WEB if _WEB.search(word) else word


def _number(found: re.Match[str]) -> str:
    """The mark; hours from and to are no number of somebody's."""
    return found[0] if _HOURS.fullmatch(found[0]) else NUMBER
