"""A gathering with so many who follow, in conversations of one tenant, and a block of it that is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import insert

from gatherings.agenda import Agenda
from gatherings.gathering import Gathering, Network, NetworkId
from gatherings.people import Conversation, ConversationId, ConversationKind
from gatherings.postings.block import plan_block
from gatherings.postings.posting import Posting
from gatherings.store import Database
from gatherings.store.gatherings import save_gathering
from gatherings.store.networks import add_network
from gatherings.store.posting_tables import delivery, pacing, posting
from gatherings.store.postings import add_postings
from gatherings.store.tables import conversation, follow, person
from tests.builders import OSLO, agenda, at, block, gathering

TENANT: Final = "t1"
AT_ONCE: Final = 1000
LEAD: Final = timedelta(minutes=20)
"""Longer than a broadcast: when its block begins its card is renewed."""
FIRST: Final = at("08:00") - timedelta(days=1)


def conversations(count: int, service: str) -> list[Conversation]:
    """Personal ones, of one tenant."""
    return [
        Conversation(ConversationId(f"c{number}"), "teams", TENANT, ConversationKind.PERSONAL, {
            "conversation": f"c{number}", "serviceUrl": service, "tenantId": TENANT,
        })
        for number in range(count)
    ]  # fmt: skip


async def fill(database: Database, followers: list[Conversation], *, made: Gathering | None = None) -> None:
    """Everybody follows the gathering; nothing is planned."""
    made = gathering() if made is None else made
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_gathering(tx, made)
        for first in range(0, len(followers), AT_ONCE):
            some = followers[first : first + AT_ONCE]
            await tx.execute(insert(person), [{"id": f"p-{one.id}", "language_chosen": False} for one in some])
            await tx.execute(insert(conversation), [_row(one) for one in some])
            await tx.execute(
                insert(follow), [{"gathering_id": made.id, "conversation_id": o.id, "since": FIRST} for o in some]
            )


def _row(one: Conversation) -> dict[str, object]:
    return {
        "id": one.id, "channel": one.channel, "tenant": one.tenant, "external": str(one.id), "kind": one.kind.value,
        "address": one.address, "person_id": f"p-{one.id}",
    }  # fmt: skip


def a_block() -> Posting:
    """A posting to everybody who follows."""
    return next(one for one in plan_block(agenda()) if one.block_id == "konflikter")


async def plan_anew(database: Database, planned: Posting) -> None:
    """The posting is planned, and nothing else was ever said."""
    async with database.write() as tx:
        for table in (delivery, posting, pacing):
            await tx.execute(table.delete())
        await add_postings(tx, [planned])


def gathering_with_a_block_at(due_at: datetime) -> tuple[Gathering, Posting]:
    """A gathering of one long block, and its posting that is due then."""
    starts = (due_at + LEAD).astimezone(OSLO)
    ends = starts + timedelta(hours=2)
    one = block("fylket", starts.time().isoformat(), ends.time().isoformat(), "Nytt fra fylket", day=starts.date())
    made = gathering(programme=(one,), starts_on=starts.date(), ends_on=starts.date(), lead=LEAD, streams=())
    return made, plan_block(Agenda(made))[0]
