"""What comes next, and what comes after something that is named."""

import pytest

from dialogs.agenda import answer_agenda
from dialogs.understanding.wish import Wish
from tests.builders import agenda, at


@pytest.mark.parametrize(
    ("topic", "title"),
    [
        ("lunsj", "Måling og rapportering"),
        ("Nytt fra fylket", "Pause"),
        ("", "Nytt fra fylket"),
        ("slutt", "Nytt fra fylket"),
    ],
)
def test_what_comes_after_a_named_block_is_what_starts_when_it_has_ended(topic: str, title: str) -> None:
    wish = Wish("agenda.next", {"topic": topic} if topic else {})
    answer = answer_agenda(wish, agenda=agenda(), now=at("09:05"), sees_streams=False)
    assert [timed.block.title for timed in answer.blocks] == [title]
