"""A QR picture has the modules of the code, white around it, and a name for screen readers."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from bot.qr import QUIET, qr_svg

URL = "https://samband.example.org/inn/varsamling-2027-04-15?k=3f9c"
SVG = "{http://www.w3.org/2000/svg}"
BOX = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def painted(svg: str) -> set[tuple[int, int]]:
    """The dark modules, by column and row."""
    path = ET.fromstring(svg).findall(f"{SVG}path")[1].attrib["d"]
    assert BOX.sub("", path) == ""
    boxes = [tuple(map(int, found)) for found in BOX.findall(path)]
    assert {wide == back for _, _, wide, back in boxes} == {True}
    return {(left + step, top) for left, top, wide, _ in boxes for step in range(wide)}


def modules(url: str) -> set[tuple[int, int]]:
    code = segno.make_qr(url, error="m").matrix_iter(border=QUIET)
    return {(left, top) for top, row in enumerate(code) for left, is_dark in enumerate(row) if is_dark}


@pytest.mark.parametrize("url", [URL, "https://a.example.org", f"{URL}&t={'x' * 900}"])
def test_the_picture_is_the_code(url: str) -> None:
    assert painted(qr_svg(url, label="Kode")) == modules(url)


def test_there_is_white_around_it_as_the_standard_wants() -> None:
    svg = ET.fromstring(qr_svg(URL, label="Kode"))
    size = int(svg.attrib["viewBox"].split()[2])
    places = [place for pair in painted(qr_svg(URL, label="Kode")) for place in pair]
    assert (min(places), max(places)) == (4, size - 5)
    assert svg.findall(f"{SVG}path")[0].attrib == {"fill": "#fff", "d": f"M0 0h{size}v{size}h-{size}z"}


@given(st.text())
def test_any_label_is_a_label_only(label: str) -> None:
    svg = ET.fromstring(qr_svg(URL, label=f"<b>{label}</title><script>&amp;"))
    assert svg.attrib["role"] == "img"
    assert [one.tag.removeprefix(SVG) for one in svg.iter()] == ["svg", "title", "path", "path"]


def test_a_label_reads_as_it_was_written() -> None:
    title = ET.fromstring(qr_svg(URL, label='Meld «oppmøte» & <mer> "her"')).find(f"{SVG}title")
    assert title is not None
    assert title.text == 'Meld «oppmøte» & <mer> "her"'


def test_a_text_too_long_for_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        qr_svg("x" * 4000, label="Kode")
