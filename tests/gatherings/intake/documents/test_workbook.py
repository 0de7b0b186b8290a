"""Workbooks and CSV: rows as a person sees them, and their text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from gatherings.intake.draft import Leaf, Row, Sheet
from tests.gatherings.intake.documents.hostile import with_shared_texts
from tests.gatherings.intake.documents.made import places, refused, source, workbook


def test_a_workbook_is_rows_and_their_text() -> None:
    made = source(workbook({"Program": [("Tid", "Tittel"), (), (), ("09:00", "Kaffe\nog te"), (None, "Kake")]}))
    rows = (Row(1, ("Tid", "Tittel")), Row(4, ("09:00", "Kaffe\nog te")), Row(5, ("", "Kake")))
    assert (made.sheets, made.leaf) == ((Sheet(1, "Program", rows),), Leaf.SHEET)
    assert made.lines == ["Tid\tTittel", "", "09:00\tKaffe  og te", "\tKake"]
    assert [made.line_of(made.sheets[0], row) for row in rows] == [1, 3, 4]


def test_several_sheets_have_their_names_as_headings_and_hidden_ones_are_not_read() -> None:
    sheets: dict[str, list[tuple[object, ...]]] = {
        "Dag 1": [("Kaffe",)],
        "Notater": [("Ring Kari",)],
        "Tom": [],
        "Dag 2": [(), ("Te",), ("Kake",)],
    }
    data = workbook(sheets, hidden=["Notater"])
    made = source(data)
    assert made.lines == ["# Dag 1", "Kaffe", "", "# Dag 2", "Te", "Kake"]
    assert places(data) == [(1, 1), (1, 1), (4, 2), (4, 2), (4, 2), (4, 3)]
    assert [[made.line_of(sheet, row) for row in sheet.rows] for sheet in made.sheets] == [[2], [5, 6]]


def test_values_are_as_a_person_sees_them() -> None:
    values = (
        time(9), datetime(2027, 10, 14), datetime(2027, 10, 14, 9, 30), date(2027, 10, 14), timedelta(minutes=90),  # noqa: DTZ001 (a cell has no zone)
        45, 45.0, 0.5, True, "#REF!", " Kaffe ", "=1+1", "#nettverk",
    )  # fmt: skip
    assert source(workbook({"A": [values, ("slutt",)]})).sheets[0].rows[0].cells == (
        "09:00", "2027-10-14", "2027-10-14 09:30", "2027-10-14", "1:30", "45", "45", "0.5", "", "", "Kaffe", "", "#nettverk",
    )  # fmt: skip


def test_a_text_that_is_a_table_has_rows_and_stays_as_it_is() -> None:
    text = 'Tid;Tittel;Tekst\n09:00;Kaffe;"Med kake;\nog te"\n10:00;Pause;\n'
    made = source(text.encode("cp1252"))
    assert (made.text, made.places) == (text, ())
    assert made.sheets == (
        Sheet(
            1,
            "",
            (
                Row(1, ("Tid", "Tittel", "Tekst")),
                Row(2, ("09:00", "Kaffe", "Med kake;\nog te")),
                Row(4, ("10:00", "Pause", "")),
            ),
        ),
    )
    assert made.line_of(made.sheets[0], made.sheets[0].rows[2]) == 4


@pytest.mark.parametrize("text", ["Kaffe", "Hei, alle\nVelkommen\ntil samling, i Fjordby, i mai\nHilsen\nOla\n"])
def test_a_text_that_is_none_has_no_rows(text: str) -> None:
    assert source(text.encode()).sheets == ()


def test_a_workbook_without_anything_and_one_with_too_much_are_refused() -> None:
    long = "x" * 30_000
    refusals = [workbook({"A": []}), workbook({"A": [("x",)] * 5001}), workbook({"A": [(long,)] * 40})]
    assert [refused(data) for data in refusals] == ["empty", "too_many_rows", "too_much_text"]


def test_a_text_that_the_file_has_once_is_shown_where_it_stands() -> None:
    row = b'<row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2" t="s"><v>0</v></c></row>'
    assert source(with_shared_texts(row, b"Kaffe", b"09:00")).lines == ["09:00\t\tKaffe"]
