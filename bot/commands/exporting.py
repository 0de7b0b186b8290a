"""`samband export`: the organisers' lists as a file, or as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command, as_json
from bot.commands.files import write_file
from bot.commands.opened import opened, time_of
from bot.commands.rows import food_json, missing_json, owed_json, participant_json
from bot.exports.food import food_by_person, food_counts
from bot.exports.gathered import gather_fees, gather_food, gather_missing, gather_needs, gather_participants
from bot.exports.lists import fees, missing, participants
from bot.exports.organisations import organisations
from bot.exports.table import Table
from bot.exports.write_csv import write_csv
from bot.exports.write_xlsx import write_xlsx
from dialogs.phrases import Voice, voice
from gatherings.gathering import LANGUAGES, Gathering, Language
from gatherings.store import Tx
from gatherings.store.gatherings import get_gathering

CSV, XLSX = FORMATS = ("csv", "xlsx")
STDOUT: Final = "-"


@dataclass(frozen=True, slots=True)
class Exported:
    """A list as its rows are in JSON, and as tables: the first alone is in a CSV, all of them in a workbook."""

    rows: list[dict[str, object]]
    tables: tuple[Table, ...]


async def export(call: Call) -> None:
    """Writes the file, and says where; with `--json` the rows, and a file only where one is named."""
    say = call.say if call["lang"] is None else voice(Language(call["lang"]))
    kind, form = call["kind"], call["format"] or CSV
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["gathering"])
            exported = await KINDS[kind](tx, found, say)
            await note(tx, f"{kind}_exported", about=found, now=now)
    name = call["output"] or f"{found.slug}-{kind}.{form}"
    if call["json"]:
        call.write(as_json(exported.rows))
        if call["output"] not in {None, STDOUT}:
            write_file(name, written(exported, form))
    elif name == STDOUT:
        call.out.buffer.write(written(exported, form))
    else:
        write_file(name, written(exported, form))
        call.write(call.say("command.export.written", file=name, n=len(exported.rows)))


def written(exported: Exported, form: str) -> bytes:
    return write_xlsx(*exported.tables) if form == XLSX else write_csv(exported.tables[0])


async def _participants(tx: Tx, gathering: Gathering, say: Voice) -> Exported:
    lines = await gather_participants(tx, gathering)
    tables = (
        participants(lines, gathering=gathering, voice=say),
        organisations(lines, await gather_missing(tx, gathering), voice=say),
    )
    return Exported([participant_json(line, gathering) for line in lines], tables)


async def _fees(tx: Tx, gathering: Gathering, say: Voice) -> Exported:
    lines = await gather_fees(tx, gathering)
    return Exported([owed_json(line, gathering) for line in lines], (fees(lines, zone=gathering.zone, voice=say),))


async def _food(tx: Tx, gathering: Gathering, say: Voice) -> Exported:
    needs = await gather_needs(tx, gathering)
    counts = food_counts(await gather_food(tx, gathering), voice=say)
    return Exported([food_json(line) for line in needs], (food_by_person(needs, voice=say), counts))


async def _missing(tx: Tx, gathering: Gathering, say: Voice) -> Exported:
    lines = await gather_missing(tx, gathering)
    return Exported([missing_json(line) for line in lines], (missing(lines, voice=say),))


KINDS: Final = {"participants": _participants, "fees": _fees, "food": _food, "missing": _missing}

COMMANDS = (
    Command(
        "export",
        "samband export participants --gathering varsamling-2027 --format xlsx",
        export,
        (
            Argument("KIND", choices=tuple(KINDS)),
            Argument("--gathering", "SLUG", is_required=True),
            Argument("--format", choices=FORMATS),
            Argument("--output", "FILE"),
            Argument("--lang", choices=LANGUAGES, words="lang-of-list"),
        ),
    ),
)
