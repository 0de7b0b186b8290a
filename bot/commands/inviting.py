"""`samband people invite`: who is expected, from a list."""

from __future__ import annotations

from collections import Counter
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Final

from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command
from bot.commands.files import read_file
from bot.commands.opened import opened, time_of
from bot.exports.gathered import ways_of
from bot.exports.lines import Reach
from gatherings.actions.expected import Expected, invite_rows
from gatherings.intake.draft import Remark
from gatherings.intake.invited import Invited, read_invited
from gatherings.store import Database, Tx
from gatherings.store.gatherings import get_gathering
from gatherings.store.profiles import list_channels_of

NOT_AT_ALL: Final = "none"


async def invite(call: Call) -> None:
    """Everybody of the list is expected from now on; on a dry run all is done and nothing of it is kept."""
    listed = read_invited(read_file(call["file"]), filename=Path(call["file"]).name)
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with _transaction(database, is_kept=not call["dry-run"]) as tx:
            found = await get_gathering(tx, call["gathering"])
            expected = await invite_rows(tx, found, listed.rows, now=now)
            for person_id in expected.new:
                await note(tx, "person_invited", about=found, subject=person_id, now=now)
            reached = await _reached(tx, expected)
    remarks = sorted((*listed.warnings, *expected.remarks), key=lambda remark: remark.line or 0)
    counts = {"new": len(expected.new), "known": len(expected.known), "left_out": left_out(listed)}
    warnings = [{"line": remark.line, "text": call.say(remark.key, **remark.args)} for remark in remarks]
    call.show({**counts, "reached_by": reached, "warnings": warnings}, _lines(call, counts, reached, remarks))


def left_out(listed: Invited) -> int:
    """How many lines there is something to say of, and nobody to invite."""
    return len({remark.line for remark in listed.warnings if remark.line} - {row.line for row in listed.rows})


async def _reached(tx: Tx, expected: Expected) -> dict[str, int]:
    """How many are reached by each way first: a chat where there is one, else e-mail, else not at all."""
    ids = {*expected.new, *expected.known}
    channels = await list_channels_of(tx, ids)
    first = Counter(next(iter(ways_of(channels.get(one, ()))), NOT_AT_ALL) for one in ids)
    return {way: first[way] for way in (*(way.value for way in Reach), NOT_AT_ALL)}


def _transaction(database: Database, *, is_kept: bool) -> AbstractAsyncContextManager[Tx]:
    return database.write() if is_kept else database.trial()


def _lines(call: Call, counts: dict[str, int], reached: dict[str, int], remarks: list[Remark]) -> list[str]:
    say = call.say
    told = [say("command.people.tried" if call["dry-run"] else "command.people.invited", **counts)]
    told += [f"  {say(f'export.reach.{way}')}: {number}" for way, number in reached.items() if number]
    if remarks:
        told += ["", say("command.import.look_at")]
        told += [f"  {_at(call, remark)}{say(remark.key, **remark.args)}" for remark in remarks]
    return told


def _at(call: Call, remark: Remark) -> str:
    return "" if remark.line is None else f"{call.say('command.import.at_line', line=remark.line)} "


COMMANDS = (
    Command(
        "people invite",
        "samband people invite inviterte.csv --gathering varsamling-2027",
        invite,
        (
            Argument("FILE", words="invited-file"),
            Argument("--gathering", "SLUG", is_required=True),
            Argument("--dry-run", is_flag=True),
        ),
    ),
)
