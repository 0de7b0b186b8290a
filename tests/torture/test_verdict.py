"""What counts as a copy inside the window, and what does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.torture.people import LEFT, REGISTERED
from tests.torture.platform import Taken
from tests.torture.verdict import Outage, said_twice

NOW = datetime(2027, 4, 15, 7, tzinfo=UTC)
BLOCK = "Nå: Bolk 01"


def taken(number: int, sender: str, title: str = BLOCK) -> Taken:
    return Taken("a:kari", title, f"sent-{number}", sender, NOW + timedelta(seconds=number))


@pytest.mark.parametrize(
    ("copies", "marked", "expected"),
    [
        ([taken(1, "one"), taken(2, "two")], {"sent-2"}, (1, 0)),  # killed before its mark
        ([taken(1, "one"), taken(2, "one")], {"sent-2"}, (0, 1)),  # by one that nobody killed
        ([taken(1, "one"), taken(2, "two")], {"sent-1"}, (0, 1)),  # after its mark
        ([taken(1, "one"), taken(2, "one", "Nå: Bolk 02")], {"sent-1", "sent-2"}, (0, 0)),
        # what they did is told once for each time, and nothing else in its place
        ([taken(1, "one", REGISTERED), taken(2, "one", LEFT)], {"sent-2"}, (0, 0)),
        ([taken(1, "one", REGISTERED), taken(2, "one", LEFT), taken(3, "two", LEFT)], {"sent-2", "sent-3"}, (0, 1)),
    ],
)
def test_a_copy_is_inside_where_its_sender_could_not_mark_it(
    copies: list[Taken], marked: set[str], expected: tuple[int, int]
) -> None:
    inside, outside = said_twice(copies, frozenset(marked), (), {})
    assert (inside, len(outside)) == expected


def test_where_the_database_was_gone_the_same_sender_may_send_again() -> None:
    gone = Outage(NOW, NOW + timedelta(seconds=2))
    assert said_twice([taken(1, "one"), taken(3, "one")], frozenset({"sent-3"}), (gone,), {}) == (1, [])
