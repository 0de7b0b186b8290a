"""What an organiser is asked to look at in the programme itself."""

from __future__ import annotations

from datetime import date, time

import pytest

from gatherings.intake.checks import MOST_TITLES, check_programme
from gatherings.programme import Block, BlockId, Contributor, Kind

KARI = (Contributor("Kari Nes"),)


def block(hours: str, kind: Kind = Kind.OTHER, **more: object) -> Block:
    start, _, end = hours.partition("-")
    until = time.fromisoformat(end) if end else None
    return Block(BlockId(hours), date(2027, 5, 3), time.fromisoformat(start), hours, until, kind=kind, **more)  # type: ignore[arg-type]


def told(*blocks: Block, explained: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    remarks = check_programme(blocks, explained=explained)
    return [(one.key.removeprefix("intake.warning."), str(one.args["titles"])) for one in remarks]


@pytest.mark.parametrize(("start", "is_told"), [("10:15", False), ("10:16", True)])
def test_a_gap_of_more_than_fifteen_minutes_is_told(start: str, *, is_told: bool) -> None:
    assert told(block("09:00-10:00"), block(f"{start}-11:00")) == ([("gap", f"10:00–{start}")] if is_told else [])


def test_a_gap_that_the_file_tells_of_or_before_the_dinner_is_none() -> None:
    assert told(block("09:00-10:00"), block("11:00-12:00"), explained=frozenset({"09:00-10:00"})) == []
    assert told(block("15:00-16:00"), block("19:00-21:00", Kind.MEAL)) == []


@pytest.mark.parametrize(("end", "is_told"), [("11:30", False), ("11:31", True)])
def test_two_and_a_half_hours_without_a_break_are_enough(end: str, *, is_told: bool) -> None:
    blocks = (block("09:00-10:00"), block(f"10:00-{end}"))
    assert told(*blocks) == ([("no_break", f"09:00–{end}")] if is_told else [])


@pytest.mark.parametrize("kind", [Kind.BREAK, Kind.MEAL, Kind.SOCIAL])
def test_a_break_begins_the_count_anew(kind: Kind) -> None:
    assert told(block("09:00-11:00"), block("11:00-11:15", kind), block("11:15-13:00")) == []


def test_a_talk_without_a_mark_is_told_where_others_have_one() -> None:
    marked, bare = (
        block("09:00-10:00", Kind.TALK, people=KARI, streamed=False),
        block("10:00-11:00", Kind.TALK, people=KARI),
    )
    assert (told(marked, bare), told(bare)) == ([("no_stream_mark", "10:00-11:00")], [])


@pytest.mark.parametrize("kind", [Kind.TALK, Kind.WORKSHOP, Kind.DISCUSSION])
def test_who_leads_is_missed_once_for_all(kind: Kind) -> None:
    assert told(block("09:00-10:00", kind), block("10:00-11:00", kind)) == [("no_leader", "09:00-10:00; 10:00-11:00")]
    assert told(block("09:00-10:00", kind, people=KARI), block("10:00-10:15", Kind.BREAK)) == []


def test_a_long_list_is_cut() -> None:
    many = [block(f"{9 + n // 6:02}:{n % 6 * 10:02}", Kind.TALK) for n in range(MOST_TITLES + 2)]
    (found,) = check_programme(tuple(many))
    assert (found.args["n"], str(found.args["titles"]).endswith(" …")) == (MOST_TITLES + 2, True)
