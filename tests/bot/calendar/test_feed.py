"""The feed: all of a person's gatherings in one calendar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.calendar.entry import Entry
from bot.calendar.feed import feed_of
from dialogs.phrases import voice
from gatherings.agenda import Agenda
from gatherings.gathering import LANGUAGES, NB, Language
from gatherings.registration import RegistrationId
from tests.bot.calendar.files import PAGE, SPRING, STAMPED_AT, event, faults, file_of, signed_up, told, unfolded
from tests.builders import agenda

AUTUMN = agenda(title="Høstsamling", timezone="Atlantic/Azores")
OTHER = signed_up(id=RegistrationId("r2"))


def feed(*entries: Entry, language: Language = NB) -> bytes:
    return feed_of(entries, voice=voice(language), stamped_at=STAMPED_AT)


def called_off(about: Agenda) -> Agenda:
    return Agenda(replace(about.gathering, is_cancelled=True))


def test_a_feed_has_the_events_of_every_gathering_and_their_zones() -> None:
    file = feed(
        Entry(signed_up(), SPRING, PAGE), Entry(OTHER, AUTUMN), Entry(signed_up(id=RegistrationId("r3")), SPRING)
    )
    assert faults(file) == []
    assert told(file, "UID") == [f"r{who}-{day}@samband" for who in (1, 2, 3) for day in (1, 2)]
    assert [line for line in unfolded(file) if line.startswith("TZID")] == ["TZID:Europe/Oslo", "TZID:Atlantic/Azores"]


def test_a_feed_says_its_name_and_how_often_to_read_it() -> None:
    lines = unfolded(feed(Entry(signed_up(), SPRING)))
    assert {
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Mine samlinger",
        "NAME:Mine samlinger",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    } <= set(lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_feed_of_nothing_is_a_calendar_still(language: Language) -> None:
    assert faults(feed(language=language)) == []


def test_what_is_cancelled_stands_in_a_published_feed_as_cancelled() -> None:
    file = feed(Entry(signed_up(), called_off(SPRING)), Entry(OTHER, AUTUMN))
    assert told(file, "STATUS") == ["CANCELLED"] * 2 + ["CONFIRMED"] * 2
    assert "METHOD:CANCEL" not in unfolded(file)


def test_an_event_is_the_same_in_the_feed_and_in_the_file() -> None:
    assert event(feed(Entry(signed_up(), SPRING, PAGE))) == event(file_of())


def test_the_same_feed_is_the_same_to_the_last_byte() -> None:
    assert feed(Entry(signed_up(), SPRING)) == feed(Entry(signed_up(), SPRING))
