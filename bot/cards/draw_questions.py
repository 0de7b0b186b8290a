"""The questions of an evaluation as an organiser sees them, and the form for one more."""

from __future__ import annotations

from datetime import datetime

from bot.cards.card import Card, Input, InputKind, Option, Row
from bot.cards.draw_evaluation import agenda_teller, evaluation_button, question_words
from bot.cards.teller import Teller
from bot.cards.words import NAME, short
from dialogs.answers.evaluation import QuestionsShown
from dialogs.phrases import Voice
from gatherings.schedule import EvaluationQuestion, QuestionKind


def draw_questions(answer: QuestionsShown, *, voice: Voice, now: datetime) -> Card:
    """The questions in their order, with how each is answered."""
    tell = agenda_teller(answer.agenda, voice, now)
    if answer.is_adding:
        return _form(tell)
    questions = answer.agenda.gathering.evaluation.questions
    rows = tuple(
        Row(f"{n}.", short(question_words(one, voice), NAME), _how(one, voice)) for n, one in enumerate(questions, 1)
    )
    add = () if answer.is_full else (evaluation_button(tell, "add_question", "evaluation.questions", add="yes"),)
    drop = (evaluation_button(tell, "drop_question", "evaluation.drop_question"),) if len(questions) > 1 else ()
    usual = evaluation_button(tell, "usual_questions", "evaluation.usual_questions")
    title = voice("questions.title", gathering=tell.gathering)
    return Card(title, rows=rows, choices=(*add, *drop, usual), footer=voice("questions.until"))


def _how(question: EvaluationQuestion, voice: Voice) -> str:
    parts = [voice(f"questions.kind.{question.kind}")]
    if question.choices:
        parts.append(short(" / ".join(question.choices), NAME))
    if question.at_most is not None:
        parts.append(voice("questions.at_most", value=question.at_most))
    return ", ".join(parts)


def _form(tell: Teller) -> Card:
    voice = tell.voice
    kinds = tuple(Option(kind.value, voice(f"questions.kind.{kind}")) for kind in QuestionKind)
    inputs = (
        Input("text", voice("questions.text"), is_required=True, error=voice("evaluation.empty")),
        Input("kind", voice("questions.how"), InputKind.ONE_OF, kinds, value=QuestionKind.TEXT.value),
        Input("choices", voice("questions.choices"), placeholder=voice("questions.choices_example")),
    )
    save = evaluation_button(tell, "save_question", "evaluation.add_question", is_main=True)
    leave = evaluation_button(tell, "leave_it", "evaluation.questions", sends=False)
    return Card(voice("questions.new"), inputs=inputs, choices=(save, leave))
