"""Which language a text is written in, by the words of it that we know."""

from __future__ import annotations

from collections import Counter
from typing import Final

from dialogs.understanding.heard import Heard, Unit, hear
from gatherings.gathering import EN, NB, NN, Language

NORWEGIAN: Final = frozenset({"nb", "nn", "dialect"})


def language_of(text: str) -> Language | None:
    """Bokmål (dialects too), nynorsk or English; None where the text does not tell: "program" is all of them."""
    return language_heard(hear(text))


def language_heard(heard: Heard) -> Language | None:
    """The language of what was heard: each word that belongs to some of the languages alone speaks for these."""
    votes = votes_in(heard)
    if votes["en"] > votes["no"]:
        return EN
    if votes["nn"] > votes["nb"]:
        return NN
    return NB if votes["nb"] > votes["nn"] or votes["dialect"] else None


def is_norwegian(heard: Heard) -> bool:
    """Whether the words are Norwegian, also where they do not tell which: "når er lunsj"."""
    votes = votes_in(heard)
    return votes["no"] > votes["en"]


def votes_in(heard: Heard) -> Counter[str]:
    """How many units speak for each language."""
    return Counter(vote for unit in heard.units for vote in votes_of(unit))


def votes_of(unit: Unit) -> tuple[str, ...]:
    """For whom a unit speaks: English or Norwegian, and within that for bokmål (so do dialects) or nynorsk."""
    languages = frozenset(language for meaning in unit.meanings for language in meaning.languages)
    if not languages or ("en" in languages and languages & NORWEGIAN):
        return ()
    if languages == {"en"}:
        return ("en",)
    if languages <= {"nb", "dialect"}:
        return ("no", "nb") if "nb" in languages else ("no", "nb", "dialect")
    return ("no", "nn") if "nb" not in languages else ("no",)
