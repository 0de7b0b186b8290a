"""`samband report`: the report after a gathering, or over the gatherings of a network, as a file or as JSON."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.commands import values
from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command, Refused, as_json
from bot.commands.exporting import STDOUT
from bot.commands.files import write_file
from bot.commands.opened import opened, time_of
from bot.report.compose_series import compose_series
from bot.report.document import Document
from bot.report.facts_json import report_json, series_json
from bot.report.made import DOCX, FORMATS, WRITERS, make_report
from bot.report.series import gather_series
from dialogs.phrases import Voice, voice
from gatherings.gathering import DEFAULT_TIMEZONE, LANGUAGES, Language
from gatherings.store import Tx
from gatherings.store.gatherings import get_gathering
from gatherings.store.networks import get_network

Made = tuple[Document, dict[str, object]]
"""A report as a document, and its facts as JSON."""


async def report(call: Call) -> None:
    """Writes the file, and says where; with `--json` the facts, and a file only where one is named."""
    slug, form, output = _what(call), call["format"] or DOCX, call["output"]
    if output == STDOUT and form == DOCX and not call["json"]:
        raise Refused("command.refused.not_to_stdout")
    document, facts = await _made(call)
    if call["json"]:
        call.write(as_json(facts))
    elif output == STDOUT:
        call.out.buffer.write(WRITERS[form](document))
    if output == STDOUT or (call["json"] and output is None):
        return
    name = output or f"{slug}-report.{form}"
    write_file(name, WRITERS[form](document))
    if not call["json"]:
        call.write(call.say("command.report.written", file=name))


def _what(call: Call) -> str:
    """The gathering or the network that is told of. Raises Refused unless it is one of them."""
    if (call["gathering"] is None) == (call["network"] is None):
        raise Refused("command.refused.network_or_gathering")
    return str(call["gathering"] or call["network"])


async def _made(call: Call) -> Made:
    say = call.say if call["lang"] is None else voice(Language(call["lang"]))
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            make = _of_network if call["gathering"] is None else _of_gathering
            return await make(tx, call, say, now)


async def _of_gathering(tx: Tx, call: Call, say: Voice, now: datetime) -> Made:
    found = await get_gathering(tx, call["gathering"])
    document, told = await make_report(tx, found, say, with_meals=bool(call["meals"]), rate=call["rate"], now=now)
    await note(tx, "report_made", about=found, now=now)
    return document, report_json(told)


async def _of_network(tx: Tx, call: Call, say: Voice, now: datetime) -> Made:
    found = await get_network(tx, call["network"])
    told = await gather_series(tx, found, now=now, with_meals=bool(call["meals"]), rate=call["rate"])
    await note(tx, "report_made", about=None, subject=found.id, now=now)
    made_at = now.astimezone(ZoneInfo(DEFAULT_TIMEZONE))
    return compose_series(told, say, made_at=made_at), series_json(told)


COMMANDS = (
    Command(
        "report",
        "samband report --gathering varsamling-2027 --format docx --rate 500",
        report,
        (
            Argument("--gathering", "SLUG"),
            Argument("--network", "SLUG", words="report-network"),
            Argument("--format", choices=FORMATS, words="report-format"),
            Argument("--lang", choices=LANGUAGES, words="lang-of-report"),
            Argument("--rate", "KRONER", values.rate),
            Argument("--meals", is_flag=True),
            Argument("--output", "FILE", words="report-output"),
        ),
    ),
)
