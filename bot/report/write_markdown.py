"""A document as Markdown, with tables as GitHub and most others read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import singledispatch

from bot.exports.markdown import escaped, escaped_alone
from bot.report.document import Bullets, Document, Heading, Paragraph, Part, Picture, Table, one_line


def write_markdown(document: Document) -> bytes:
    """The file, in UTF-8. A picture is told in words: a file of text holds none."""
    head = [f"# {plain(document.title)}", plain(document.subtitle)]
    blocks = [*head, *("\n".join(_lines(part)) for part in document.parts)]
    return ("\n\n".join(block for block in blocks if block) + "\n").encode()


def plain(text: str) -> str:
    """The text as a line of its own: as `inside`, and it begins no list either."""
    return escaped_alone(one_line(text))


def inside(text: str) -> str:
    """The text on one line, so that it is read as it was written: nothing in it is a mark, a link or HTML."""
    return escaped(one_line(text))


@singledispatch
def _lines(part: Part) -> Iterator[str]:
    raise TypeError(part)


@_lines.register
def _(part: Heading) -> Iterator[str]:
    yield f"{'#' * part.level} {plain(part.text)}"


@_lines.register
def _(part: Paragraph) -> Iterator[str]:
    yield f"**{plain(part.text)}**" if part.is_label else plain(part.text)


@_lines.register
def _(part: Bullets) -> Iterator[str]:
    yield from (f"- {plain(item)}" for item in part.items)


@_lines.register
def _(part: Picture) -> Iterator[str]:
    yield f"*{plain(part.alternative)}*"


@_lines.register
def _(part: Table) -> Iterator[str]:
    yield f"**{plain(part.caption)}**"
    yield ""
    yield _row([column.name for column in part.columns])
    yield f"|{'|'.join('---:' if column.is_number else '---' for column in part.columns)}|"
    yield from (_row(row) for row in part.rows)
    if part.total:
        yield _row(part.total, mark="**")


def _row(cells: Sequence[str], *, mark: str = "") -> str:
    told = (inside(cell) for cell in cells)
    return f"| {' | '.join(f'{mark}{cell}{mark}' if cell else '' for cell in told)} |"
