"""Files that mean harm, made as small as they can be."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from typing import Final

from tests.gatherings.intake.documents.made import (
    changed,
    pdf_programme,
    slides_programme,
    word_programme,
    workbook_programme,
)
from tests.gatherings.intake.documents.pdfs import CATALOGUE, pdf_of_contents, pdf_of_objects

MEGABYTE: Final = 1024 * 1024
WORD_MAIN, SLIDE, SHEET = "word/document.xml", "ppt/slides/slide1.xml", "xl/worksheets/sheet1.xml"
MAIN_PARTS: Final = {
    "docx": (word_programme, WORD_MAIN),
    "pptx": (slides_programme, SLIDE),
    "xlsx": (workbook_programme, SHEET),
}

_LAUGHS: Final = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
DECLARED: Final = {
    "laughs": b'<!DOCTYPE x [<!ENTITY a "lol">' + _LAUGHS + b"]>",
    "a file outside": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "a remote type": b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "parameters": b'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>',
}


def with_document_type(make: str, declared: bytes, *, encoding: str = "utf-8") -> bytes:
    """The programme with a document type before the root of its main part, and its entity in every text."""
    build, main = MAIN_PARTS[make]

    def change(name: str, content: bytes) -> bytes:
        if name != main:
            return content
        root = content.partition(b"?>")[2] if content.startswith(b"<?xml") else content
        text = (declared + root.replace(b"09:00", b"&a;")).decode()
        return f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)

    return changed(build(), change)


def with_main_part(make: str, content: bytes) -> bytes:
    build, main = MAIN_PARTS[make]
    return changed(build(), lambda name, old: content if name == main else old)


def packed(content: bytes, *, level: int = 9) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as file:
        file.writestr("bomb.xml", content)
    return made.getvalue()


def nested() -> bytes:
    """A document with bombs within bombs among what is embedded; none of them is unpacked."""
    bomb = packed(b" " * 30 * MEGABYTE)
    for _ in range(3):
        bomb = packed(bomb)
    return changed(word_programme(), more={"word/embeddings/a.docx": bomb, "word/media/b.png": b"\0" * 30 * MEGABYTE})


def many_parts() -> bytes:
    return changed(word_programme(), more={f"word/media/{n}.xml": b"" for n in range(6000)})


def lying() -> bytes:
    """Its main part says that it is small."""
    data = with_main_part("docx", b"<x>" + b" " * 40 * MEGABYTE)
    said, told = struct.pack("<I", 40 * MEGABYTE + 3), struct.pack("<I", 1000)
    return data.replace(said, told)


def overlapping() -> bytes:
    """Many parts in its list that are one and the same in the file, as in a bomb that needs no nesting."""
    name = b"[Content_Types].xml"
    content = b"<x>wordprocessingml.document.main+xml</x>" + b" " * MEGABYTE
    deflated = zlib.compress(content, 9)[2:-4]
    sizes = struct.pack("<III", zlib.crc32(content), len(deflated), len(content))
    local = (
        b"PK\3\4" + struct.pack("<HHHHH", 20, 0, 8, 0, 0) + sizes + struct.pack("<HH", len(name), 0) + name + deflated
    )
    entries = b"".join(
        b"PK\1\2"
        + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 0)
        + sizes
        + struct.pack("<HHHHHII", len(part), 0, 0, 0, 0, 0, 0)
        + part
        for part in (name, *(b"part%d.xml" % n for n in range(3000)))
    )
    count = 3001
    return local + entries + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, len(entries), len(local), 0)


def deep(make: str) -> bytes:
    return with_main_part(make, b"<x>" * 200_000 + b"</x>" * 200_000)


def endless_word() -> bytes:
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 600_000
    return with_main_part("docx", b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (space, text))


def with_shared_texts(sheet: bytes, *texts: bytes) -> bytes:
    """The workbook with this sheet; its cells may show a text that stands once in the file, as Excel writes them."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    items = b"".join(b"<si><t>%s</t></si>" % text for text in texts)
    data = b'<worksheet xmlns="%s"><dimension ref="A1:A9"/><sheetData>%s</sheetData></worksheet>' % (space, sheet)

    def change(name: str, content: bytes) -> bytes:
        return data if name == SHEET else content.replace(b"</Types>", listed)

    return changed(
        workbook_programme(), change, more={"xl/sharedStrings.xml": b'<sst xmlns="%s">%s</sst>' % (space, items)}
    )


def endless_sheet() -> bytes:
    """One long text, shown in a great many cells."""
    return with_shared_texts(b"<row>%s</row>" % (b'<c t="s"><v>0</v></c>' * 50) * 4000, b"x" * 30_000)


def far_away_sheet() -> bytes:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    sheet = b'<worksheet xmlns="%s"><dimension ref="A1:XFD1048576"/><sheetData>%s</sheetData></worksheet>'
    return with_main_part("xlsx", sheet % (space, cell))


def pdf_in_circles() -> bytes:
    tree = b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 1000000 /Parent 3 0 R >>"
    return pdf_of_objects([CATALOGUE, tree, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>"])


def pdf_that_counts_wrong() -> bytes:
    return pdf_programme().replace(b"/Count 1 ", b"/Count 2000000000 ")


def pdf_bomb(*, layers: int = 1, megabytes: int = 60) -> bytes:
    """A content stream that is small, and unpacks to a great many texts."""
    content = b"BT /F1 9 Tf 10 10 Td (Velkommen) Tj ET\n" * (megabytes * MEGABYTE // 39)
    for _ in range(layers):
        content = zlib.compress(content, 6)
    return pdf_of_contents([content], filters=b"/Filter [%s]" % (b"/FlateDecode " * layers))


def deep_pdf() -> bytes:
    return pdf_of_objects([b"<< /Type /Catalog /Pages 2 0 R /X %s >>" % (b"[" * 200_000), b"[" * 200_000])


def pdf_form_within_itself() -> bytes:
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 4 0 R >> >> /Length 11 >>\nstream\n/A Do /A Do\nendstream"
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Resources << /XObject << /A 4 0 R >> >> /Contents 4 0 R >>"
    )
    return pdf_of_objects([CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, form])


def pdf_tables_in_circles() -> bytes:
    data = pdf_programme()
    begins = data.rindex(b"xref\n0 ")
    return data.replace(b"/Size", b"/Prev %d /Size" % begins)


def pointing_to(address: str) -> bytes:
    """A document with a template, a picture, a frame and a data source elsewhere."""
    kinds = ("attachedTemplate", "image", "frame", "mailMergeSource", "oleObject", "hyperlink")
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="x{kind}" Type="{space}/{kind}" Target="{address}" TargetMode="External"/>' for kind in kinds
    )
    picture = f'<w:r><w:drawing><a:blip xmlns:a="urn:a" xmlns:r="{space}" r:link="ximage"/></w:drawing></w:r>'

    def change(name: str, content: bytes) -> bytes:
        if name in {"word/_rels/document.xml.rels", "_rels/.rels"}:
            return content.replace(b"</Relationships>", links.encode() + b"</Relationships>")
        return content.replace(b"</w:p>", picture.encode() + b"</w:p>", 1) if name == "word/document.xml" else content

    return changed(word_programme(), change)


Made = Callable[[], bytes]

AT_ONCE: Final[dict[str, tuple[Made, str]]] = {
    "a part that unpacks to far too much": (lambda: with_main_part("docx", b"<x>" + b" " * 40 * MEGABYTE), "unsafe"),
    "a part that says that it is small": (lying, "broken"),
    "far too many parts": (many_parts, "unsafe"),
    "parts that overlap": (overlapping, "unsafe"),
    **{
        f"{what} in a {make}": (partial(with_document_type, make, declared), "unsafe")
        for make in MAIN_PARTS
        for what, declared in DECLARED.items()
    },
    "laughs in two bytes a letter": (
        lambda: with_document_type("docx", DECLARED["laughs"], encoding="utf-16"),
        "unsafe",
    ),
    "a docx without a floor": (lambda: deep("docx"), "broken"),
    "a pptx without a floor": (lambda: deep("pptx"), "broken"),
    "a sheet without an end": (endless_sheet, "too_much_text"),
    "a sheet with a cell far away": (far_away_sheet, "empty"),
}
"""What it is, how it is made, and why it is refused before it costs anything."""

IN_TIME: Final[dict[str, tuple[Made, frozenset[str]]]] = {
    "laughs": (lambda: with_document_type("xlsx", DECLARED["laughs"]), frozenset({"unsafe"})),
    "a bomb": (AT_ONCE["a part that unpacks to far too much"][0], frozenset({"unsafe"})),
    "a sheet without a floor": (lambda: deep("xlsx"), frozenset({"unsafe", "broken", "empty"})),
    "a document without an end": (endless_word, frozenset({"unsafe"})),
    "pages in circles": (pdf_in_circles, frozenset({"broken", "scanned", "too_many_pages"})),
    "a page that unpacks to far too much": (pdf_bomb, frozenset({"unsafe", "too_much_text"})),
    "a page that is packed over and over": (lambda: pdf_bomb(layers=3), frozenset({"unsafe", "too_much_text"})),
    "objects without a floor": (deep_pdf, frozenset({"broken", "unsafe", "scanned"})),
    "a form within itself": (pdf_form_within_itself, frozenset({"scanned", "unsafe"})),
}
"""What only its limits end, or a library in C: why it may be refused."""

READ: Final[dict[str, Made]] = {
    "bombs among what is embedded": nested,
    "macros": lambda: changed(word_programme(), more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 1000}),
    "tables in circles": pdf_tables_in_circles,
    "pages that are counted wrong": pdf_that_counts_wrong,
}
"""What is read in spite of it: the harm is in what is never looked at."""
