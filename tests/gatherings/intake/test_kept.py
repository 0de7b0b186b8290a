"""What an export of ours has changed by hand keeps its blocks, and the notes that it has no place for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from gatherings.intake.draft import Draft
from gatherings.intake.kept import kept_of
from gatherings.programme import BlockId, Programme
from tests.builders import DAY_ONE, DAY_TWO, PROGRAMME, block


def draft(blocks: Programme, *ids: str, has_notes: bool = False) -> Draft:
    days: tuple[date, date] = (DAY_ONE, DAY_TWO)
    return Draft("Vårsamling", *days, time(9), None, blocks, ids=frozenset(map(BlockId, ids)), has_notes=has_notes)


def kept(old: Programme, new: Draft) -> Programme:
    return kept_of(old, new, new_id=lambda: BlockId("new")).programme


def test_an_id_that_the_file_says_is_believed_whatever_else_has_changed() -> None:
    old = (block("a", "09:00", "10:00", "Klima"), block("b", "10:00", "11:00", "Natur"))
    new = (block("b", "09:00", "10:00", "Klima"), block("a", "10:00", "11:00", "Natur"))
    assert [b.id for b in kept(old, draft(new, "a", "b"))] == ["b", "a"]
    assert [b.id for b in kept(old, draft(new))] == ["a", "b"]


def test_an_id_of_another_gathering_is_not_taken_over() -> None:
    assert [b.id for b in kept((), draft((block("x", "09:00", None, "Klima"),), "x"))] == ["new"]


def test_notes_stay_where_the_file_has_no_place_for_them_and_addresses_are_added() -> None:
    old = (block("a", "09:00", "10:00", "Klima", notes="Husk mikrofon"),)
    assert [b.notes for b in kept(old, draft((replace(old[0], notes="k@x.example"),)))] == [
        "Husk mikrofon\nk@x.example"
    ]
    assert [b.notes for b in kept(old, draft((replace(old[0], notes=""),), has_notes=True))] == [""]


def test_a_draft_without_a_programme_leaves_the_one_that_is_there() -> None:
    assert kept(PROGRAMME, draft(())) == PROGRAMME
