"""When a gathering is evaluated, and what is asked, as it is given on the command line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from bot.commands import values
from bot.commands.command import Argument, Call, Misread, Refused
from bot.commands.terms import text_of
from gatherings.gathering import LANGUAGES
from gatherings.programme import BlockId
from gatherings.schedule import USUAL, EvaluationQuestion, Improvement, Moment, QuestionKind, Schedule

MOST_QUESTIONS: Final = 8
FEWEST_CHOICES: Final = 2
MOST_IMPROVEMENTS: Final = 6
MOST_DAYS: Final = 60
WITH_MINUTES: Final = re.compile(r"(before|after):([0-9]{1,4})")
NAMES: Final = {"before": Moment.BEFORE_END, "after": Moment.AFTER}


def moment(text: str) -> tuple[Moment, int]:
    """ "end", "never", "before:15", "after:60": the moment, and its minutes."""
    found = WITH_MINUTES.fullmatch(text.strip())
    if found is not None:
        return NAMES[found[1]], int(found[2])
    if text.strip() not in {Moment.END, Moment.NEVER}:
        raise Misread("command.value.evaluation_moment")
    return Moment(text.strip()), 0


def blocks(text: str) -> tuple[BlockId, ...]:
    """Ids with commas between; none where the text is empty."""
    return tuple(BlockId(one.strip()) for one in text.split(",") if one.strip())


def days(text: str) -> timedelta:
    """A number of days from 1 to 60."""
    if not re.fullmatch(r"[0-9]{1,2}", text.strip()) or not 1 <= int(text) <= MOST_DAYS:
        raise Misread("command.value.evaluation_days")
    return timedelta(days=int(text))


SCHEDULE_OPTIONS: Final = (
    Argument("--evaluation", "end|before:N|after:N|never", moment),
    Argument("--evaluation-blocks", "ID,ID", blocks),
    Argument("--evaluation-questions", "FILE"),
    Argument("--evaluation-days", "N", days),
    Argument("--improvements", "FILE"),
    Argument("--first-step", choices=("yes", "no")),
    Argument("--first-step-days", "N", days),
)


def given_schedule(call: Call, schedule: Schedule) -> Schedule:
    """The schedule with what was given. Raises Refused."""
    given: dict[str, Any] = {}
    if "evaluation" in call.given:
        given["moment"], given["minutes"] = call["evaluation"]
    if "evaluation-questions" in call.given:
        given["questions"] = read_evaluation(call["evaluation-questions"])
    for option, name in (("evaluation-blocks", "blocks"), ("evaluation-days", "open_for")):
        if option in call.given:
            given[name] = call[option]
    if "improvements" in call.given:
        given["improvements"] = read_improvements(call["improvements"])
    if "first-step" in call.given:
        given["asks_first_step"] = call["first-step"] == "yes"
    if "first-step-days" in call.given:
        given["reminds_after"] = call["first-step-days"]
    return replace(schedule, **given)


def read_evaluation(name: str) -> tuple[EvaluationQuestion, ...]:
    """The questions of a TOML file, `[[question]]` each; the usual ones where the name is empty. Raises Refused."""
    if not name.strip():
        return USUAL
    try:
        asked = [_question(one) for one in tomllib.loads(text_of(name))["question"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as trouble:
        raise Refused("command.refused.questions_not_read", file=values.words(name), trouble=str(trouble)) from None
    if not 0 < len(asked) <= MOST_QUESTIONS or len({question.id for question in asked}) < len(asked):
        raise Refused("command.refused.too_many_questions", n=MOST_QUESTIONS)
    return tuple(asked)


def read_improvements(name: str) -> tuple[Improvement, ...]:
    """What was asked for and what was done, `[[improvement]]` each; none where the name is empty. Raises Refused."""
    if not name.strip():
        return ()
    try:
        told = tomllib.loads(text_of(name))["improvement"]
        found = tuple(Improvement(values.some_words(one["asked"]), values.some_words(one["done"])) for one in told)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError, Misread) as trouble:
        raise Refused("command.refused.improvements_not_read", file=values.words(name), trouble=str(trouble)) from None
    if len(found) > MOST_IMPROVEMENTS:
        raise Refused("command.refused.too_many_improvements", n=MOST_IMPROVEMENTS)
    return found


def _question(told: dict[str, Any]) -> EvaluationQuestion:
    """One question. A `kind` is scale, choice or text; `at_most` asks it of those alone who rated low."""
    known = {"id", "kind", "text", "choices", "at_most", *LANGUAGES}
    if strange := told.keys() - known:
        raise ValueError(", ".join(sorted(strange)))
    made = EvaluationQuestion(
        id=values.slug(told["id"]),
        kind=QuestionKind(told["kind"]),
        text=values.words(told["text"]),
        choices=tuple(values.words(str(choice)) for choice in told.get("choices", ())),
        at_most=None if "at_most" not in told else int(told["at_most"]),
        texts={language: values.words(told[language]) for language in LANGUAGES if language in told},
    )
    has_choices = len(made.choices) >= FEWEST_CHOICES
    if has_choices is not (made.kind is QuestionKind.CHOICE):
        raise ValueError("choices")
    return made
