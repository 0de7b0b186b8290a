"""A broadcast to begin with: many who follow, and a morning whose postings are about to fire."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable

from sqlalchemy import insert

from gatherings.actions import save_and_plan
from gatherings.gathering import Network, NetworkId
from gatherings.postings.posting import PostingState
from gatherings.store import Database
from gatherings.store.deliveries import count_deliveries
from gatherings.store.networks import add_network
from gatherings.store.postings import list_postings
from gatherings.store.tables import conversation, follow, person
from tests.builders import at, block, gathering
from tests.doubles.botframework import TENANT, BotFramework
from tests.scenarios.scene import words

BEGUN = at("08:56")
CLOCK = f"{BEGUN.isoformat(timespec='seconds')}@1"
"""The day's programme is due, and so is the first block."""


async def prepare(database: Database, cloud: BotFramework, *, people: int) -> None:
    """So many follow, in private, in Teams."""
    now = BEGUN
    held = gathering(programme=(block("velkommen", "09:00", "09:15", "Velkommen"),), streams=(), version=0)
    names = [f"a:{number:05}" for number in range(people)]
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_and_plan(tx, held, now=now)
        await tx.execute(insert(person), [{"id": name, "language_chosen": False} for name in names])
        await tx.execute(insert(conversation), [_conversation(name, cloud) for name in names])
        rows = [{"gathering_id": held.id, "conversation_id": name, "since": now} for name in names]
        await tx.execute(insert(follow), rows)


def _conversation(name: str, cloud: BotFramework) -> dict[str, object]:
    address = {"conversation": name, "serviceUrl": cloud.service_url, "tenantId": TENANT}
    known = {"channel": "teams", "tenant": TENANT, "kind": "personal", "external": name}
    return {"id": name, "person_id": name, "address": address, **known}


def counted(cloud: BotFramework) -> Counter[tuple[str, str]]:
    """How often each conversation was told each thing."""
    return Counter((sent.conversation, words(sent.activity).split("\n")[0]) for sent in cloud.sent)


async def until(is_so: Callable[[], bool], *, within: float = 60) -> None:
    async with asyncio.timeout(within):
        while not is_so():  # noqa: ASYNC110 (what is awaited happens in another process)
            await asyncio.sleep(0.01)


async def all_settled(database: Database, *, within: float = 120) -> None:
    """Returns when everything that was due has fired, and every delivery of it has ended."""
    async with asyncio.timeout(within):
        while True:
            async with database.read() as tx:
                states = await count_deliveries(tx)
                planned = await list_postings(tx, gathering().id, state=PostingState.PLANNED)
            due = [one for one in planned if one.posting.due_at <= BEGUN]
            if states and not due and set(states) == {"sent"}:
                return
            await asyncio.sleep(0.1)
