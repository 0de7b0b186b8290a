"""Office packages, opened so that nothing in them can do harm.

A library is never given the file itself but a copy of it: only the XML is unpacked, within bounds, and each part of it
is looked at before anything parses it. Pictures, macros, fonts and embedded files are left empty; they are not unpacked
at all, however large they say that they are.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from typing import Final
from xml.etree.ElementTree import ParseError, tostring
from xml.parsers import expat

from defusedxml.ElementTree import fromstring

from gatherings.intake.draft import Reason, Unreadable

CONTENT_TYPES: Final = "[Content_Types].xml"
MOST_PARTS: Final = 5000
LARGEST_XML: Final = 24 * 1024 * 1024
LARGEST_XML_MEGABYTES: Final = LARGEST_XML // 1024 // 1024
LONGEST_PART_NAME: Final = 400

_ENTRY_MARK: Final = b"PK\x01\x02"
_ENCRYPTED_FLAG: Final = 0x1
_XML_NAMES: Final = (".xml", ".rels")
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, OSError, ValueError, OverflowError, NotImplementedError,
    RuntimeError,
)  # fmt: skip

# With macros or as a template it is the same document: its text is read, and nothing of it is ever run.
_WORD: Final = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SLIDES: Final = b"vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_PLAIN_TYPES: Final = {
    b"vnd.ms-word.document.macroEnabled.main+xml": _WORD,
    b"vnd.ms-word.template.macroEnabledTemplate.main+xml": _WORD,
    _WORD.replace(b"document.main", b"template.main"): _WORD,
    b"vnd.ms-powerpoint.presentation.macroEnabled.main+xml": _SLIDES,
    b"vnd.ms-powerpoint.slideshow.macroEnabled.main+xml": _SLIDES,
    b"vnd.ms-powerpoint.template.macroEnabled.main+xml": _SLIDES,
    _SLIDES.replace(b"presentation.main", b"slideshow.main"): _SLIDES,
    _SLIDES.replace(b"presentation.main", b"template.main"): _SLIDES,
}


class _Begun(Exception):  # noqa: N818 (it is no error)
    """The root element has begun: no document type can follow."""


class _Typed(Exception):  # noqa: N818 (a sentence, as everywhere)
    """The part declares a document type, and so could declare entities. Office formats have none."""


def contents(data: bytes, *, filename: str) -> zipfile.ZipFile:
    """The package. Raises Unreadable where it is broken, is locked, or lists more parts than any document has."""
    if data.count(_ENTRY_MARK) > MOST_PARTS:
        raise Unreadable(Reason.UNSAFE, file=filename)
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN:
        raise Unreadable(Reason.BROKEN, file=filename) from None
    parts = packed.infolist()
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise Unreadable(Reason.ENCRYPTED, file=filename)
    if len({part.filename for part in parts}) < len(parts):
        raise Unreadable(Reason.UNSAFE, file=filename)
    return packed


def part_of(packed: zipfile.ZipFile, name: str, *, filename: str) -> bytes:
    """A part, unpacked to no more than it says it is, and that no more than `LARGEST_XML`."""
    try:
        size = packed.getinfo(name).file_size
        if size > LARGEST_XML:
            raise Unreadable(Reason.UNSAFE, file=filename)
        with packed.open(name) as part:
            return part.read(size + 1)  # without a number it would unpack as much as there is
    except _BROKEN:
        raise Unreadable(Reason.BROKEN, file=filename) from None


def harmless_copy(data: bytes, *, filename: str) -> io.BytesIO:
    """The package with its XML alone, as one that libraries take. Raises Unreadable where that is not safe."""
    made = io.BytesIO()
    with contents(data, filename=filename) as packed, zipfile.ZipFile(made, "w") as copy:
        parts = packed.infolist()
        if sum(part.file_size for part in parts if _is_xml(part)) > LARGEST_XML:
            raise Unreadable(Reason.UNSAFE, file=filename)
        names = {part.filename for part in parts}
        for part in parts:
            content = _checked(packed, part, filename) if _is_xml(part) else b""
            if part.filename.lower().endswith(".rels"):
                content = _without_dead_ends(content, part.filename, names)
            copy.writestr(zipfile.ZipInfo(part.filename[:LONGEST_PART_NAME]), content)
    made.seek(0)
    return made


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith(_XML_NAMES)


def _checked(packed: zipfile.ZipFile, part: zipfile.ZipInfo, filename: str) -> bytes:
    content = part_of(packed, part.filename, filename=filename)
    try:
        _refuse_document_types(content)
    except _Typed:
        raise Unreadable(Reason.UNSAFE, file=filename) from None
    except (expat.ExpatError, ValueError, LookupError):
        raise Unreadable(Reason.BROKEN, file=filename) from None
    if part.filename == CONTENT_TYPES:
        for macro, plain in _PLAIN_TYPES.items():
            content = content.replace(macro, plain)
    return content


def _without_dead_ends(content: bytes, name: str, names: set[str]) -> bytes:
    """The relationships of a part, without those to parts that are not there: programs leave them, and the libraries
    stumble over them.
    """
    try:
        root = fromstring(content)
    except ParseError:
        return content  # whoever needs it says that it is broken
    folder = posixpath.dirname(posixpath.dirname(name))
    inner = [one for one in root if one.get("TargetMode") != "External"]
    dead = [one for one in inner if _path(folder, one.get("Target", "")) not in names]
    for one in dead:
        root.remove(one)
    return tostring(root) if dead else content


def _path(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _refuse_document_types(content: bytes) -> None:
    """Raises _Typed for a part with a document type; of the part only what stands before its root is parsed."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _raising(_Typed)
    parser.StartElementHandler = _raising(_Begun)
    try:
        parser.Parse(content, True)  # noqa: FBT003 (its own form)
    except _Begun:
        return


def _raising(error: type[Exception]) -> Callable[..., None]:
    def handler(*_: object) -> None:
        raise error

    return handler
