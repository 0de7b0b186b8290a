"""`samband export`: the organisers' lists as a file, or as JSON."""

from __future__ import annotations

from typing import Final

from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command, as_json
from bot.commands.files import write_file
from bot.commands.opened import opened, time_of
from bot.exports.exported import CSV, FORMATS, KINDS, written
from dialogs.phrases import voice
from gatherings.gathering import LANGUAGES, Language
from gatherings.store.gatherings import get_gathering

STDOUT: Final = "-"


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
