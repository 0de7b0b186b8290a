"""Slides: titles, texts and tables from top to bottom; nothing of what the speaker has for themselves."""

from __future__ import annotations

from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Cm

from gatherings.intake.draft import Leaf
from tests.gatherings.intake.documents.made import BLANK, TITLE_AND_BODY, TITLE_ONLY, places, slides, source


def add(deck: Presentation, layout: int, title: str = "") -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[layout])
    if title:
        assert slide.shapes.title
        slide.shapes.title.text = title
    return slide


def box(slide: Slide, left: float, top: float, text: str) -> None:
    slide.shapes.add_textbox(Cm(left), Cm(top), Cm(5), Cm(2)).text_frame.text = text


def test_a_deck_is_read_slide_by_slide() -> None:
    def write(deck: Presentation) -> None:
        first = add(deck, TITLE_AND_BODY, "Høst\vsamling")
        first.placeholders[1].text = "Torsdag 14. oktober\vi Fjordby\nFredag 15. oktober"
        first.notes_slide.notes_text_frame.text = "Husk å ringe Kari på 400 00 001"  # type: ignore[union-attr]
        second = add(deck, BLANK)
        box(second, 12, 5.1, "til høyre")
        box(second, 1, 9, "nederst")
        box(second, 1, 5, "til venstre")

    made = source(slides(write))
    assert made.lines == [
        "# Høst samling", "Torsdag 14. oktober", "i Fjordby", "Fredag 15. oktober", "",
        "til venstre", "", "til høyre", "", "nederst",
    ]  # fmt: skip
    assert [(place.page, place.line) for place in made.places if place.page == 2] == [
        (2, 1),
        (2, 1),
        (2, 2),
        (2, 2),
        (2, 3),
        (2, 3),
    ]
    assert made.leaf is Leaf.SLIDE


def test_tables_bullets_and_bold_come_through() -> None:
    def write(deck: Presentation) -> None:
        slide = add(deck, TITLE_ONLY, "Program")
        table = slide.shapes.add_table(2, 2, Cm(1), Cm(5), Cm(20), Cm(4)).table
        for n, text in enumerate(("Tid", "Tittel", "09:00", "Kaffe\nog te")):
            table.cell(n // 2, n % 2).text = text
        frame = slide.shapes.add_textbox(Cm(1), Cm(12), Cm(9), Cm(4)).text_frame
        frame.text = "Ta med "
        run = frame.paragraphs[0].add_run()
        run.text, run.font.bold = "lue", True
        frame.paragraphs[0]._p.get_or_add_pPr().append(frame._element.makeelement(qn("a:buChar"), {"char": "•"}))

    assert source(slides(write)).lines == ["# Program", "Tid\tTittel", "09:00\tKaffe  og te", "", "- Ta med **lue**"]


def test_groups_are_read_and_hidden_slides_are_not_but_count() -> None:
    def write(deck: Presentation) -> None:
        add(deck, TITLE_ONLY, "Skjult").element.set("show", "0")
        group = add(deck, BLANK).shapes.add_group_shape()
        group.shapes.add_group_shape().shapes.add_textbox(Cm(0), Cm(0), Cm(5), Cm(2)).text_frame.text = "I gruppe"

    data = slides(write)
    assert (source(data).lines, places(data)) == (["I gruppe"], [(2, 1)])
