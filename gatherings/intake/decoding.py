"""Bytes of a file to its text. What is not text is refused before anything is parsed."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import Final

from gatherings.intake.draft import Reason, Unreadable
from gatherings.intake.schedules import is_schedule

LARGEST_BYTES: Final = 10 * 1024 * 1024
MOST_LINES: Final = 50_000
LONGEST_LINE: Final = 20_000
LARGEST_MEGABYTES: Final = LARGEST_BYTES // 1024 // 1024

PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")
DOCUMENTS: Final = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")
UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def text_of(data: bytes, *, filename: str) -> str:
    """The text of a file, composed (NFC), its lines ended by a line feed alone. Raises Unreadable for anything else."""
    _refuse_what_is_not_text(data, filename)
    text = _decoded(data)
    if text is None or _CONTROL.search(text):
        raise Unreadable(Reason.BINARY, file=filename)
    if not text.strip():
        raise Unreadable(Reason.EMPTY, file=filename)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_what_nobody_writes(text, filename)
    return unicodedata.normalize("NFC", text)


def _refuse_what_nobody_writes(text: str, filename: str) -> None:
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        raise Unreadable(Reason.TOO_MANY_LINES, file=filename, limit=MOST_LINES)
    long = next((number for number, line in enumerate(lines, start=1) if len(line) > LONGEST_LINE), None)
    if long is not None and not is_schedule(text):
        raise Unreadable(Reason.LINE_TOO_LONG, file=filename, line=long, limit=LONGEST_LINE)


def _refuse_what_is_not_text(data: bytes, filename: str) -> None:
    if not data:
        raise Unreadable(Reason.EMPTY, file=filename)
    if len(data) > LARGEST_BYTES:
        raise Unreadable(Reason.TOO_LARGE, file=filename, limit=LARGEST_MEGABYTES)
    if data.startswith(PICTURES):
        raise Unreadable(Reason.PICTURE, file=filename)
    if data.startswith(DOCUMENTS):
        raise Unreadable(Reason.DOCUMENT, file=filename)


def _decoded(data: bytes) -> str | None:
    encodings = ("utf-16",) if data.startswith(UTF_16) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
