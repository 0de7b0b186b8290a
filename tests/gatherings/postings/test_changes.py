"""What a new plan does to postings that are waiting, and what it says of those that are out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gatherings.agenda import Agenda
from gatherings.gathering import Stream
from gatherings.postings.plan import Changes
from gatherings.postings.posting import PostingKind, PostingState
from gatherings.programme import Block, BlockId, Programme
from tests.builders import DAY_ONE, DAY_TWO, OSLO, PROGRAMME, at, block, gathering
from tests.gatherings.postings.notebook import Notebook

LONG_BEFORE = at("12:00") - timedelta(days=30)
EVE = at("12:00") - timedelta(days=1)
NOTHING = Changes()


def noted(now: datetime = LONG_BEFORE, **changes: object) -> Notebook:
    made = Notebook(gathering(**changes))
    made.replan(now)
    return made


def moved(programme: Programme, key: str, start: str, end: str | None = None) -> tuple[Block, ...]:
    """The programme with one block at another time."""

    def shifted(one: Block) -> Block:
        until = one.end if end is None else time.fromisoformat(end)
        return replace(one, start=time.fromisoformat(start), end=until) if one.id == key else one

    return tuple(shifted(one) for one in programme)


def without(programme: Programme, key: str) -> Programme:
    return tuple(one for one in programme if one.id != key)


def test_planning_twice_changes_nothing() -> None:
    book = noted()
    assert book.replan(LONG_BEFORE) == NOTHING


def test_importing_the_same_programme_again_during_the_day_changes_nothing() -> None:
    book = noted()
    book.fire(at("09:30"))
    assert book.save(at("09:30"), programme=PROGRAMME) == NOTHING


def test_what_would_be_too_late_is_not_planned() -> None:
    book = noted(at("13:00"))
    assert sorted(key for key in book.rows if "2027-04-16" not in key)[:3] == [
        "block:erfaring",
        "block:maling",
        "block:middag",
    ]


def test_a_block_moved_before_it_was_posted_is_posted_at_its_new_time() -> None:
    book = noted()
    book.save(EVE, programme=moved(PROGRAMME, "maling", "13:00"))
    book.fire(at("12:39"))
    assert book.keys(at("12:54")) == []
    assert book.keys(at("12:55")) == ["block:maling"]


def test_a_block_moved_after_it_was_posted_is_announced_and_not_posted_again() -> None:
    book = noted()
    book.fire(at("12:40"))
    book.save(at("12:42"), programme=moved(PROGRAMME, "maling", "13:00"))
    told = book.fire(at("12:42"))
    assert [(p.kind, p.block_id, p.facts["from"], p.facts["starts_at"]) for p in told] == [
        (PostingKind.MOVED, "maling", at("12:45").isoformat(), at("13:00").isoformat())
    ]
    assert book.keys(at("13:30")) == []


def test_a_block_moved_twice_is_announced_twice_each_time_from_what_was_said_last() -> None:
    book = noted()
    book.fire(at("12:40"))
    told = []
    for now, start in (("12:42", "13:00"), ("12:44", "13:15")):
        book.save(at(now), programme=moved(PROGRAMME, "maling", start))
        told += [(p.facts["from"], p.facts["starts_at"]) for p in book.fire(at(now))]
    assert told == [
        (at("12:45").isoformat(), at("13:00").isoformat()),
        (at("13:00").isoformat(), at("13:15").isoformat()),
    ]


def test_a_block_moved_twice_before_anything_was_said_is_announced_once_from_what_people_know() -> None:
    book = noted()
    book.fire(at("12:40"))
    book.save(at("12:42"), programme=moved(PROGRAMME, "maling", "13:00"))
    book.save(at("12:42"), programme=moved(PROGRAMME, "maling", "13:15"))
    told = [(p.facts["from"], p.facts["starts_at"]) for p in book.fire(at("12:42"))]
    assert told == [(at("12:45").isoformat(), at("13:15").isoformat())]


def test_a_block_moved_back_before_anything_was_said_is_not_mentioned() -> None:
    book = noted()
    book.fire(at("12:40"))
    book.save(at("12:42"), programme=moved(PROGRAMME, "maling", "13:00"))
    book.save(at("12:42"), programme=PROGRAMME)
    assert book.keys(at("12:43")) == []


def test_a_block_moved_back_after_it_was_announced_is_announced_again() -> None:
    book = noted()
    book.fire(at("12:40"))
    book.save(at("12:41"), programme=moved(PROGRAMME, "maling", "13:00"))
    book.fire(at("12:41"))
    book.save(at("12:42"), programme=PROGRAMME)
    assert [(p.kind, p.facts["starts_at"]) for p in book.fire(at("12:42"))] == [
        (PostingKind.MOVED, at("12:45").isoformat())
    ]


def test_the_same_move_saved_again_is_not_announced_again() -> None:
    book = noted()
    book.fire(at("12:40"))
    programme = moved(PROGRAMME, "maling", "13:00")
    book.save(at("12:42"), programme=programme)
    assert book.save(at("12:42"), programme=programme) == NOTHING
    book.fire(at("12:43"))
    assert book.save(at("12:43"), programme=programme) == NOTHING


def test_a_block_moved_to_a_time_that_is_over_is_neither_posted_nor_announced() -> None:
    book = noted()
    book.fire(at("12:00"))
    book.save(at("12:10"), programme=moved(PROGRAMME, "maling", "10:15", "11:00"))
    assert "block:maling" not in book.keys(at("13:00"))


def test_a_block_that_was_skipped_and_is_put_off_is_posted_at_its_new_time() -> None:
    book = noted()
    book.fire(at("11:00"))  # nobody was at work before: what was over by then is skipped
    assert book.rows["block:fylket"].state is PostingState.SKIPPED
    book.save(at("11:00"), programme=moved(PROGRAMME, "fylket", "15:00", "16:00"))
    book.fire(at("14:00"))
    assert "block:fylket" in book.keys(at("14:55"))


def test_a_block_removed_long_before_goes_without_a_word() -> None:
    book = noted()
    book.save(LONG_BEFORE, programme=without(PROGRAMME, "maling"))
    book.save(EVE, programme=without(PROGRAMME, "maling"))
    assert [key for key in book.keys(at("12:44")) if "maling" in key] == []


def test_a_block_removed_on_the_eve_is_announced_as_cancelled() -> None:
    book = noted()
    book.save(EVE, programme=without(PROGRAMME, "maling"))
    assert [(p.kind, p.facts["title"], p.facts["starts_at"]) for p in book.fire(EVE) if p.block_id] == [
        (PostingKind.CANCELLED, "Måling og rapportering", at("12:45").isoformat())
    ]
    assert [key for key in book.keys(at("12:44")) if "maling" in key] == []


def test_a_block_removed_after_it_was_posted_is_announced_as_cancelled_once() -> None:
    book = noted()
    book.fire(at("12:40"))
    book.save(at("12:42"), programme=without(PROGRAMME, "maling"))
    assert book.save(at("12:42"), programme=without(PROGRAMME, "maling")) == NOTHING
    assert [p.kind for p in book.fire(at("12:42")) if p.block_id] == [PostingKind.CANCELLED]
    assert book.save(at("12:43"), programme=without(PROGRAMME, "maling")) == NOTHING


def test_a_block_that_is_over_goes_without_a_word() -> None:
    book = noted()
    book.fire(at("09:10"))
    book.fire(at("11:00"))
    book.save(at("11:00"), programme=without(PROGRAMME, "fylket"))
    assert [key for key in book.keys(at("11:00")) if "fylket" in key] == []


def test_a_block_removed_and_put_back_before_anything_was_said_is_posted_as_ever() -> None:
    book = noted()
    book.save(EVE, programme=without(PROGRAMME, "maling"))
    book.save(EVE, programme=PROGRAMME)
    book.fire(at("12:39"))
    assert book.keys(at("12:40")) == ["block:maling"]


def test_a_block_cancelled_and_held_after_all_is_posted_when_it_is_due() -> None:
    book = noted()
    book.save(EVE, programme=without(PROGRAMME, "maling"))
    book.fire(EVE)
    book.save(at("09:00"), programme=PROGRAMME)
    book.fire(at("12:39"))
    assert [p.kind for p in book.fire(at("12:40"))] == [PostingKind.BLOCK]
    assert book.save(at("12:41"), programme=PROGRAMME) == NOTHING


def test_a_block_posted_cancelled_and_held_after_all_is_posted_again() -> None:
    book = noted()
    book.fire(at("12:40"))
    book.save(at("12:41"), programme=without(PROGRAMME, "maling"))
    book.fire(at("12:41"))
    book.save(at("12:42"), programme=PROGRAMME)
    assert [(p.kind, p.block_id) for p in book.fire(at("12:42"))] == [(PostingKind.BLOCK, "maling")]
    assert book.save(at("12:43"), programme=PROGRAMME) == NOTHING


def test_a_cancelled_gathering_says_so_and_takes_back_everything_else() -> None:
    book = noted()
    book.fire(at("12:40"))
    book.save(at("12:42"), programme=moved(PROGRAMME, "maling", "13:00"))
    book.save(at("12:42"), is_cancelled=True)
    assert [key for key, row in book.rows.items() if row.state is PostingState.PLANNED] == ["called_off:g1"]
    assert book.keys(at("23:00", DAY_TWO)) == ["called_off:g1"]


def test_a_gathering_that_is_held_after_all_gets_its_plan_back() -> None:
    book = noted()
    before = dict(book.rows)
    book.save(LONG_BEFORE, is_cancelled=True)
    book.save(LONG_BEFORE, is_cancelled=False)
    assert book.rows.pop("called_off:g1").state is PostingState.WITHDRAWN
    assert book.rows == before


def test_a_stream_that_is_set_later_on_the_eve_is_told_at_once() -> None:
    book = noted(streams=())
    late = at("20:00") - timedelta(days=1)
    book.fire(late)
    book.save(late, streams=(Stream("https://video.example.org/x"),))
    assert book.keys(late) == ["stream:g1:2027-04-15"]


def test_a_stream_that_is_taken_away_is_not_told() -> None:
    book = noted()
    book.save(LONG_BEFORE, streams=())
    assert [key for key in book.keys(EVE + timedelta(hours=4)) if key.startswith("stream")] == []


def test_a_corrected_time_zone_plans_anew_and_keeps_the_wall_times() -> None:
    book = noted()
    before = {key: row.posting.due_at for key, row in book.rows.items()}
    book.save(LONG_BEFORE, timezone="Europe/Helsinki")
    assert {key: row.posting.due_at + timedelta(hours=1) for key, row in book.rows.items()} == before


def test_another_lead_plans_anew() -> None:
    book = noted()
    book.save(LONG_BEFORE, lead=timedelta(minutes=10))
    assert book.rows["block:maling"].posting.due_at == at("12:35")


def test_a_day_that_is_taken_out_loses_its_postings() -> None:
    book = noted()
    decided = book.save(LONG_BEFORE, programme=tuple(one for one in PROGRAMME if one.day == DAY_ONE))
    assert sorted(decided.withdraw) == [
        "block:erfaring",
        "block:oppsummering",
        "block:slutt",
        "closing:g1:2027-04-16",
        "day:g1:2027-04-16",
        "evaluation_reminder:g1:whole:2027-04-19",
        "evaluation_reminder:g1:whole:2027-04-23",
        "stream:g1:2027-04-16",
    ]


starts = st.one_of(st.none(), st.integers(0, 8 * 60))  # minutes after nine; None: taken out of the programme
steps = st.lists(st.tuples(st.integers(0, 90), starts, st.booleans()), min_size=1, max_size=12)


def heard_of(said: list[tuple[PostingKind, str]]) -> str | None:
    """The start that somebody believes in who has heard all this."""
    return None if not said or said[-1][0] is PostingKind.CANCELLED else said[-1][1]


@given(steps)
def test_whatever_is_changed_people_believe_what_is_true_and_hear_nothing_twice(
    steps: list[tuple[int, int | None, bool]],
) -> None:
    book = noted(programme=(block("b", "12:00", "23:00", "Noe"),), streams=())
    now, said = at("08:30"), list[tuple[PostingKind, str]]()
    for minutes, start, fires in [*steps, (0, steps[-1][1], True)]:
        now += timedelta(minutes=minutes)
        begins = (at("09:00") + timedelta(minutes=start or 0)).astimezone(OSLO).time()
        book.save(now, programme=() if start is None else (block("b", begins.isoformat("minutes"), "23:00", "Noe"),))
        if fires:
            told = [p for p in book.fire(now) if p.block_id == "b"]
            said += [(p.kind, p.facts["starts_at"]) for p in told]
    timed = Agenda(book.gathering).get(BlockId("b"))
    assert [one for one, next_one in pairwise(said) if one == next_one] == []
    if timed is None:
        assert heard_of(said) is None
    elif heard_of(said) is not None or timed.starts_at - book.gathering.lead <= now < at("23:00"):
        assert heard_of(said) == timed.starts_at.isoformat()
