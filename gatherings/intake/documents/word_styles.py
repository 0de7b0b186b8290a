"""What a Word document's styles tell of a paragraph: whether it is a heading, an item of a list, or bold."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

DEEPEST_CHAIN: Final = 20
OUTLINE_OF_TEXT: Final = 9
OFF: Final = frozenset({"0", "false", "off", "none"})
_HEADING: Final = re.compile(r"heading ([1-9])", re.IGNORECASE)
_TITLE: Final = "title"


@dataclass(frozen=True, slots=True)
class Look:
    """`level` is that of a heading, 0 for what is none."""

    level: int = 0
    is_item: bool = False
    is_bold: bool = False

    def with_own(self, properties: BaseOxmlElement) -> Look:
        """With what a paragraph or a style says itself. A heading that is numbered is no item."""
        own_level = _level(properties)
        level = self.level if own_level is None else own_level
        is_item = _is_item(properties)
        return replace(self, level=level, is_item=(self.is_item if is_item is None else is_item) and not level)


def looks_of(styles: BaseOxmlElement) -> dict[str | None, Look]:
    """The look of each style by its id, of the default under None. Styles may build on each other, even in a circle."""
    by_id = {style.get(qn("w:styleId")): style for style in styles.iterchildren(qn("w:style"))}
    looks: dict[str | None, Look] = {name: _look(style, by_id) for name, style in by_id.items()}
    default = next((name for name, style in by_id.items() if _is_default(style)), None)
    looks[None] = looks.get(default, Look())
    return looks


def on(properties: BaseOxmlElement, tag: str) -> bool:
    found = properties.find(qn(tag))
    return found is not None and found.get(qn("w:val"), "1") not in OFF


def off(properties: BaseOxmlElement, tag: str) -> bool:
    found = properties.find(qn(tag))
    return found is not None and found.get(qn("w:val"), "1") in OFF


def _look(style: BaseOxmlElement, by_id: dict[str | None, BaseOxmlElement]) -> Look:
    """What the styles that it builds on say, the first of them first."""
    chain = [style]
    while len(chain) < DEEPEST_CHAIN:
        above = chain[-1].find(qn("w:basedOn"))
        found = None if above is None else by_id.get(above.get(qn("w:val")))
        if found is None:
            break
        chain.append(found)
    look = Look()
    for one in reversed(chain):
        look = _with_style(look, one)
    return look


def _with_style(look: Look, style: BaseOxmlElement) -> Look:
    of_paragraph, of_text = style.find(qn("w:pPr")), style.find(qn("w:rPr"))
    if of_paragraph is not None:
        look = look.with_own(of_paragraph)
    if of_text is not None:
        look = replace(look, is_bold=on(of_text, "w:b") or (look.is_bold and not off(of_text, "w:b")))
    level = _level_by_name(style)
    return replace(look, level=level, is_item=False) if level else look


def _level_by_name(style: BaseOxmlElement) -> int:
    """The names of Word's own styles are English in every language."""
    named = style.find(qn("w:name"))
    name = "" if named is None else named.get(qn("w:val"), "").strip()
    heading = _HEADING.fullmatch(name)
    return int(heading[1]) if heading else 1 if name.casefold() == _TITLE else 0


def _level(properties: BaseOxmlElement) -> int | None:
    found = properties.find(qn("w:outlineLvl"))
    told = None if found is None else found.get(qn("w:val"))
    if told is None or not told.isdecimal():
        return None
    return int(told) + 1 if int(told) < OUTLINE_OF_TEXT else 0


def _is_item(properties: BaseOxmlElement) -> bool | None:
    """Whether it is said to be in a list; a list number 0 takes it out of the one of its style."""
    found = properties.find(f"{qn('w:numPr')}/{qn('w:numId')}")
    return None if found is None else found.get(qn("w:val")) != "0"


def _is_default(style: BaseOxmlElement) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default"), "0") not in OFF
