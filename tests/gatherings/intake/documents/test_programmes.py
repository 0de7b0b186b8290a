"""One programme, in every make, is the same programme."""

from __future__ import annotations

import pytest

from gatherings.intake import Unreadable
from gatherings.intake.draft import Leaf
from gatherings.intake.formats import read_programme
from tests.gatherings.intake.documents.made import FIRST_DAY, PROGRAMMES, changed, workbook
from tests.gatherings.intake.texts import summary, warnings


@pytest.mark.parametrize("make", PROGRAMMES)
def test_a_programme_is_the_same_in_every_make(make: str) -> None:
    draft = read_programme(PROGRAMMES[make](), filename=f"program.{make}")
    assert (draft.title, draft.starts_on, [summary(block) for block in draft.blocks], warnings(draft)) == (
        "Høstsamling i Fjordby",
        FIRST_DAY,
        [
            ("09:00-09:30", "other", "Velkommen", None, ("Kari Nes",)),
            ("09:30-10:15", "talk", "Nytt fra fylket", None, ("Ingrid Moe",)),
            ("10:15-10:30", "break", "Pause", None, ()),
        ],
        [],
    )


@pytest.mark.parametrize("make", PROGRAMMES)
def test_what_it_is_its_content_tells_and_not_its_name(make: str) -> None:
    data = PROGRAMMES[make]()
    drafts = [read_programme(data, filename=name) for name in ("program.txt", "program", "virus.exe", f"x.{make}")]
    assert drafts == [drafts[0]] * 4


def test_a_refusal_and_a_warning_name_the_sheet_and_the_line_on_it() -> None:
    columns = ("KL.", "LENGDE", "TITTEL", "BESKRIVELSE")
    sheets: dict[str, list[tuple[object, ...]]] = {
        "Forside": [("Velkommen",)],
        "Program": [("# Samling 14. oktober 2027",), (), columns, ("09:00", "", "Møte", "")],
    }
    draft = read_programme(workbook(sheets), filename="program.xlsx")
    assert [(one.page, one.line, one.leaf) for one in draft.warnings if one.key.endswith("no_end")] == [
        (2, 4, Leaf.SHEET)
    ]
    sheets["Program"][3] = ("15:15 – 14:30", "", "Møte", "")
    with pytest.raises(Unreadable) as refusal:
        read_programme(workbook(sheets), filename="program.xlsx")
    told = {"file": "program.xlsx", "page": 2, "leaf": "sheet", "line": 4, "text": "15:15 – 14:30"}
    assert refusal.value.args_of_sentence == told


def test_the_lines_of_a_document_without_pages_are_those_of_its_text() -> None:
    data = changed(PROGRAMMES["docx"](), lambda _, content: content.replace(b"10:15", b"08:15"))
    with pytest.raises(Unreadable) as refusal:
        read_programme(data, filename="program.docx")
    assert (refusal.value.reason, refusal.value.args_of_sentence["line"]) == ("backwards", 6)
    assert "page" not in refusal.value.args_of_sentence
