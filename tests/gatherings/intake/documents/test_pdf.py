"""PDFs with a text layer: lines as one sees them, tables by their columns."""

from __future__ import annotations

import pytest

from tests.gatherings.intake.documents.made import lines, places, refused
from tests.gatherings.intake.documents.pdfs import At, pdf, pdf_of_contents

TURNED = b"BT /F1 11 Tf 0 1 -1 0 %d 100 Tm (%s) Tj ET"


def test_lines_come_in_the_order_in_which_one_sees_them() -> None:
    first = [
        At(50, 700, "Under"),
        At(50, 760, "Over"),
        At(120, 760, "for seg", is_bold=True),
        At(50, 686, "rett under"),
    ]
    data = pdf(first, [At(50, 800, "Neste side")])
    assert lines(data) == ["Over\tfor seg", "", "Under", "rett under", "", "Neste side"]
    assert places(data) == [(1, 1), (1, 2), (1, 2), (1, 3), (2, 1), (2, 1)]


def test_larger_letters_are_headings_by_their_size_and_bold_by_their_font() -> None:
    page = [
        At(50, 800, "Høstsamling i", size=22), At(50, 775, "Nordvik", size=22), At(50, 740, "Torsdag", size=15),
        At(50, 722, "Sted:"), At(82, 722, "Kulturhuset", is_bold=True), At(50, 708, "Velkommen til oss alle"),
    ]  # fmt: skip
    assert lines(pdf(page)) == [
        "# Høstsamling i Nordvik", "", "## Torsdag", "Sted: **Kulturhuset**", "Velkommen til oss alle",
    ]  # fmt: skip


def test_what_goes_on_below_a_cell_stands_in_its_column() -> None:
    page = [
        At(50, 700, "Tid", is_bold=True), At(120, 700, "Tittel", is_bold=True), At(300, 700, "Hvem", is_bold=True),
        At(50, 684, "09.00"), At(120, 684, "Velkommen til"), At(300, 684, "Kari Nes,"),
        At(120, 670, "samlingen"), At(300, 670, "Fjordby"),
        At(50, 654, "10.00"), At(120, 654, "Pause"),
        At(50, 640, "Her står noe om alt sammen, tvers over kolonnene."),
        At(120, 626, "Innrykket"),
    ]  # fmt: skip
    assert lines(pdf(page)) == [
        "Tid\tTittel\tHvem", "09.00\tVelkommen til\tKari Nes,", "\tsamlingen\tFjordby", "10.00\tPause",
        "Her står noe om alt sammen, tvers over kolonnene.", "Innrykket",
    ]  # fmt: skip


def test_a_gap_between_words_is_a_tab_only_where_something_else_begins_there_too() -> None:
    gap = [At(50, 700, "09.00"), At(92, 700, "Kaffe")]  # ten points: as wide as between words in a line that is filled
    assert lines(pdf(gap)) == ["09.00 Kaffe"]
    assert lines(pdf([*gap, At(50, 686, "10.00"), At(92, 686, "Te")])) == ["09.00\tKaffe", "10.00\tTe"]


def test_points_are_items_and_letters_that_are_one_are_written_out() -> None:
    page = [At(50, 700, "•"), At(68, 700, "Ta med lue"), At(50, 686, "• og sko"), At(50, 672, "· og briller")]
    assert lines(pdf(page)) == ["- Ta med lue", "- og sko", "- og briller"]


def test_a_page_that_lies_on_its_side_is_read_and_what_is_turned_against_the_rest_is_not() -> None:
    lying = b"\n".join(
        [TURNED % (100, b"Kaffe"), TURNED % (114, b"Velkommen hit"), b"BT /F1 9 Tf 300 700 Td (UTKAST) Tj ET"]
    )
    assert lines(pdf_of_contents([lying])) == ["Kaffe", "Velkommen hit"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf([], []), "scanned"),
        (pdf_of_contents([b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI Q"]), "scanned"),
        (pdf([At(50, 700, "Kaffe")])[:-40], "broken"),
        (b"%PDF-1.7\n%%EOF\n", "broken"),
        (pdf(*[[At(50, 700, "x")]] * 151), "too_many_pages"),
        (pdf(*[[At(50, 14 * n, "x" * 1000) for n in range(60)]] * 4), "too_much_text"),
    ],
)
def test_what_has_no_text_or_not_all_or_too_much_of_it_is_refused(data: bytes, reason: str) -> None:
    assert refused(data) == reason
