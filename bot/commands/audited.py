"""`samband audit`: what was done, by whom, to what. Ids and kinds, never text."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.commands.command import Argument, Call, Command
from bot.commands.opened import opened
from bot.commands.table import table
from gatherings.gathering import DEFAULT_TIMEZONE, Gathering
from gatherings.store import Tx
from gatherings.store.audits import OPERATOR, add_audit, list_audit
from gatherings.store.gatherings import get_gathering, list_gatherings


async def note(tx: Tx, kind: str, *, about: Gathering | None, subject: str | None = None, now: datetime) -> None:
    """Remembers that it was done at the command line. `kind` is a past-tense word."""
    gathering_id = None if about is None else about.id
    await add_audit(tx, kind, actor=OPERATOR, gathering_id=gathering_id, subject=subject, at=now)


async def show(call: Call) -> None:
    """The newest first; times are the gathering's, Oslo's where it is none's."""
    async with opened(call.settings) as database, database.read() as tx:
        named = None if call["gathering"] is None else await get_gathering(tx, call["gathering"])
        known = {one.id: one for one in await list_gatherings(tx)}
        found = await list_audit(tx, gathering_id=None if named is None else named.id)
    rows = []
    for line in found:
        gathering = None if line.gathering_id is None else known.get(line.gathering_id)  # type: ignore[call-overload]
        zone = ZoneInfo(DEFAULT_TIMEZONE) if gathering is None else gathering.zone
        at = line.at.astimezone(zone).isoformat(timespec="seconds")
        rows.append((at, line.actor, line.kind, None if gathering is None else gathering.slug, line.subject))
    names = ("at", "actor", "kind", "gathering", "subject")
    head = [call.say(f"command.column.{name}") for name in names]
    as_json = [dict(zip(names, row, strict=True)) for row in rows]
    call.show(as_json, table(head, rows) if rows else [call.say("command.audit.none")])


COMMANDS = (Command("audit", "samband audit --gathering varsamling-2027", show, (Argument("--gathering", "SLUG"),)),)
