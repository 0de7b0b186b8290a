"""A list as CSV: what Excel opens, and what no spreadsheet calculates."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exports import Cell, Table, write_csv
from bot.exports.table import LONGEST, cell_text
from tests.bot.exports.people import FORMULAS, wall


def written(*rows: tuple[Cell, ...], columns: tuple[str, ...] = ("Navn",)) -> bytes:
    return write_csv(Table("Liste", columns, rows))


def read(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_file_says_that_it_is_utf_8_and_has_semicolons_and_windows_line_ends() -> None:
    file = written(("Åse; «Bø»", 12, None, date(2027, 4, 15), wall("09:05")), columns=tuple("abcde"))
    assert file == (
        b"\xef\xbb\xbf" + '"a";"b";"c";"d";"e"\r\n"Åse; «Bø»";12;"";"2027-04-15";"2027-04-15 09:05"\r\n'.encode()
    )


@pytest.mark.parametrize("text", FORMULAS)
def test_what_could_be_a_formula_is_text(text: str) -> None:
    assert read(written((text,), columns=(text,))) == [[f"'{text}"], [f"'{text}"]]


def test_a_negative_number_is_a_number_still() -> None:
    assert written((-5,)).endswith(b"\r\n-5\r\n")


@pytest.mark.parametrize("text", ['Kari "Kaja" Lie', "a;b", "to\r\nlinjer", "a\nb", "'", ""])
def test_quotes_separators_and_line_breaks_stay_in_their_cell(text: str) -> None:
    assert read(written((text, "neste"), columns=("a", "b")))[1] == [text, "neste"]


def test_a_text_is_cut_to_what_a_cell_of_excel_holds() -> None:
    assert [read(written((text,)))[1][0] for text in ("a" * 40_000, "=" * 40_000)] == [
        "a" * (LONGEST - 1) + "…",
        "'" + "=" * (LONGEST - 2) + "…",
    ]


@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=5))
def test_any_text_comes_back_and_no_cell_begins_as_a_formula(rows: list[tuple[str, str]]) -> None:
    file = written(*rows, columns=("a", "b"))
    cells = read(file)[1:]
    assert [[text.removeprefix("'") for text in row] for row in cells] == [
        [cell_text(text).removeprefix("'") for text in row] for row in rows
    ]
    assert [text for row in cells for text in row if text[:1] in set("=+-@\t\r\n")] == []
