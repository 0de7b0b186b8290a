"""What we answer about a person's own data."""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.answers.answer import Answer, Suggestion
from gatherings.gathering import Gathering
from gatherings.organisations import Organisation
from gatherings.terms import Fee


@dataclass(frozen=True, slots=True)
class Held:
    """A registration that would be cancelled first, with what that costs now."""

    gathering: Gathering
    organisation: Organisation | None
    fee: Fee | None


@dataclass(frozen=True, kw_only=True)
class DeletionAsked(Answer):
    """Whether everything about the person is to be deleted; `held` is cancelled first."""

    held: tuple[Held, ...]
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, kw_only=True)
class DataDeleted(Answer):
    """Everything is deleted but `fees` fee lines; of `left_alone` nobody is an organiser any more."""

    fees: int
    left_alone: tuple[str, ...]
