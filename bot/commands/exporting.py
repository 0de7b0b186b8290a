"""`samband export`: the organisers' lists as a file, or as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command, Refused, as_json
from bot.commands.files import write_file
from bot.commands.opened import opened, time_of
from bot.commands.shown import block_json
from bot.exports.exported import CSV, FORMS, KINDS, exported_kind, written
from bot.exports.programme import FORMS as PROGRAMME_FORMS
from bot.exports.programme import PROGRAMME, in_order, write_programme
from dialogs.phrases import voice
from gatherings.gathering import LANGUAGES, Gathering, Language
from gatherings.programme import Block
from gatherings.store import Tx
from gatherings.store.gatherings import get_gathering

STDOUT: Final = "-"
FORMS_OF: Final = {**FORMS, PROGRAMME: (CSV, *(form for form in PROGRAMME_FORMS if form != CSV))}
ANY_FORM: Final = tuple(dict.fromkeys(form for forms in FORMS_OF.values() for form in forms))


@dataclass(frozen=True, slots=True)
class _Made:
    """What is exported: its rows for scripts, its file, and how that one's name ends."""

    rows: Sequence[Mapping[str, object]]
    body: bytes
    ending: str


async def export(call: Call) -> None:
    """Writes the file, and says where; with `--json` the rows, and a file only where one is named."""
    kind = call["kind"]
    form = call["format"] or FORMS_OF[kind][0]
    if form not in FORMS_OF[kind] or (call["with-notes"] and (kind, form) != (PROGRAMME, CSV)):
        raise Refused("command.refused.form_of_export", kind=kind, forms=", ".join(FORMS_OF[kind]))
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["gathering"])
            made = await _made(tx, found, call, form, now)
            await note(tx, exported_kind(kind), about=found, now=now)
    name = call["output"] or f"{found.slug}-{kind}.{made.ending}"
    if call["json"]:
        call.write(as_json(made.rows))
        if call["output"] not in {None, STDOUT}:
            write_file(name, made.body)
    elif name == STDOUT:
        call.out.buffer.write(made.body)
    else:
        write_file(name, made.body)
        call.write(call.say("command.export.written", file=name, n=len(made.rows)))


async def _made(tx: Tx, gathering: Gathering, call: Call, form: str, now: datetime) -> _Made:
    say = call.say if call["lang"] is None else voice(Language(call["lang"]))
    if call["kind"] != PROGRAMME:
        exported = await KINDS[call["kind"]](tx, gathering, say)
        return _Made(exported.rows, written(exported, form), form)
    with_notes = bool(call["with-notes"])
    body = write_programme(gathering, form, voice=say, stamped_at=now, with_notes=with_notes)
    rows = [_row(block, with_notes=with_notes) for block in in_order(gathering)]
    return _Made(rows, body, PROGRAMME_FORMS[form].ending)


def _row(block: Block, *, with_notes: bool) -> dict[str, object]:
    """The fixed form of a block; the organisers' own notes only where they are asked for."""
    return {name: value for name, value in block_json(block).items() if with_notes or name != "notes"}


COMMANDS = (
    Command(
        "export",
        "samband export participants --gathering varsamling-2027 --format xlsx",
        export,
        (
            Argument("KIND", choices=tuple(FORMS_OF)),
            Argument("--gathering", "SLUG", is_required=True),
            Argument("--format", choices=ANY_FORM),
            Argument("--with-notes", is_flag=True),
            Argument("--output", "FILE"),
            Argument("--lang", choices=LANGUAGES, words="lang-of-list"),
        ),
    ),
)
