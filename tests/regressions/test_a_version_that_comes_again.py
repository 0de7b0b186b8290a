"""What was said of a programme is never said of another that has the same version."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.pace import ConversationPace
from bot.preparing import Carrier, Preparing
from gatherings.agenda import Agenda
from gatherings.gathering import GatheringId
from gatherings.postings.posting import Posting, PostingKind, Rank
from gatherings.postings.recipient import Recipient
from gatherings.programme import BlockId
from gatherings.store.deliveries import Delivery, DeliveryState, Outcome
from tests.builders import at, gathering
from tests.doubles.wire import ListWire
from tests.gatherings.postings.test_changes import without
from tests.route import conversation, render

NOW = at("11:50")
LUNCH = Posting(
    key="block:lunsj",
    gathering_id=GatheringId("g1"),
    kind=PostingKind.BLOCK,
    due_at=NOW,
    useful_until=NOW + timedelta(hours=1),
    rank=Rank.START,
    block_id=BlockId("lunsj"),
)


async def test_of_a_programme_that_comes_again_under_the_same_version_nothing_is_remembered() -> None:
    """Two of one version are not the same: one was written and rolled back, or put back from a copy."""
    preparing = Preparing({"list": Carrier(ListWire(lambda: NOW), render)}, {"list": ConversationPace(())})
    delivery = Delivery(1, "p1", LUNCH, conversation("a"), None, 1)

    def prepared(agenda: Agenda) -> object:
        return preparing.prepare(delivery, agenda, Recipient(), now=NOW, machine_now=NOW)

    before = gathering()
    after = replace(before, programme=without(before.programme, "lunsj"))
    assert before.version == after.version
    assert prepared(Agenda(before)) == {"text": "block:lunsj"}
    told = prepared(Agenda(after))
    assert isinstance(told, Outcome)
    assert told.state is DeliveryState.WITHDRAWN
