"""The answers as a spreadsheet opens them: LibreOffice itself, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bot.exports import Table, write_csv
from bot.exports.answers import answers
from bot.exports.write_xlsx import write_xlsx
from dialogs.phrases import voice
from gatherings.gathering import NB
from tests.bot.exports.answered import LIKE_FORMULAS, words
from tests.bot.exports.people import FORMULAS

OFFICE = shutil.which("soffice")
AS_EXCEL_IN_NORWEGIAN = "CSV:59,34,76,1,,1044,false,true"
WITHOUT_ASKING = ("--headless", "--norestore", "--nolockcheck", "--convert-to", "fods")
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
VALUES = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def sheet() -> Table:
    return answers(LIKE_FORMULAS, voice=voice(NB), words=words, shuffle=lambda _: None)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[ET.Element]]:
    """The cells of each file as LibreOffice has them."""
    place = tmp_path_factory.mktemp("office")
    (place / "from_csv.csv").write_bytes(write_csv(sheet()))
    (place / "from_xlsx.xlsx").write_bytes(write_xlsx(sheet()))
    read_by_office(place, "from_csv.csv", f"--infilter={AS_EXCEL_IN_NORWEGIAN}")
    read_by_office(place, "from_xlsx.xlsx")
    return {path.stem: list(cells_of(path)) for path in sorted(place.glob("*.fods"))}


def read_by_office(place: Path, name: str, *how: str) -> None:
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    command = [str(OFFICE), profile, *WITHOUT_ASKING, *how, "--outdir", str(place), str(place / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def cells_of(path: Path) -> Iterator[ET.Element]:
    yield from (cell for cell in ET.parse(path).iter(f"{TABLE}table-cell") if cell.get(f"{VALUES}value-type"))


def text_of(cell: ET.Element) -> str:
    return "\n".join("".join(one.itertext()) for one in cell.findall(f"{TEXT}p"))


def test_nothing_that_was_written_is_calculated(opened: dict[str, list[ET.Element]]) -> None:
    cells = [cell for found in opened.values() for cell in found]
    assert [text_of(cell) for cell in cells if cell.get(f"{TABLE}formula")] == []


def test_every_text_is_text_and_every_count_a_number(opened: dict[str, list[ET.Element]]) -> None:
    values = sum(1 for row in sheet().rows for cell in row if isinstance(cell, int))
    texts = sum(1 for row in (sheet().columns, *sheet().rows) for cell in row if isinstance(cell, str))
    kinds = {name: [cell.get(f"{VALUES}value-type") for cell in found] for name, found in opened.items()}
    assert {name: (found.count("float"), found.count("string")) for name, found in kinds.items()} == {
        "from_csv": (values, texts),
        "from_xlsx": (values, texts),
    }


def test_a_formula_reads_as_it_was_written(opened: dict[str, list[ET.Element]]) -> None:
    plain = [text for text in FORMULAS if not text[0].isspace()]
    seen = {name: {text_of(cell) for cell in found} for name, found in opened.items()}
    assert [text for text in plain if text not in seen["from_xlsx"] or f"'{text}" not in seen["from_csv"]] == []
