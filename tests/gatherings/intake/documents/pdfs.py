"""Writes PDFs, as small as they can be: text at places, in two fonts that every reader has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

CATALOGUE: Final = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT: Final = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
FONTS: Final = (FONT % b"Helvetica", FONT % b"Helvetica-Bold")


@dataclass(frozen=True, slots=True)
class At:
    """A text at a place, in points from the lower left corner of an A4 page."""

    x: float
    y: float
    text: str
    size: float = 11
    is_bold: bool = False


def pdf(*pages: Sequence[At], trailer: bytes = b"", page_entries: bytes = b"") -> bytes:
    """A document of these pages."""
    return pdf_of_contents([_content(page) for page in pages], trailer=trailer, page_entries=page_entries)


def pdf_of_contents(
    contents: Sequence[bytes], *, trailer: bytes = b"", page_entries: bytes = b"", filters: bytes = b""
) -> bytes:
    """A document of pages with these content streams."""
    first = 3 + len(FONTS)
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(contents)))
    objects = [CATALOGUE, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)), *FONTS]
    for n, content in enumerate(contents):
        resources = b"<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents %d 0 R %s >>"
            % (resources, first + 2 * n + 1, page_entries)
        )
        objects.append(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content))
    return pdf_of_objects(objects, trailer=trailer)


def pdf_of_objects(objects: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    """A document of these objects, numbered from 1, the first of them its catalogue."""
    made = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    begins = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, begins)
    return bytes(made)


def _content(page: Sequence[At]) -> bytes:
    return b"\n".join(
        b"BT /F%d %g Tf %g %g Td (%s) Tj ET" % (1 + one.is_bold, one.size, one.x, one.y, _escaped(one.text))
        for one in page
    )


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
