"""Each list that organisers take away, gathered and written: for the command line and for their page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.exports.food import food_by_person, food_counts
from bot.exports.gathered import gather_fees, gather_food, gather_missing, gather_needs, gather_participants
from bot.exports.lists import fees, missing, participants
from bot.exports.organisations import organisations
from bot.exports.rows import food_json, missing_json, owed_json, participant_json
from bot.exports.table import Table
from bot.exports.write_csv import write_csv
from bot.exports.write_xlsx import write_xlsx
from dialogs.phrases import Voice
from gatherings.gathering import Gathering
from gatherings.store import Tx

CSV, XLSX = FORMATS = ("csv", "xlsx")


@dataclass(frozen=True, slots=True)
class Exported:
    """A list as its rows are in JSON, and as tables: the first alone is in a CSV, all of them in a workbook."""

    rows: list[dict[str, object]]
    tables: tuple[Table, ...]


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
