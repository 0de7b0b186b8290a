"""The terms of a gathering as they are given on the command line, and its own questions as a file has them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import Any, Final

from bot.commands import values
from bot.commands.command import Argument, Call, Refused
from bot.commands.files import read_file
from gatherings.gathering import LANGUAGES
from gatherings.questions import Question
from gatherings.terms import Mode, Terms

LONGEST_TEXT: Final = 20_000
MOST_QUESTIONS: Final = 5
FIELDS: Final = {
    "opens-at": "opens",
    "deadline": "deadline",
    "free-until": "free_until",
    "fee-late": "fee_late",
    "fee-absent": "fee_absent",
    "fee-covers": "fee_covers_digital",
    "capacity": "capacity",
    "capacity-digital": "capacity_digital",
    "capacity-per-organisation": "capacity_per_organisation",
    "offer-hours": "offer",
    "ladder": "ladder",
    "keep-not-understood": "keeps_not_understood",
}

TERMS_OPTIONS: Final = (
    Argument("--opens-at", "ISO-TIME", values.wall_or_none),
    Argument("--deadline", "YYYY-MM-DD", values.day_or_none),
    Argument("--free-until", "YYYY-MM-DD", values.day_or_none),
    Argument("--fee-late", "KRONER|actual", values.fee_or_none),
    Argument("--fee-absent", "KRONER|actual", values.fee_or_none),
    Argument("--fee-covers", "room|everyone", values.fee_covers),
    Argument("--terms-file", "FILE"),
    Argument("--capacity", "N", values.count_or_none),
    Argument("--capacity-digital", "N", values.count_or_none),
    Argument("--capacity-per-organisation", "N", values.count_or_none),
    Argument("--offer-hours", "N", values.hours),
    Argument("--ladder", "14d,7d,2d,0d", values.ladder),
    Argument("--keep-not-understood", "yes|no", values.yes_or_no),
)


def given_terms(call: Call, terms: Terms) -> Terms:
    """The terms with what was given; an empty text has taken its value away. Raises Refused."""
    given: dict[str, Any] = {name: call[option] for option, name in FIELDS.items() if option in call.given}
    if "terms-file" in call.given:
        given["text"] = text_of(call["terms-file"]) or None
    changed = replace(terms, **given)
    if changed.free_until and changed.deadline is None and changed.opens and changed.opens.date() > changed.free_until:
        raise Refused("command.refused.free_before_opening")
    if not changed.modes:
        raise Refused("command.refused.no_seats")
    return changed


def read_questions(name: str) -> tuple[Question, ...]:
    """The questions of a TOML file, `[[question]]` each; none where the name is empty. Raises Refused."""
    if not name.strip():
        return ()
    try:
        asked = [_question(one) for one in tomllib.loads(text_of(name))["question"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as trouble:
        raise Refused("command.refused.questions_not_read", file=values.words(name), trouble=str(trouble)) from None
    if len(asked) > MOST_QUESTIONS or len({question.id for question in asked}) < len(asked):
        raise Refused("command.refused.too_many_questions", n=MOST_QUESTIONS)
    return tuple(asked)


def _question(told: dict[str, Any]) -> Question:
    known = {"id", "text", "choices", "mode", "required", *LANGUAGES}
    if strange := told.keys() - known:
        raise ValueError(", ".join(sorted(strange)))
    return Question(
        id=values.slug(told["id"]),
        text=values.words(told["text"]),
        choices=tuple(values.words(str(choice)) for choice in told.get("choices", ())),
        mode=None if "mode" not in told else Mode(told["mode"]),
        is_required=bool(told.get("required", False)),
        texts={language: values.words(told[language]) for language in LANGUAGES if language in told},
    )


def text_of(name: str) -> str:
    """The text of a file. Raises Refused."""
    try:
        text = read_file(name).decode("utf-8-sig").replace("\r\n", "\n").strip()
    except UnicodeDecodeError:
        raise Refused("command.refused.file_not_text", file=values.words(name)) from None
    if len(text) > LONGEST_TEXT or "\0" in text:
        raise Refused("command.refused.file_not_text", file=values.words(name))
    return text
