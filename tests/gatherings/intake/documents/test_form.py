"""What is refused by its make, and what to save it as."""

from __future__ import annotations

import io
import zipfile

import pytest

from gatherings.intake import Unreadable
from tests.gatherings.intake.documents.made import refused, source, word_programme
from tests.gatherings.intake.documents.pdfs import At, pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(stream: str) -> bytes:
    return OLE + f"Root Entry\0{stream}\0".encode("utf-16-le")


def archive(**parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def locked(package: bytes) -> bytes:
    """The package with the mark of a password on its first part."""
    at = package.index(b"PK\x01\x02") + 8
    return package[:at] + b"\1" + package[at + 1 :]


@pytest.mark.parametrize(
    ("data", "what", "better"),
    [
        (ole("WordDocument"), ".doc", ".docx"),
        (ole("Workbook"), ".xls", ".xlsx"),
        (ole("Book"), ".xls", ".xlsx"),
        (ole("PowerPoint Document"), ".ppt", ".pptx"),
        (b"{\\rtf1\\ansi Kaffe}", "RTF", ".docx"),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), ".odt", ".docx"),
        (archive(mimetype="application/vnd.oasis.opendocument.presentation"), ".odp", ".pptx"),
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), ".ods", ".xlsx"),
    ],
)
def test_an_older_or_another_make_is_refused_with_what_to_save_it_as(data: bytes, what: str, better: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        source(data)
    told = {"file": "program", "what": what, "better": better}
    assert (refusal.value.reason, refusal.value.args_of_sentence) == ("save_as", told)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (ole("__properties_version1.0"), "document"),
        (archive(**{"readme.txt": "hei"}), "document"),
        (archive(mimetype="application/epub+zip"), "document"),
        (archive(**{"[Content_Types].xml": "<Types/>"}), "document"),
        (archive(), "document"),
        (ole("EncryptedPackage"), "encrypted"),
        (pdf([At(50, 700, "Kaffe")], trailer=b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(1) (1)]" % (b"x" * 32, b"y" * 32)), "encrypted"),
        (locked(word_programme()), "encrypted"),
    ],
)  # fmt: skip
def test_what_no_reader_is_for_and_what_is_locked_is_refused(data: bytes, reason: str) -> None:
    assert refused(data) == reason
