"""Each list that organisers take away, gathered and written: for the command line and for their page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from random import SystemRandom
from typing import Any, Final

from bot.cards.draw_evaluation import question_words
from bot.exports.answers import answers, answers_json
from bot.exports.food import food_by_person, food_counts
from bot.exports.gathered import gather_fees, gather_food, gather_missing, gather_needs, gather_participants
from bot.exports.lists import fees, missing, participants
from bot.exports.organisations import organisations
from bot.exports.rows import food_json, missing_json, owed_json, participant_json
from bot.exports.table import Table
from bot.exports.write_csv import write_csv
from bot.exports.write_jsonl import write_jsonl
from dialogs.phrases import Voice
from gatherings.errors import NoClosedEvaluation
from gatherings.evaluation.evaluation import Evaluation, EvaluationState
from gatherings.gathering import Gathering
from gatherings.store import Tx
from gatherings.store.closing import get_results
from gatherings.store.evaluations import list_evaluations
from gatherings.store.not_understood import list_not_understood

CSV, XLSX = FORMATS = ("csv", "xlsx")
JSONL: Final = "jsonl"
NOT_UNDERSTOOD: Final = "not-understood"
SHUFFLE: Final = SystemRandom().shuffle


@dataclass(frozen=True, slots=True)
class Exported:
    """A list as its rows are in JSON, and as tables: the first alone is in a CSV, all of them in a workbook; without
    any it is its rows, a line each.
    """

    rows: list[dict[str, object]]
    tables: tuple[Table, ...]


def exported_kind(kind: str) -> str:
    """The audit's word for that a list was taken away."""
    return f"{kind.replace('-', '_')}_exported"


def written(exported: Exported, form: str) -> bytes:
    if form == JSONL:
        return write_jsonl(exported.rows)
    if form == CSV:
        return write_csv(exported.tables[0])
    from bot.exports.write_xlsx import write_xlsx  # noqa: PLC0415 (openpyxl takes megabytes, and few ask for it)

    return write_xlsx(*exported.tables)


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


async def _answers(tx: Tx, gathering: Gathering, say: Voice) -> Exported:
    """A table for each evaluation that is closed. Raises NoClosedEvaluation."""
    closed = [one for one in await list_evaluations(tx, gathering.id) if one.state is EvaluationState.CLOSED]
    if not closed:
        raise NoClosedEvaluation(gathering=gathering.title)
    words = partial(question_words, voice=say)
    tables = [answers(await get_results(tx, one), voice=say, words=words, shuffle=SHUFFLE) for one in closed]
    rows = [row for one in closed for row in (await evaluation_json(tx, one, say))["answers"]]
    return Exported(rows, tuple(tables))


async def _not_understood(tx: Tx, gathering: Gathering, say: Voice) -> Exported:
    """Each message once, as the examples of understanding have theirs, for somebody to write what was meant."""
    del say
    said = dict.fromkeys((one.text, str(one.language)) for one in await list_not_understood(tx, gathering.id))
    return Exported([{"text": t, "lang": lang, "intent": "", "slots": {}, "note": ""} for t, lang in said], ())


async def evaluation_json(tx: Tx, asked: Evaluation, say: Voice) -> dict[str, Any]:
    """An evaluation for scripts: its numbers, and once it is closed what was answered, in no order that tells."""
    told = {
        "id": asked.id,
        "block": asked.block_id,
        "state": asked.state.value,
        "answered": asked.answered,
        "asked": asked.asked,
        "closes_at": asked.closes_at.isoformat(),
    }
    if asked.state is EvaluationState.OPEN:
        return {**told, "answers": []}
    words = partial(question_words, voice=say)
    return {**told, "answers": answers_json(await get_results(tx, asked), words=words, shuffle=SHUFFLE)}


KINDS: Final = {
    "participants": _participants,
    "fees": _fees,
    "food": _food,
    "missing": _missing,
    "answers": _answers,
    NOT_UNDERSTOOD: _not_understood,
}
FORMS: Final = {**dict.fromkeys(KINDS, FORMATS), NOT_UNDERSTOOD: (JSONL,)}
"""How each may be written; the first where nothing is said."""
