"""What may be told of an evaluation, and that no two views of it, put side by side, tell what one person answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gatherings.evaluation.results import (
    FEWEST,
    Given,
    Results,
    Said,
    TextResult,
    distribution,
    may_be_split,
    results_of,
    without_small_parts,
)
from gatherings.schedule import NEXT_TIME, SCALE, TAKEAWAY, USEFULNESS, EvaluationQuestion, QuestionKind
from gatherings.terms import Mode
from tests.examples import examples

FORM = EvaluationQuestion("form", QuestionKind.CHOICE, "Hvilken form?", ("I salen", "Digitalt"))
MODES = st.sampled_from([Mode.ROOM, Mode.DIGITAL, None])
ANSWERS = st.lists(st.tuples(st.integers(1, 10), MODES), max_size=40)


def told(answers: Sequence[tuple[int, Mode | None]], *, answered: int | None = None) -> Results:
    given_ = [Given("usefulness", str(value), mode) for value, mode in answers]
    return results_of([USEFULNESS], given_, {}, answered=len(answers) if answered is None else answered, asked=60)


def views_of(results: Results) -> list[tuple[frozenset[Mode | None], Counter[int]]]:
    """Everything about the scale that is shown, exported or reported, with whose answers it is made of."""
    everybody = frozenset({None, *Mode})
    return [
        (whose, Counter(view.counts))
        for scale in results.scales
        for whose, view in [
            (everybody, scale.whole),
            *((frozenset({mode}), one) for mode, one in scale.by_mode.items()),
        ]
    ]


@settings(max_examples=examples(1_000))
@given(ANSWERS, st.data())
@example([(8, Mode.ROOM)] * 6 + [(3, Mode.DIGITAL)] * 6 + [(1, None)], None)
@example([(8, Mode.ROOM)] * 12 + [(1, Mode.DIGITAL)], None)
def test_no_two_views_side_by_side_tell_what_fewer_than_six_have_answered(
    answers: list[tuple[int, Mode | None]], data: st.DataObject | None
) -> None:
    views = views_of(told(answers))
    pairs = [(one, other) for one in views for other in views]
    if data is not None and pairs:
        pairs = [data.draw(st.sampled_from(pairs))]
    for (whose, one), (whose_else, other) in pairs:
        assert one.total() >= FEWEST
        if whose_else < whose:  # what is left when the part is taken from the whole is an answer of somebody
            left = one - other
            assert (left.total(), other - one) == (one.total() - other.total(), Counter())
            assert left.total() == 0 or left.total() >= FEWEST
    parts = [view for scale in told(answers).scales for view in scale.by_mode.values()]
    if parts:
        [whole] = [scale.whole for scale in told(answers).scales]
        rest = whole.n - sum(part.n for part in parts)
        assert rest == 0 or rest >= FEWEST


@given(ANSWERS)
def test_a_whole_is_the_sum_of_what_was_answered(answers: list[tuple[int, Mode | None]]) -> None:
    results = told(answers)
    if len(answers) < FEWEST:
        assert (results.is_told, results.scales) == (False, ())
    else:
        [scale] = results.scales
        assert Counter(scale.whole.values) == Counter(value for value, _ in answers)
        assert list(scale.whole.counts) == list(SCALE)


@given(ANSWERS)
def test_what_is_kept_tells_no_part_that_may_not_be_told(answers: list[tuple[int, Mode | None]]) -> None:
    kept = without_small_parts([Given("usefulness", str(value), mode) for value, mode in answers])
    parts = Counter(one.mode for one in kept)
    assert set(parts) <= {None} or all(n >= FEWEST for n in parts.values())
    assert sorted(one.value for one in kept) == sorted(str(value) for value, _ in answers)


@pytest.mark.parametrize(
    ("parts", "may"),
    [
        ({Mode.ROOM: 6, Mode.DIGITAL: 6}, True),
        ({Mode.ROOM: 6, Mode.DIGITAL: 5}, False),
        ({Mode.ROOM: 6, Mode.DIGITAL: 6, None: 1}, False),  # the rest would be one person's answer
        ({Mode.ROOM: 6, Mode.DIGITAL: 6, None: 6}, True),
        ({Mode.ROOM: 12}, False),
        ({Mode.ROOM: 6, Mode.DIGITAL: 0}, False),
    ],
)
def test_parts_are_told_only_where_each_of_them_and_the_rest_has_six(
    parts: dict[Mode | None, int], may: object
) -> None:
    assert may_be_split(parts) is may


def test_a_question_that_few_have_answered_is_left_out_though_many_answered_another() -> None:
    given_ = [Given("usefulness", "8")] * 6 + [Given("form", "Digitalt")] * 5
    results = results_of([USEFULNESS, FORM], given_, {}, answered=6, asked=9)
    assert ([one.question for one in results.scales], results.choices) == ([USEFULNESS], ())


def test_all_choices_are_told_in_their_order_those_that_nobody_took_as_well() -> None:
    results = results_of([FORM], [Given("form", "Digitalt")] * 7, {}, answered=7, asked=9)
    assert results.choices[0].counts == {"I salen": 0, "Digitalt": 7}


def test_texts_are_told_by_their_questions_and_without_a_part() -> None:
    said = {"takeaway": [Said("1", "Pausene")], "next_time": []}
    results = results_of([TAKEAWAY, NEXT_TIME], [Given("takeaway", "Pausene")] * 6, said, answered=6, asked=9)
    assert [(one.question.id, [text.text for text in one.shown]) for one in results.texts] == [
        ("takeaway", ["Pausene"])
    ]


def test_groups_come_with_the_largest_first_and_what_stands_alone_last_without_what_is_hidden() -> None:
    said = (
        Said("1", "Lyden"), Said("2", "Pause!", "Pauser"), Said("3", "Lengre pause", "Pauser"),
        Said("4", "Mat", "Mat"), Said("5", "Sint", is_hidden=True),
    )  # fmt: skip
    groups = TextResult(TAKEAWAY, said).groups
    assert {name: [one.id for one in texts] for name, texts in groups.items()} == {
        "Pauser": ["2", "3"], "Mat": ["4"], "": ["1"],
    }  # fmt: skip
    assert list(groups) == ["Pauser", "Mat", ""]


def test_mean_median_and_spread_are_those_of_the_book() -> None:
    found = distribution([2, 4, 4, 4, 5, 5, 7, 9])
    assert (found.n, found.mean, found.median, found.spread) == (8, 5.0, 4.5, 2.0)
