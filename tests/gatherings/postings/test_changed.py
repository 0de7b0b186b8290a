"""The registered are told when the day, the hours or the place are others than they knew."""

from __future__ import annotations

from datetime import time, timedelta

from gatherings.postings.changed import concerns_place_alone, what_was
from gatherings.postings.posting import Audience, Posting, PostingKind
from gatherings.postings.truth import is_still_true
from gatherings.terms import Terms
from gatherings.times import DAY
from tests.builders import DAY_TWO, agenda, at, gathering
from tests.gatherings.postings.notebook import Notebook

NOW = at("12:00") - timedelta(days=60)
BARE = {"programme": (), "streams": (), "terms": Terms()}


def book(**known: object) -> Notebook:
    made = Notebook(gathering(**{**BARE, **known}))
    made.replan(NOW)
    return made


def news(made: Notebook) -> list[Posting]:
    return [posting for posting in made.fire(NOW) if posting.kind is PostingKind.CHANGED]


def test_a_gathering_that_is_new_changes_nothing() -> None:
    assert news(book()) == []


def test_another_venue_is_told_to_the_registered_with_what_was_told_before() -> None:
    made = book()
    made.save(NOW, venue="Rådhuset")
    [posting] = news(made)
    assert (posting.audience, posting.facts) == (
        Audience.REGISTERED,
        {"venue": "Rådhuset", "was_venue": "Kulturhuset"},
    )
    assert concerns_place_alone(posting)


def test_another_day_and_other_hours_are_told_together() -> None:
    made = book(starts=time(9))
    made.save(NOW, starts=time(10), ends_on=DAY_TWO + DAY)
    [posting] = news(made)
    assert what_was(posting.facts) == {"starts": "09:00:00", "ends_on": "2027-04-16"}
    assert not concerns_place_alone(posting)


def test_what_becomes_known_is_no_change() -> None:
    made = book(venue=None)
    made.save(NOW, venue="Rådhuset", starts=time(9))
    assert news(made) == []


def test_what_is_taken_back_before_it_was_told_is_not_told() -> None:
    made = book()
    made.save(NOW, venue="Rådhuset")
    made.save(NOW, venue="Kulturhuset")
    assert news(made) == []


def test_two_changes_before_either_is_told_are_told_as_one_from_what_was_known() -> None:
    made = book()
    made.save(NOW, venue="Rådhuset")
    made.save(NOW, venue="Folkets hus")
    [posting] = news(made)
    assert posting.facts == {"venue": "Folkets hus", "was_venue": "Kulturhuset"}


def test_saving_something_else_while_a_change_waits_leaves_it_waiting() -> None:
    made = book()
    made.save(NOW, venue="Rådhuset")
    decided = made.save(NOW, title="Vårmøte")
    assert (decided.withdraw, [p.facts["was_venue"] for p in news(made)]) == ((), ["Kulturhuset"])


def test_a_change_is_told_once() -> None:
    made = book()
    made.save(NOW, venue="Rådhuset")
    assert len(news(made)) == 1
    made.save(NOW, title="Vårmøte")
    assert news(made) == []


def test_back_again_is_a_change_of_its_own() -> None:
    made = book()
    made.save(NOW, venue="Rådhuset")
    news(made)
    made.save(NOW, venue="Kulturhuset")
    assert [posting.facts["was_venue"] for posting in news(made)] == ["Rådhuset"]


def test_it_no_longer_holds_when_the_place_is_yet_another() -> None:
    made = book()
    made.save(NOW, venue="Rådhuset")
    [posting] = news(made)
    assert is_still_true(posting, agenda(venue="Rådhuset"))
    assert not is_still_true(posting, agenda(venue="Folkets hus"))


def test_when_all_is_over_nothing_is_news() -> None:
    made = book()
    made.save(at("00:00", DAY_TWO + DAY), venue="Rådhuset")
    assert [key for key in made.rows if key.startswith("changed")] == []


def test_a_gathering_called_off_says_that_alone() -> None:
    made = book()
    made.save(NOW, venue="Rådhuset")
    made.save(NOW, is_cancelled=True, place="Utvik")
    assert [posting.kind for posting in made.fire(NOW)] == [PostingKind.CALLED_OFF]
