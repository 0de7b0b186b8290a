"""In which language the page is shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gatherings.gathering import EN, NB, NN, Language

SPOKEN: Final = {"nb": NB, "no": NB, "nn": NN, "en": EN}


def choose_language(asked: str, accepted: str, *, default: Language) -> Language:
    """The one asked for in the address, else the first of ours that the browser accepts, else the default."""
    if asked in SPOKEN:
        return SPOKEN[asked]
    wanted = sorted(_wanted(accepted), key=lambda tag: -tag[1])
    return next((SPOKEN[tag] for tag, _ in wanted if tag in SPOKEN), default)


def _wanted(accepted: str) -> Iterator[tuple[str, float]]:
    """The languages of an Accept-Language header with their weights; what is wanted not at all is left out."""
    for part in accepted.lower().split(","):
        tag, _, weight = part.partition(";")
        quality = _quality(weight)
        if quality > 0:
            yield tag.strip().split("-")[0], quality


def _quality(weight: str) -> float:
    name, _, number = weight.strip().partition("=")
    try:
        return float(number) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
