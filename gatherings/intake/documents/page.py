"""What readers of documents hand over: pages of lines. Words become lines, and pages a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gatherings.intake.draft import Leaf, Place, Sheet

CELL_BREAK: Final = "  "
DEEPEST_HEADING: Final = 6
MOST_CHARACTERS: Final = 1_000_000

_UNSEEN: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES: Final = re.compile(r"\s+")
_LETTER: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one look."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page, slide or sheet with its lines. `number` is 1-based, None where the document has no pages. `numbers` are
    those of its lines, where they are not simply counted.
    """

    number: int | None
    lines: tuple[str, ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """What a reader found in a document. The lines of one that has no pages are on a page without a number."""

    pages: tuple[Page, ...]
    leaf: Leaf = Leaf.PAGE
    sheets: tuple[Sheet, ...] = ()


def laid_out(pages: Iterable[Page]) -> tuple[str, tuple[Place, ...]]:
    """The text, a blank line between pages, and the place of each line; no places where there are no pages.

    Of blank lines one is kept, with the place of the line below it.
    """
    lines: list[str] = []
    places: list[Place] = []
    for page in pages:
        is_apart = bool(lines)
        for line, number in _numbered(page):
            if not line:
                is_apart = bool(lines)
                continue
            lines += ["", line] if is_apart else [line]
            places += [Place(page.number, number)] * (1 + is_apart)
            is_apart = False
    return "\n".join(lines), () if all(place.page is None for place in places) else tuple(places)


def _numbered(page: Page) -> Iterable[tuple[str, int]]:
    """The lines as they are kept, each with its number: what is blank is not counted."""
    number = 0
    for position, raw in enumerate(page.lines):
        line = cleaned(raw)
        number += bool(line)
        yield line, page.numbers[position] if page.numbers else max(number, 1)


def cleaned(line: str) -> str:
    """The line composed (NFC), without characters that cannot be seen; blank where nothing else is in it."""
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", line)).rstrip(" \u00a0")
    return text if text.strip() else ""


def line_of(words: Iterable[Words]) -> str:
    """The words as a line, the bold ones marked; where there are tabs in it, each part is a cell."""
    cells = _divided(words, "\t")
    return "\t".join(cell_of([cell]) for cell in cells) if len(cells) > 1 else _marked_line(cells[0])


def cell_of(lines: Iterable[Sequence[Words]]) -> str:
    """A cell's lines as one, parted by two spaces. A cell that is bold all through is not marked: that is the look of a
    column or of a row of headings, and tells nothing of its words.
    """
    kept = [line for line in lines if any(one.text.strip() for one in line)]
    written = [one for line in kept for one in line if _LETTER.search(one.text)]
    is_plain = all(one.is_bold for one in written)
    told = (_marked_line(Words(one.text, one.is_bold and not is_plain) for one in line) for line in kept)
    return CELL_BREAK.join(_SPACES.sub(" ", line).strip() for line in told)


def heading_of(words: Iterable[Words], level: int) -> str:
    """The words as a heading on one line, without bold marks; nothing where there are none."""
    text = " ".join("".join(one.text for one in words).split())
    return f"{'#' * min(level, DEEPEST_HEADING)} {text}" if text else ""


def parted(words: Iterable[Words]) -> list[list[Words]]:
    """The words of each line, where they have line breaks among them."""
    return _divided(words, "\n")


def _divided(words: Iterable[Words], mark: str) -> list[list[Words]]:
    parts: list[list[Words]] = [[]]
    for one in words:
        first, *others = one.text.split(mark)
        parts[-1].append(Words(first, one.is_bold))
        parts += [[Words(other, one.is_bold)] for other in others]
    return parts


def _marked_line(words: Iterable[Words]) -> str:
    return "".join(map(_marked, _joined(words)))


def _joined(words: Iterable[Words]) -> list[Words]:
    """The words with neighbours of the same look made one; what is not seen has the look of what stands before it."""
    joined: list[Words] = []
    for one in words:
        is_bold = one.is_bold if one.text.strip() or not joined else joined[-1].is_bold
        if joined and joined[-1].is_bold == is_bold:
            joined[-1] = Words(joined[-1].text + one.text, is_bold)
        elif one.text:
            joined.append(Words(one.text, is_bold))
    return joined


def _marked(words: Words) -> str:
    inner = words.text.strip()
    if not words.is_bold or not _LETTER.search(inner):
        return words.text
    before, after = words.text[: len(words.text) - len(words.text.lstrip())], words.text[len(words.text.rstrip()) :]
    return f"{before}**{inner}**{after}"
