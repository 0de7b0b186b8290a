"""Every command, in the order in which help shows them."""

from __future__ import annotations

from typing import Final

from bot.commands import (
    asking,
    chat,
    clocks,
    demonstrating,
    doctor,
    gatherings,
    importing,
    networks,
    organisers,
    posted,
    running,
    streams,
)
from bot.commands.command import Command

COMMANDS: Final[tuple[Command, ...]] = (
    *demonstrating.COMMANDS,
    *running.COMMANDS,
    *chat.COMMANDS,
    *doctor.COMMANDS,
    *importing.COMMANDS,
    *asking.COMMANDS,
    *networks.COMMANDS,
    *gatherings.COMMANDS,
    *organisers.COMMANDS,
    *streams.COMMANDS,
    *posted.COMMANDS,
    *clocks.COMMANDS,
)
