"""What stands on somebody's slip, before them on a page: which question is asked now, and where the others are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode

from markupsafe import Markup

from bot.pages.site import ASKED
from dialogs.phrases import Voice
from gatherings.actions.evaluation import Answered
from gatherings.evaluation.evaluation import Evaluation, EvaluationId
from gatherings.gathering import Gathering
from gatherings.people import PersonId
from gatherings.schedule import EvaluationQuestion

PLACE: Final = "evaluation"
DONE: Final = "done"
"""In the place of a question: nothing more is to be asked."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who is at a page where they may answer, and what it is drawn with. `path` is the page's own address, `query` what
    stands behind it: which evaluation, and which question. `has_link`: they came by their personal link.
    """

    gathering: Gathering
    person_id: PersonId
    voice: Voice
    now: datetime
    signature: Markup
    path: str
    query: Mapping[str, str]
    has_link: bool = True


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on somebody's slip, before them on the page. `others` are open as well."""

    asker: Asker
    answered: Answered
    others: tuple[Evaluation, ...]

    @property
    def evaluation(self) -> Evaluation:
        return self.answered.evaluation

    @property
    def question(self) -> EvaluationQuestion | None:
        """What is asked now: the scale first, then what the address names, else the first thing that is left."""
        scale, named = self.evaluation.scale, self.asker.query.get("ask", "")
        if scale is not None and scale.id not in self.answered.values:
            return scale
        if named == DONE:
            return None
        return self.evaluation.find_question(named) or next(iter(self.answered.left), None)

    def value(self, question: EvaluationQuestion) -> str:
        return self.answered.values.get(question.id, "")

    def after(self, question: EvaluationQuestion) -> str:
        """What is asked where this question is left."""
        left = self.answered.left
        later = left[left.index(question) + 1 :] if question in left else ()
        return later[0].id if later else DONE


def address(path: str, query: Mapping[str, str], evaluation_id: EvaluationId, **more: str) -> str:
    """The address of a page at one evaluation, in the language asked for."""
    language = {ASKED: query[ASKED]} if ASKED in query else {}
    return f"{path}?{urlencode({**language, 'evaluation': evaluation_id, **more})}#{PLACE}"
