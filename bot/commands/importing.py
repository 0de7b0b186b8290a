"""`samband import`: a programme from a file, into the gathering of its title and date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final
from uuid import uuid4

from bot.clock import Start, machine_now
from bot.commands import values
from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command, Misread, Refused
from bot.commands.difference import difference_lines
from bot.commands.files import read_file
from bot.commands.invitation import invitation_lines, merged_terms, tells_terms
from bot.commands.networks import network_for
from bot.commands.opened import connected, database_file, opened, time_of
from bot.commands.several import several_json, several_lines
from bot.commands.shown import block_json, dates, gathering_json, programme_lines
from bot.intake.own import read_own
from dialogs.phrases import Voice
from dialogs.places import said_page
from gatherings.actions import save_and_plan
from gatherings.agenda import Agenda
from gatherings.gathering import DEFAULT_TIMEZONE, Gathering, GatheringId, Language, NetworkId
from gatherings.intake.documents import LARGEST_DOCUMENT
from gatherings.intake.draft import Doubt, Draft, Remark, remark
from gatherings.intake.formats import Drafts, choose_programme
from gatherings.intake.kept import kept_of
from gatherings.intake.slugs import slug_of
from gatherings.programme import BlockId
from gatherings.store import Database, Tx
from gatherings.store.gatherings import find_gathering
from gatherings.store.reach import Condition, look_at

ID_LENGTH: Final = 12


@dataclass(frozen=True, slots=True)
class Import:
    """A gathering as it was, None where it is new, and as the file makes it; what an organiser should look at."""

    before: Gathering | None
    after: Gathering
    remarks: tuple[Remark, ...]

    @property
    def changes_nothing(self) -> bool:
        return self.before == self.after


async def import_programme(call: Call) -> None:
    """Reads the file, and writes the gathering with its postings in one transaction; nothing on a dry run."""
    name, number = Path(call["file"]).name, call["programme"]
    data = read_file(call["file"], most=LARGEST_DOCUMENT)
    drafts = await read_own(data, filename=name, day=call["date"], today=_today(call))
    if number is None and len(drafts) > 1:
        await _offer(call, drafts, name)
        return
    draft = choose_programme(drafts, number, filename=name)
    imported = await (_try if call["dry-run"] else _write)(call, draft)
    shown = import_json(imported, call.say)
    if len(drafts) > 1:
        others = [shown if one is draft else import_json(await _try(call, one), call.say) for one in drafts]
        shown = several_json(shown, others)
    call.show(shown, _lines(imported, draft, call))


async def _offer(call: Call, drafts: Drafts, name: str) -> None:
    """Shows the programmes of the file and how to choose; saves nothing. Raises Refused, but for a dry run."""
    told = list(several_lines(drafts, name, call.say))
    programmes = [import_json(await _try(call, draft), call.say) for draft in drafts]
    call.show(several_json(programmes[0], programmes), told if call["dry-run"] else told[:-1])
    if not call["dry-run"]:
        raise Refused("command.import.programmes.choose", file=name, n=len(drafts))


def merged(draft: Draft, before: Gathering | None, *, new: Gathering) -> Import:
    """The gathering that the file makes of what was there; what the file does not say stays. `new` is what it starts
    from where there is none.
    """
    base = before or new
    kept = kept_of(base.programme, draft, new_id=_new_id)
    has_title = all(remark.key != f"intake.warning.{Doubt.TITLE_FROM_FILE}" for remark in draft.warnings)
    ids = {block.id for block in kept.programme}
    after = replace(
        base,
        title=draft.title if has_title or before is None else base.title,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        venue=draft.venue or base.venue,
        place=draft.place or base.place,
        terms=merged_terms(draft, base.terms),
        contact=draft.contact or base.contact,
        programme=kept.programme,
        streams=tuple(stream for stream in base.streams if stream.block_id is None or stream.block_id in ids),
    )
    remarks = (*_still_doubtful(draft, after), *draft.checks, *kept.remarks, *_about_zone(draft, after))
    return Import(before, _with_hours(after, draft), remarks)


def _about_zone(draft: Draft, after: Gathering) -> tuple[Remark, ...]:
    """That the file is in another zone than the gathering, whose own stays."""
    if draft.timezone is None or draft.timezone == after.timezone:
        return ()
    return (remark(Doubt.TIMEZONE_DIFFERS, zone=draft.timezone, other=after.timezone),)


def _still_doubtful(draft: Draft, after: Gathering) -> tuple[Remark, ...]:
    """The draft's warnings; whether one can take part digitally is not asked where an organiser has said it."""
    is_known = after.terms.capacity_digital is not None or after.terms.capacity == 0
    unsaid = f"intake.warning.{Doubt.DIGITAL_UNSAID}"
    return tuple(one for one in draft.warnings if not (is_known and one.key == unsaid))


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


async def _write(call: Call, draft: Draft) -> Import:
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            before = await find_gathering(tx, slug_for(call, draft))
            network_id = await _network_id(tx, call, before)
            imported = merged(draft, before, new=_new(call, draft, network_id))
            imported = replace(imported, after=replace(imported.after, network_id=network_id))
            if not imported.changes_nothing:
                await save_and_plan(tx, imported.after, now=now)
                await note(tx, "programme_imported", about=imported.after, now=now)
    return imported


async def _network_id(tx: Tx, call: Call, before: Gathering | None) -> NetworkId:
    """The network that is named, else the one that the gathering is in already, else the only one."""
    if before is not None and call["network"] is None:
        return before.network_id
    return (await network_for(tx, call["network"])).id


async def _try(call: Call, draft: Draft) -> Import:
    before = await _before(call, draft)
    return merged(draft, before, new=_new(call, draft, NetworkId("")))


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


def _with_hours(made: Gathering, draft: Draft) -> Gathering:
    """With its first and last clock times, from the programme where the file does not say."""
    if not draft.blocks:
        made = replace(made, starts=draft.starts or made.starts, ends=draft.ends or made.ends)
        draft = replace(draft, starts=made.starts, ends=made.ends)
    agenda = Agenda(made)
    first = agenda.blocks[0].block.start if agenda.blocks else None
    ends_at = agenda.ends_at
    last = None if ends_at is None else ends_at.astimezone(made.zone).time()
    return replace(made, starts=draft.starts or first, ends=draft.ends or last)


def _new_id() -> BlockId:
    return BlockId(uuid4().hex[:ID_LENGTH])


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
    lines += _warning_lines(imported.remarks, say)
    outcome = "tried" if call["dry-run"] else "unchanged" if imported.changes_nothing else "saved"
    if not draft.blocks:
        return [*lines, say(f"command.import.{outcome}_invitation")]
    return [*lines, say(f"command.import.{outcome}", n=len(after.programme))]


def _warning_lines(remarks: Sequence[Remark], say: Voice) -> list[str]:
    lines = [say("command.import.look_at")] if remarks else []
    for one in remarks:
        where = "" if one.line is None else say("command.import.at_line", line=one.line) + " "
        page = "" if one.page is None else said_page(one.leaf, one.page, say) + ", "
        lines.append(f"  {page}{where}{_said(one, say)}")
    return lines


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
            Argument("--dry-run", is_flag=True),
        ),
    ),
)
