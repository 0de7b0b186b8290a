"""Questions of a gathering's own, asked at sign-up besides the usual ones. They are data: nothing here knows one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from gatherings.terms import Mode

LONGEST_ANSWER: Final = 500


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `text` is as its organiser wrote it; in another language where `texts` has it.

    Without `choices` it is answered in free text. `mode` None: asked of everybody, else of those who take part so.
    """

    id: str
    text: str
    choices: tuple[str, ...] = ()
    mode: Mode | None = None
    is_required: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """The question in a language, as it was written where it is not translated."""
        return self.texts.get(language, self.text)
