"""What came in from Slack: something for a turn, and how its answer may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.wire import Address, Incoming


class Shown(StrEnum):
    """How an answer may be shown."""

    MESSAGE = "message"  # as messages in the conversation
    SENT = "sent"  # in the form that was sent where it asks for more, else as messages
    HOME = "home"  # on the Home tab


@dataclass(frozen=True, slots=True)
class Heard:
    """Something for a turn. `place` is where the answer goes: there, in its thread, or for one pair of eyes.

    `trigger` opens a form within three seconds, in the place of an answer that asks for something.
    """

    incoming: Incoming
    place: Address
    shown: Shown = Shown.MESSAGE
    trigger: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Opens:
    """A form that a button opens: nothing is said before it is sent."""

    team: str
    view: Mapping[str, object]
    trigger: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A form that was sent without what it requires: a sentence for each block."""

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Left:
    """The workspace has removed us."""

    team: str


Sent = Heard | Opens | Lacking | Left | None
"""What something that Slack sent is to us; None where it is nothing."""
