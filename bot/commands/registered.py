"""Every command, in the order in which help shows them."""

from __future__ import annotations

from typing import Final

from bot.commands import (
    asking,
    attending,
    audited,
    backing_up,
    chat,
    clocks,
    demonstrating,
    doctor,
    evaluating,
    exporting,
    gatherings,
    importing,
    inviting,
    manifest,
    members,
    networks,
    organisers,
    people,
    posted,
    reporting,
    running,
    signups,
    simulating,
    streams,
    withdrawing,
)
from bot.commands.command import Command

COMMANDS: Final[tuple[Command, ...]] = (
    *demonstrating.COMMANDS,
    *running.COMMANDS,
    *chat.COMMANDS,
    *doctor.COMMANDS,
    *manifest.COMMANDS,
    *backing_up.COMMANDS,
    *importing.COMMANDS,
    *asking.COMMANDS,
    *networks.COMMANDS,
    *members.COMMANDS,
    *gatherings.COMMANDS,
    *organisers.COMMANDS,
    *streams.COMMANDS,
    *inviting.COMMANDS,
    *people.COMMANDS,
    *signups.COMMANDS,
    *withdrawing.COMMANDS,
    *attending.COMMANDS,
    *evaluating.COMMANDS,
    *exporting.COMMANDS,
    *reporting.COMMANDS,
    *posted.COMMANDS,
    *audited.COMMANDS,
    *clocks.COMMANDS,
    *simulating.COMMANDS,
)
