"""The day's programme as it is posted in the morning."""

from __future__ import annotations

import pytest

from gatherings.postings.posting import Posting, PostingKind, Rank
from gatherings.postings.recipient import EVERYBODY, Recipient, Standing
from gatherings.terms import Mode
from gatherings.times import DAY
from tests.bot.cards.registered import SPRING, card_of
from tests.builders import at

THERE = at("07:30", SPRING.gathering.starts_on)
MORNING = Posting(
    key="day",
    gathering_id=SPRING.gathering.id,
    kind=PostingKind.DAY,
    due_at=THERE,
    useful_until=THERE + DAY,
    rank=Rank.START,
    facts={"day": SPRING.gathering.starts_on.isoformat()},
)


@pytest.mark.parametrize(
    ("standing", "is_asked"),
    [(Standing(mode=Mode.ROOM), True), (Standing(mode=Mode.DIGITAL), True), (Standing(is_waiting=True), False)],
)
def test_who_has_a_seat_can_say_with_one_tap_that_they_are_there(standing: Standing, is_asked: bool) -> None:  # noqa: FBT001
    labels = [choice.label for choice in card_of(MORNING, Recipient(standing), THERE).choices]
    assert ("Jeg er her" in labels, labels.index("Jeg er her") if is_asked else 0) == (is_asked, 0)


def test_a_group_is_not_asked() -> None:
    assert "Jeg er her" not in [choice.label for choice in card_of(MORNING, Recipient(EVERYBODY), THERE).choices]
