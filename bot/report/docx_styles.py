"""How a Word document looks: paper, language, and the styles of headings, text and tables."""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from gatherings.gathering import EN, NB, NN, Language

LANGUAGES: Final = {NB: "nb-NO", NN: "nn-NO", EN: "en-GB"}
FONT: Final = "Calibri"
INK, PALE = RGBColor(0x17, 0x36, 0x5D), RGBColor(0x4A, 0x55, 0x62)
PAPER_CM: Final = (21.0, 29.7)
MARGIN_CM: Final = 2.3
PAGE_WIDTH_CM: Final = PAPER_CM[0] - 2 * MARGIN_CM
TABLE_TEXT, TABLE_NUMBER = "Table Text", "Table Number"
SIZES: Final = {"Title": 24, "Heading 1": 16, "Heading 2": 13, "Heading 3": 11, "Subtitle": 11, "Caption": 10}
SPACES: Final = {"Title": (0, 2), "Heading 1": (18, 4), "Heading 2": (12, 3), "Heading 3": (9, 2), "Subtitle": (0, 6)}


def lay_out(word: Word, language: Language) -> None:
    """A4 with our styles, in the language: a reader aloud and a spelling checker go by it."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(PAPER_CM[0]), Cm(PAPER_CM[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
    _set_defaults(word, LANGUAGES[language])
    word.styles["Normal"].font.size = Pt(11)
    word.styles["Normal"].paragraph_format.space_after = Pt(6)
    word.styles["Normal"].paragraph_format.line_spacing = 1.1
    for name, size in SIZES.items():
        _set_style(word.styles[name], size, PALE if name == "Subtitle" else INK)
    for name, (before, after) in SPACES.items():
        word.styles[name].paragraph_format.space_before = Pt(before)
        word.styles[name].paragraph_format.space_after = Pt(after)
    _set_caption(word.styles["Caption"])
    word.styles["List Bullet"].paragraph_format.space_after = Pt(3)
    _add_table_styles(word)


def _add_table_styles(word: Word) -> None:
    """How a cell is written: words to the left, numbers to the right."""
    for name, side in ((TABLE_TEXT, WD_ALIGN_PARAGRAPH.LEFT), (TABLE_NUMBER, WD_ALIGN_PARAGRAPH.RIGHT)):
        made = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style, made.font.size = word.styles["Normal"], Pt(10)
        made.paragraph_format.alignment, made.paragraph_format.space_after = side, Pt(1.5)


def _set_defaults(word: Word, language: str) -> None:
    """One font for everything, and the language, of the document and of its plain style."""
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _set_font(defaults.find(qn("w:rFonts")))
    _set_language(defaults, language)
    _set_language(word.styles["Normal"].element.get_or_add_rPr(), language)


def _set_language(properties: Any, language: str) -> None:  # noqa: ANN401 (an element of XML)
    known = properties.find(qn("w:lang"))
    if known is None:
        known = OxmlElement("w:lang")
        properties.append(known)
    known.set(qn("w:val"), language)


def _set_font(fonts: Any) -> None:  # noqa: ANN401 (an element of XML)
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _set_style(style: Any, size: int, ink: RGBColor) -> None:  # noqa: ANN401 (a style of any kind)
    style.font.name = FONT
    _set_font(style.element.rPr.find(qn("w:rFonts")))
    style.font.size, style.font.color.rgb = Pt(size), ink
    style.font.bold, style.font.italic = style.name != "Subtitle", False
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    for border in style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _set_caption(caption: Any) -> None:  # noqa: ANN401 (a style)
    """A caption stays with the table that it stands over."""
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = Pt(8), Pt(3)
