"""Good files to be damaged. Who adds a format adds its samples here: one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Final

from bot.exports.programme import FORMS, write_programme
from dialogs.phrases import voice
from gatherings.gathering import NB
from tests.builders import gathering
from tests.gatherings.intake.documents.made import (
    changed,
    pdf_programme,
    slides_programme,
    word_programme,
    workbook_programme,
)
from tests.gatherings.intake.test_frab import CONFERENCE
from tests.gatherings.intake.texts import SAMPLES

PACKED: Final = frozenset({"docx", "pptx", "xlsx"})
CSV: Final = "Tid;Slutt;Tittel;Beskrivelse\n09:00;09:30;Velkommen;«Kaffe»\n09:30;10:15;Nytt fra fylket;Ved Ingrid Moe\n"


MARKDOWN: Final = (
    "# Fagdag 15. april 2027\n\n| Tid | Tittel | Hvem |\n|---|---|---|\n| 09:00–09:30 | **Velkommen** | Kari Nes |\n"
    "| 09:30 | Nytt fra fylket | Ingrid Moe, Fjordby kommune |\n| 10:15–10:30 | *Pause* | |\n\n- Ta med kopp\n"
)


def _export(form: str) -> bytes:
    return write_programme(gathering(), form, voice=voice(NB), stamped_at=datetime(2027, 3, 1, 12, tzinfo=UTC))


def _file(path: Path) -> Callable[[], bytes]:
    return path.read_bytes


GOOD: Final[dict[str, Callable[[], bytes]]] = {
    **{path.name: _file(path) for path in sorted(SAMPLES.iterdir()) if path.is_file() and path.suffix != ".py"},
    "program.docx": word_programme,
    "program.pptx": slides_programme,
    "program.xlsx": workbook_programme,
    "program.csv": CSV.encode,
    "program.tsv": CSV.replace(";", "\t").encode,
    "program.md": MARKDOWN.encode,
    "program.json": json.dumps({"schedule": {"conference": CONFERENCE}}, indent=1).encode,
    **{f"export.{FORMS[form].ending}": partial(_export, form) for form in FORMS},
}
"""By the name of the file. What stands in `gatherings/samples` is here by itself."""

IN_C: Final[dict[str, Callable[[], bytes]]] = {"program.pdf": pdf_programme}
"""What a library in C reads: never in the process of the tests."""

SCRAPS: Final = (
    b"", b"\0", b"\xff\xff\xff\xff", b"\x80", b"25:61", b"0000", b"-1", b"99999999999", b"<", b"</", b"&a;", b"]]>", b'"', b"{", b"[",
    b"\n", b"\t", b"# ", b"** ", b"2027-13-40", b"31. februar", b"BEGIN:VEVENT\r\n", b"RRULE:FREQ=SECONDLY", b"<!DOCTYPE x>", b"PK\3\4",
    "\u202e".encode(), "\U0001f680".encode(), b"\xc3\x28", b"\xed\xa0\x80", b" " * 300, b"a" * 300,
)  # fmt: skip


@cache
def good(name: str) -> bytes:
    return {**GOOD, **IN_C}[name]()


def damaged(name: str, random: Random) -> bytes:
    """The file with a few wounds; of a packed one most often within a part, as it would seldom unpack otherwise."""
    data = good(name)
    if name.rpartition(".")[2] in PACKED and random.random() < 0.8:
        return _with_a_damaged_part(data, random)
    return _wounded(data, random)


def _wounded(data: bytes, random: Random) -> bytes:
    for _ in range(random.randint(1, 6)):
        at, lost = random.randrange(len(data) + 1), random.choice((0, 1, 2, 8, 100))
        new = random.choice((random.choice(SCRAPS), random.randbytes(random.randint(1, 4)), _copied(data, random)))
        data = data[:at] + new + data[at + lost :]
    return data[: random.randrange(len(data))] if data and random.random() < 0.05 else data


def _copied(data: bytes, random: Random) -> bytes:
    """A piece of the file itself."""
    at = random.randrange(len(data) + 1)
    return data[at : at + random.choice((4, 40, 400))]


def _with_a_damaged_part(data: bytes, random: Random) -> bytes:
    def change(part: str, content: bytes) -> bytes:
        is_telling = part.endswith(("document.xml", "slide1.xml", "sheet1.xml", "styles.xml", "[Content_Types].xml"))
        return _wounded(content, random) if content and is_telling and random.random() < 0.5 else content

    return changed(data, change)
