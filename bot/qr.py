"""A QR code as a picture to print or to show."""

from __future__ import annotations

from html import escape
from io import BytesIO
from itertools import groupby
from typing import Any, Final

from bot.exports.table import cell_text

PIXELS: Final = 10  # to a module: sharp on the screen of a room
QUIET: Final = 4  # modules of white around it, as the standard wants


def qr_svg(url: str, *, label: str) -> str:
    """The picture as an SVG element that screen readers call by its label. Raises ValueError for a text too long."""
    rows = [bytes(row) for row in _code(url).matrix]
    size = len(rows) + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" shape-rendering="crispEdges">'
        f"<title>{escape(cell_text(label))}</title>"
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path fill="#000" d="{"".join(_row(number, row) for number, row in enumerate(rows, QUIET))}"/></svg>'
    )


def qr_png(url: str) -> bytes:
    """The picture as a file, for who cannot show the element. Raises ValueError for a text too long."""
    written = BytesIO()
    _code(url).save(written, kind="png", scale=PIXELS, border=QUIET)
    return written.getvalue()


def _code(url: str) -> Any:  # noqa: ANN401 (segno's own)
    import segno  # noqa: PLC0415 (few ask for one)

    return segno.make_qr(url, error="m")


def _row(number: int, row: bytes) -> str:
    """The dark modules of a row, those beside each other as one box."""
    boxes, column = "", QUIET
    for is_dark, run in groupby(row):
        length = len(list(run))
        boxes += f"M{column} {number}h{length}v1h-{length}z" if is_dark else ""
        column += length
    return boxes
