"""Which gathering is meant where one of them is cancelled."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dialogs.which import decide_gatherings, find_named
from gatherings.gathering import GatheringId
from gatherings.store.gatherings import Listed
from tests.builders import DAY_ONE, DAY_TWO

OFF = Listed(GatheringId("off"), "e1", "Vårsamling", DAY_ONE, DAY_TWO, is_cancelled=True)
NEXT = Listed(GatheringId("next"), "e2", "Høstsamling", DAY_ONE + timedelta(days=90), DAY_TWO + timedelta(days=90))


def test_a_cancelled_gathering_is_meant_by_those_who_follow_it_and_by_nobody_else() -> None:
    def meant(follows: GatheringId | None) -> list[str]:
        return [one.id for one in decide_gatherings([OFF, NEXT], chosen=None, follows=follows, today=DAY_ONE)]

    assert [meant(OFF.id), meant(None)] == [["off"], ["next"]]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("meld meg på høstsamlinga", "next"),
        ("MELD MEG PÅ HØSTSAMLINGEN", "next"),
        ("når er vårsamling", "off"),
        ("når er samlingen", None),
        ("vårsamling eller høstsamling?", None),
        ("høstsamlingsprogrammet", None),
        ("", None),
    ],
)
def test_a_gathering_is_meant_where_its_title_alone_stands_in_the_words(text: str, named: str | None) -> None:
    assert find_named(text, [OFF, NEXT]) == named


def test_the_longer_of_two_titles_is_the_one_that_is_named() -> None:
    extra = replace(NEXT, id=GatheringId("extra"), title="Høstsamling for nye 2027")
    assert find_named("meld meg på høstsamling for nye", [NEXT, extra]) == "extra"
