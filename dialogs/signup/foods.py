"""What people eat: the usual choices by their bokmål words, as they are kept; anything else in one's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dialogs.phrases import Voice

FOODS: Final[Mapping[str, str]] = {
    "vegetar": "vegetarian",
    "vegan": "vegan",
    "glutenfri": "gluten_free",
    "laktosefri": "lactose_free",
    "uten svin": "no_pork",
}
"""The word that is kept, and the phrase under `signup.food` that it is shown as."""


def food_words(food: str, voice: Voice) -> str:
    """What was chosen, in the reader's language; what was written, as it was written."""
    parts = [part.strip() for part in food.split(",") if part.strip()]
    return ", ".join(voice(f"signup.food.{FOODS[part]}") if part in FOODS else part for part in parts)
