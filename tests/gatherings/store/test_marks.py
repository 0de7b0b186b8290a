from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import insert

from gatherings.people import ConversationId
from gatherings.store import Database
from gatherings.store.deliveries import (
    LEASE,
    LONGEST_SAID,
    Delivery,
    DeliveryState,
    Outcome,
    claim_deliveries,
    list_deliveries,
    mark_outcomes,
)
from gatherings.store.lanes import EVER, Lane
from gatherings.store.posting_tables import delivery
from gatherings.store.postings import claim_due, fire
from tests.bench.followers import TENANT, a_block, conversations, fill, plan_anew

SAID = ("1", None, "", "NULL", "null", '"', '\\"', "a,b", "{c}", " d ", "æøå 🙂", "\\", "\n", "1\0", "x" * 600)
LANE = Lane("teams", TENANT, EVER)
NOW = a_block().due_at
LATER = NOW + timedelta(microseconds=1)


@pytest.fixture
def database_address(each_address: str) -> str:
    return each_address


async def fired(database: Database, followers: int, *, has_it: tuple[str, ...] = ()) -> int:
    """How many deliveries firing writes, where some have theirs already."""
    await fill(database, conversations(followers, "https://127.0.0.1"))
    await plan_anew(database, a_block())
    async with database.write() as tx:
        [(posting_id, kept)] = await claim_due(tx, now=NOW)
        for name in has_it:
            values = {"posting_id": posting_id, "conversation_id": name, "channel": "teams", "tenant": TENANT}
            await tx.execute(insert(delivery).values(**values, state="waiting", visible_at=NOW, attempts=0))
        return await fire(tx, posting_id, kept.posting, now=NOW, machine_now=NOW)


async def claimed(database: Database, limit: int = 100) -> list[Delivery]:
    async with database.write() as tx:
        return await claim_deliveries(tx, LANE, machine_now=NOW, limit=limit)


async def test_who_has_it_already_does_not_get_it_again(database: Database) -> None:
    assert await fired(database, 3, has_it=("c1",)) == 2
    async with database.read() as tx:
        assert {line.conversation_id for line in await list_deliveries(tx)} == {"c0", "c1", "c2"}


async def test_whatever_a_platform_says_is_kept_with_its_own_delivery(database: Database) -> None:
    await fired(database, len(SAID))
    pairs = zip(await claimed(database), SAID, strict=True)
    said = {one.id: (receipt, LATER + nth * LEASE) for nth, (one, receipt) in enumerate(pairs)}
    async with database.write() as tx:
        sent = [Outcome(number, 1, DeliveryState.SENT, at, receipt=receipt) for number, (receipt, at) in said.items()]
        await mark_outcomes(tx, sent[::-1])
    async with database.read() as tx:
        lines = {line.id: (line.receipt, line.settled_at) for line in await list_deliveries(tx, state="sent")}
    kept = {
        number: (receipt and receipt.replace("\0", "")[:LONGEST_SAID], at) for number, (receipt, at) in said.items()
    }
    assert lines == kept


async def test_what_does_not_wait_any_more_is_not_marked_again_and_others_are_left(database: Database) -> None:
    await fired(database, 4)
    first, second, third, _ = await claimed(database)
    async with database.write() as tx:
        await mark_outcomes(tx, [Outcome(second.id, 1, DeliveryState.FAILED, NOW, problem="no")])
        await mark_outcomes(tx, [Outcome(one.id, 1, DeliveryState.SENT, LATER) for one in (first, second, third)])
    async with database.read() as tx:
        lines = [(line.state.value, line.problem) for line in reversed(await list_deliveries(tx))]
    assert lines == [("sent", None), ("failed", "no"), ("sent", None), ("waiting", None)]


async def test_what_is_claimed_is_leased_and_leaves_in_order(database: Database) -> None:
    await fired(database, 5)
    batches = [await claimed(database, 2) for _ in range(4)]
    assert [len(batch) for batch in batches] == [2, 2, 1, 0]
    ids = [one.id for batch in batches for one in batch]
    assert all(earlier < later for earlier, later in pairwise(ids))
    async with database.read() as tx:
        lines = {(line.visible_at, line.attempts) for line in await list_deliveries(tx)}
    assert lines == {(NOW + LEASE, 1)}
    assert batches[0][0].conversation.id == ConversationId("c0")
