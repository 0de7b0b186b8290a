"""A draft and the gathering that it is for: what is known as it was read stays known, whatever is corrected."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from itertools import count

from gatherings.intake.corrections import Addition, Correction, NewTimes, NewTitle, Removal, corrected
from gatherings.intake.draft import Draft
from gatherings.intake.identity import keep_ids
from gatherings.intake.imported import merged
from gatherings.programme import BlockId, Programme
from tests.builders import DAY_ONE, DAY_TWO, block, gathering
from tests.drafts import TWO_DAYS

OLD = tuple(replace(one, id=BlockId(f"old-{one.id}")) for one in TWO_DAYS.blocks)


def ids(draft: Draft, *, old: Programme = OLD, as_read: Programme = ()) -> dict[str, str]:
    """The id of each title, "new" where it is a new block."""
    number = count()
    held = gathering(programme=old)
    made = merged(draft, held, new=held, new_id=lambda: BlockId(f"new-{next(number)}"), as_read=as_read).after
    return {f"{one.title} {one.day:%d}": str(one.id) for one in made.programme}


def after(*corrections: Correction) -> Draft:
    draft = TWO_DAYS
    for correction in corrections:
        draft = corrected(draft, correction)
    return draft


def test_without_corrections_it_is_as_the_file_tells() -> None:
    moved = (*OLD[:8], replace(OLD[8], day=DAY_ONE, start=time(20), end=time(20, 10)), OLD[9])
    number, other = count(), count()
    held = gathering(programme=moved)
    made = merged(TWO_DAYS, held, new=held, new_id=lambda: BlockId(f"n{next(number)}"), as_read=TWO_DAYS.blocks)
    kept = keep_ids(moved, TWO_DAYS.blocks, new_id=lambda: BlockId(f"n{next(other)}"))
    assert [one.id for one in made.after.programme] == [one.id for one in kept.programme]
    assert made.remarks == kept.remarks


def test_a_block_with_another_title_at_another_time_is_the_same() -> None:
    draft = after(NewTitle(BlockId("5"), "Suppe"), NewTimes(BlockId("5"), time(8), time(8, 30)))
    assert ids(draft, as_read=TWO_DAYS.blocks)["Suppe 15"] == "old-5"
    assert ids(draft)["Suppe 15"].startswith("new")


def test_a_block_that_is_corrected_into_an_old_one_is_found() -> None:
    read = replace(TWO_DAYS, blocks=(*TWO_DAYS.blocks[:9], block("10", "14:00", "15:00", "Ymse", day=DAY_TWO)))
    assert ids(read, as_read=read.blocks)["Ymse 16"].startswith("new")
    assert (
        ids(corrected(read, NewTitle(BlockId("10"), "Veien videre")), as_read=read.blocks)["Veien videre 16"]
        == "old-10"
    )


def test_what_is_taken_away_and_said_again_is_the_same() -> None:
    draft = after(Removal(BlockId("5")), Addition("Lunsj", time(12, 15), time(13)))
    assert ids(draft, as_read=TWO_DAYS.blocks)["Lunsj 15"] == "old-5"


def test_every_block_has_an_id_of_its_own() -> None:
    draft = after(Addition("Pause", time(14), time(14, 15)), NewTitle(BlockId("3"), "Lunsj"), Removal(BlockId("6")))
    found = ids(draft, as_read=TWO_DAYS.blocks)
    number = count()
    held = gathering(programme=OLD)
    made = merged(draft, held, new=held, new_id=lambda: BlockId(f"new-{next(number)}"), as_read=TWO_DAYS.blocks).after
    assert len({one.id for one in made.programme}) == len(draft.blocks) >= len(found)
