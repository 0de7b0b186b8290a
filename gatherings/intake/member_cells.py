"""What stands in the cells of a list of members."""

from __future__ import annotations

import re
from typing import Final

from gatherings.organisations.domains import is_shared
from gatherings.organisations.forms import labels_of

_BETWEEN: Final = re.compile(r"\s*[|;,/]\s*")
_BEFORE_A_DOMAIN: Final = re.compile(r"\A(?:https?:)?(?://)?(?:[^@\s]*@)?(?:www\.)?", re.IGNORECASE)
_NUMBER: Final = re.compile(r"(?:NO)?([0-9]{9})(?:MVA)?", re.IGNORECASE)
WEIGHTS: Final = (3, 2, 7, 6, 5, 4, 3, 2, 1)  # the last digit checks the others, modulo 11


def listed(cell: str) -> tuple[str, ...]:
    """What a cell lists, with a bar, semicolon, comma or stroke between."""
    return tuple(part for part in _BETWEEN.split(cell) if part)


def domain_of(text: str) -> str | None:
    """A domain in lower case and with letters of its own; None where it is none, or one that many share."""
    labels = labels_of(_BEFORE_A_DOMAIN.sub("", text.strip()))
    return ".".join(labels) if labels and not is_shared(labels) else None


def organisation_number_of(text: str) -> str | None:
    """The nine digits of a Norwegian organisation number, None where they are not nine or the last does not check."""
    found = _NUMBER.fullmatch(re.sub(r"[\s.]", "", text))
    if found is None:
        return None
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, found[1], strict=True))
    return found[1] if total % 11 == 0 else None
