"""Names in the order of a Norwegian telephone book: æ, ø and å last, other marks without weight."""

from __future__ import annotations

import unicodedata
from typing import Final

LAST: Final = str.maketrans({"æ": "{1", "ä": "{1", "ø": "{2", "ö": "{2", "å": "{3"})  # "{" comes after "z"


def alphabetical(name: str | None) -> tuple[bool, str]:
    """What to sort by; those without a name come last."""
    letters = unicodedata.normalize("NFC", name or "").casefold().translate(LAST)
    plain = "".join(one for one in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(one))
    return not name, plain
