"""Cards that change: what is to become of them, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from gatherings.agenda import Agenda
from gatherings.postings.block import plan_block
from gatherings.postings.opening import plan_opening
from gatherings.postings.plan import decide_changes
from gatherings.postings.posting import Audience, Kept, Posting, PostingKind, PostingState
from gatherings.postings.renewed import (
    as_posted,
    is_overtaken,
    renewals_of_block,
    renews_at,
    what_opening_shows,
)
from gatherings.postings.truth import is_still_true
from gatherings.terms import Terms
from tests.builders import PROGRAMME, agenda, at, gathering
from tests.scenarios.scene import moved, without

SPRING = agenda()
BLOCKS = {posting.block_id: posting for posting in plan_block(SPRING)}
TALK = next(posting for posting in BLOCKS.values() if posting.block_id == "fylket")  # 09.15–10.00
OPEN = Terms(opens=datetime(2027, 3, 1, 9), deadline=date(2027, 4, 1))  # noqa: DTZ001 (on the wall)


def renewals(posted: Posting = TALK, *, about: Agenda = SPRING, now: datetime | None = None) -> list[Posting]:
    return renewals_of_block(posted, about, now=now or at("09:10"))


def held(*programme: object) -> Agenda:
    return agenda(programme=programme)


def test_a_block_is_on_when_it_starts_and_over_when_it_ends() -> None:
    assert [(one.key, one.due_at, one.audience) for one in renewals()] == [
        ("renewed:block:fylket:on", at("09:15"), Audience.SHOWN),
        ("renewed:block:fylket:over", at("10:00"), Audience.SHOWN),
    ]


def test_the_same_fact_has_the_same_key() -> None:
    assert renewals() == renewals()


def test_what_is_posted_late_is_not_renewed_for_what_it_says_already() -> None:
    assert [one.facts["phase"] for one in renewals(now=at("09:20"))] == ["over"]
    assert renewals(now=at("10:00")) == []


def test_a_block_without_a_length_stays_as_it_was_posted() -> None:
    end = next(posting for posting in BLOCKS.values() if posting.block_id == "slutt")

    assert renewals(end) == []


def test_a_renewal_is_drawn_as_what_it_renews() -> None:
    drawn = [as_posted(one) for one in renewals()]

    assert [(one.kind, one.block_id, one.facts["title"]) for one in drawn] == [
        (PostingKind.BLOCK, "fylket", "Nytt fra fylket")
    ] * 2
    assert as_posted(TALK) is TALK


def test_a_block_that_moves_takes_its_renewals_along() -> None:
    later = held(*moved(PROGRAMME, "fylket", start=time(9, 30), end=time(10, 15)))

    assert [renews_at(one, later) for one in renewals()] == [at("09:30"), at("10:15")]
    assert [is_overtaken(one, later, now=at("10:00")) for one in renewals()] == [False, False]


def test_once_a_block_is_over_it_is_not_said_to_be_on() -> None:
    assert [is_overtaken(one, SPRING, now=at("10:00")) for one in renewals()] == [True, False]


def test_the_card_of_a_block_that_is_gone_or_of_a_cancelled_gathering_is_let_be() -> None:
    gone, off = held(*without(PROGRAMME, "fylket")), agenda(is_cancelled=True)

    assert [is_still_true(one, about) for one in renewals() for about in (SPRING, gone, off)] == [
        True,
        False,
        False,
    ] * 2


def test_no_plan_takes_a_renewal_back() -> None:
    kept = [Kept(one, PostingState.PLANNED) for one in renewals()]

    changes = decide_changes(SPRING, kept, now=at("09:12"))

    assert not set(changes.withdraw) & {row.posting.key for row in kept}


def test_an_open_registration_is_told_when_it_opens_to_the_groups_that_follow() -> None:
    [opening] = plan_opening(agenda(terms=OPEN))

    assert (opening.key, opening.due_at) == ("opening:g1", at("09:00", date(2027, 3, 1)))
    assert (opening.audience, opening.useful_until) == (Audience.GROUPS, at("00:00", date(2027, 4, 2)))


def test_without_a_time_of_opening_nothing_opens() -> None:
    assert plan_opening(agenda(terms=replace(OPEN, opens=None))) == []


def test_its_card_shows_a_count_and_whether_it_is_open() -> None:
    about, deadline = gathering(terms=OPEN), at("00:00", date(2027, 4, 2))

    shown = [what_opening_shows(14, about, now=now) for now in (deadline - timedelta(seconds=1), deadline)]

    assert shown == ["14", "14 closed"]
