"""The page and the Word document: what readers aloud, printers and offices need of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from bot.report.document import Column, Table
from bot.report.write_docx import widths_of, write_docx
from bot.report.write_html import write_html
from gatherings.gathering import EN, LANGUAGES, NB, NN, Language
from tests.bot.report.reading import Page, composed, small, word_of
from tests.bot.report.told import MADE_AT, PICTURE

# The page.


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_its_language_and_title(language: Language) -> None:
    document = composed(language=language)
    page = Page(write_html(document))
    assert page.all("html") == [{"lang": language}]
    assert f"<title>{document.title}</title>" in write_html(document).decode()


def test_the_page_asks_nobody_for_anything() -> None:
    content = write_html(composed())
    page = Page(content)
    assert [tag for tag, _ in page.elements if tag in {"script", "link", "iframe", "a", "form"}] == []
    assert [str(one["src"]).partition(",")[0] for one in page.all("img")] == ["data:image/svg+xml;base64"]
    assert not re.search(rb"url\(|@import|http://|https://", content)


def test_heads_of_columns_and_rows_say_which_they_are() -> None:
    table = Table(
        "Antall", (Column("Hvem"), Column("n", is_number=True)), (("Kari", "1"), ("Ola", "2")), ("I alt", "3")
    )
    page = Page(write_html(small(table)))
    assert [one.get("scope") for one in page.all("th")] == ["col", "col", "row", "row", "row"]
    assert [one.get("class") for one in page.all("td")] == ["number"] * 3
    assert len(page.all("caption")) == 1


def test_levels_of_headings_are_never_skipped() -> None:
    levels = [int(tag[1]) for tag, _ in Page(write_html(composed())).elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_picture_without_svg_is_shown_as_png() -> None:
    (shown,) = Page(write_html(small(replace(PICTURE, svg="")))).all("img")
    assert str(shown["src"]).startswith("data:image/png;base64,iVBOR")
    assert shown["alt"] == PICTURE.alternative


# Word.


def test_headings_are_headings_and_lists_are_lists() -> None:
    word = word_of(write_docx(composed()))
    styles = [paragraph.style.name for paragraph in word.paragraphs if paragraph.style is not None]
    assert styles[:3] == ["Title", "Subtitle", "Heading 1"]
    assert {"Heading 2", "Heading 3", "List Bullet", "Caption", "Normal"} <= set(styles)


def test_the_head_of_a_table_comes_again_on_each_page() -> None:
    for table in word_of(write_docx(composed())).tables:
        heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)


@pytest.mark.parametrize(("language", "code"), [(NB, "nb-NO"), (NN, "nn-NO"), (EN, "en-GB")])
def test_the_language_is_that_of_the_styles(language: Language, code: str) -> None:
    word = word_of(write_docx(composed(language=language)))
    said = {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))}
    assert (said, word.core_properties.language) == ({code}, code)


def test_a_picture_has_its_words_and_one_that_cannot_be_read_is_told_by_them() -> None:
    word = word_of(write_docx(small(PICTURE, replace(PICTURE, png=b"ikke et bilde", alternative="Bare ord."))))
    described = [one.get("descr") for one in word.element.body.iter(qn("wp:docPr"))]
    assert described == [PICTURE.alternative]
    assert word.paragraphs[-1].text == "Bare ord."


def test_pages_are_numbered_and_the_paper_is_a4() -> None:
    section = word_of(write_docx(composed())).sections[0]
    fields = [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)  # type: ignore[union-attr]


def test_the_properties_say_what_it_is_and_when_it_was_made() -> None:
    known = word_of(write_docx(composed())).core_properties
    assert (known.title, known.author, known.created) == ("Rapport fra Vårsamling", "Samband", MADE_AT)


@given(
    st.lists(st.tuples(st.text(max_size=90), st.booleans()), min_size=1, max_size=13),
    st.lists(st.text(max_size=90), max_size=3),
)
def test_columns_are_never_wider_than_the_page(columns: list[tuple[str, bool]], cells: list[str]) -> None:
    heads = tuple(Column(name, is_number=is_number) for name, is_number in columns)
    widths = widths_of(Table("", heads, tuple((cell,) * len(heads) for cell in cells)))
    assert sum(widths) < 16.41
    assert min(widths) > 0


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_it_and_makes_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "rapport.docx").write_bytes(write_docx(composed()))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(tmp_path / "rapport.docx")], check=True, capture_output=True, timeout=120)
    assert (tmp_path / "rapport.pdf").read_bytes().startswith(b"%PDF")
