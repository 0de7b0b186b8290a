"""Invitation lists: who is expected, out of CSV and XLSX, and what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gatherings.intake import Unreadable
from gatherings.intake.invited import LARGEST_BYTES, Invited, InvitedRow, read_invited
from tests.gatherings.intake.documents.hostile import DECLARED, lying, with_document_type
from tests.gatherings.intake.documents.made import workbook as made

KARI = ("Kari Nes", "kari@fjordby.example", "Fjordby kommune")


def read(data: str | bytes) -> Invited:
    return read_invited(data.encode() if isinstance(data, str) else data, filename="liste.csv")


def people(data: str | bytes) -> list[tuple[str | None, str | None, str | None]]:
    return [(row.name, row.email, row.organisation) for row in read(data).rows]


def warned(data: str | bytes) -> list[tuple[str, int | None]]:
    return [(one.key.removeprefix("intake.warning."), one.line) for one in read(data).warnings]


def refused(data: str | bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        read(data)
    assert refusal.value.args_of_sentence["file"] == "liste.csv"
    return refusal.value.key.removeprefix("intake.refusal.")


def workbook(*rows: tuple[object, ...], before: tuple[tuple[object, ...], ...] = ()) -> bytes:
    """A workbook with these rows; `before` stand on a sheet in front."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    if before:
        front = book.create_sheet("Forside", 0)
        for row in before:
            front.append(list(row))
    for row in rows:
        sheet.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "Navn,E-post,Kommune\nKari Nes,kari@fjordby.example,Fjordby kommune\n",
        "Navn;E-post;Kommune\r\nKari Nes;kari@fjordby.example;Fjordby kommune\r\n",
        "Organisation\tEmail\tName\nFjordby kommune\tKARI@Fjordby.Example\tKari Nes\n",
        "Fornavn;Etternavn;Epost;Arbeidssted\nKari;Nes;kari@fjordby.example;Fjordby kommune\n",
        "E-mail address,Virksomhet,Full name\nkari@fjordby.example,Fjordby kommune,Kari Nes\n",
        "Deltakere til samlingen\n\nNamn,Epostadresse,Kommune,Telefon\nKari Nes,kari@fjordby.example,Fjordby kommune,1\n",
        'E-post,Kommune\n"Kari Nes <kari@fjordby.example>",Fjordby kommune\n',
        "Kari Nes;kari@fjordby.example;Fjordby kommune\n",
        "\ufeffNavn,E-post,Kommune\n,,\nKari Nes, kari@fjordby.example ,Fjordby kommune\n\n",
        '"Navn","E-post","Kommune"\n"Kari Nes","mailto:kari@fjordby.example","Fjordby kommune"\n',
    ],
)
def test_a_list_is_read_whatever_its_separator_its_order_and_its_language(text: str) -> None:
    assert people(text) == [KARI]


def test_a_list_in_an_old_encoding_has_its_letters() -> None:
    assert people("Navn;E-post;Kommune\nÅse Sørli;ase@oyane.example;Øyane\n".encode("cp1252")) == [
        ("Åse Sørli", "ase@oyane.example", "Øyane")
    ]


def test_a_list_without_headings_says_what_it_was_taken_for() -> None:
    assert warned("Kari Nes;kari@fjordby.example\nPer Lie;per@fjordby.example\n") == [("columns_guessed", 1)]


def test_addresses_that_stand_twice_are_one_and_the_fuller_row_fills_in() -> None:
    text = "Navn,E-post,Kommune\nKari Nes,kari@fjordby.example,\n,KARI@fjordby.example,Fjordby kommune\n"
    assert (people(text), warned(text)) == ([KARI], [("row_twice", 3)])


def test_a_row_without_an_address_is_kept_if_it_has_a_name() -> None:
    text = "Navn,E-post,Kommune\nPer Lie,,Fjordby kommune\n,,Øyane\n"
    assert (people(text), warned(text)) == (
        [("Per Lie", None, "Fjordby kommune")],
        [("row_without_email", 2), ("row_not_read", 3)],
    )


@pytest.mark.parametrize(
    "written",
    [
        "kari(at)fjordby",
        "kari@",
        "@fjordby.example",
        "kari@fjordby",
        "ka ri@fjordby.example",
        "kari@-x.example",
        "a@b.example c@d.example",
    ],
)
def test_what_cannot_be_an_address_is_left_out_with_its_line(written: str) -> None:
    text = f"Navn,E-post\nPer Lie,per@fjordby.example\nKari Nes,{written}\n"
    assert (len(people(text)), warned(text)) == (1, [("row_not_an_address", 3)])


def test_lines_are_those_of_the_file_also_where_a_cell_has_several() -> None:
    text = 'Navn,E-post,Kommune\n"Kari\nNes",kari@fjordby.example,Fjordby kommune\nPer Lie,,Øyane\n'
    assert [row.line for row in read(text).rows] == [2, 4]


def test_a_workbook_is_read_from_the_first_sheet_that_has_headings() -> None:
    data = workbook(
        ("Liste", None, None), (), ("E-post", "Navn", "Kommune"), ("kari@fjordby.example", "Kari Nes", "Fjordby kommune"),
        before=(("Laget i høst",),),
    )  # fmt: skip
    assert read(data).rows == (InvitedRow(4, *KARI),)


def test_a_formula_without_a_saved_value_and_an_error_are_left_out() -> None:
    data = workbook(
        ("Navn", "E-post", "Kommune"), ('=HYPERLINK("https://x.example","Kari")', "kari@fjordby.example", "#REF!"),
    )  # fmt: skip
    assert people(data) == [(None, "kari@fjordby.example", None)]


def test_words_that_look_like_a_formula_in_a_csv_file_are_words() -> None:
    assert people("Navn,E-post\n=1+1,kari@fjordby.example\n") == [("=1+1", "kari@fjordby.example", None)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "document"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"PK\x03\x04 nothing", "broken"),
        (b"Kjaere alle, velkommen\n", "no_list"),
        (b"Navn,E-post\n", "no_list"),
        (b"x" * (LARGEST_BYTES + 1), "list_too_large"),
        (b"Navn,E-post\n" + b"".join(b"A,a%d@x.example\n" % n for n in range(5001)), "too_many_rows"),
        (b"Navn,E-post\n" + b"".join(b"A,a%d@x.example\n" % n for n in range(9000)), "too_many_rows"),
    ],
)
def test_what_is_no_list_is_refused(data: bytes, reason: str) -> None:
    assert refused(data) == reason


def test_five_thousand_rows_are_read() -> None:
    assert len(people("Navn,E-post\n" + "".join(f"A,a{n}@x.example\n" for n in range(5000)))) == 5000


def test_what_stands_on_a_hidden_sheet_is_not_read() -> None:
    data = made({"Liste": [("Navn", "E-post")], "Skjult": [("Navn", "E-post"), KARI[:2]]}, hidden=("Skjult",))
    assert refused(data) == "no_list"


def test_a_workbook_that_unpacks_to_far_more_is_refused_before_it_is_opened() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "x")
        made.writestr("xl/worksheets/sheet1.xml", b"\0" * (70 * 1024 * 1024))
    assert refused(packed.getvalue()) == "unsafe"


@pytest.mark.parametrize(
    ("make", "reason"), [(lying, "broken"), (lambda: with_document_type("xlsx", DECLARED["laughs"]), "unsafe")]
)
def test_a_workbook_that_means_harm_is_refused_as_any_document(make: Callable[[], bytes], reason: str) -> None:
    assert refused(make()) == reason


def test_another_packed_file_is_no_list() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("readme.txt", "hei")
    assert refused(packed.getvalue()) == "no_list"


def test_a_workbook_that_is_broken_is_called_so() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("[Content_Types].xml", "<broken")
    assert refused(packed.getvalue()) == "broken"
