"""What the organisers' pages must be given: lists to take away, and pictures of addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.pages.files import File
from gatherings.people import PersonId


class Exports(Protocol):
    """Writes the organisers' lists."""

    async def export(
        self, slug: str, kind: str, form: str, person_id: PersonId, *, wanted: Mapping[str, str] | None = None
    ) -> File:
        """The list of a gathering, as csv or xlsx, its report, as docx, html or md, its programme, as ics, frab, csv or
        md, or what was not understood, as jsonl, for this organiser.

        `wanted` is what was filled in beside it.
        """
        ...


class Reports(Exports, Protocol):
    """Writes the lists, and what is told of several gatherings."""

    async def series(self, slug: str, form: str, person_id: PersonId, *, wanted: Mapping[str, str]) -> File:
        """The report over the gatherings of a network, as docx, html or md, for this organiser."""
        ...


class QrSvg(Protocol):
    """Draws QR codes."""

    def __call__(self, url: str, *, label: str) -> str:
        """The picture as an SVG element, which screen readers call by its label."""
        ...
