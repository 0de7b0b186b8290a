"""One thing that `samband doctor` looked at, and how it was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from config.settings import SettingsWrong
from dialogs.phrases import Voice


class FoundWrong(Exception):  # noqa: N818 (a sentence, as everywhere)
    """Something has to be done; what it is has been said."""


class State(StrEnum):
    OK = "ok"
    NOTE = "note"  # good to know; nothing has to be done
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and how it was found, in words."""

    check: str
    state: State
    text: str


def found(say: Voice, check: str, state: State, **filling: str | int) -> Finding:
    """What was found, in the words of its phrase."""
    return Finding(check, state, say(f"doctor.{check}.{state}", **filling))


def problem_lines(wrong: SettingsWrong, say: Voice) -> list[str]:
    """One sentence for each problem: the variable, and what it should be."""
    return [say("settings.wrong", variable=one.variable, should_be=say(one.key)) for one in wrong.problems]
