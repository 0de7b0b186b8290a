"""What a person wrote is text in all three writers, whatever it looks like."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exports.lines import OrganisationShown
from bot.report.document import Bullets, Column, Document, Heading, Paragraph, Part, Table
from bot.report.facts import Day, Entry, Evaluated, Home
from bot.report.write_docx import write_docx
from bot.report.write_html import write_html
from bot.report.write_markdown import plain, write_markdown
from gatherings.evaluation.results import Results, Said, TextResult
from gatherings.programme import Contributor
from gatherings.schedule import TAKEAWAY
from tests.bot.report.reading import Page, composed, small, word_of
from tests.bot.report.told import DAYS, HELD, PARTICIPANTS, PICTURE, REPORT
from tests.builders import DAY_ONE
from tests.examples import examples

HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("https://x.example.org";"Se")',
    "Fjord | by",
    "Første\nandre\r\ntredje",
    "</title></style><img src=x onerror=alert(1)>",
    "[Se her](javascript:alert(1))",
    "**fet** _kursiv_ `kode` {style}",
    "# Overskrift",
    "---",
    "1. punkt",
    "&lt;b&gt; &amp;",
    "nul\x00l \x0b \ud800 \ufffe",
    "https://x.example.org www.example.org @alle",
    "\u202egnilmas",
    '" onmouseover="x',
)


def hostile(name: str) -> Document:
    """A report in which everything that a person can write is this."""
    entry = Entry(DAYS[0].entries[0].start, None, name, (Contributor(name, name, name),))
    home = Home(OrganisationShown(name), is_member=True, room=1)
    text = TextResult(TAKEAWAY, (Said("1", name, name), Said("2", name)))
    told = replace(
        REPORT,
        held=replace(HELD, title=name, network=name, venue=name, place=name, days=(Day(DAY_ONE, entries=(entry,)),)),
        participants=replace(PARTICIPANTS, homes=(home,)),
        evaluations=(Evaluated(name, Results(6, 9, texts=(text,)), replace(PICTURE, alternative=name)),),
    )
    return composed(told)


def words_of(text: str) -> list[str]:
    return re.sub(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe]", "", text).split()


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_that_a_person_wrote_is_an_element_of_the_page(name: str) -> None:
    page, usual = Page(write_html(hostile(name))), Page(write_html(hostile("Fjordby")))
    assert page.elements == [
        (tag, {**own, "alt": found.get("alt")} if tag == "img" else own)
        for (tag, own), (_, found) in zip(usual.elements, page.elements, strict=True)
    ]
    assert " ".join(words_of(name)) in " ".join(page.text.split())


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_person_wrote_is_whole_in_word(name: str) -> None:
    word = word_of(write_docx(hostile(name)))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert " ".join(words_of(name)) in cells
    assert word.core_properties.title == f"Rapport fra {' '.join(words_of(name))}"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_breaks_no_table_and_begins_no_list_in_markdown(name: str) -> None:
    lines, usual = (write_markdown(hostile(one)).decode().splitlines() for one in (name, "Fjordby"))
    assert [_shape(line) for line in lines] == [_shape(line) for line in usual]
    assert not re.search(r"(?<!\\)[<>`\[\]]", "\n".join(lines))


def _shape(line: str) -> tuple[str, int]:
    """What a line begins with, and how many cells it has."""
    begins = re.match(r"#+ |- |\*\*|\*|\|", line)
    return begins[0] if begins else "", len(re.findall(r"(?<!\\)\|", line))


def test_text_is_escaped_in_markdown_only_where_it_would_be_a_mark() -> None:
    told = ("Kl. 09.00–10.00, 5 av 10", "- punkt", "1. punkt", "1.5 timer", "a|b", "https://x.no", "+47 400")
    assert [plain(one) for one in told] == [
        "Kl. 09.00–10.00, 5 av 10", "\\- punkt", "1\\. punkt", "1.5 timer", "a\\|b", "https\\://x.no", "\\+47 400"
    ]  # fmt: skip


@settings(max_examples=examples(20))
@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_any_text_can_be_written_in_all_three(texts: list[str]) -> None:
    document = replace(small(*(part for text in texts for part in _parts(text))), title=texts[0])
    assert len(Page(write_html(document)).all("table")) == len(texts)
    assert len(word_of(write_docx(document)).tables) == len(texts)
    assert write_markdown(document).decode().count("\n|---|---:|\n") == len(texts)


def _parts(text: str) -> tuple[Part, ...]:
    table = Table(text, (Column(text), Column("n", is_number=True)), ((text, "1"),), (text, "1"))
    return Heading(text), Paragraph(text), Bullets((text,)), table
