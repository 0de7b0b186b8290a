"""Reads again what a report says: out of a document, a page and a Word file."""

from __future__ import annotations

import io
from dataclasses import replace
from html.parser import HTMLParser

import docx
from docx.document import Document as Word

from bot.report.compose import compose_report
from bot.report.document import Bullets, Document, Heading, Paragraph, Part, Table
from bot.report.facts import Report
from dialogs.phrases import voice
from gatherings.gathering import NB, Language
from tests.bot.report.told import MADE_AT, REPORT


def composed(told: Report = REPORT, language: Language = NB) -> Document:
    return compose_report(told, voice(language), made_at=MADE_AT)


def small(*parts: Part) -> Document:
    return Document("Tittel", "", NB, MADE_AT, parts)


def headings(document: Document) -> list[str]:
    return [part.text for part in document.parts if isinstance(part, Heading) and part.level == 2]


def table(document: Document, caption: str) -> Table:
    return next(part for part in document.parts if isinstance(part, Table) and part.caption == caption)


def said(document: Document) -> list[str]:
    """Every sentence and every item of it."""
    written = [part.text for part in document.parts if isinstance(part, Paragraph)]
    return written + [item for part in document.parts if isinstance(part, Bullets) for item in part.items]


def section(document: Document, heading: str) -> list[str]:
    """The sentences and items under a heading."""
    at = headings(document).index(heading)
    starts = [n for n, part in enumerate(document.parts) if isinstance(part, Heading) and part.level == 2]
    until = [*starts, None][at + 1]
    return said(replace(document, parts=document.parts[starts[at] : until]))


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def word_of(content: bytes) -> Word:
    return docx.Document(io.BytesIO(content))
