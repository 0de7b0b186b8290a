"""What Word knows and python-docx has no words for: heads that are repeated, lines, shades, page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table as Drawn
from docx.table import _Cell as Cell
from docx.table import _Row as Row
from docx.text.paragraph import Paragraph as Written

LINE: Final = "C5CCD5"
SHADE: Final = "EAF0F7"
EIGHTHS_OF_A_POINT: Final = "4"
TWIPS_OF_A_CM: Final = 567


def repeat_on_each_page(row: Row) -> None:
    """The row stands on top of each page that the table reaches."""
    _add(row._tr.get_or_add_trPr(), "w:tblHeader", val="true")  # noqa: SLF001 (python-docx has no other way)


def keep_whole(row: Row) -> None:
    """The row is not broken across pages."""
    _add(row._tr.get_or_add_trPr(), "w:cantSplit", val="true")  # noqa: SLF001


def shade(cell: Cell) -> None:
    _add(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=SHADE)  # noqa: SLF001


def draw_lines(table: Drawn) -> None:
    """Fine lines between the rows, over the first and under the last; none between columns."""
    borders = _add(table._tbl.tblPr, "w:tblBorders")  # noqa: SLF001
    for side in ("top", "bottom", "insideH"):
        _add(borders, f"w:{side}", val="single", sz=EIGHTHS_OF_A_POINT, space="0", color=LINE)


def set_columns(table: Drawn, widths_cm: Sequence[float]) -> None:
    """The widths of the columns, in every place where a program looks for them."""
    table.autofit = False
    for column, width in zip(table.columns, widths_cm, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    properties = table._tbl.tblPr  # noqa: SLF001
    for known in properties.findall(qn("w:tblW")):
        properties.remove(known)
    _add(properties, "w:tblW", w=str(round(sum(widths_cm) * TWIPS_OF_A_CM)), type="dxa")


def describe(table: Drawn, words: str) -> None:
    """What the table is, for who has it read aloud."""
    _add(table._tbl.tblPr, "w:tblCaption", val=words)  # noqa: SLF001


def set_style(paragraph: Written, name: str) -> None:
    """The paragraph's style by its name; python-docx would look for it among all of them, for each cell anew."""
    paragraph._p.style = name.replace(" ", "")  # noqa: SLF001


def set_alternative(picture: Any, words: str) -> None:  # noqa: ANN401 (an inline shape)
    """What the picture shows, for who does not see it."""
    picture._inline.docPr.set("descr", words)  # noqa: SLF001


def number_pages(paragraph: Written) -> None:
    """ "2 / 5", as fields that Word counts itself."""
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Written, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    shown = paragraph.add_run("1")._r  # noqa: SLF001
    field.append(shown)
    paragraph._p.append(field)  # noqa: SLF001


def _add(parent: Any, name: str, **attributes: str) -> Any:  # noqa: ANN401 (elements of XML)
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    parent.append(made)
    return made
