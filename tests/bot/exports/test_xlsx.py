"""Lists as a workbook: text is text, numbers are numbers, and nobody's name is in its properties."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.exports import Cell, Table
from bot.exports.table import LONGEST, cell_text
from bot.exports.write_xlsx import sheet_title, write_xlsx
from tests.bot.exports.people import FORMULAS, wall
from tests.examples import examples


def book(*tables: Table) -> Workbook:
    return load_workbook(io.BytesIO(write_xlsx(*tables)))


def sheet(*rows: tuple[Cell, ...], columns: tuple[str, ...] = ("Navn",), name: str = "Liste") -> Worksheet:
    return book(Table(name, columns, rows)).worksheets[0]


def values(made: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in made.iter_rows()]


def xml(*rows: tuple[Cell, ...]) -> str:
    with zipfile.ZipFile(io.BytesIO(write_xlsx(Table("Liste", ("Navn",), rows)))) as file:
        return file.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("text", [*FORMULAS, "#N/A", "#REF!", "2027-04-15", "0047", "1e5", "TRUE"])
def test_every_text_is_text(text: str) -> None:
    made = sheet((text,), columns=(text,))
    plain = text.replace("\r", "\n")
    assert values(made) == [[plain], [plain]]
    assert {cell.data_type for row in made.iter_rows() for cell in row} <= {"s", "inlineStr"}
    assert "<f>" not in xml((text,))


def test_what_could_be_a_formula_stays_text_when_somebody_edits_it() -> None:
    made = sheet(("=1+1",), ("Kari",))
    assert [made.cell(row, 1).quotePrefix for row in (2, 3)] == [True, False]


def test_numbers_are_numbers_and_dates_are_dates() -> None:
    made = sheet((12, -1.5, date(2027, 4, 15), wall("09:05"), None), columns=tuple("abcde"))
    cells = next(iter(made.iter_rows(min_row=2)))
    assert [(cell.value, cell.data_type, cell.number_format) for cell in cells] == [
        (12, "n", "General"),
        (-1.5, "n", "General"),
        (wall("00:00"), "d", "dd.mm.yyyy"),
        (wall("09:05"), "d", "dd.mm.yyyy hh:mm"),
        (None, "n", "General"),
    ]


def test_the_head_is_bold_and_stays_in_sight_and_can_be_filtered() -> None:
    made = sheet(("Kari", "Fjordby"), ("Per", "Fjordby"), columns=("Navn", "Organisasjon"))
    assert [made.cell(row, 1).font.b for row in (1, 2)] == [True, False]
    assert (made.freeze_panes, made.auto_filter.ref) == ("A2", "A1:B3")


def test_a_list_of_nobody_has_its_head() -> None:
    made = sheet(columns=("Navn", "E-post"))
    assert (values(made), made.auto_filter.ref) == ([["Navn", "E-post"]], "A1:B1")


def test_a_column_is_as_wide_as_its_longest_line_within_reason() -> None:
    made = sheet(("a", "b" * 20, "c" * 400, "d\n" + "e" * 10), columns=tuple("abcd"))
    assert [made.column_dimensions[letter].width for letter in "ABCD"] == [8, 22, 60, 12]


def test_a_text_is_cut_to_what_a_cell_of_excel_holds() -> None:
    cut = [sheet((text,)).cell(2, 1).value for text in ("a" * 40_000, "😀" * 20_000)]
    assert cut == ["a" * (LONGEST - 1) + "…", "😀" * ((LONGEST - 1) // 2) + "…"]


def test_what_no_workbook_can_hold_is_left_out() -> None:
    assert sheet(("a\0b\x1bc\ud800d\uffff",)).cell(2, 1).value == "abcd"


def test_the_properties_name_no_person() -> None:
    properties = book(Table("Liste", ("Navn",), (("Kari Lie",),))).properties
    assert (properties.creator, properties.lastModifiedBy) == ("Samband", "Samband")
    assert (properties.title, properties.description, properties.keywords) == (None, None, None)


def test_several_lists_are_sheets_of_one_workbook() -> None:
    made = book(Table("Mat", ("a",), ()), Table("Mat", ("b",), ()), Table("Antall", ("c",), ()))
    assert [(one.title, one.cell(1, 1).value) for one in made.worksheets] == [
        ("Mat", "a"),
        ("Mat1", "b"),
        ("Antall", "c"),
    ]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Mat og tilrettelegging", "Mat og tilrettelegging"),
        ("a/b\\c*[d]:?", "a b c d"),
        ("'Mat'", "Mat"),
        ("", "Samband"),
        ("History", "Samband"),
        ("//", "Samband"),
        ("x" * 40, "x" * 30 + "…"),
    ],
)
def test_a_sheet_is_called_what_excel_allows(name: str, title: str) -> None:
    assert sheet_title(name) == title
    assert sheet(name=name).title == title


@settings(max_examples=examples(40))
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5), st.text(max_size=60))
def test_any_text_comes_back_as_text(texts: list[str], name: str) -> None:
    made = sheet(*((text,) for text in texts), name=name)
    kept = [cell_text(text).replace("\r\n", "\n").replace("\r", "\n") or None for text in texts]
    assert [made.cell(row, 1).value for row in range(2, len(texts) + 2)] == kept
    assert [cell.data_type for row in made.iter_rows() for cell in row if cell.data_type == "f"] == []
