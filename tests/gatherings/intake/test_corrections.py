"""What follows from a correction: ends that the next start tells, order, days, warnings; and what cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from gatherings.errors import (
    DayIsTaken,
    EndsBeforeStart,
    NoSuchBlockInDraft,
    NoSuchDay,
    NothingLeft,
    Refusal,
    TitleMissing,
)
from gatherings.intake.corrections import (
    Addition,
    Correction,
    NewDay,
    NewPeople,
    NewRoom,
    NewStreaming,
    NewTimes,
    NewTitle,
    Removal,
    corrected,
)
from gatherings.intake.draft import Doubt, Draft, remark
from gatherings.programme import Block, BlockId, Contributor, EndSource, Kind
from tests.builders import DAY_ONE, DAY_TWO, INGRID, PER
from tests.drafts import ONE_DAY, TWO_DAYS
from tests.gatherings.intake.texts import hours, programme, read, warnings

STARTS = programme("09:00\t\tÅpning", "09:30\t\tNytt fra fylket", "10:15\t\tPause", "10:30\t\tAvrunding")


def ids(number: int) -> BlockId:
    return BlockId(str(number))


def told(draft: Draft) -> list[tuple[str, str]]:
    return [(block.title, hours(block)) for block in draft.blocks]


def get(draft: Draft, number: int) -> Block:
    return next(block for block in draft.blocks if block.id == ids(number))


def test_an_end_that_the_next_start_told_moves_with_that_start() -> None:
    draft = corrected(read(STARTS), NewTimes(ids(3), time(10, 20)))
    assert told(draft) == [
        ("Åpning", "09:00-09:30 next_start"),
        ("Nytt fra fylket", "09:30-10:20 next_start"),
        ("Pause", "10:20-10:30 next_start"),
        ("Avrunding", "10:30-? none"),
    ]
    assert warnings(draft) == [("end_from_next", 4), ("end_from_next", 5), ("end_from_next", 6), ("no_end", 7)]


def test_an_end_that_is_said_is_no_guess_any_more() -> None:
    draft = corrected(read(STARTS), NewTimes(ids(2), end=time(10)))
    assert (hours(get(draft, 2)), warnings(draft)[1]) == ("09:30-10:00 explicit", ("end_from_next", 6))


def test_a_block_that_is_taken_away_leaves_its_time_to_the_one_before() -> None:
    draft = corrected(read(STARTS), Removal(ids(3)))
    assert told(draft)[1:] == [("Nytt fra fylket", "09:30-10:30 next_start"), ("Avrunding", "10:30-? none")]


def test_a_block_that_is_moved_keeps_its_length_and_takes_its_place() -> None:
    draft = corrected(ONE_DAY, NewTimes(ids(5), time(14)))
    assert told(draft)[-3:] == [
        ("Måling og rapportering", "12:45-14:00 explicit"),
        ("Lunsj", "14:00-14:45 explicit"),
        ("Middag på Fjordhotellet", "19:00-22:00 explicit"),
    ]


def test_a_block_more_stands_in_its_place_and_ends_where_the_next_starts() -> None:
    draft = corrected(ONE_DAY, Addition("Fruktpause", time(18)))
    added = draft.blocks[6]
    assert (hours(added), added.kind, added.day) == ("18:00-19:00 next_start", Kind.BREAK, DAY_ONE)
    assert warnings(draft) == [("end_from_next", None)]


def test_a_block_more_does_not_go_on_until_a_dinner_hours_later() -> None:
    draft = corrected(ONE_DAY, Addition("Omvisning i anlegget", time(14), number=1))
    talk = corrected(ONE_DAY, Addition("Avrunding", time(14)))
    assert (hours(draft.blocks[6]), hours(talk.blocks[6])) == ("14:00-19:00 next_start", "14:00-? none")
    assert warnings(talk) == [("no_end", None)]


def test_many_ends_that_are_guessed_stay_one_warning() -> None:
    draft = read(programme(*(f"{9 + hour:02}:00\t\tDel {hour}" for hour in range(6)), "15:00\t\tSlutt"))
    less = corrected(corrected(draft, Removal(ids(2))), Removal(ids(3)))
    said = corrected(less, NewTimes(ids(1), end=time(12)))
    assert [warnings(one) for one in (draft, less)] == [[("ends_from_next", 4)]] * 2
    assert [key for key, _ in warnings(said)] == ["end_from_next"] * 3


def test_what_to_look_at_in_the_programme_is_told_anew() -> None:
    def looked_at(draft: Draft) -> list[object]:
        return [one.args["titles"] for one in draft.checks if one.key == "intake.warning.gap"]

    later = corrected(ONE_DAY, NewTimes(ids(5), time(12, 30), time(12, 45)))
    told = replace(ONE_DAY, gaps=frozenset({ids(4)}))
    assert looked_at(later) == ["12:00–12:30"]
    assert looked_at(corrected(told, NewTimes(ids(5), time(12, 30), time(12, 45)))) == []


def test_what_an_export_of_ours_says_of_an_end_is_no_guess_until_it_is_otherwise() -> None:
    held = tuple(replace(one, end_source=EndSource.NEXT_START) for one in ONE_DAY.blocks[:3])
    exported = replace(ONE_DAY, blocks=held, ids=frozenset(one.id for one in held))
    elsewhere = corrected(exported, NewRoom(ids(3), "Storsalen"))
    later = corrected(exported, NewTimes(ids(3), time(10, 5)))
    assert (elsewhere.warnings, warnings(later)) == ((), [("end_from_next", None), ("no_end", None)])


def test_two_added_blocks_are_two() -> None:
    draft = corrected(corrected(ONE_DAY, Addition("A", time(15), time(16))), Addition("B", time(16), time(17)))
    assert len({block.id for block in draft.blocks}) == 9


def test_the_hours_and_days_of_the_draft_follow() -> None:
    later = corrected(TWO_DAYS, NewTimes(ids(10), end=time(12)))
    earlier = corrected(later, NewTimes(ids(1), time(8, 30)))
    moved = corrected(earlier, NewDay(2, date(2027, 4, 20)))
    assert (moved.starts, moved.ends, moved.starts_on, moved.ends_on) == (
        time(8, 30), time(12), DAY_ONE, date(2027, 4, 20)
    )  # fmt: skip


def test_an_overlap_is_warned_of_and_gone_once_it_is_mended() -> None:
    over = corrected(ONE_DAY, NewTimes(ids(2), end=time(10, 5)))
    mended = corrected(over, NewTimes(ids(3), time(10, 5), time(10, 15)))
    assert (warnings(over), warnings(mended)) == ([("overlap", None)], [])


def test_other_warnings_stay_and_those_that_are_settled_go() -> None:
    unclear = remark(Doubt.STREAM_UNCLEAR, 5, title="Pause")
    unread = remark(Doubt.LINE_NOT_READ, 9, text="Husk kake")
    draft = replace(ONE_DAY, warnings=(unclear, unread))
    assert warnings(corrected(draft, NewRoom(ids(3), "Kantina"))) == [("stream_unclear", 5), ("line_not_read", 9)]
    assert warnings(corrected(draft, NewStreaming(ids(3), streamed=False))) == [("line_not_read", 9)]
    assert warnings(corrected(draft, NewStreaming(ids(2), streamed=False))) == [
        ("stream_unclear", 5),
        ("line_not_read", 9),
    ]
    renamed = corrected(draft, NewTitle(ids(3), "Kaffe"))
    assert [one.args for one in renamed.warnings] == [{"title": "Kaffe"}, {"text": "Husk kake"}]
    assert warnings(corrected(draft, Removal(ids(3)))) == [("line_not_read", 9)]


def test_a_new_title_has_its_own_kind() -> None:
    draft = corrected(ONE_DAY, NewTitle(ids(1), "  Kaffe og   registrering "))
    assert (get(draft, 1).title, get(draft, 1).kind) == ("Kaffe og registrering", Kind.BREAK)


def test_who_leads_is_who_is_said_and_what_is_known_of_them_stays() -> None:
    draft = replace(ONE_DAY, blocks=(replace(ONE_DAY.blocks[0], people=(INGRID,)), *ONE_DAY.blocks[1:]))
    alone = corrected(draft, NewPeople(ids(2), ("Ingrid Moe",)))
    both = corrected(draft, NewPeople(ids(2), ("Kari Nes",), is_more=True))
    assert get(alone, 2).people == (INGRID,)
    assert get(both, 2).people == (PER, Contributor("Kari Nes"))


def test_nothing_else_changes() -> None:
    draft = corrected(TWO_DAYS, NewStreaming(ids(4), streamed=False))
    assert [block for block in draft.blocks if block.id != ids(4)] == [
        block for block in TWO_DAYS.blocks if block.id != ids(4)
    ]
    assert get(draft, 4) == replace(get(TWO_DAYS, 4), streamed=False)


def test_midnight_is_an_end() -> None:
    draft = corrected(ONE_DAY, NewTimes(ids(7), end=time()))
    assert (get(draft, 7).end, get(draft, 7).end_source) == (time(), EndSource.EXPLICIT)


CANNOT_BE: tuple[tuple[Correction, type[Refusal], dict[str, object]], ...] = (
    (NewTimes(ids(3), time(10, 15), time(10, 5)), EndsBeforeStart, {"title": "Pause", "start": "10:15", "end": "10:05"}),
    (NewTimes(ids(4), end=time(9)), EndsBeforeStart, {
        "title": "Gruppearbeid om målkonflikter", "start": "10:15", "end": "09:00"}),
    (Addition("Quiz", time(20), time(19)), EndsBeforeStart, {"title": "Quiz", "start": "20:00", "end": "19:00"}),
    (Addition("Quiz", time(20), number=3), NoSuchDay, {"number": 3, "n": 2}),
    (NewDay(3, DAY_TWO), NoSuchDay, {"number": 3, "n": 2}),
    (NewDay(2, DAY_ONE), DayIsTaken, {"number": 2, "day": "2027-04-15"}),
    (NewDay(2, date(2027, 4, 1)), DayIsTaken, {"number": 2, "day": "2027-04-01"}),
    (Removal(ids(99)), NoSuchBlockInDraft, {"text": "99"}),
    (NewTitle(ids(3), "  "), TitleMissing, {}),
)  # fmt: skip


@pytest.mark.parametrize(("correction", "refusal", "told_with"), CANNOT_BE)
def test_what_cannot_be_is_refused(
    correction: Correction, refusal: type[Refusal], told_with: dict[str, object]
) -> None:
    with pytest.raises(refusal) as refused:
        corrected(TWO_DAYS, correction)
    assert refused.value.args_of_sentence == told_with


def test_the_last_block_is_not_taken_away() -> None:
    with pytest.raises(NothingLeft):
        corrected(replace(ONE_DAY, blocks=ONE_DAY.blocks[:1]), Removal(ids(1)))
