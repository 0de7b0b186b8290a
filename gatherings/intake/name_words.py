"""Which words tell a person's name. The words stand in `names.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_TITLE: Final = re.compile(r"^(?:dr|prof|ph\.?\s?d|mag|cand|sr|mr|mrs|ms)\.?\s+(?=[A-ZÆØÅ])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameWords:
    given: frozenset[str]
    acts: frozenset[str]
    not_a_person: re.Pattern[str]
    role: re.Pattern[str]

    def begins_with_given(self, name: str) -> bool:
        return re.split(r"[\s-]", name, maxsplit=1)[0] in self.given

    def may_be_person(self, name: str) -> bool:
        """Whether no word of it belongs to an organisation, a place or a group, and it has no digit."""
        words = name.casefold().split()
        return bool(words) and not re.search(r"\d", name) and not any(map(self.not_a_person.fullmatch, words))

    def is_role(self, text: str) -> bool:
        """Whether the words are a role: "daglig leder"."""
        return any(map(self.role.fullmatch, text.casefold().split()[-1:]))


def untitled(name: str) -> str:
    """The name without a title before it: "Dr. John Field"."""
    return _TITLE.sub("", name)


@cache
def name_words() -> NameWords:
    table = tomllib.loads((files("gatherings.intake") / "names.toml").read_text(encoding="utf-8"))
    return NameWords(
        given=frozenset(table["given"].split()),
        acts=frozenset(table["acts"].split()),
        not_a_person=_pattern(table["not_a_person"]),
        role=_pattern(table["role"]),
    )


def _pattern(words: str) -> re.Pattern[str]:
    """Matches a whole word that is one of the words; a star stands for any letters."""
    return re.compile("|".join(re.escape(word).replace(r"\*", r"[\w-]*") for word in words.split()))
