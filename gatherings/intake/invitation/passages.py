"""An invitation's lines, without Markdown, put together to passages where a mail program has broken them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from gatherings.intake.dates import MONTHS
from gatherings.intake.invitation.labels import Topic, read_label, split_labels
from gatherings.intake.public import one_line

LONG_ENOUGH_TO_BE_BROKEN: Final = 50
MOST_LINES_OF_A_VALUE: Final = 4
LONGEST_PASSAGE: Final = 4000

_LINK: Final = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,500}\)")
_BULLET: Final = re.compile(r"^\s*(?:[-*+•·–]|\d{1,2}\))\s+")
_MARKS: Final = re.compile(r"\*{1,3}|_{2,3}|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|`")
_ESCAPED: Final = re.compile(r"\\([^\w\s]|$)")
_HEADING: Final = re.compile(r"\s{0,3}#{1,6}\s+|\s*\*\*[^*]+\*\*\W*$")
_QUOTE: Final = re.compile(r"^\s*(?:>\s?)+")
_RULE: Final = re.compile(r"[\s|:=_*-]*")
_SENTENCE_END: Final = re.compile(
    rf"(?<=[\w)\]»\"’])[.!?]+\s+(?=[A-ZÆØÅ«(])(?!(?:{'|'.join(month.capitalize() for month in MONTHS)})\b)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that belong together. `line` is that of their beginning; `breaks` are the offsets at which later lines
    begin, with their numbers. Where `topic` is known, `text` is what stands after the label `name`.
    """

    line: int
    text: str
    topic: Topic | None = None
    name: str = ""
    is_heading: bool = False
    is_item: bool = False
    breaks: tuple[tuple[int, int], ...] = ()

    def line_at(self, offset: int) -> int:
        """The line on which the character stands."""
        return next((number for begin, number in reversed(self.breaks) if begin <= offset), self.line)

    def sentences(self) -> Iterator[Passage]:
        """Its sentences, each with its own line."""
        begin = 0
        for end in [*(found.end() for found in _SENTENCE_END.finditer(self.text)), len(self.text)]:
            if self.text[begin:end].strip():
                yield replace(self, line=self.line_at(begin), text=self.text[begin:end].strip(), breaks=())
            begin = end


def read_passages(lines: list[str]) -> tuple[Passage, ...]:
    """The passages, in order; a label without a value has taken the lines below it."""
    passages: list[Passage] = []
    is_after_blank = True
    for number, raw in enumerate(lines, start=1):
        parts = list(_parts(number, raw))
        for part in parts:
            if passages and _goes_on(passages[-1], part, is_after_blank=is_after_blank):
                passages[-1] = _joined(passages[-1], part)
            else:
                passages.append(part)
        is_after_blank = not parts
    return tuple(passages)


def _parts(number: int, raw: str) -> Iterator[Passage]:
    """What one line holds: nothing, words, or one or more labels with their values."""
    unquoted = _QUOTE.sub("", raw)
    if _RULE.fullmatch(unquoted):
        return
    is_heading = _HEADING.match(unquoted) is not None
    is_item = _BULLET.match(unquoted) is not None
    for text in split_labels(_clean(unquoted)):
        label = read_label(text)
        if label:
            yield Passage(number, label.value, label.topic, label.name)
        elif text:
            yield Passage(number, text, is_heading=is_heading, is_item=is_item)


def _clean(raw: str) -> str:
    """The line's words: links by their text, the cells of a row "Tid | …" as a label and its value."""
    text = _ESCAPED.sub(r"\1", _LINK.sub(r"\1", raw))
    text = _MARKS.sub("", _BULLET.sub("", text, count=1))
    cells = [cell for cell in map(one_line, re.split(r"\t|\|", text)) if cell]
    if len(cells) > 1 and read_label(f"{cells[0]}: "):
        return f"{cells[0].rstrip(': ')}: {', '.join(cells[1:])}"
    return " ".join(cells)


def _goes_on(before: Passage, part: Passage, *, is_after_blank: bool) -> bool:
    """Whether the line belongs to the passage above it."""
    if part.topic or part.is_heading or before.is_heading or len(before.text) > LONGEST_PASSAGE:
        return False
    if before.topic and len(before.breaks) < MOST_LINES_OF_A_VALUE and _waits_for_value(before):
        return not is_after_blank or not before.text
    if is_after_blank or part.is_item or before.text.endswith((".", "!", "?", ":")):
        return False
    last_line = len(before.text) - (before.breaks[-1][0] if before.breaks else 0)
    return last_line >= LONG_ENOUGH_TO_BE_BROKEN or part.text[0].islower()


def _waits_for_value(passage: Passage) -> bool:
    """Whether a label stood alone on its line, so that what follows is its value."""
    return not passage.text or (bool(passage.breaks) and passage.breaks[0][0] == 0)


def _joined(before: Passage, part: Passage) -> Passage:
    between = ", " if _waits_for_value(before) and before.text else " "
    begin = f"{before.text}{between}" if before.text else ""
    return replace(before, text=begin + part.text, breaks=(*before.breaks, (len(begin), part.line)))
