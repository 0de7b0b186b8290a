"""A document as one page that needs nothing else: it asks nobody for anything, and prints as it reads."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import singledispatch
from pathlib import Path
from typing import Final

from markupsafe import Markup

from bot.exports.table import cell_text
from bot.pages.html import element, joined
from bot.report.document import Bullets, Column, Document, Heading, Paragraph, Part, Picture, Table, one_line

STYLE: Final = Markup(Path(__file__).with_name("report.css").read_text(encoding="utf-8"))  # noqa: S704 (our own file)
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
PAGE: Final = Markup(
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    "<title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{parts}\n</main>\n</body>\n</html>\n"
)


def write_html(document: Document) -> bytes:
    """The page, in UTF-8."""
    title = one_line(document.title)
    subtitle = element("p", one_line(document.subtitle), class_="subtitle") if document.subtitle else None
    drawn = joined([element("h1", title), subtitle, *(_drawn(part) for part in document.parts)], Markup("\n"))
    page = PAGE.format(language=document.language, policy=POLICY, title=title, style=STYLE, parts=drawn)
    return page.encode()


@singledispatch
def _drawn(part: Part) -> Markup:
    raise TypeError(part)


@_drawn.register
def _(part: Heading) -> Markup:
    return element(f"h{part.level}", one_line(part.text))


@_drawn.register
def _(part: Paragraph) -> Markup:
    return element("p", one_line(part.text), class_="label" if part.is_label else None)


@_drawn.register
def _(part: Bullets) -> Markup:
    return element("ul", *(element("li", cell_text(item)) for item in part.items))


@_drawn.register
def _(part: Picture) -> Markup:
    """The SVG where there is one, as a picture: nothing in it can run."""
    kind, content = ("svg+xml", part.svg.encode()) if part.svg else ("png", part.png)
    source = f"data:image/{kind};base64,{b64encode(content).decode()}"
    return Markup('<figure><img src="{}" alt="{}"></figure>').format(source, one_line(part.alternative))


@_drawn.register
def _(part: Table) -> Markup:
    """A table that is wider than a phone is scrolled, by the keyboard as well."""
    heads = (element("th", one_line(one.name), scope="col", class_=_class(one)) for one in part.columns)
    table = element(
        "table",
        element("caption", one_line(part.caption)),
        joined(_width(one.percent) for one in part.columns if one.percent is not None),
        element("thead", element("tr", *heads)),
        element("tbody", *_rows(part.columns, part.rows)),
        element("tfoot", *_rows(part.columns, [part.total])) if part.total else None,
        class_="whole" if any(one.percent for one in part.columns) else None,
    )
    kind = "wide short" if part.is_short else "wide"
    return element("div", table, class_=kind, role="region", aria_label=one_line(part.caption), tabindex="0")


def _rows(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Iterator[Markup]:
    for row in rows:
        others = zip(columns[1:], row[1:], strict=True)
        cells = (element("td", one_line(cell), class_=_class(column)) for column, cell in others)
        yield element("tr", element("th", one_line(row[0]), scope="row"), *cells)


def _width(percent: int) -> Markup:
    return Markup('<col style="width: {}%">').format(percent)


def _class(column: Column) -> str | None:
    return "number" if column.is_number else None
