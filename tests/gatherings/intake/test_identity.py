"""Blocks keep their ids when a programme is imported again; what is doubtful is told, not guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatherings.intake.identity import Change, Diff, diff_programmes, keep_ids
from gatherings.programme import Block, BlockId, Kind, Programme
from tests.builders import DAY_ONE, DAY_TWO, PROGRAMME, block

Row = tuple[str, str] | tuple[str, str, date] | tuple[str, str, date, Kind]


def fresh() -> Callable[[], BlockId]:
    numbers = count(1)
    return lambda: BlockId(f"new-{next(numbers)}")


def held(*rows: Row) -> Programme:
    """Blocks by start and title, and day and kind if they are not the usual; their ids are their titles and starts."""
    return tuple(_held(*row) for row in rows)


def _held(start: str, title: str, day: date = DAY_ONE, kind: Kind = Kind.OTHER) -> Block:
    return block(f"{title} {day.day} {start}", start, None, title, day=day, kind=kind)


def kept(old: Programme, new: Programme) -> list[str]:
    """The ids that the new blocks are given."""
    return [b.id for b in keep_ids(old, new, new_id=fresh()).programme]


def doubts(old: Programme, new: Programme) -> list[dict[str, str | int]]:
    return [dict(remark.args) for remark in keep_ids(old, new, new_id=fresh()).remarks]


def provisional(programme: Programme) -> Programme:
    """As a reader gives it: with numbers for ids."""
    return tuple(replace(b, id=BlockId(str(n))) for n, b in enumerate(programme, start=1))


def test_the_same_programme_again_changes_nothing() -> None:
    again = keep_ids(PROGRAMME, provisional(PROGRAMME), new_id=fresh())
    assert (again.programme, again.remarks) == (PROGRAMME, ())


def test_a_first_import_has_new_ids_in_order() -> None:
    assert kept((), held(("09:00", "En"), ("10:00", "To"))) == ["new-1", "new-2"]


def test_an_id_that_an_old_block_has_had_is_not_given_again() -> None:
    old = (replace(PROGRAMME[0], id=BlockId("new-1"), title="Noe som er borte", kind=Kind.MEAL),)
    assert kept(old, held(("20:00", "Noe nytt"))) == ["new-2"]


def test_swapped_times_and_a_new_day_follow_the_title() -> None:
    old = held(("09:00", "Kart"), ("10:00", "Terreng"), ("11:00", "Havn"))
    new = held(("09:00", "Terreng"), ("10:00", "Kart"), ("09:00", "HAVN", DAY_TWO))
    assert kept(old, new) == ["Terreng 15 10:00", "Kart 15 09:00", "Havn 15 11:00"]


def test_equal_titles_are_paired_in_order() -> None:
    old = held(("10:00", "Pause"), ("14:00", "Pause"), ("14:00", "Pause", DAY_TWO))
    new = held(("10:15", "Pause"), ("14:30", "Pause"), ("10:00", "Pause", DAY_TWO))
    assert kept(old, new) == ["Pause 15 10:00", "Pause 15 14:00", "Pause 16 14:00"]


def test_one_more_of_the_same_title_leaves_the_others_where_they_are() -> None:
    old = held(("10:00", "Pause"), ("14:00", "Pause"))
    new = held(("09:00", "Pause"), ("10:00", "Pause"), ("14:15", "Pause"))
    assert kept(old, new) == ["Pause 15 14:00", "Pause 15 10:00", "new-1"]


def test_a_title_that_is_written_otherwise_is_the_same_also_when_it_moves() -> None:
    old = held(("09:00", "Måling og rapportering"), ("10:00", "Klimabudsjett i praksis"))
    new = held(("09:00", "Klimabudsjett i praksis (utsatt)"), ("11:00", "Måling og rapportering i 2027"))
    assert kept(old, new) == ["Klimabudsjett i praksis 15 10:00", "Måling og rapportering 15 09:00"]
    assert kept(old, held(("11:00", "Måling, rapportering"))) == ["Måling og rapportering 15 09:00"]


@pytest.mark.parametrize(
    ("old", "new"),
    [(("09:00", "Del 1"), ("11:00", "Del 2")), (("09:00", "Kart"), ("11:00", "Havn")),
     (("12:00", "Lunsj", DAY_ONE, Kind.MEAL), ("12:00", "Innlegg om havet", DAY_ONE, Kind.TALK)),
     (("09:00", "Kart"), ("09:00", "Havn", DAY_TWO))],
)  # fmt: skip
def test_other_numbers_other_words_and_another_kind_are_another_block(old: Row, new: Row) -> None:
    anchor = [("08:00", "Kaffe", day) for day in (DAY_ONE, DAY_TWO)]
    assert kept(held(*anchor, old), held(*anchor, new))[-1] == "new-1"


def test_a_block_renamed_altogether_is_known_by_its_time() -> None:
    old = held(("09:00", "Hvor står vi?"), ("10:00", "Pause", DAY_ONE, Kind.BREAK))
    new = held(("09:00", "Status og veien videre", DAY_ONE, Kind.TALK), ("10:00", "Kaffe", DAY_ONE, Kind.BREAK))
    assert kept(old, new) == ["Hvor står vi? 15 09:00", "Pause 15 10:00"]


def test_two_that_are_about_as_like_are_a_doubt_and_get_new_ids() -> None:
    old = held(("09:00", "Gruppearbeid om havn nord"), ("11:00", "Gruppearbeid om havn sør"))
    new = held(("10:00", "Gruppearbeid om havn"))
    assert (kept(old, new), doubts(old, new)) == (
        ["new-1"],
        [{"title": "Gruppearbeid om havn", "candidates": "Gruppearbeid om havn nord, Gruppearbeid om havn sør"}],
    )


def test_of_two_that_are_about_as_like_the_one_at_the_same_time_is_the_same() -> None:
    old = held(("09:00", "Gruppearbeid om havn nord"), ("11:00", "Gruppearbeid om havn sør"))
    assert kept(old, held(("11:00", "Gruppearbeid om havn"))) == ["Gruppearbeid om havn sør 15 11:00"]


def test_a_common_title_that_turns_up_on_another_day_is_a_doubt() -> None:
    old = held(("10:00", "Pause"), ("14:00", "Pause"), ("09:00", "Kart", DAY_TWO))
    new = held(("10:00", "Pause"), ("09:00", "Kart", DAY_TWO), ("15:00", "Pause", DAY_TWO))
    assert (kept(old, new)[-1], doubts(old, new)) == ("new-1", [{"title": "Pause", "candidates": "Pause"}])


def test_a_gathering_that_is_put_off_keeps_all_its_ids() -> None:
    later = tuple(replace(b, day=b.day + timedelta(days=7)) for b in PROGRAMME)
    assert kept(PROGRAMME, provisional(later)) == [b.id for b in PROGRAMME]


BLOCKS = st.builds(
    _held,
    st.times().map(lambda at: f"{at:%H:%M}"),
    st.text("abc ", min_size=1, max_size=4)
    | st.sampled_from(["Pause", "Del 1", "Del 2", "Lunsj i salen", "Lunsj i salene"]),
    st.sampled_from([DAY_ONE, DAY_TWO]),
    st.sampled_from(list(Kind)),
)
PROGRAMMES = st.lists(BLOCKS, max_size=12).map(lambda blocks: provisional(tuple(blocks)))


@given(PROGRAMMES, PROGRAMMES)
def test_ids_are_unique_and_blocks_else_as_they_were(old: Programme, new: Programme) -> None:
    old = tuple(replace(b, id=BlockId(f"old-{b.id}")) for b in old)
    found = keep_ids(old, new, new_id=fresh()).programme
    assert len({b.id for b in found}) == len(new)
    assert tuple(replace(b, id=was.id) for b, was in zip(found, new, strict=True)) == new


@given(PROGRAMMES)
def test_importing_twice_changes_nothing(programme: Programme) -> None:
    once = keep_ids((), programme, new_id=fresh()).programme
    twice = keep_ids(once, programme, new_id=fresh())
    assert (twice.programme, twice.remarks, diff_programmes(once, twice.programme).is_empty) == (once, (), True)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=9), unique=True, max_size=9), st.randoms())
def test_when_starts_change_places_ids_stay_with_the_titles(titles: list[str], chance: object) -> None:
    starts = [time(8 + n) for n in range(len(titles))]
    old = tuple(Block(BlockId(f"id-{title}"), DAY_ONE, at, title) for title, at in zip(titles, starts, strict=True))
    chance.shuffle(starts)  # type: ignore[attr-defined]
    new = tuple(replace(b, id=BlockId(""), start=at) for b, at in zip(old, starts, strict=True))
    assert kept(old, new) == [b.id for b in old]


def test_a_diff_tells_what_is_added_removed_moved_and_changed() -> None:
    a, b, c, d = held(("09:00", "A"), ("10:00", "B"), ("11:00", "C"), ("12:00", "D"))
    later, other = replace(b, start=time(10, 30)), replace(c, text="Mer")
    both = replace(d, day=DAY_TWO, streamed=True)
    new = held(("13:00", "E"))
    assert diff_programmes((a, b, c, d), (later, other, both, *new)) == Diff(
        added=new,
        removed=(a,),
        moved=(Change(b, later), Change(d, both)),
        changed=(Change(c, other), Change(d, both)),
    )


def test_where_an_end_comes_from_is_no_change() -> None:
    assert diff_programmes(PROGRAMME, tuple(replace(b, end_source=b.end_source) for b in PROGRAMME)) == Diff()
