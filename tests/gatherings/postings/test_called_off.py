"""A gathering that is cancelled tells those who follow it, once."""

from datetime import timedelta

from tests.builders import DAY_TWO, at
from tests.gatherings.postings.notebook import Notebook

LONG_BEFORE = at("12:00") - timedelta(days=30)


def test_whoever_follows_is_told_at_once_that_the_gathering_is_cancelled() -> None:
    book = Notebook()
    book.save(LONG_BEFORE, is_cancelled=True)
    assert book.keys(LONG_BEFORE) == ["called_off:g1"]


def test_it_is_told_once_however_often_a_cancelled_gathering_is_saved() -> None:
    book = Notebook()
    book.save(LONG_BEFORE, is_cancelled=True)
    book.save(LONG_BEFORE, place="Utvik")
    told = book.keys(LONG_BEFORE)
    book.save(LONG_BEFORE, place="Innvik")
    assert (told, book.keys(LONG_BEFORE)) == (["called_off:g1"], [])


def test_a_gathering_cancelled_when_its_last_day_is_over_disturbs_nobody() -> None:
    book = Notebook()
    book.save(at("00:01", DAY_TWO) + timedelta(days=1), is_cancelled=True)
    assert book.rows == {}


def test_a_gathering_that_is_held_after_all_before_anybody_was_told_says_nothing() -> None:
    book = Notebook()
    book.save(LONG_BEFORE, is_cancelled=True)
    book.save(LONG_BEFORE, is_cancelled=False)
    assert book.keys(LONG_BEFORE) == []
