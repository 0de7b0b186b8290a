"""A sign-up as a calendar file: the days, who sees what of them, and what takes them out again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from textwrap import dedent

from bot.calendar.event import PRODUCT
from gatherings.gathering import Contact, Stream, StreamAudience
from gatherings.terms import Mode
from tests.bot.calendar.files import (
    SPRING,
    STAMPED_AT,
    event,
    events,
    faults,
    file_of,
    names,
    signed_up,
    told,
    unfolded,
)
from tests.builders import DAY_TWO, PROGRAMME, agenda, block

VIDEO = "https://video.example.org/varsamling"
DIGITAL = signed_up(seat=Mode.DIGITAL)
WAITING = signed_up(seat=None, waits_for=Mode.ROOM)
LEFT = signed_up(seat=None, cancelled_at=STAMPED_AT, sequence=1)


def test_a_file_has_the_zone_and_an_event_for_each_day() -> None:
    shown = [line for line in unfolded(file_of()) if not line.startswith("DESCRIPTION")]
    written = f"""
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:{PRODUCT}
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        BEGIN:VTIMEZONE
        TZID:Europe/Oslo
        BEGIN:DAYLIGHT
        DTSTART:20260329T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        TZNAME:CEST
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:20261025T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        TZNAME:CET
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:r1-1@samband
        SEQUENCE:1
        DTSTAMP:20270301T070000Z
        DTSTART;TZID=Europe/Oslo:20270415T090000
        DTEND;TZID=Europe/Oslo:20270415T140000
        SUMMARY:Vårsamling
        STATUS:CONFIRMED
        LOCATION:Storsalen\\, Kulturhuset\\, Fjordby
        ORGANIZER;CN="Ola Vik":mailto:ola.vik@example.org
        URL:https://samband.example.org/min/1f0c
        CLASS:PRIVATE
        END:VEVENT
        BEGIN:VEVENT
        UID:r1-2@samband
        SEQUENCE:1
        DTSTAMP:20270301T070000Z
        DTSTART;TZID=Europe/Oslo:20270416T090000
        DTEND;TZID=Europe/Oslo:20270416T113000
        SUMMARY:Vårsamling
        STATUS:CONFIRMED
        LOCATION:Kulturhuset\\, Fjordby
        ORGANIZER;CN="Ola Vik":mailto:ola.vik@example.org
        URL:https://samband.example.org/min/1f0c
        CLASS:PRIVATE
        END:VEVENT
        END:VCALENDAR
    """
    assert "\n".join(shown) == dedent(written).lstrip("\n")


def test_nothing_is_wrong_with_any_kind_of_file() -> None:
    called_off = replace(SPRING.gathering, is_cancelled=True)
    files = [file_of(one) for one in (signed_up(), DIGITAL, WAITING, LEFT)]
    files += [file_of(about=agenda(programme=())), file_of(about=replace(SPRING, gathering=called_off), page=None)]
    assert [faults(file) for file in files] == [[]] * 6


def test_a_gathering_that_moves_keeps_the_names_of_its_days() -> None:
    moved = agenda(starts_on=date(2027, 5, 20), ends_on=date(2027, 5, 21), programme=(), version=2)
    assert told(file_of(about=moved), "UID") == told(file_of(), "UID") == ["r1-1@samband", "r1-2@samband"]


def test_a_change_of_either_the_sign_up_or_the_gathering_raises_the_sequence() -> None:
    changed = [
        event(file_of(signed_up(sequence=mine), agenda(version=version)))["SEQUENCE"]
        for mine, version in ((0, 1), (1, 1), (0, 2), (3, 5))
    ]
    assert changed == [1, 2, 2, 8]


def test_a_corrected_zone_keeps_the_wall_times() -> None:
    zones = ("Europe/Oslo", "Arctic/Longyearbyen", "Atlantic/Reykjavik", "Australia/Lord_Howe")
    for zone in zones:
        lines = unfolded(file_of(about=agenda(timezone=zone)))
        assert {f"TZID:{zone}", f"DTSTART;TZID={zone}:20270415T090000"} <= set(lines)


def test_a_gathering_in_utc_needs_no_zone() -> None:
    file = file_of(about=agenda(timezone="UTC"))
    assert event(file)["DTSTART"].dt == datetime(2027, 4, 15, 9, tzinfo=UTC)
    assert "BEGIN:VTIMEZONE" not in unfolded(file)


def test_a_gathering_without_hours_needs_no_zone() -> None:
    assert "BEGIN:VTIMEZONE" not in unfolded(file_of(about=agenda(programme=())))


def test_who_is_in_the_room_sees_no_link() -> None:
    own = Stream("https://video.example.org/egen", StreamAudience.EVERYONE, PROGRAMME[1].id)
    everyone = Stream(VIDEO, StreamAudience.EVERYONE)
    assert b"video" not in file_of(about=agenda(streams=(own, everyone))).replace(b"\r\n ", b"")


def test_who_takes_part_digitally_sees_the_link_and_no_room() -> None:
    file = file_of(DIGITAL)
    assert told(file, "LOCATION") == [VIDEO, VIDEO]
    assert "Storsalen" not in "".join(told(file, "DESCRIPTION") + told(file, "LOCATION"))


def test_before_there_is_a_link_it_says_that_it_is_digital() -> None:
    assert told(file_of(DIGITAL, agenda(streams=())), "LOCATION") == ["Digitalt", "Digitalt"]


def test_a_day_with_a_link_of_its_own_has_that_one() -> None:
    own = Stream("https://video.example.org/dag-2", block_id=PROGRAMME[7].id)
    file = file_of(DIGITAL, agenda(streams=(own,)))
    assert told(file, "LOCATION") == ["Digitalt", "https://video.example.org/dag-2"]


def test_a_link_that_is_no_address_is_not_shown() -> None:
    odd = ("javascript:alert(1)", "https://video.example.org/a\r\nATTACH:x", "https://video.example.org/a b")
    assert [told(file_of(DIGITAL, agenda(streams=(Stream(url),))), "LOCATION")[0] for url in odd] == ["Digitalt"] * 3


def test_a_day_in_several_rooms_is_at_the_venue() -> None:
    rooms = (*PROGRAMME[:6], block("spor", "12:45", "14:00", "Skog", room="Lillesalen"))
    assert told(file_of(about=agenda(programme=rooms)), "LOCATION")[0] == "Kulturhuset, Fjordby"


def test_who_waits_comes_perhaps_and_gets_no_link() -> None:
    waiting = signed_up(seat=None, waits_for=Mode.DIGITAL)
    assert told(file_of(WAITING), "STATUS") == ["TENTATIVE"] * 2
    assert told(file_of(waiting), "LOCATION") == ["Digitalt"] * 2
    assert b"video" not in file_of(waiting)


def test_a_link_for_everyone_is_also_for_who_waits() -> None:
    everyone = agenda(streams=(Stream(VIDEO, StreamAudience.EVERYONE),))
    assert told(file_of(signed_up(seat=None, waits_for=Mode.DIGITAL), everyone), "LOCATION") == [VIDEO] * 2


def test_a_digital_seat_while_waiting_for_the_room_is_a_seat() -> None:
    file = file_of(signed_up(seat=Mode.DIGITAL, waits_for=Mode.ROOM))
    assert (told(file, "STATUS"), told(file, "LOCATION")) == (["CONFIRMED"] * 2, [VIDEO] * 2)


def test_a_cancelled_sign_up_takes_the_same_events_out_again() -> None:
    file = file_of(LEFT)
    assert "METHOD:CANCEL" in unfolded(file)
    assert told(file, "UID") == told(file_of(), "UID")
    assert told(file, "STATUS") == ["CANCELLED"] * 2
    assert told(file, "SEQUENCE") == ["2", "2"]


def test_a_cancelled_gathering_takes_the_events_out_again() -> None:
    file = file_of(about=agenda(is_cancelled=True, version=4))
    assert "METHOD:CANCEL" in unfolded(file)
    assert (told(file, "STATUS"), told(file, "SEQUENCE")) == (["CANCELLED"] * 2, ["4"] * 2)


def test_what_is_off_has_neither_place_nor_link() -> None:
    files = [file_of(replace(DIGITAL, seat=None)), file_of(DIGITAL, agenda(is_cancelled=True)), file_of(LEFT)]
    assert [told(file, "LOCATION") for file in files] == [[], [], []]
    assert [file for file in files if b"video" in file] == []


def test_only_a_contact_with_an_address_organises() -> None:
    contacts = (None, Contact("Ola Vik", "400 00 000"), Contact("Ola Vik", email="ring meg, ikke skriv"))
    assert [told(file_of(about=agenda(contact=one)), "ORGANIZER") for one in contacts] == [[], [], []]


def test_a_file_with_an_own_link_is_private_in_a_shared_calendar() -> None:
    private = [
        told(file_of(mine, page=page), "CLASS") for mine, page in ((None, "https://a.example.org/1"), (DIGITAL, None))
    ]
    assert private == [["PRIVATE"] * 2] * 2
    assert told(file_of(page=None), "CLASS") == []


def test_an_organisers_notes_reach_no_calendar() -> None:
    assert b"411 11 111" not in file_of().replace(b"\r\n ", b"")


def test_every_day_has_the_same_properties() -> None:
    both = names(file_of())
    first = both.index("UID")
    second = both.index("UID", first + 1)
    assert both[first : second - 2] == both[second:-2]


def test_a_programme_of_one_day_of_two_gives_the_other_as_a_whole_day() -> None:
    one_day = agenda(programme=[one for one in PROGRAMME if one.day != DAY_TWO])
    starts = [one["DTSTART"].dt for one in events(file_of(about=one_day))]
    assert [type(start) for start in starts] == [datetime, date]
