"""Two wishes in one message are both read, where each is sure and one of them changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dialogs.understanding.names import names_of
from dialogs.understanding.reader import understand
from dialogs.understanding.wish import Wish
from tests.builders import OSLO, agenda, at

NAMES = names_of(agenda())
WORKSHOP = "Målkonflikter i planarbeidet"

Read = tuple[str, Mapping[str, str | int]]


def both(text: str) -> tuple[Read, Read | None]:
    def told(wish: Wish) -> Read:
        return wish.intent, dict(wish.slots)

    wish = understand(text, names=NAMES, now=at("09:05"), zone=OSLO)
    return told(wish), None if wish.also is None else told(wish.also)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("når er lunsj og hvor er det", ("agenda.when", {"topic": "lunsj"}), ("agenda.where", {"topic": "lunsj"})),
        ("hva skjer nå? og når er pausen", ("agenda.now", {}), ("agenda.when", {"topic": "pause"})),
        ("ka e neste å når e lunsj", ("agenda.next", {}), ("agenda.when", {"topic": "lunsj"})),
        ("hvem er Ingrid og Per", ("agenda.who", {"person": "Ingrid Moe"}), ("agenda.who", {"person": "Per Lie"})),
        ("hvor er lunsj og middag", ("agenda.where", {"topic": "lunsj"}), ("agenda.where", {"topic": "middag"})),
        ("hva koster det og når er fristen", ("fee.policy", {}), ("deadline.when", {})),
        (
            "takk, når er neste pause, og hvem leder workshopen?",
            ("agenda.when", {"topic": "pause"}),
            ("agenda.who", {"topic": WORKSHOP}),
        ),
        ("can i sign up and when is lunch", ("signup.start", {}), ("agenda.when", {"topic": "lunsj"})),
    ],
)
def test_each_half_is_a_wish(text: str, first: Read, second: Read) -> None:
    assert both(text) == (first, second)


@pytest.mark.parametrize(
    "text",
    [
        "når er måling og rapportering",
        "hei! når er lunsj?",
        "meld meg av middagen og lunsjen",
        "send beskjed til alle: lunsj kl 12 og middag kl 19",
        "når er lunsj, når er lunsj",
        "meld meg på og meld meg av",
        "jeg tar bussen og kommer til middagen",
    ],
)
def test_one_wish_is_not_cut_in_two(text: str) -> None:
    assert both(text)[1] is None
