"""Which texts are schedules that a program has written: their lines may be as long as they like."""

from __future__ import annotations

import re
from typing import Final

LOOKED_AT: Final = 4000
_XML: Final = re.compile(r"<schedule[\s>]")
_JSON: Final = re.compile(r'"(?:schedule|conference|talks)"\s*:')


def is_schedule(text: str) -> bool:
    """Whether it is a schedule, by its first words."""
    start = text.lstrip("\ufeff \t\n")[:LOOKED_AT]
    if start.startswith("<"):
        return _XML.search(start) is not None
    return start.startswith("{") and _JSON.search(start) is not None
