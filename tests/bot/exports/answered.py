"""What was answered to an invented evaluation, and what questions of ours are called in tests."""

from __future__ import annotations

from gatherings.evaluation.results import ChoiceResult, Results, Said, ScaleResult, TextResult, distribution
from gatherings.schedule import TAKEAWAY, USEFULNESS, EvaluationQuestion, QuestionKind
from tests.bot.exports.people import FORMULAS

WHERE = EvaluationQuestion("where", QuestionKind.CHOICE, "Hvor neste gang?", choices=("Fjordby", "Viksund"))
USEFUL = ScaleResult(USEFULNESS, distribution([8, 8, 8, 9, 10, 3, 8]))


def written(*texts: str, hidden: str | None = None) -> TextResult:
    """The texts as they were said, in that order; one of them hidden by an organiser."""
    said = [Said(f"s{number}", text, is_hidden=text == hidden) for number, text in enumerate(texts)]
    return TextResult(TAKEAWAY, tuple(said))


def results(*texts: TextResult) -> Results:
    return Results(7, 12, (USEFUL,), (ChoiceResult(WHERE, {"Fjordby": 6, "Viksund": 0}),), texts)


LIKE_FORMULAS = results(written(*FORMULAS, "Skog"))


def words(question: EvaluationQuestion) -> str:
    return question.text or question.id
