"""What a file is, by what it holds; its name is only what it is called in a refusal."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from typing import Final

from gatherings.intake.documents.package import CONTENT_TYPES, contents, part_of
from gatherings.intake.draft import Reason, Unreadable

PDF_MARK: Final = b"%PDF-"
PDF_MARK_WITHIN: Final = 1024
ZIP_MARKS: Final = (b"PK\x03\x04", b"PK\x05\x06")
OLE_MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF_MARK: Final = b"{\\rtf"

# The streams that tell what an older file is, as their names stand in it, and the form to save it in.
OLD_STREAMS: Final = (
    ("WordDocument", ".doc", ".docx"),
    ("PowerPoint Document", ".ppt", ".pptx"),
    ("Workbook", ".xls", ".xlsx"),
    ("Book", ".xls", ".xlsx"),
)
OPEN_DOCUMENTS: Final = {
    b"text": (".odt", ".docx"),
    b"presentation": (".odp", ".pptx"),
    b"spreadsheet": (".ods", ".xlsx"),
}
OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument."


class Form(StrEnum):
    TEXT = "text"
    PDF = "pdf"
    WORD = "word"
    SLIDES = "slides"
    WORKBOOK = "workbook"


MAIN_PARTS: Final = {
    b"wordprocessingml.document.main+xml": Form.WORD,
    b"wordprocessingml.template.main+xml": Form.WORD,
    b"ms-word.document.macroEnabled.main+xml": Form.WORD,
    b"ms-word.template.macroEnabledTemplate.main+xml": Form.WORD,
    b"presentationml.presentation.main+xml": Form.SLIDES,
    b"presentationml.slideshow.main+xml": Form.SLIDES,
    b"presentationml.template.main+xml": Form.SLIDES,
    b"ms-powerpoint.presentation.macroEnabled.main+xml": Form.SLIDES,
    b"ms-powerpoint.slideshow.macroEnabled.main+xml": Form.SLIDES,
    b"ms-powerpoint.template.macroEnabled.main+xml": Form.SLIDES,
    b"spreadsheetml.sheet.main+xml": Form.WORKBOOK,
    b"spreadsheetml.template.main+xml": Form.WORKBOOK,
    b"ms-excel.sheet.macroEnabled.main+xml": Form.WORKBOOK,
    b"ms-excel.template.macroEnabled.main+xml": Form.WORKBOOK,
}


def is_text(data: bytes) -> bool:
    """Whether it begins as none of the documents that a library reads. Only its first bytes are looked at."""
    return PDF_MARK not in data[:PDF_MARK_WITHIN] and not data.startswith((*ZIP_MARKS, OLE_MARK, RTF_MARK))


def form_of(data: bytes, *, filename: str) -> Form:
    """What the file is. Raises Unreadable for what is not read, with what to save it as where that helps."""
    if is_text(data):
        return Form.TEXT
    if data.startswith(ZIP_MARKS):
        return _form_of_package(data, filename)
    if data.startswith(OLE_MARK):
        raise _old(data, filename)
    if data.startswith(RTF_MARK):
        raise Unreadable(Reason.SAVE_AS, file=filename, what="RTF", better=".docx")
    return Form.PDF


def _form_of_package(data: bytes, filename: str) -> Form:
    with contents(data, filename=filename) as packed:
        names = set(packed.namelist())
        if CONTENT_TYPES in names:
            types = part_of(packed, CONTENT_TYPES, filename=filename)
            found = next((form for main, form in MAIN_PARTS.items() if main in types), None)
            if found:
                return found
        if "mimetype" in names:
            raise _open_document(packed, filename)
    raise Unreadable(Reason.DOCUMENT, file=filename)


def _open_document(packed: zipfile.ZipFile, filename: str) -> Unreadable:
    told = part_of(packed, "mimetype", filename=filename)
    for name, (what, better) in OPEN_DOCUMENTS.items():
        if told.startswith(OPEN_DOCUMENT + name):
            return Unreadable(Reason.SAVE_AS, file=filename, what=what, better=better)
    return Unreadable(Reason.DOCUMENT, file=filename)


def _old(data: bytes, filename: str) -> Unreadable:
    """The refusal of an OLE file: a document of before 2007, or a newer one behind a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable(Reason.ENCRYPTED, file=filename)
    for stream, what, better in OLD_STREAMS:
        if f"{stream}\0".encode("utf-16-le") in data:
            return Unreadable(Reason.SAVE_AS, file=filename, what=what, better=better)
    return Unreadable(Reason.DOCUMENT, file=filename)
