"""Importing documents: the same programme from every make, and what is said of a page."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dialogs.phrases import voice
from dialogs.places import with_page
from gatherings.gathering import EN, LANGUAGES, NB, NN
from gatherings.intake.draft import Leaf
from tests.bot.commands.conftest import Terminal
from tests.gatherings.intake.documents.made import COLUMNS, PROGRAMMES, workbook
from tests.gatherings.intake.documents.pdfs import At, pdf

SLUG = "hostsamling-i-fjordby-2027-10-14"
LARGE = 200 * 1024 * 1024


def write(data: bytes, name: str) -> str:
    Path(name).write_bytes(data)
    return name


def pdf_with(row: tuple[str, str, str]) -> bytes:
    """The first page has a heading and a row; the second the row that is given, on its second line."""
    lefts = (50, 140, 220)
    first = [At(50, 800, "Høstsamling 14. oktober 2027", size=18)]
    rows = [(COLUMNS[0], COLUMNS[1], COLUMNS[2]), ("09:00", "30m", "Velkommen")]
    first += [At(x, 760 - 20 * n, text) for n, cells in enumerate(rows) for x, text in zip(lefts, cells, strict=True)]
    second = [At(x, 800, text) for x, text in zip(lefts, ("10:00", "30m", "Pause"), strict=True)]
    second += [At(x, 780, text) for x, text in zip(lefts, row, strict=True)]
    return pdf(first, second)


@pytest.mark.parametrize("make", PROGRAMMES)
def test_a_document_is_imported_like_a_text(terminal: Terminal, make: str) -> None:
    ended = terminal("import", write(PROGRAMMES[make](), f"program.{make}"), "--json")
    assert ended.code == 0, ended.err
    assert (ended.json["gathering"]["slug"], ended.json["warnings"]) == (SLUG, [])
    assert [block["title"] for block in ended.json["blocks"]] == ["Velkommen", "Nytt fra fylket", "Pause"]


def test_a_refusal_names_the_page_and_the_line_on_it(terminal: Terminal) -> None:
    ended = terminal("import", write(pdf_with(("15:15 – 14:30", "", "Møte")), "program.pdf"))
    sentence = "program.pdf, side 2, linje 2: «15:15 – 14:30» slutter før den begynner. Ingenting er lagret.\n"
    assert (ended.code, ended.out, ended.err) == (1, "", sentence)


def test_a_warning_names_the_page_and_the_line_on_it(terminal: Terminal) -> None:
    file = write(pdf_with(("10:20", "30m", "Møte")), "program.pdf")
    shown, told = terminal("import", file, "--dry-run"), terminal("import", file, "--dry-run", "--json")
    sentence = "«Pause» er ikke ferdig når «Møte» starter."
    assert f"  side 2, linje 1: {sentence}" in shown.out.splitlines()
    assert {"page": 2, "line": 1, "text": sentence} in told.json["warnings"]


def test_a_warning_about_a_sheet_names_the_sheet(terminal: Terminal) -> None:
    rows = [("# Høstsamling 14. oktober 2027",), COLUMNS, ("09:00", "", "Møte", "")]
    shown = terminal("import", write(workbook({"Forside": [], "Program": rows}), "program.xlsx"), "--dry-run")
    assert "  ark 2, linje 3: «Møte» har ingen slutt." in shown.out.splitlines()


def test_where_something_stands_is_said_in_every_language() -> None:
    said = [
        with_page({"file": "a", "page": 2, "leaf": leaf.value, "line": 1}, voice(language))["file"]
        for language in LANGUAGES
        for leaf in Leaf
    ]
    words = {NB: ("side", "lysbilde", "ark"), NN: ("side", "lysbilete", "ark"), EN: ("page", "slide", "sheet")}
    assert said == [f"a, {word} 2" for language in LANGUAGES for word in words[language]]


def test_a_file_of_200_megabytes_is_refused_without_being_read(terminal: Terminal) -> None:
    """Its size on disk is nothing, and of what it seems to hold no more is read than may be."""
    with Path("program.docx").open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(LARGE)
    began = time.process_time()
    ended = terminal("import", "program.docx")
    sentence = "program.docx er for stor. Et program kan være på høyst 50 MB. Ingenting er lagret.\n"
    assert (ended.code, ended.out, ended.err) == (1, "", sentence)
    assert time.process_time() - began < 2


def test_a_file_that_cannot_be_read_safely_is_refused_in_one_sentence(terminal: Terminal) -> None:
    ended = terminal("import", write(b"{\\rtf1 Kaffe}", "program.rtf"))
    sentence = "program.rtf er lagret som RTF, og det leses ikke. Lagre den som .docx eller PDF, og prøv igjen. Ingenting er lagret.\n"
    assert (ended.code, ended.err) == (1, sentence)
