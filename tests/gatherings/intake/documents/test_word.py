"""Word documents: their text in order, with headings, bold, bullets and tables, and nothing that is hidden."""

from __future__ import annotations

from functools import partial

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.gatherings.intake.documents.made import changed, lines, source, word

SPACES = nsdecls("w") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def of_xml(*parts: str) -> list[str]:
    """The lines of a document whose body has these parts."""

    def write(document: Document) -> None:
        for part in parts:
            document.element.body.insert(-1, parse_xml(part.replace(">", f" {SPACES}>", 1)))

    return lines(word(write))


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_and_tables_stand_in_their_order() -> None:
    def write(document: Document) -> None:
        document.add_heading("Høstsamling", 0)
        document.add_heading("Torsdag", 2)
        document.add_paragraph("Vi møtes i Fjordby.")
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(table._cells, ("Tid", "Tittel", "09:00", "Kaffe\nog te"), strict=True):
            cell.text = text
        document.add_paragraph("Ta med lue", style="List Bullet")
        document.add_paragraph("og sko", style="List Number")
        document.add_paragraph("09:00\tKaffe\n10:00\tTe")

    made = source(word(write))
    assert made.lines == [
        "# Høstsamling", "## Torsdag", "Vi møtes i Fjordby.", "", "Tid\tTittel", "09:00\tKaffe  og te", "",
        "- Ta med lue", "- og sko", "09:00\tKaffe", "10:00\tTe",
    ]  # fmt: skip
    assert made.places == ()


def test_bold_is_marked_by_its_words_and_not_by_its_runs() -> None:
    def write(document: Document) -> None:
        one = document.add_paragraph("Sted: ")
        for text in ("Kultur", "huset", " "):
            one.add_run(text).bold = True
        one.add_run("i Fjordby")
        document.add_paragraph().add_run("Dag 1 \n- \nDag 2").bold = True
        document.add_heading("Dag", 1).add_run(" 3").bold = True
        document.styles["Quote"].font.bold = True
        document.add_paragraph("Velkommen", style="Quote").add_run(" hit").bold = False

    assert lines(word(write)) == [
        "Sted: **Kulturhuset** i Fjordby", "**Dag 1**", "-", "**Dag 2**", "# Dag 3", "**Velkommen** hit",
    ]  # fmt: skip


def test_a_cell_marks_what_is_bold_among_other_words() -> None:
    def write(document: Document) -> None:
        head, mixed = document.add_table(rows=1, cols=2).rows[0].cells
        head.paragraphs[0].add_run("Tittel").bold = True
        mixed.paragraphs[0].add_run("Velkommen").bold = True
        mixed.add_paragraph("ved Kari\tNes")

    assert lines(word(write)) == ["Tittel\t**Velkommen**  ved Kari Nes"]


def test_cells_over_several_columns_keep_the_columns_and_a_whole_row_is_a_line() -> None:
    def write(document: Document) -> None:
        table = document.add_table(rows=3, cols=3)
        for n, row in enumerate(table.rows):
            for m, cell in enumerate(row.cells):
                cell.text = f"{n}{m}"
        table.cell(0, 0).merge(table.cell(0, 2)).text = "Dag 1"
        table.cell(1, 0).merge(table.cell(1, 1)).text = "Pause"
        table.cell(1, 2).merge(table.cell(2, 2)).text = "Storsalen"

    assert lines(word(write)) == ["Dag 1", "Pause\t\tStorsalen", "20\t21\t"]


def test_a_frame_of_one_cell_is_its_words_and_a_table_in_a_cell_follows_its_row() -> None:
    def write(document: Document) -> None:
        frame = document.add_table(rows=1, cols=1).cell(0, 0)
        frame.paragraphs[0].text = "I ramme"
        frame.add_table(rows=1, cols=2).rows[0].cells[1].text = "Inne"
        outer = document.add_table(rows=1, cols=2).rows[0].cells
        outer[0].text = "Ute"
        outer[1].add_table(rows=1, cols=2).rows[0].cells[0].text = "Langt inne"

    assert lines(word(write)) == ["I ramme", "", "\tInne", "", "Ute\t", "Langt inne\t"]


def test_what_is_inserted_linked_or_in_a_control_is_read_and_what_is_deleted_or_hidden_is_not() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    inserted = f"<w:p><w:ins>{run.format('Ny ')}</w:ins><w:del><w:r><w:delText>Gammel</w:delText></w:r></w:del>{run.format('tekst')}</w:p>"
    hidden = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hemmelig</w:t></w:r>{run.format('Synlig')}</w:p>"
    control = f"<w:sdt><w:sdtContent>{p('I felt')}</w:sdtContent></w:sdt>"
    inline = f"<w:p><w:sdt><w:sdtContent>{run.format('Dato')}</w:sdtContent></w:sdt><w:hyperlink>{run.format(' her')}</w:hyperlink></w:p>"
    field = "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r></w:p>"
    assert of_xml(inserted, hidden, control, inline, field) == ["Ny tekst", "Synlig", "I felt", "Dato her", "a-b"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = (
        "<w:p><w:r><w:t>Over</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><wps:txbx><w:txbxContent>{p('I boks')}</w:txbxContent></wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{p('I boks')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert of_xml(box, p("Under")) == ["Over", "I boks", "Under"]


def test_a_style_that_builds_on_a_heading_is_one_and_styles_may_go_in_a_circle() -> None:
    def write(document: Document) -> None:
        own = document.styles.add_style("Dagtittel", 1)
        own.base_style = document.styles["Heading 2"]
        circle, back = document.styles.add_style("Rundt", 1), document.styles.add_style("Tilbake", 1)
        circle.base_style, back.base_style = back, circle
        document.add_paragraph("Dag 1", style="Dagtittel")
        document.add_paragraph("Kaffe", style="Rundt")

    assert lines(word(write)) == ["## Dag 1", "Kaffe"]


def replaced(_: str, content: bytes, *, main: bytes, other: bytes) -> bytes:
    return content.replace(main, other)


def test_macros_and_templates_are_documents_whose_text_is_read() -> None:
    plain = word(lambda document: document.add_paragraph("Kaffe kl. 09.00"))
    main = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    others = [
        b"vnd.ms-word.document.macroEnabled.main+xml", b"vnd.ms-word.template.macroEnabledTemplate.main+xml",
        b"vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ]  # fmt: skip
    made = [
        changed(plain, partial(replaced, main=main, other=other), more={"word/vbaProject.bin": b"\0"})
        for other in others
    ]
    assert [lines(data) for data in made] == [["Kaffe kl. 09.00"]] * 3


def test_what_points_to_nothing_is_no_hindrance() -> None:
    space = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    dead = b"".join(
        b'<Relationship Id="x%d" Type="%s/image" Target="%s"/>' % (n, space, target)
        for n, target in enumerate((b"NULL", b"../media/gone.png", b"#_Toc1", b"/word/none.xml"))
    )

    def change(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"</Relationships>", dead + b"</Relationships>")
            if name.endswith("document.xml.rels")
            else content
        )

    plain = word(lambda document: document.add_paragraph("Kaffe", style="List Bullet"))
    assert lines(changed(plain, change)) == ["- Kaffe"]
