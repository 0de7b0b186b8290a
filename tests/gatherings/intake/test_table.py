"""The table of an export, read alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import process_time

import pytest

from gatherings.programme import BlockId
from tests.gatherings.intake.texts import COLUMNS, hours, programme, read, warnings


def told(*rows: str) -> list[str]:
    return [f"{hours(block)} {block.title}" for block in read(programme(*rows)).blocks]


def test_a_length_gives_the_end_also_past_midnight_and_when_it_is_nothing() -> None:
    assert told("09:00\t2h 00m\tMøte\t", "11:00\t2t 5m\tVerksted\t", "17:00\t0m\tSlutt\t", "22:00\t3h\tDans\t") == [
        "09:00-11:00 length Møte",
        "11:00-13:05 length Verksted",
        "17:00-17:00 length Slutt",
        "22:00-01:00 length Dans",
    ]


def test_an_end_that_stands_there_is_explicit() -> None:
    assert told("09.00 – 09.35\t\tMøte\t", "10:00-11:00\t2h\tVerksted\t", "22:00–24:00\t\tDans\t") == [
        "09:00-09:35 explicit Møte",
        "10:00-11:00 explicit Verksted",
        "22:00-00:00 explicit Dans",
    ]


def test_a_missing_end_is_that_of_the_next_start_less_the_gap_and_says_so() -> None:
    draft = read(programme("09:00\t\tMøte\t", "09:45\t\tVerksted\t", "\t↓ 1t 30m\t\t", "12:15\t\tLunsj\t"))
    assert [hours(block) for block in draft.blocks] == [
        "09:00-09:45 next_start",
        "09:45-10:45 next_start",
        "12:15-? none",
    ]
    assert warnings(draft) == [("end_from_next", 4), ("end_from_next", 5), ("no_end", 7)]


def test_a_block_called_slutt_does_not_last_until_the_dinner() -> None:
    assert told("17:00\t\t<b>Slutt</b>\t", "19:00\t2h\tMiddag\t") == ["17:00-? none Slutt", "19:00-21:00 length Middag"]


def test_blocks_that_start_together_are_kept_apart() -> None:
    assert told("09:00\t\tSpor A\t", "09:00\t45m\tSpor B\t", "10:00\t15m\tPause\t") == [
        "09:00-10:00 next_start Spor A",
        "09:00-09:45 length Spor B",
        "10:00-10:15 length Pause",
    ]


def test_a_gap_that_is_not_so_long_and_an_overlap_are_warnings() -> None:
    draft = read(programme("09:00\t1h\tMøte\t", "\t↓ 30m\t\t", "10:15\t1h\tVerksted\t", "11:00\t1h\tLunsj\t"))
    assert warnings(draft) == [("gap_differs", 4), ("overlap", 6)]


def test_a_description_goes_on_below_its_row() -> None:
    draft = read(
        programme("09:00\t1h\tMøte\tFørst dette.  Så dette", "", "\t\t\tog mer <i>til</i>.", "10:00\t1h\tPause\t")
    )
    assert [block.text for block in draft.blocks] == ["Først dette.\n\nSå dette og mer til.", ""]


def test_columns_are_known_by_name_and_others_are_not_read() -> None:
    draft = read(
        "# Gathering 15 April 2027\n"
        "TIME\tEND\tTITLE\tDESCRIPTION\tADDITIONAL INFORMATION\tASSIGNED TO\tROOM\tTRACK\tBUDGET\n"
        "9:00 AM\t9:45 AM\tOpening\tHello\tRing Bo. Streamed.\tAnna Berg\tHall\tA\t900\n"
        "1:30 PM\t2:00 PM\tClosing\n"
    )
    first, last = draft.blocks
    assert (hours(first), first.text, first.notes, first.room, first.track, first.streamed) == (
        "09:00-09:45 explicit", "Hello", "Ring Bo. Streamed.", "Hall", "A", True,
    )  # fmt: skip
    assert ([person.name for person in first.people], hours(last), warnings(draft)) == (
        ["Anna Berg"],
        "13:30-14:00 explicit",
        [("column_not_read", 2)],
    )


def test_marks_of_other_programs_fall_off_titles() -> None:
    assert told("09:00\t1h\t<b>Mål &amp; **mening**</b>\u200b\t") == ["09:00-10:00 length Mål & mening"]


def test_a_line_that_is_nothing_we_know_is_left_with_a_warning() -> None:
    draft = read(programme("09:00\t1h\tMøte\t", "\t\tOg så noe\tuten tid", "NB: husk navneskilt", "10:00\t1h\tPause\t"))
    assert ([block.title for block in draft.blocks], warnings(draft)) == (
        ["Møte", "Pause"],
        [("line_not_read", 5), ("line_not_read", 6)],
    )


def test_a_row_whose_tabs_have_become_spaces_is_still_a_row() -> None:
    assert told("09:00  1h 30m  Møte i salen", "10:30 - 11:00 Pause", "11:00 15 minutter om klima") == [
        "09:00-10:30 length Møte i salen",
        "10:30-11:00 explicit Pause",
        "11:00-? none 15 minutter om klima",
    ]


@pytest.mark.parametrize("tab", ["    ", " "])
def test_a_whole_table_whose_tabs_have_become_spaces_reads_as_it_did(tab: str) -> None:
    rows = (
        "09:00\t45m\t<b>Klima</b>\tIda Berg viser  tall.",
        "\t\t\tOg et kart.",
        "09:45\t\tPause\t",
        "\t↓ 15m\t\t",
        "10:30\t1h\tVerksted for alle\t",
    )
    details = "## Klima\n\n09:00 | 45m\n\nIda Berg viser tall. Og et kart.\n\n## Verksted for alle\n\n10:30 | 1h"
    whole = programme(*rows, details=details)
    spaced, meant = read(whole.replace("\t\t\t", 3 * tab + " ").replace("\t", tab)), read(whole)
    assert ([replace(b, id=BlockId("")) for b in spaced.blocks], warnings(spaced)) == (
        [replace(b, id=BlockId("")) for b in meant.blocks], warnings(meant)
    )  # fmt: skip


def test_a_title_that_is_longer_than_that_of_the_details_stays_whole() -> None:
    draft = read(programme("09:00\t45m\tKlima og natur\t", details="## Klima\n\n09:00 | 45m\n\nIda viser tall."))
    assert [block.title for block in draft.blocks] == ["Klima og natur"]


def test_a_warning_names_a_title_as_people_read_it() -> None:
    draft = read(programme("09:00\t\t<b>Møte</b>\t", "10:00\t1h\tLunsj\t"))
    assert [remark.args["title"] for remark in draft.warnings] == ["Møte"]


@pytest.mark.parametrize(
    "headings",
    [
        ("# Samling 29. april – 1. mai 2027", "## Dag 1", "## Dag 3"),
        ("# Samling 29. april 2027", "", "# Samling 1. mai 2027"),
        ("Samling 29. april 2027", "", "Dag 2 – 1. mai"),
        ("# Samling", "## Torsdag 29.04.2027", "Lørdag 01.05.2027"),
        ("# Samling", "Day 1: Thursday, April 29th, 2027", "\t\tDay 2: May 1\t"),
        ("# Samling, dag 1 (2027-04-29)", "", "# Samling, dag 2 (2027-05-01)"),
    ],
)
def test_several_days_in_one_file(headings: tuple[str, str, str]) -> None:
    title, first, second = headings
    text = f"{title}\n{first}\n{COLUMNS}\n09:00\t1h\tEn\t\n{second}\n08:00\t1h\tTo\t"
    draft = read(text)
    assert (draft.title, [block.day for block in draft.blocks]) == (
        "Samling",
        [date(2027, 4, 29), date(2027, 5, 1)],
    )


def test_a_new_first_day_moves_all_days_along() -> None:
    text = programme("09:00\t1h\tEn\t", "## 17. april", "09:00\t1h\tTo\t")
    assert [block.day.isoformat() for block in read(text, day=date(2028, 12, 30)).blocks] == [
        "2028-12-30",
        "2029-01-01",
    ]


def test_a_day_without_a_year_after_new_year_is_in_the_next() -> None:
    text = programme("09:00\t1h\tEn\t", "## 2. januar", "09:00\t1h\tTo\t", heading="# Romjulssamling 30. desember 2027")
    assert [block.day.isoformat() for block in read(text).blocks] == ["2027-12-30", "2028-01-02"]


def test_a_day_that_is_counted_and_a_weekday_that_does_not_agree_are_warnings() -> None:
    text = programme("09:00\t1h\tEn\t", "## Dag 2", "09:00\t1h\tTo\t", heading="# Samling mandag 15. april 2027")
    assert warnings(read(text)) == [("weekday_differs", 1), ("day_counted", 5)]


def test_a_programme_without_a_title_is_called_after_its_file() -> None:
    draft = read(programme("09:00\t1h\tEn\t", heading="# 15. april 2027"))
    assert (draft.title, warnings(draft)) == ("Program", [("title_from_file", None)])


def test_two_hundred_blocks_are_read_in_well_under_a_tenth_of_a_second() -> None:
    rows = [
        f"{8 + n // 20:02}:{n % 20 * 3:02}\t3m\tInnlegg {n}\tKari Holm fra Fjordby kommune forteller."
        for n in range(200)
    ]
    details = "\n\n".join(
        f"## Innlegg {n}\n\n{8 + n // 20:02}:{n % 20 * 3:02} | 3m\n\nKari Holm forteller.\n\n### ADDITIONAL INFORMATION\n\nStreames"
        for n in range(200)
    )
    text = programme(*rows, details=details)

    def seconds_of_cpu() -> float:
        started = process_time()
        draft = read(text)
        assert (len(draft.blocks), draft.warnings) == (200, ())
        return process_time() - started

    assert min(seconds_of_cpu() for _ in range(3)) < 0.1
