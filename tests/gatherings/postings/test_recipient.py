"""Whether a delivery is still for whom it was written for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gatherings.people import PersonId
from gatherings.postings.posting import Audience, Posting, PostingKind, Rank
from gatherings.postings.recipient import Missing, Recipient, Standing, is_meant_for, is_wanted
from gatherings.registration import Acceptance, Registration, RegistrationId
from gatherings.terms import Mode, Terms
from tests.builders import at, gathering

NOW = at("09:00")
SILENT = Standing(follows=False)
SEATED = Registration(RegistrationId("r1"), gathering().id, PersonId("p1"), NOW, seat=Mode.ROOM)
ACCEPTED = Acceptance(NOW, gathering().language, 1, "", Terms())


def posting(kind: PostingKind, audience: Audience = Audience.PERSON, **facts: str) -> Posting:
    return Posting(f"{kind}:1", gathering().id, kind, NOW, NOW, Rank.START, audience, facts=facts)


REMINDER = posting(PostingKind.REMINDER, Audience.SILENT)
LAST = posting(PostingKind.REMINDER, Audience.SILENT, is_last="yes")


def test_a_reminder_is_for_who_has_said_nothing() -> None:
    assert is_wanted(REMINDER, SILENT)


@pytest.mark.parametrize(
    "meanwhile",
    [
        replace(SILENT, has_registration=True, mode=Mode.ROOM),
        replace(SILENT, has_registration=True),
        replace(SILENT, answer="not_coming"),
        replace(SILENT, is_muted=True),
        replace(SILENT, is_expected=False),
    ],
    ids=["has signed up", "has cancelled", "does not come", "wants no reminders", "is not invited any more"],
)
def test_a_reminder_is_not_for_who_has_answered_meanwhile(meanwhile: Standing) -> None:
    assert (is_wanted(REMINDER, meanwhile), is_wanted(LAST, meanwhile)) == (False, False)


def test_who_does_not_know_yet_is_asked_on_the_last_morning_alone() -> None:
    undecided = replace(SILENT, answer="undecided")
    assert (is_wanted(REMINDER, undecided), is_wanted(LAST, undecided)) == (False, True)


def test_what_is_for_the_registered_is_not_for_who_has_cancelled() -> None:
    upcoming = posting(PostingKind.UPCOMING, Audience.REGISTERED)
    assert [is_wanted(upcoming, replace(SILENT, mode=mode)) for mode in (Mode.ROOM, Mode.DIGITAL, None)] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("audience", [Audience.FOLLOWING, Audience.ORGANISERS_CHANNELS])
def test_what_is_for_followers_is_for_those_who_follow_still(audience: Audience) -> None:
    about = posting(PostingKind.DAY, audience)
    assert [is_wanted(about, Standing(follows=follows)) for follows in (True, False)] == [True, False]


def test_the_stream_is_not_for_who_sits_in_the_room() -> None:
    stream = posting(PostingKind.STREAM, Audience.FOLLOWING)
    to = [Recipient(Standing(mode=mode)) for mode in (Mode.ROOM, Mode.DIGITAL, None)]
    assert [is_meant_for(stream, one) for one in to] == [False, True, True]


def test_another_place_is_no_news_to_who_takes_part_digitally() -> None:
    place = posting(PostingKind.CHANGED, Audience.REGISTERED, venue="B", was_venue="A")
    day = posting(PostingKind.CHANGED, Audience.REGISTERED, starts="10:00:00", was_starts="09:00:00")
    digital = Recipient(Standing(mode=Mode.DIGITAL))
    assert (is_meant_for(place, digital), is_meant_for(day, digital)) == (False, True)


def test_an_offer_is_for_who_has_it_still() -> None:
    offered = replace(SEATED, waits_for=Mode.DIGITAL, offered_until=NOW)
    offer = posting(PostingKind.OFFER)
    assert [is_meant_for(offer, Recipient(registration=one)) for one in (offered, SEATED, None)] == [True, False, False]


def test_terms_are_put_to_who_has_not_accepted_them() -> None:
    asked = posting(PostingKind.SIGNED_UP)
    gone = replace(SEATED, seat=None)
    to = [SEATED, replace(SEATED, accepted=ACCEPTED), gone, None]
    assert [is_meant_for(asked, Recipient(registration=one)) for one in to] == [True, False, False, False]


def test_the_sign_up_begins_for_who_has_not_signed_up() -> None:
    to = [None, replace(SEATED, seat=None), SEATED]
    start = posting(PostingKind.START)
    assert [is_meant_for(start, Recipient(registration=one)) for one in to] == [True, True, False]


def test_a_confirmation_of_what_is_deleted_is_not_sent() -> None:
    about = posting(PostingKind.CONFIRMATION)
    assert [is_meant_for(about, Recipient(registration=one)) for one in (SEATED, None)] == [True, False]


def test_where_nobody_is_missing_nothing_is_said() -> None:
    about = posting(PostingKind.MISSING, Audience.ORGANISERS_CHANNELS)
    some = Recipient(missing=(Missing("Fjordby kommune", 2),))
    assert [is_meant_for(about, one) for one in (some, Recipient())] == [True, False]


def test_how_somebody_takes_part_tells_what_they_read() -> None:
    assert [Standing(mode=mode).is_digital for mode in (Mode.DIGITAL, Mode.ROOM, None)] == [True, False, None]
