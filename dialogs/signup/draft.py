"""A sign-up that is under way: what has been answered so far. It lives in the dialog's state, as plain JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from dialogs.conversation import State
from gatherings.registration import Needs
from gatherings.terms import Mode, Terms

KEY: Final = "signup"
LIVES: Final = timedelta(days=3)
"""So long a sign-up that was left waits for its next answer; a few days more it is there to say that it was closed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has told so far. `asked` are the steps that were asked, in order; the last is waited for.

    `code` is the one-time code of a colleague's seat. `has_needs` tells that nothing is needed from not asked. `shown`
    marks the terms that stood on the summary. `asked_at` is gathering time.
    """

    id: str
    gathering: str
    asked_at: str
    asked: tuple[str, ...] = ()
    name: str = ""
    email: str = ""
    organisation: str = ""
    mode: str = ""
    food: str = ""
    access: str = ""
    has_needs: bool = False
    dinner: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    said: str = ""
    code: str = ""
    shown: str = ""

    @property
    def needs(self) -> Needs:
        return Needs(self.food or None, self.access or None)

    @property
    def wanted(self) -> Mode | None:
        return Mode(self.mode) if self.mode else None

    @property
    def wants_dinner(self) -> bool | None:
        return None if not self.dinner else self.dinner == "yes"

    @property
    def step(self) -> str:
        """What is waited for; empty where nothing has been asked."""
        return self.asked[-1] if self.asked else ""

    def is_alive(self, now: datetime) -> bool:
        return now - datetime.fromisoformat(self.asked_at) <= LIVES


def mark_of(terms: Terms) -> str:
    """The same for the same terms: whether they are still those that were shown."""
    return hashlib.sha256(repr(terms).encode()).hexdigest()[:16]


def find_draft(state: State) -> Draft | None:
    """The sign-up that is under way; None where there is none."""
    kept = state.get(KEY)
    if not isinstance(kept, Mapping):
        return None
    known: dict[str, Any] = {name: kept[name] for name in Draft.__slots__ if name in kept}
    return Draft(**{**known, "asked": tuple(known.get("asked", ()))})


def with_draft(state: State, draft: Draft, *, now: datetime) -> State:
    """The state with the sign-up in it; the gathering is the one that is talked of from now on."""
    kept = asdict(replace(draft, asked_at=now.isoformat()))
    return {**state, KEY: {**kept, "asked": list(draft.asked)}, "gathering": draft.gathering}


def without_draft(state: State) -> State:
    return {name: value for name, value in state.items() if name != KEY}
