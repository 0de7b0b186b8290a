"""What came in from Slack: something for a turn, and how its answer may be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from bot.wire import Address, Incoming


class Shown(StrEnum):
    """How an answer may be shown."""

    MESSAGE = "message"  # as messages in the conversation
    FORM = "form"  # one that asks for something as a form that opens, else as messages
    SAME_FORM = "same_form"  # in the form whose button was pressed
    SUBMITTED = "submitted"  # in the form that was submitted where it asks for more, else as messages
    HOME = "home"  # on the Home tab


@dataclass(frozen=True, slots=True)
class Heard:
    """Something for a turn. `place` is where the answer goes: there, in its thread, or for one pair of eyes.

    `trigger` opens a form within three seconds; `view` is the form that is open.
    """

    incoming: Incoming
    place: Address
    shown: Shown = Shown.MESSAGE
    trigger: str = field(default="", repr=False)
    view: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """The workspace has removed us."""

    team: str
