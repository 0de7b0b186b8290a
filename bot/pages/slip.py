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
from gatherings.store.first_steps import FirstStep

PLACE: Final = "evaluation"
STEP: Final = "first_step"
"""In the place of a question: what they will do first at home."""
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
    """What stands on somebody's slip, before them on the page. `others` are open as well.

    `step` is what they have written that they will do first at home, which is not on the slip: it is theirs.
    """

    asker: Asker
    answered: Answered
    others: tuple[Evaluation, ...]
    step: FirstStep | None = None

    @property
    def has_step(self) -> bool:
        """Whether they may be asked what they will do first: they alone, so they are known by more than a browser."""
        return self.asker.has_link and self.asker.gathering.evaluation.asks_first_step

    @property
    def is_at_step(self) -> bool:
        """Whether that is asked now: the address names it, or it is all that is left."""
        named, is_left = self.asker.query.get("ask", ""), self.has_step and self.step is None
        return self.question is None and ((named == STEP and self.has_step) or (named != DONE and is_left))

    @property
    def evaluation(self) -> Evaluation:
        return self.answered.evaluation

    @property
    def question(self) -> EvaluationQuestion | None:
        """What is asked now: the scale first, then what the address names, else the first thing that is left."""
        scale, named = self.evaluation.scale, self.asker.query.get("ask", "")
        if scale is not None and scale.id not in self.answered.values:
            return scale
        if named in {STEP, DONE}:
            return None
        return self.evaluation.find_question(named) or next(iter(self.answered.left), None)

    def value(self, question: EvaluationQuestion) -> str:
        return self.answered.values.get(question.id, "")

    def after(self, question: EvaluationQuestion) -> str:
        """What is asked where this question is left."""
        left = self.answered.left
        later = left[left.index(question) + 1 :] if question in left else ()
        return later[0].id if later else STEP if self.has_step and self.step is None else DONE


def address(path: str, query: Mapping[str, str], evaluation_id: EvaluationId, **more: str) -> str:
    """The address of a page at one evaluation, in the language asked for."""
    language = {ASKED: query[ASKED]} if ASKED in query else {}
    return f"{path}?{urlencode({**language, 'evaluation': evaluation_id, **more})}#{PLACE}"


def at(slip: Slip, ask: str) -> str:
    """The address of the same page where something else is asked."""
    return address(slip.asker.path, slip.asker.query, slip.evaluation.id, ask=ask)
