"""`samband postings` and `samband deliveries`: what is to be said when, and how it went. Nothing about persons."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.commands.command import Argument, Call, Command
from bot.commands.opened import opened
from bot.commands.table import table
from gatherings.gathering import Gathering
from gatherings.postings.posting import Kept, PostingState
from gatherings.store.deliveries import DeliveryLine, DeliveryState, list_deliveries
from gatherings.store.gatherings import get_gathering
from gatherings.store.postings import list_postings

MINUTES: Final = "%Y-%m-%d %H:%M"


async def postings(call: Call) -> None:
    """A gathering's postings in the order in which they are due, with times in its zone."""
    async with opened(call.settings) as database, database.read() as tx:
        found = await get_gathering(tx, call["gathering"])
        kept = await list_postings(tx, found.id, state=call["state"])
    head = [call.say(f"command.column.{name}") for name in ("due", "until", "kind", "state", "title")]
    rows = [_posting_row(row, found) for row in kept]
    nothing = [call.say("command.postings.none")]
    call.show([_posting_json(row, found) for row in kept], table(head, rows) if rows else nothing)


async def deliveries(call: Call) -> None:
    """Deliveries, the newest first."""
    async with opened(call.settings) as database, database.read() as tx:
        found = await list_deliveries(tx, state=call["state"])
    head = [call.say(f"command.column.{name}") for name in ("id", "key", "channel", "state", "attempts", "problem")]
    rows = [(one.id, one.key, one.channel, one.state, one.attempts, one.problem) for one in found]
    nothing = [call.say("command.deliveries.none")]
    call.show([_delivery_json(one) for one in found], table(head, rows) if rows else nothing)


def _posting_row(row: Kept, gathering: Gathering) -> tuple[object, ...]:
    posting, zone = row.posting, gathering.zone
    due, until = (f"{at.astimezone(zone):{MINUTES}}" for at in (posting.due_at, posting.useful_until))
    return due, until, posting.kind.value, row.state.value, _title(row)


def _posting_json(row: Kept, gathering: Gathering) -> dict[str, object]:
    posting, zone = row.posting, gathering.zone
    return {
        "key": posting.key,
        "kind": posting.kind.value,
        "state": row.state.value,
        "due_at": posting.due_at.astimezone(zone).isoformat(),
        "useful_until": posting.useful_until.astimezone(zone).isoformat(),
        "audience": posting.audience.value,
        "block": posting.block_id,
        "title": _title(row) or None,
    }


def _title(row: Kept) -> str:
    return row.posting.facts.get("title", "")


def _delivery_json(line: DeliveryLine) -> dict[str, object]:
    return {
        "id": line.id,
        "key": line.key,
        "channel": line.channel,
        "conversation": line.conversation_id,
        "state": line.state.value,
        "attempts": line.attempts,
        "visible_at": line.visible_at.isoformat(),
        "settled_at": _iso(line.settled_at),
        "receipt": line.receipt,
        "problem": line.problem,
    }


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _values(states: type[StrEnum]) -> tuple[str, ...]:
    """The states as they are written, also where a wrong one is refused."""
    return tuple(state.value for state in states)


COMMANDS = (
    Command(
        "postings",
        "samband postings --gathering varsamling-2027 --state planned",
        postings,
        (Argument("--gathering", "SLUG", is_required=True), Argument("--state", choices=_values(PostingState))),
    ),
    Command(
        "deliveries",
        "samband deliveries --state failed",
        deliveries,
        (Argument("--state", choices=_values(DeliveryState)),),
    ),
)
