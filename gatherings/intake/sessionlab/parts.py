"""The parts of an export: tables, and the details of what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from gatherings.intake.sessionlab.table import is_header

_DETAILS: Final = re.compile(r"\b(?:(?:block|session) details|blokkdetaljer)$", re.IGNORECASE)
_TIME_LINE: Final = re.compile(
    r"(?P<hours>(?:kl\.? ?)?\d{1,2}[:.]\d{2}[^|\t]{0,20})\|(?P<length>[^|\t]{0,20})", re.IGNORECASE
)
_LENGTH_OR_NOTHING: Final = re.compile(r"\s*(?:$|[-−]?\d+(?:[.,]\d+)?\s?[htmd]\w*\b)", re.IGNORECASE)
DEEPEST: Final = 6
LINES_TO_A_TABLE: Final = 4


@dataclass(frozen=True, slots=True)
class Part:
    """Numbered lines, the first of which may be its heading."""

    is_details: bool
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A heading's depth and words."""

    depth: int
    text: str


def marked(line: str) -> Marked | None:
    """The heading that a line is by its "#", without the words "block details"."""
    words = line.strip().lstrip("#")
    depth = len(line.strip()) - len(words)
    if not 1 <= depth <= DEEPEST or not words.startswith((" ", "\t")):
        return None
    return Marked(depth, _DETAILS.sub("", words.strip()).rstrip(" -–—:"))


def time_line(line: str) -> re.Match[str] | None:
    """The `hours` and `length` of a line that says when a block is held: "09:00 | 2h 00m"."""
    return _TIME_LINE.fullmatch(line.strip())


def is_own_time_line(line: str) -> bool:
    """Whether what stands beside the hours is a length, as in an export, and no title."""
    found = time_line(line)
    return found is not None and _LENGTH_OR_NOTHING.match(found["length"]) is not None


def is_frame(line: str) -> bool:
    """Whether it is a blank line or a rule: nothing that says anything."""
    return not line.strip().strip("-")


def split_parts(lines: list[str]) -> Iterator[Part]:
    """The parts, in order. A file may have several tables, or details alone."""
    numbered = list(enumerate(lines, start=1))
    starts = list(_starts(numbered))
    for (begin, is_details), (end, _) in pairwise([*starts, (len(numbered), False)]):
        yield Part(is_details, tuple(numbered[begin:end]))


def _starts(numbered: list[tuple[int, str]]) -> Iterator[tuple[int, bool]]:
    """Where each part begins, and whether it is one of details."""
    in_details = False
    yield 0, False
    for position, (_, line) in enumerate(numbered):
        heading = marked(line)
        if _says_details(line, heading, in_details=in_details):
            in_details = True
            yield position, True
        elif heading and in_details and _leads_to_table(numbered, position):
            in_details = False
            yield position, False
        elif heading and not in_details and _leads_to_time_line(numbered, position):
            in_details = True
            yield position, True


def _says_details(line: str, heading: Marked | None, *, in_details: bool) -> bool:
    """Whether it is the heading of a part of details; within one only a heading of the first depth is."""
    says = _DETAILS.search(line.strip()) is not None
    return says and (heading.depth == 1 if heading else not in_details and "\t" not in line)


def _following(numbered: list[tuple[int, str]], position: int) -> Iterator[str]:
    return (line for _, line in numbered[position + 1 : position + 12] if not is_frame(line))


def _leads_to_table(numbered: list[tuple[int, str]], position: int) -> bool:
    near = list(_following(numbered, position))[:LINES_TO_A_TABLE]
    return any(map(is_header, near))


def _leads_to_time_line(numbered: list[tuple[int, str]], position: int) -> bool:
    return time_line(next(_following(numbered, position), "")) is not None
