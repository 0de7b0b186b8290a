"""Reads slides: of each its title as a heading, then its texts and tables as one sees them, from top to bottom.

What the speaker has noted, slides that are hidden, and what every slide has (footer, date, number) are not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph

from gatherings.intake.documents.package import harmless_copy
from gatherings.intake.documents.page import Opened, Page, Words, cell_of, heading_of, line_of, parted
from gatherings.intake.draft import Leaf, Reason, Unreadable

MOST_SLIDES: Final = 150
TITLE_LEVEL: Final = 1
OF_EVERY_SLIDE: Final = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER)
SAME_HEIGHT: Final = 150_000  # EMU, 4 mm: what is this near in height stands side by side
BULLETS: Final = (qn("a:buChar"), qn("a:buAutoNum"))
BREAK: Final = "\v"  # what the library makes of a line break


def read_slides(data: bytes, *, filename: str) -> Opened:
    presentation = Presentation(harmless_copy(data, filename=filename))
    slides = list(presentation.slides)
    if len(slides) > MOST_SLIDES:
        raise Unreadable(Reason.TOO_MANY_PAGES, file=filename, limit=MOST_SLIDES)
    pages = (Page(n, tuple(_lines(slide))) for n, slide in enumerate(slides, start=1) if not _is_hidden(slide))
    return Opened(tuple(pages), Leaf.SLIDE)


def _is_hidden(slide: Slide) -> bool:
    return slide.element.get("show") in ("0", "false")


def _lines(slide: Slide) -> Iterator[str]:
    title = slide.shapes.title
    if title is not None:
        yield heading_of(_words_of(title.text_frame), TITLE_LEVEL)
    for shape in _in_order(_flat(slide.shapes)):
        if title is None or shape.shape_id != title.shape_id:
            yield from _of_shape(shape)
            yield ""


def _flat(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    """The shapes, also those of groups."""
    for shape in shapes:
        if isinstance(shape, GroupShape):
            yield from _flat(shape.shapes)
        elif not (shape.is_placeholder and shape.placeholder_format.type in OF_EVERY_SLIDE):
            yield shape


def _in_order(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    """From top to bottom, and from left to right what stands side by side."""
    row: list[BaseShape] = []
    for shape in sorted(shapes, key=lambda one: one.top or 0):
        if row and (shape.top or 0) - (row[0].top or 0) > SAME_HEIGHT:
            yield from sorted(row, key=lambda one: one.left or 0)
            row = []
        row.append(shape)
    yield from sorted(row, key=lambda one: one.left or 0)


def _of_shape(shape: BaseShape) -> Iterator[str]:
    if isinstance(shape, GraphicFrame) and shape.has_table:
        for row in shape.table.rows:
            yield "\t".join(cell_of(_cell_lines(cell.text_frame)) for cell in row.cells)
    elif shape.has_text_frame:
        for paragraph in shape.text_frame.paragraphs:  # type: ignore[attr-defined]
            yield from _of_paragraph(paragraph)


def _of_paragraph(paragraph: _Paragraph) -> Iterator[str]:
    first, *others = map(line_of, parted(_words(paragraph)))
    yield f"- {first}" if first.strip() and _is_item(paragraph) else first
    yield from others


def _is_item(paragraph: _Paragraph) -> bool:
    """Whether it has a bullet of its own. Those that a layout gives to all of its text tell nothing."""
    properties = paragraph._p.pPr  # noqa: SLF001 (the library has no other way to it)
    return properties is not None and any(properties.find(mark) is not None for mark in BULLETS)


def _words(paragraph: _Paragraph) -> Iterator[Words]:
    for content in paragraph._p.content_children:  # noqa: SLF001 (its runs leave out breaks and fields)
        properties = content.find(qn("a:rPr"))
        is_bold = properties is not None and properties.get("b") in ("1", "true")
        yield Words(content.text.replace(BREAK, "\n"), is_bold)


def _words_of(frame: TextFrame) -> Iterator[Words]:
    for paragraph in frame.paragraphs:
        yield from _words(paragraph)
        yield Words(" ")


def _cell_lines(frame: TextFrame) -> Iterator[list[Words]]:
    for paragraph in frame.paragraphs:
        yield from parted(Words(one.text.replace("\t", " "), one.is_bold) for one in _words(paragraph))
