"""Calendars of others as programmes."""

from __future__ import annotations

from datetime import date

import pytest

from gatherings.intake import Draft, Unreadable
from tests.gatherings.intake.sources import draft_of
from tests.gatherings.intake.texts import hours, warnings

FRAME = "SUMMARY:Haustsamlinga\nDTSTART;VALUE=DATE:20271115\nDTEND;VALUE=DATE:20271118"
OPENING = (
    "SUMMARY:Opning\nDTSTART;TZID=Europe/Oslo:20271116T090000\nDTEND;TZID=Europe/Oslo:20271116T100000\nLOCATION:Storsalen\n"
    "DESCRIPTION:Skriv til kari@nordvik.example.\nORGANIZER;CN=Ola:mailto:ola@nordvik.example\n"
    "ATTENDEE;CN=Per:mailto:per@nordvik.example\nURL:https://video.example.org/1"
)
LUNCH = "SUMMARY:Lunsj\nDTSTART;TZID=Europe/Oslo:20271116T110000\nDURATION:PT45M"


def file_of(*events: str, head: str = "X-WR-CALNAME:Haustsamling\\, Nordvik") -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x", *([head] if head else [])]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}", *event.split("\n"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def read(*events: str, head: str = "", day: date | None = None) -> Draft:
    return draft_of(file_of(*events, head=head) if head else file_of(*events), "program.ics", day=day)


def told(draft: Draft) -> list[str]:
    return [f"{block.day:%d} {hours(block)} {block.title}" for block in draft.blocks]


def refusal(*events: str) -> tuple[str, object]:
    with pytest.raises(Unreadable) as refused:
        read(*events)
    return refused.value.key.removeprefix("intake.refusal."), refused.value.args_of_sentence.get("line")


def test_events_are_blocks_and_a_whole_day_is_the_frame() -> None:
    draft = read(FRAME, OPENING, LUNCH)
    assert (draft.title, draft.starts_on.day, draft.ends_on.day, draft.timezone, told(draft)) == (
        "Haustsamling, Nordvik", 15, 17, "Europe/Oslo", ["16 09:00-10:00 explicit Opning", "16 11:00-11:45 explicit Lunsj"],
    )  # fmt: skip


def test_nobodys_address_is_shown_and_a_meetings_link_is_no_stream() -> None:
    draft = read(OPENING)
    opening = draft.blocks[0]
    assert (opening.text, opening.notes, opening.people, opening.streamed, opening.room, draft.has_notes) == (
        "Skriv til.", "kari@nordvik.example", (), None, "Storsalen", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("start", "head", "meant"),
    [
        ("DTSTART:20271116T080000Z", "X-WR-TIMEZONE:Europe/Oslo", ("09:00", "Europe/Oslo", [])),
        ("DTSTART:20271116T080000Z", "X-WR-TIMEZONE:Europe/London", ("08:00", "Europe/London", [])),
        ("DTSTART:20271116T080000Z", "X-A:b", ("09:00", None, ["times_from_utc"])),
        ("DTSTART:20271116T090000", "X-A:b", ("09:00", None, [])),
        ("DTSTART;TZID=Europe/Helsinki:20271116T090000", "X-A:b", ("09:00", "Europe/Helsinki", [])),
        ("DTSTART;TZID=W. Europe Standard Time:20271116T090000", "X-A:b", ("09:00", "Europe/Oslo", [])),
        ("DTSTART;TZID=Mars/Base:20271116T090000", "X-A:b", ("09:00", None, ["timezone_unknown"])),
    ],
)
def test_times_are_those_on_the_wall_of_the_gathering(
    start: str, head: str, meant: tuple[str, str | None, list[str]]
) -> None:
    draft = read(f"SUMMARY:Slutt\n{start}", head=head)
    doubts = [key for key, _ in warnings(draft) if key.startswith("time")]
    assert (f"{draft.blocks[0].start:%H:%M}", draft.timezone, doubts) == meant


def test_what_is_cancelled_is_left_out_and_a_night_may_end_on_the_next_day() -> None:
    dance = "SUMMARY:Dans\nDTSTART;TZID=Europe/Oslo:20271116T210000\nDTEND;TZID=Europe/Oslo:20271117T010000"
    assert told(read(dance)) == ["16 21:00-01:00 length Dans"]
    assert warnings(read(OPENING, f"{dance}\nSTATUS:CANCELLED"))[-1] == ("event_cancelled", 16)


def test_a_new_first_day_moves_the_calendar() -> None:
    assert told(read(FRAME, OPENING, day=date(2028, 1, 4))) == ["04 09:00-10:00 explicit Opning"]


@pytest.mark.parametrize(
    ("event", "meant"),
    [
        (f"{LUNCH}\nRRULE:FREQ=DAILY", "repeats"),
        ("SUMMARY:A\nDTSTART:20271116T100000\nDTEND:20271116T090000", "ends_before_start"),
        ("SUMMARY:A\nDTSTART:i morgon", "time_unreadable"),
        ("SUMMARY:A", "time_unreadable"),
        ("DTSTART:20271116T100000", "no_title"),
    ],
)
def test_an_event_that_cannot_be_right_is_refused_by_its_line(event: str, meant: str) -> None:
    assert refusal(OPENING, event) == (meant, 16)


def test_half_a_calendar_is_broken() -> None:
    with pytest.raises(Unreadable) as refused:
        draft_of(file_of(OPENING)[:-30], "program.ics")
    assert refused.value.key == "intake.refusal.broken_here"
