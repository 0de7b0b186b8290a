"""What is refused, and the line that the refusal names. Nothing is half read."""

from __future__ import annotations

from datetime import date

import pytest

from gatherings.intake.decoding import LARGEST_BYTES
from tests.gatherings.intake.texts import programme, read, refusal


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\n \t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"GIF89a\x01\x00\x01\x00", "picture"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "broken"),
        (b"PK\x03\x04\x14\x00\x06\x00", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "document"),
        (bytes(range(256)), "binary"),
        (b"# Samling\x00\x00\x00", "binary"),
        (b"\xff\xfe\x00", "binary"),
        (b"x" * (LARGEST_BYTES + 1), "too_large"),
        (b"x\n" * 50_001, "too_many_lines"),
        (b"Kjaere alle, velkommen til samling 15. april 2027.\nMvh Ola\n", "no_programme"),
        (b"KL.\tLENGDE\tTITTEL\tBESKRIVELSE\n", "no_programme"),
    ],
)
def test_what_is_no_programme_in_text_is_refused(data: bytes, reason: str) -> None:
    assert refusal(data) == (reason, None)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("15.15 – 14.30\t\tVerksted\t", "ends_before_start"),
        ("15:15\t-45m\tVerksted\t", "ends_before_start"),
        ("25:00\t45m\tVerksted\t", "no_such_time"),
        ("12:75\t45m\tVerksted\t", "no_such_time"),
        ("12:00 – 24:30\t\tVerksted\t", "no_such_time"),
        ("12:00\t24h 00m\tVerksted\t", "too_long"),
        ("12:00\t2d\tVerksted\t", "too_long"),
        ("12:00\t9000m\tVerksted\t", "too_long"),
        ("12:00\tlenge\tVerksted\t", "length_unclear"),
        ("12:00\t45m\t\t", "no_title"),
        ("12:00\t45m\t<b></b>\tTekst", "no_title"),
        ("12:00\t45m\tola@example.org\t", "no_title"),
        ("10:30\t15m\tPause\t", "backwards"),
    ],
)
def test_a_row_that_cannot_be_right_is_named_by_its_line(row: str, reason: str) -> None:
    assert refusal(programme("11:00\t15m\tVelkommen\t", row)) == (reason, 5)


def test_times_that_run_backwards_in_another_table_are_a_new_day_only_with_a_date() -> None:
    two_tables = "{}\n{}\nKL.\tLENGDE\tTITTEL\tBESKRIVELSE\n09:00\t15m\tKaffe\t"
    one_day = programme("11:00\t15m\tVelkommen\t")
    assert refusal(two_tables.format(one_day, "# Vårsamling")) == ("backwards", 8)
    assert len(read(two_tables.format(one_day, "# Vårsamling 16. april")).blocks) == 2


@pytest.mark.parametrize(
    ("section", "reason", "line"),
    [
        ("## Lunsj\n\n12:00 | 25h", "too_long", 10),
        ("## Lunsj\n\n25:10 | 45m", "no_such_time", 10),
        ("## Lunsj\n\n12:00 – 11:00 | ", "ends_before_start", 10),
        ("## Lunsj\n\n12:00 | litt", "length_unclear", 10),
    ],
)
def test_details_that_cannot_be_right_are_named_by_their_line(section: str, reason: str, line: int) -> None:
    assert refusal(programme("12:00\t45m\tLunsj\t", details=section)) == (reason, line)


def test_details_alone_may_not_run_backwards_either() -> None:
    details = "# Vårsamling 15. april 2027 - block details\n\n## Lunsj\n\n12:00 | 45m\n\n## Pause\n\n11:00 | 15m\n"
    assert refusal(details) == ("backwards", 7)


@pytest.mark.parametrize(
    ("heading", "reason", "line"),
    [
        ("# Vårsamling", "no_date", 4),
        ("# Vårsamling 15. april", "no_year", 1),
        ("# Vårsamling 31. juni 2027", "no_such_date", 1),
        ("# Vårsamling 2027-13-40", "no_such_date", 1),
    ],
)
def test_a_programme_without_a_sure_date_asks_for_one(heading: str, reason: str, line: int) -> None:
    assert refusal(programme("12:00\t45m\tLunsj\t", heading=heading)) == (reason, line)


def test_the_date_given_beside_the_file_helps_where_the_year_or_the_date_is_missing() -> None:
    day = date(2027, 4, 15)
    headings = ["# Vårsamling", "# Vårsamling 15. april", "# Vårsamling 3. mars 2019"]
    drafts = [read(programme("12:00\t45m\tLunsj\t", heading=heading), day=day) for heading in headings]
    assert [(draft.title, draft.starts_on) for draft in drafts] == [("Vårsamling", day)] * 3


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_date_that_no_gathering_has_is_refused(day: date) -> None:
    assert refusal(programme("12:00\t45m\tLunsj\t"), day=day) == ("day_too_far", None)


def test_days_must_be_in_order() -> None:
    text = programme("12:00\t45m\tLunsj\t", "## Dag 2 – 14. april 2027", "09:00\t15m\tKaffe\t")
    assert refusal(text) == ("days_backwards", 5)


def test_more_than_two_thousand_blocks_are_too_many() -> None:
    row = "12:00\t45m\tLunsj\t"
    assert refusal(programme(*[row] * 2001)) == ("too_many_blocks", None)


def test_a_line_without_end_is_refused() -> None:
    assert refusal(programme("12:00\t45m\tLunsj\t", "13:00\t1h\tVerksted\t" + "ord " * 6000)) == ("line_too_long", 5)


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    text = programme("11:00\t15m\tVelkommen\x0b \u2028 \x85\t", "25:00\t45m\tVerksted\t")
    assert refusal(text.replace("\n", "\r\n")) == ("no_such_time", 5)
    assert refusal(text.replace("\n", "\r")) == ("no_such_time", 5)
