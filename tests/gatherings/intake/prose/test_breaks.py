"""Breaks without a time, the hours of the whole day, and what comes in the evening."""

from __future__ import annotations

import pytest

from gatherings.intake import Draft
from tests.gatherings.intake.prose.measure import line_of
from tests.gatherings.intake.texts import read, warnings

HEAD = "Fagdag om vann 3. mai 2027\n\n"


def blocks(draft: Draft) -> list[str]:
    return [line_of(block).removeprefix("2027-05-03 ") for block in draft.blocks]


@pytest.mark.parametrize(
    "pause", ["Pause", "PAUSE", "**Pause**", "- Pause", "*Kaffepause*", "Lunsj i kantina", "# LUNSJ", "Coffee break"]
)
def test_a_break_without_a_time_fills_the_gap_between_two_that_have_one(pause: str) -> None:
    draft = read(f"{HEAD}09.00–10.00 Innlegg\n{pause}\n10.15–11.00 Mer\n")
    assert [(block.start.hour, block.end_source.value) for block in draft.blocks] == [
        (9, "explicit"), (10, "next_start"), (10, "explicit"),
    ]  # fmt: skip
    assert blocks(draft)[1].startswith("10:00-10:15 ")


def test_where_the_one_before_has_no_end_the_break_is_guessed_and_said() -> None:
    draft = read(f"{HEAD}09.00 Innlegg\nPause\n10.15 Mer\nLUNSJ\n13.00 Slutt\n")
    assert blocks(draft)[:4] == ["09:00-10:00 Innlegg", "10:00-10:15 Pause", "10:15-12:15 Mer", "12:15-13:00 LUNSJ"]
    assert [line for key, line in warnings(draft) if key == "pause_guessed"] == [4, 6]


def test_where_there_is_no_room_for_it_its_words_stay_and_that_is_said() -> None:
    draft = read(f"{HEAD}09.00–10.00 Innlegg\n\nPause\n\n10.00–11.00 Mer\n")
    assert (blocks(draft), draft.blocks[0].text) == (["09:00-10:00 Innlegg", "10:00-11:00 Mer"], "Pause")
    assert ("pause_left", 5) in warnings(draft)


def test_a_break_among_the_points_of_a_session_is_one_of_its_points() -> None:
    draft = read(f"{HEAD}09.00–11.00 Verksted\n- Kartlegging\n- Pause\n- Oppsummering\n11.00–12.00 Mer\n")
    assert (blocks(draft), "Pause" in draft.blocks[0].text) == (["09:00-11:00 Verksted", "11:00-12:00 Mer"], True)


@pytest.mark.parametrize(
    "frame", ["Tid: 09.00–15.00\n", "Kl. 09.00–15.00\n", "9.00 - 15.00\n", "Mandag 3. mai 2027 kl. 09.00–15.00\n"]
)
def test_the_hours_of_the_whole_day_are_no_block_but_end_the_last(frame: str) -> None:
    draft = read(f"{HEAD}{frame}\n09.00 Velkommen\n10.00 Innlegg\n13.00 Verksted\n")
    assert blocks(draft) == ["09:00-10:00 Velkommen", "10:00-13:00 Innlegg", "13:00-15:00 Verksted"]
    assert "end_from_frame" in [key for key, _ in warnings(draft)]


def test_the_last_talk_does_not_go_on_until_dinner() -> None:
    draft = read(f"{HEAD}09.00 Velkommen\n15.00 Veien videre\n19.00 Middag\n")
    assert blocks(draft) == ["09:00-15:00 Velkommen", "15:00-? Veien videre", "19:00-? Middag"]


def test_lone_hours_at_the_end_end_the_last_block() -> None:
    assert blocks(read(f"{HEAD}09.00 Velkommen\n10.00 Innlegg\n11.00\n"))[-1] == "10:00-11:00 Innlegg"


def test_many_guessed_ends_are_one_warning() -> None:
    rows = "\n".join(f"{hour:02}.00 Innlegg {hour}" for hour in range(8, 16))
    told = [key for key, _ in warnings(read(f"{HEAD}{rows}\n"))]
    assert (told.count("ends_from_next"), told.count("end_from_next")) == (1, 0)
