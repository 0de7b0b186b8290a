"""Whatever people write, it stays text: no property, no line, no parameter of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.text import cleaned, escaped
from bot.cards.words import NAME, TITLE, short
from gatherings.gathering import Contact
from gatherings.terms import Mode
from tests.bot.calendar.files import SPRING, event, events, faults, file_of, names, signed_up, told
from tests.builders import PROGRAMME, agenda

NASTY = (
    "\r\n", "\n", "\r", "\v", "\f", "\x1c", "\x85", "\u2028", "\0", "\t", ",", ";", ":", "\\", "\\n", "\\N", '"', "'",
    "^n", "=", "ø", "😀", "👩\u200d🔬", "e\u0301", "\u202e", "%0D%0A", "BEGIN:VEVENT", "\r\nATTENDEE:mailto:x@example.org",
    "\r\n ", "END:VCALENDAR", "DTSTART:19700101T000000Z",
)  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=8)), max_size=12).map("".join)
ORDINARY = names(file_of())


def survivors(text: str, limit: int) -> str:
    """The text on one line, as it must come back."""
    return cleaned(short(text, limit))


@given(texts)
def test_any_title_comes_back_as_it_was_and_adds_no_property(title: str) -> None:
    file = file_of(about=replace(SPRING, gathering=replace(SPRING.gathering, title=title)))
    assert faults(file) == []
    assert names(file) == ORDINARY
    assert told(file, "SUMMARY") == [survivors(title, TITLE)] * 2


@given(texts, texts, texts)
def test_any_venue_place_and_room_come_back_as_they_were(venue: str, place: str, room: str) -> None:
    programme = (replace(PROGRAMME[3], room=room),)
    file = file_of(about=agenda(venue=venue, place=place, programme=programme))
    assert faults(file) == []
    shown = ", ".join(short(part, NAME) for part in (room, venue, place) if part)
    assert told(file, "LOCATION")[:1] == ([cleaned(shown)] if shown else [])


@given(texts, texts)
def test_any_name_of_a_contact_is_a_name_only(name: str, phone: str) -> None:
    file = file_of(about=agenda(contact=Contact(name, phone, "ola.vik@example.org")))
    assert faults(file) == []
    assert names(file) == ORDINARY
    assert event(file)["ORGANIZER"] == "mailto:ola.vik@example.org"
    assert set(event(file)["ORGANIZER"].params) <= {"CN"}


@given(texts)
def test_any_address_of_a_contact_is_an_address_or_left_out(email: str) -> None:
    for address in (email, f"ola{email}@example.org", f"ola@example.org{email}"):
        file = file_of(about=agenda(contact=Contact("Ola Vik", email=address)))
        assert faults(file) == []
        assert set(names(file)) <= set(ORDINARY)
        assert [one for one in told(file, "ORGANIZER") if one != f"mailto:{address}"] == []


@given(texts)
def test_any_title_of_a_session_is_one_line_of_the_description(title: str) -> None:
    file = file_of(about=agenda(programme=(replace(PROGRAMME[0], title=title), PROGRAMME[4])))
    assert faults(file) == []
    assert names(file) == ORDINARY
    heading, first, second, *rest = told(file, "DESCRIPTION")[0].split("\n")[2:]
    assert (heading, second, rest[0]) == ("Program torsdag 15. april:", "12.00–12.45 Lunsj, i Kantina", "")
    assert first.rstrip() == f"09.00–09.15 {survivors(title, TITLE)}".rstrip()


@given(texts)
def test_any_link_is_an_address_or_left_out(end: str) -> None:
    file = file_of(page=f"https://samband.example.org/{end}")
    assert faults(file) == []
    assert set(names(file)) <= set(ORDINARY)
    assert [one for one in told(file, "URL") if one != f"https://samband.example.org/{end}"] == []


@given(st.text())
def test_escaped_text_is_one_line_without_control_characters(text: str) -> None:
    assert [one for one in escaped(text) if one < " " and one != "\t"] == []
    assert len(escaped(text).splitlines()) <= 1


@pytest.mark.parametrize("text", ["C:\\Nord", "a\\nb", "a\\,b;c,d", "\\"])
def test_a_backslash_is_a_backslash(text: str) -> None:
    assert told(file_of(about=agenda(title=text)), "SUMMARY")[0] == text


def test_a_half_of_a_character_is_left_out() -> None:
    assert told(file_of(about=agenda(title="Vår\ud83dsamling")), "SUMMARY")[0] == "Vårsamling"


days = st.dates(date(2000, 1, 2), date(2036, 12, 30))
walls = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))
zones = st.sampled_from(["Europe/Oslo", "America/Havana", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"])


@given(days, walls, st.one_of(st.none(), walls), zones, st.sampled_from(Mode))
def test_any_day_and_any_hours_make_a_sound_file(
    day: date, start: time, end: time | None, zone: str, mode: Mode
) -> None:
    one = replace(PROGRAMME[0], day=day, start=start, end=end)
    file = file_of(signed_up(seat=mode), agenda(starts_on=day, ends_on=day, timezone=zone, programme=(one,)))
    assert faults(file) == []
    assert [str(found["UID"]) for found in events(file)] == ["r1-1@samband"]
