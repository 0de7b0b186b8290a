"""Which gathering is meant where one of them is cancelled."""

from datetime import timedelta

from dialogs.which import decide_gatherings
from gatherings.gathering import GatheringId
from gatherings.store.gatherings import Listed
from tests.builders import DAY_ONE, DAY_TWO

OFF = Listed(GatheringId("off"), 1, "Vårsamling", DAY_ONE, DAY_TWO, is_cancelled=True)
NEXT = Listed(GatheringId("next"), 1, "Høstsamling", DAY_ONE + timedelta(days=90), DAY_TWO + timedelta(days=90))


def test_a_cancelled_gathering_is_meant_by_those_who_follow_it_and_by_nobody_else() -> None:
    def meant(follows: GatheringId | None) -> list[str]:
        return [one.id for one in decide_gatherings([OFF, NEXT], chosen=None, follows=follows, today=DAY_ONE)]

    assert [meant(OFF.id), meant(None)] == [["off"], ["next"]]
