"""The lines of a programme written as text: without Markdown, bullets and what stands on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gatherings.intake.dates import MONTHS
from gatherings.intake.draft import Source
from gatherings.intake.prose.noise import without_noise
from gatherings.intake.public import plain

OFTEN: Final = 3
LONG_ENOUGH: Final = 6
LOUD_LETTERS: Final = 3
DEEPEST_ITEM: Final = 8

_I: Final = re.IGNORECASE
_QUOTE: Final = re.compile(r"^\s*(?:>\s?)+")
_WIDE: Final = re.compile(r"[ \u00a0]{4,}")
_RULE: Final = re.compile(r"[\s|:=_*~+·—–-]*")
_HASHES: Final = re.compile(r"^\s{0,3}(#{1,6})\s+")
_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_MARK: Final = re.compile(
    r"^\s*(?:[-*+•·▪◦○●■□✓➢►»\uf0b7\u2043–—]\s+|[•▪●►➢\uf0b7]|o\s+(?=[A-ZÆØÅ\d])"
    rf"|\(?\d{{1,2}}[.)]\s+(?!(?:{_MONTH})\b|dag\b|økt\b|klasse\b|etasje\b|etg\b))",
    _I,
)
_LINK: Final = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,500}\)")
_ESCAPED: Final = re.compile(r"\\([^\w\s]|$)")
_EMPHASIS: Final = re.compile(r"\*{1,3}|_{2,3}|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|`")
_BOLD: Final = re.compile(r"\s*(?:<b>|<strong>|\*\*|__)(?:(?!\*\*|__).)+(?:</b>|</strong>|\*\*|__)[\s:.]*", _I)
_BREAK: Final = re.compile(r"<br\s*/?>", _I)
_CELL_MARK: Final = re.compile(r"\t|\s\|\s|^\s*\||\|\s*$|\|")
_PAGE_NUMBER: Final = re.compile(
    r"(?:[-–—]\s*)?(?:(?:side|page|s\.|slide|lysbilde|ark)\s*)?\d{1,3}(?:\s*(?:av|of|/)\s*\d{1,3})?(?:\s*[-–—])?", _I
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words on it. `text` has its cells parted by tabs; within a cell two spaces are a line break.

    `depth` is that of a Markdown heading, 0 for none; `is_loud`: bold or capitals throughout; `is_apart`: a blank line
    or a new page stands above it.
    """

    number: int
    text: str
    depth: int = 0
    is_loud: bool = False
    is_item: bool = False
    is_indented: bool = False
    is_apart: bool = False
    page: int | None = None

    @property
    def cells(self) -> list[str]:
        return self.text.split("\t")

    @property
    def words(self) -> str:
        """The line as one run of words."""
        return " ".join(self.text.split())

    @property
    def is_heading(self) -> bool:
        return self.depth > 0 or (self.is_loud and not self.is_item)


LONGEST: Final = 1500  # letters of a line that are read: nobody writes a longer one about a session


def read_lines(source: Source) -> tuple[Line, ...]:
    """The lines that have words, without page numbers and without what is repeated at the edges of pages."""
    lines = tuple(_lines(source))
    return tuple(_apart(lines, _furniture(lines)))


def _lines(source: Source) -> Iterator[Line]:
    is_apart, page = True, 1
    for number, raw in enumerate(source.lines, start=1):
        turned = raw.count("\f")
        page += turned
        unquoted = _QUOTE.sub("", _WIDE.sub("   ", raw.replace("\f", "")[:LONGEST]))
        if _RULE.fullmatch(unquoted):
            is_apart = is_apart or "|" not in unquoted
            continue
        line = _line(number, unquoted)
        if not line.text:
            is_apart = True
            continue
        where = source.place_of(number).page
        yield replace(line, is_apart=is_apart or turned > 0, page=page if where is None else where)
        is_apart = False


def _line(number: int, raw: str) -> Line:
    hashes = _HASHES.match(raw)
    body = raw[hashes.end() :] if hashes else raw
    mark = None if hashes or body.lstrip().startswith("**") else _MARK.match(body)
    body = body[mark.end() :] if mark else body
    is_bold = _BOLD.fullmatch(body) is not None
    text = "\t".join(_cells(_ESCAPED.sub(r"\1", _LINK.sub(r"\1", body))))
    letters = [char for char in text if char.isalpha()]
    return Line(
        number,
        text,
        depth=len(hashes[1]) if hashes else 0,
        is_loud=is_bold or (len(letters) >= LOUD_LETTERS and all(map(str.isupper, letters))),
        is_item=mark is not None,
        is_indented=raw[:1] in (" ", "\t") and len(raw) - len(raw.lstrip()) > 1,
    )


def _cells(text: str) -> list[str]:
    """The cells of a row: parted by tabs or upright strokes; the frame's own are none."""
    parts = _CELL_MARK.split(_BREAK.sub("  ", text).strip(" \n"))
    framed = text.strip().startswith("|") and len(parts) > 1
    cells = [_cell(part) for part in (parts[1:] if framed else parts)]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _cell(text: str) -> str:
    """The words of a cell, its line breaks kept as two spaces."""
    text = without_noise(_EMPHASIS.sub("", text))
    pieces = (" ".join(plain(piece).split()) for piece in re.split(r"[ \u00a0]{2,}", text.strip()))
    return "  ".join(piece for piece in pieces if piece)


def _furniture(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines that are page numbers, or stand at the edge of page after page."""
    edges = [line for line, above, below in zip(lines, (None, *lines), (*lines[1:], None), strict=False)
             if above is None or below is None or above.page != line.page or below.page != line.page]  # fmt: skip
    seen = Counter(map(_shape, edges))
    return frozenset(
        [line.number for line in edges if seen[_shape(line)] >= OFTEN and len(_shape(line)) >= LONG_ENOUGH]
        + [line.number for line in lines if _PAGE_NUMBER.fullmatch(line.words)]
    )


def _shape(line: Line) -> str:
    """The line without its figures, as it is told again on every page."""
    return re.sub(r"\d+", "", line.words).casefold().strip()


def _apart(lines: Sequence[Line], left_out: frozenset[int]) -> Iterator[Line]:
    """The lines that stay; what stood below one that goes stands apart."""
    is_after_gone = False
    for line in lines:
        if line.number in left_out:
            is_after_gone = True
        else:
            yield replace(line, is_apart=line.is_apart or is_after_gone)
            is_after_gone = False
