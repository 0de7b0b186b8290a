"""What is said to a dialog that waits: a step ("avbryt", "tilbake"), yes or no, in the room or digital. Pure.

Only a whole message counts: "stopp" is a step, "stopp bussen" is none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from dialogs.understanding.lexicon import read_data
from dialogs.understanding.tokens import words_of

Phrase = tuple[str, ...]

SHORTEST_TO_MEND: Final = 6  # letters from which one slip is forgiven


class StepWord(StrEnum):
    """What somebody wants of the dialog itself, whatever it asked."""

    CANCEL = "cancel"
    BACK = "back"
    RESTART = "restart"
    HELP = "help"
    SKIP = "skip"
    NONE_OF = "none_of"


def step_word(text: str) -> StepWord | None:
    """The step that the whole message is; None where it says something else."""
    said = value_in("step", text)
    return None if said is None else StepWord(said)


def yes_or_no(text: str) -> bool | None:
    """Whether the whole message is a yes or a no; None where it is neither."""
    said = value_in("answer", text)
    return None if said is None else said == "yes"


def mode_of(text: str) -> str | None:
    """ "room" or "digital" where that is the whole message."""
    return value_in("mode", text)


def value_in(part: str, text: str) -> str | None:
    """The value of a part of steps.toml that the whole message means: as it stands, or without "takk" at its end."""
    words = said(text)
    if not words:
        return None
    bare = words[:-1] if (words[-1],) in phrases_of("polite")[1] else ()
    return meant(part, words) or (meant(part, bare) if bare else None)


def meant(part: str, words: Phrase) -> str | None:
    """The value of the phrase that the words are, else of the one they are a slip of."""
    known = phrases_of(part).get(len(words), {})
    return known.get(words) or next((value for phrase, value in known.items() if is_slip(words, phrase)), None)


def is_slip(words: Phrase, phrase: Phrase) -> bool:
    """Whether the words are a phrase with one slip in each of its long words; the first letter stands."""
    return all(map(is_meant_as, words, phrase))


def is_meant_as(written: str, word: str) -> bool:
    """Whether a word was written, as it stands or with one slip where it is long."""
    if written == word:
        return True
    is_long = len(word) >= SHORTEST_TO_MEND and written[:1] == word[0]
    return is_long and OSA.distance(written, word, score_cutoff=1) <= 1


@lru_cache(maxsize=1)
def said(text: str) -> Phrase:
    """The folded words of a message, which is compared with several parts in a row."""
    return words_of(text)


@cache
def phrases_of(part: str) -> Mapping[int, Mapping[Phrase, str]]:
    """The phrases of a part, folded, with the value that each means, by how many words they have."""
    table = read_data("steps.toml")[part]
    tables = table if all(isinstance(content, dict) for content in table.values()) else {part: table}
    found: dict[int, dict[Phrase, str]] = defaultdict(dict)
    for value, by_language in tables.items():
        for written in by_language.values():
            for phrase in map(words_of, written.split(",")):
                found[len(phrase)][phrase] = value
    return found
