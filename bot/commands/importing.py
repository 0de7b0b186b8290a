"""`samband import`: a programme from a file, into the gathering of its title and date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

from bot.clock import Start, machine_now
from bot.commands import values
from bot.commands.agreeing import agreed, corrected_by, is_asked
from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command, Misread, Refused
from bot.commands.files import read_file
from bot.commands.invitation import invitation_lines, tells_terms
from bot.commands.networks import network_for
from bot.commands.opened import connected, database_file, opened, time_of
from bot.commands.several import several_json, several_lines
from bot.commands.shown import block_json, gathering_json, programme_lines
from bot.intake.own import read_own
from bot.preview.difference import difference_lines
from bot.preview.lines import dates, warning
from dialogs.phrases import Voice
from gatherings.actions.importing import new_block_id, save_import
from gatherings.agenda import Agenda
from gatherings.gathering import DEFAULT_TIMEZONE, Gathering, GatheringId, Language, NetworkId
from gatherings.intake.documents import LARGEST_DOCUMENT
from gatherings.intake.draft import Draft, Remark
from gatherings.intake.imported import Import, merged
from gatherings.intake.several import Drafts, choose_programme
from gatherings.intake.slugs import slug_of
from gatherings.store import Database, Tx
from gatherings.store.gatherings import find_gathering
from gatherings.store.reach import Condition, look_at


async def import_programme(call: Call) -> None:
    """Reads the file, and writes the gathering with its postings in one transaction; nothing on a dry run, or where
    somebody at the terminal says no to what they see.
    """
    name, number = Path(call["file"]).name, call["programme"]
    data = read_file(call["file"], most=LARGEST_DOCUMENT)
    drafts = await read_own(data, filename=name, day=call["date"], today=_today(call))
    if number is None and len(drafts) > 1:
        await _offer(call, drafts, name)
        return
    read = choose_programme(drafts, number, filename=name)
    draft = corrected_by(read, call["correct"] or ())
    if is_asked(call):
        await _ask(call, draft, read)
        return
    imported = await (_try if call["dry-run"] else _write)(call, draft, read)
    shown = import_json(imported, call.say)
    if len(drafts) > 1:
        others = [shown if one is read else await _tried_json(call, one) for one in drafts]
        shown = several_json(shown, others)
    call.show(shown, [*_lines(imported, draft, call), _outcome(imported, draft, call)])


async def _offer(call: Call, drafts: Drafts, name: str) -> None:
    """Shows the programmes of the file and how to choose; saves nothing. Raises Refused, but for a dry run."""
    told = list(several_lines(drafts, name, call.say))
    programmes = [await _tried_json(call, draft) for draft in drafts]
    call.show(several_json(programmes[0], programmes), told if call["dry-run"] else told[:-1])
    if not call["dry-run"]:
        raise Refused("command.import.programmes.choose", file=name, n=len(drafts))


async def _ask(call: Call, draft: Draft, read: Draft) -> None:
    """Saves what somebody at the terminal says yes to; a no saves nothing."""
    yes = await agreed(call, draft, lambda looked_at: _looked_at(call, looked_at, read))
    if yes is None:
        call.write(call.say("command.import.not_saved"))
    else:
        call.write(_outcome(await _write(call, yes, read), yes, call))


async def _looked_at(call: Call, draft: Draft, read: Draft) -> list[str]:
    return _lines(await _try(call, draft, read), draft, call)


async def _tried_json(call: Call, read: Draft) -> dict[str, object]:
    return import_json(await _try(call, read, read), call.say)


def import_json(imported: Import, say: Voice) -> dict[str, object]:
    """The fixed form."""
    return {
        "gathering": gathering_json(imported.after),
        "blocks": [block_json(timed.block) for timed in Agenda(imported.after).blocks],
        "warnings": [_warning_json(remark, say) for remark in imported.remarks],
    }


def _warning_json(remark: Remark, say: Voice) -> dict[str, object]:
    where = {"line": remark.line} if remark.page is None else {"page": remark.page, "line": remark.line}
    return {**where, "text": _said(remark, say)}


async def _write(call: Call, draft: Draft, read: Draft) -> Import:
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            before = await find_gathering(tx, slug_for(call, draft))
            network_id = await _network_id(tx, call, before)
            imported = _merged(call, draft, read, before, network_id)
            imported = replace(imported, after=replace(imported.after, network_id=network_id))
            await save_import(tx, imported, now=now)
            if not imported.changes_nothing:
                await note(tx, "programme_imported", about=imported.after, now=now)
    return imported


async def _network_id(tx: Tx, call: Call, before: Gathering | None) -> NetworkId:
    """The network that is named, else the one that the gathering is in already, else the only one."""
    if before is not None and call["network"] is None:
        return before.network_id
    return (await network_for(tx, call["network"])).id


async def _try(call: Call, draft: Draft, read: Draft) -> Import:
    return _merged(call, draft, read, await _before(call, draft), NetworkId(""))


def _merged(call: Call, draft: Draft, read: Draft, before: Gathering | None, network_id: NetworkId) -> Import:
    new = _new(call, draft, network_id)
    return merged(draft, before, new=new, new_id=new_block_id, as_read=read.blocks)


async def _before(call: Call, draft: Draft) -> Gathering | None:
    """The gathering as it is, where there is a database to look in; none is made."""
    file = database_file(call.settings)
    if file is not None and not file.exists():
        return None
    async with connected(call.settings) as database:
        return await _found(database, slug_for(call, draft))


async def _found(database: Database, slug: str) -> Gathering | None:
    if await look_at(database) is not Condition.READY:
        return None
    async with database.read() as tx:
        return await find_gathering(tx, slug)


def slug_for(call: Call, draft: Draft) -> str:
    """The slug that was given, else that of the title and the date. Raises Refused for one that cannot be a slug."""
    try:
        return values.slug(call["gathering"]) if call["gathering"] else slug_of(draft.title, draft.starts_on)
    except Misread:
        raise Refused("command.refused.not_a_slug", slug=values.words(call["gathering"])) from None


def _new(call: Call, draft: Draft, network_id: NetworkId) -> Gathering:
    return Gathering(
        id=GatheringId(uuid4().hex),
        network_id=network_id,
        slug=slug_for(call, draft),
        title=draft.title,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        timezone=draft.timezone or DEFAULT_TIMEZONE,
        language=Language(call.settings.language),
        version=0,
    )


def _today(call: Call) -> date:
    """The day on which the file is read; in a rehearsal that of its beginning."""
    at = Start.read(call.settings.clock).at if call.settings.clock else machine_now()
    return at.date()


def _said(remark: Remark, say: Voice) -> str:
    return say(remark.key, **remark.args)


def _lines(imported: Import, draft: Draft, call: Call) -> list[str]:
    say, after = call.say, imported.after
    lines = [f"{after.title} ({after.slug})", dates(after, say)]
    if not draft.blocks or tells_terms(draft):
        lines += invitation_lines(draft, say)
    if draft.blocks and imported.before is None:
        lines += programme_lines(after, say, tells_ends=True)
    elif draft.blocks and imported.before is not None:
        lines += difference_lines(imported.before.programme, after.programme, say)
    return [*lines, *_warning_lines(imported.remarks, say)]


def _outcome(imported: Import, draft: Draft, call: Call) -> str:
    outcome = "tried" if call["dry-run"] else "unchanged" if imported.changes_nothing else "saved"
    if not draft.blocks:
        return call.say(f"command.import.{outcome}_invitation")
    return call.say(f"command.import.{outcome}", n=len(imported.after.programme))


def _warning_lines(remarks: Sequence[Remark], say: Voice) -> list[str]:
    return [say("command.import.look_at"), *(f"  {warning(one, say)}" for one in remarks)] if remarks else []


COMMANDS = (
    Command(
        "import",
        "samband import program.txt --dry-run",
        import_programme,
        (
            Argument("FILE"),
            Argument("--gathering", "SLUG"),
            Argument("--network", "SLUG"),
            Argument("--date", "YYYY-MM-DD", values.day),
            Argument("--programme", "N", values.ordinal),
            Argument("--correct", "TEXT", values.words, is_repeated=True),
            Argument("--dry-run", is_flag=True),
            Argument("--yes", is_flag=True),
        ),
    ),
)
