"""What somebody wrote, on its way into Markdown: nothing in it becomes a mark, a link, HTML or a list."""

from __future__ import annotations

import re
from typing import Final

MARKS: Final = re.compile(r"[\\`*_\[\]<>#|~&@]")
ADDRESSES: Final = re.compile(r":(?=//)|\.(?<=www\.)", re.IGNORECASE)
BEGINS: Final = re.compile(r"^(\d*)([-+=]|(?<=\d)[.)](?=\s|$))")


def escaped(line: str) -> str:
    """A line so that it is read as it was written, where it stands inside another."""
    marked = MARKS.sub(lambda found: f"\\{found[0]}", line)
    return ADDRESSES.sub(lambda found: f"\\{found[0]}", marked)


def escaped_alone(line: str) -> str:
    """A line of its own: as `escaped`, and it begins no list either."""
    return BEGINS.sub(r"\1\\\2", escaped(line))
