"""The checks themselves find what is wrong."""

from __future__ import annotations

import pytest

from tests.bot.calendar.files import faults, file_of

GOOD = file_of()
START, END = b"DTSTART;TZID=Europe/Oslo:20270415T090000", b"DTEND;TZID=Europe/Oslo:20270415T140000"
BAD = {
    "a bare line end": GOOD.replace(b"STATUS:CONFIRMED\r\n", b"STATUS:CONFIRMED\n"),
    "not folded": GOOD.replace(b"SUMMARY:", b"SUMMARY:" + "æ".encode() * 40),
    "both a count and an end": GOOD.replace(END, END + b"\r\nRRULE:FREQ=DAILY;COUNT=4;UNTIL=20280101T000000Z"),
    "unknown zone Mars/Base": GOOD.replace(START, START.replace(b"Europe/Oslo", b"Mars/Base")),
    "ends before it starts": GOOD.replace(END, END.replace(b"T14", b"T08")),
    "lacks UID": GOOD.replace(b"UID:r1-1@samband\r\n", b""),
    "VEVENT: ": GOOD.replace(START, b"DTSTART:2027-04-15 09:00"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_file_with_a_fault_is_not_sound(fault: str) -> None:
    assert [one for one in _faults(BAD[fault]) if one.startswith(fault)] != []


def _faults(file: bytes) -> list[str]:
    try:
        return faults(file)
    except (ValueError, KeyError, AttributeError) as error:
        return [f"VEVENT: {error}"]
