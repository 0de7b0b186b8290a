"""HTML put together of elements. What is no `Markup` is text, and is escaped where it is put in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from markupsafe import Markup, escape

EMPTY: Final = frozenset({"input", "br"})
NOTHING: Final = Markup("")
PAIR: Final = 2


def element(name: str, /, *children: str | None, **attributes: str | bool | None) -> Markup:
    """An element; children that are None are left out, and attributes that are None or False.

    `class_` is written class, `aria_label` aria-label.
    """
    opened = Markup("<{}{}>").format(name, _written(attributes))
    return opened if name in EMPTY else opened + joined(children) + Markup("</{}>").format(name)


def joined(parts: Iterable[str | None], between: str = "") -> Markup:
    """The parts one after another, escaped where they are text."""
    return escape(between).join(part for part in parts if part is not None)


def _written(attributes: dict[str, str | bool | None]) -> Markup:
    return joined(_attribute(name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())


def _attribute(name: str, value: str | bool | None) -> Markup | None:  # noqa: FBT001 (an attribute without a value)
    if value is None or value is False:
        return None
    return Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value)


def paragraph(*parts: str | None, class_: str | None = None) -> Markup:
    return element("p", *parts, class_=class_)


def lines(text: str) -> Markup:
    """A paragraph for each line that has words."""
    return joined(paragraph(line.strip()) for line in text.split("\n") if line.strip())


def link(url: str, label: str, *, class_: str | None = None) -> Markup:
    return element("a", label, href=url, class_=class_)


def button(label: str, *, value: str = "", name: str = "choice", class_: str | None = None) -> Markup:
    """A button that sends its form, with its value where it has one."""
    return element("button", label, type="submit", name=name if value else None, value=value or None, class_=class_)


def hidden(**values: str) -> Markup:
    return joined(element("input", type="hidden", name=name, value=value) for name, value in values.items())


def form(*children: str | None, action: str | None = None, class_: str | None = None, has_file: bool = False) -> Markup:
    """A form that is posted, to the page's own address where no other is given."""
    kind = "multipart/form-data" if has_file else None
    return element("form", *children, method="post", action=action, class_=class_, enctype=kind)


def facts(rows: Iterable[tuple[str, str | None]]) -> Markup:
    """A list of names and values, without those that have no value."""
    known = [(name, value) for name, value in rows if value]
    return element("dl", *(element("div", element("dt", n), element("dd", v)) for n, v in known), class_="facts")


def table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, is_narrow: bool = False) -> Markup:
    """A table whose first column names its rows. On a phone each row is a block, with its heads beside its values;
    a table of two columns, or of a few numbers (`is_narrow`), stays as it is.

    The roles say again what is told by the elements: a browser forgets it where a table is not laid out as one.
    """
    head = element("tr", *(element("th", one, scope="col", role="columnheader") for one in heads), role="row")
    return element(
        "table",
        element("caption", caption),
        element("thead", head, role="rowgroup"),
        element("tbody", *(_row(heads, row) for row in rows), role="rowgroup"),
        role="table",
        class_="pairs" if len(heads) == PAIR else "narrow" if is_narrow else "rows",
    )


def _row(heads: Sequence[str], row: Sequence[str]) -> Markup:
    first = element("th", row[0], scope="row", role="rowheader")
    others = zip(heads[1:], row[1:], strict=True)
    cells = (element("td", value, role="cell", data_label=head or None) for head, value in others)
    return element("tr", first, *cells, role="row")
