"""The organisers' lists: who comes, who owes, who is missing. (What people eat: `food`.)

Each is sorted by organisation and name, as a secretariat reads them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.exports.lines import MissingLine, OrganisationShown, OwedLine, ParticipantLine
from bot.exports.table import Cell, Table
from dialogs.phrases import Voice
from gatherings.gathering import Gathering
from gatherings.questions import Question
from gatherings.terms import Fee, Mode

PARTICIPANT = ("name", "email", "organisation", "number", "county", "state", "place", "mode", "waits_for", "dinner")
OWED = ("organisation", "organisation_number", "invoice_reference", "name", "reason", "fee", "at", "accepted_at")
OWED_MORE = ("terms", "waived_at", "waived_by", "waived_because")
MISSING = ("organisation", "name", "email", "reached_by", "answer")


def participants(lines: Iterable[ParticipantLine], *, gathering: Gathering, voice: Voice) -> Table:
    """Everybody who has signed up, those who cancelled too; a column for each own question and each day."""
    columns = (
        *heads(PARTICIPANT, voice),
        *(question.in_language(voice.language) for question in gathering.questions),
        *heads(("registered_at",), voice),
        *(voice("export.head.checked_in", date=voice.day(day)) for day in gathering.days),
    )
    rows = [_participant(line, gathering, voice) for line in sorted(lines, key=_by_person)]
    return Table(voice("export.list.participants"), columns, tuple(rows))


def _participant(line: ParticipantLine, gathering: Gathering, voice: Voice) -> tuple[Cell, ...]:
    home = line.organisation
    return (
        *(line.name, line.email, home.name, home.number, home.county),
        *(voice(f"export.state.{line.state}"), line.place, _mode(line.seat, voice), _mode(line.waits_for, voice)),
        yes_or_no(line.dinner, voice),
        *(_answer(line, question) for question in gathering.questions),
        wall(line.registered_at, gathering.zone),
        *(_attended(line, day, voice) for day in gathering.days),
    )


def _answer(line: ParticipantLine, question: Question) -> str | None:
    return line.answers.get(question.id)


def _attended(line: ParticipantLine, day: date, voice: Voice) -> str | None:
    """ "ja", or nothing: who has not checked in may have been there all the same."""
    return voice("export.yes") if day in line.attended else None


def _mode(mode: Mode | None, voice: Voice) -> str | None:
    return None if mode is None else voice(f"export.mode.{mode}")


def fees(lines: Iterable[OwedLine], *, zone: ZoneInfo, voice: Voice) -> Table:
    """The basis for invoices, with the terms as they were accepted; waived ones too, with who let them go and why."""
    rows = [_owed(line, zone, voice) for line in sorted(lines, key=_by_debtor)]
    return Table(voice("export.list.fees"), heads((*OWED, *OWED_MORE), voice), tuple(rows))


def _owed(line: OwedLine, zone: ZoneInfo, voice: Voice) -> tuple[Cell, ...]:
    home, fee = line.organisation, line.fee
    waived_at = None if fee.waived_at is None else wall(fee.waived_at, zone)
    return (
        *(home.name, home.organisation_number, home.invoice_reference, fee.name),
        *(voice(f"export.reason.{fee.reason}"), _fee(fee.fee, voice), wall(fee.at, zone)),
        *(wall(fee.accepted.at, zone), fee.accepted.text, waived_at, fee.waived_by, fee.waived_because),
    )


def _fee(fee: Fee, voice: Voice) -> Cell:
    """Kroner as a number, or that it is the actual cost."""
    return voice("export.fee.actual") if fee.kroner is None else fee.kroner


def missing(lines: Iterable[MissingLine], *, voice: Voice) -> Table:
    """Who is expected and is not registered, with where they can be reached and what they have answered."""
    rows = [_missing(line, voice) for line in sorted(lines, key=_by_expected)]
    return Table(voice("export.list.missing"), heads(MISSING, voice), tuple(rows))


def _missing(line: MissingLine, voice: Voice) -> tuple[Cell, ...]:
    ways = [voice(f"export.reach.{way}") for way in line.reached_by]
    reached_by = voice.listed(ways) if ways else voice("export.reach.none")
    return line.organisation.name, line.name, line.email, reached_by, voice(f"export.answer.{line.answer}")


def heads(names: Iterable[str], voice: Voice, *, of: str = "export.head") -> tuple[str, ...]:
    return tuple(voice(f"{of}.{name}") for name in names)


def wall(at: datetime, zone: ZoneInfo) -> datetime:
    """The time on the wall, to the minute: a sheet knows no zones."""
    return at.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)


def yes_or_no(is_so: bool | None, voice: Voice) -> str | None:  # noqa: FBT001 (the value itself)
    return None if is_so is None else voice("export.yes" if is_so else "export.no")


def order(organisation: OrganisationShown, name: str | None) -> tuple[str, str]:
    return organisation.name.casefold(), (name or "").casefold()


def _by_person(line: ParticipantLine) -> tuple[str, str]:
    return order(line.organisation, line.name)


def _by_debtor(line: OwedLine) -> tuple[str, str]:
    return order(line.organisation, line.fee.name)


def _by_expected(line: MissingLine) -> tuple[str, str]:
    return order(line.organisation, line.name)
