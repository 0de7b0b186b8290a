"""The summary for each organisation: how many come, wait, have cancelled, were there, or have not answered."""

from __future__ import annotations

from collections.abc import Sequence

from bot.exports.lines import MissingLine, OrganisationShown, ParticipantLine
from bot.exports.lists import heads, order
from bot.exports.table import Cell, Table
from dialogs.phrases import Voice
from gatherings.registration import RegistrationState
from gatherings.terms import Mode

COLUMNS = ("organisation", "number", "county", "room", "digital", "waiting", "cancelled", "attended", "invited")


def organisations(
    participants: Sequence[ParticipantLine], missing: Sequence[MissingLine] = (), *, voice: Voice
) -> Table:
    """A line for each organisation that somebody belongs to; who belongs to none is counted together."""
    known = {line.organisation for line in participants} | {line.organisation for line in missing}
    ordered = sorted(known, key=lambda home: order(home, home.number))
    rows = [
        _row(
            home,
            [line for line in participants if line.organisation == home],
            sum(1 for line in missing if line.organisation == home),
        )
        for home in ordered
    ]
    return Table(voice("export.list.organisations"), heads(COLUMNS, voice), tuple(rows))


def _row(home: OrganisationShown, its: Sequence[ParticipantLine], invited: int) -> tuple[Cell, ...]:
    states = [line.state for line in its]
    seats = [line.seat for line in its if line.state is RegistrationState.REGISTERED]
    return (
        *(home.name, home.number, home.county),
        *(seats.count(Mode.ROOM), seats.count(Mode.DIGITAL)),
        *(states.count(RegistrationState.WAITING), states.count(RegistrationState.CANCELLED)),
        *(sum(1 for line in its if line.attended), invited),
    )
