"""What the organisers' pages must be given: lists to take away, and pictures of addresses."""

from __future__ import annotations

from typing import Protocol

from bot.pages.files import File
from gatherings.people import PersonId


class Exports(Protocol):
    """Writes the organisers' lists."""

    async def export(self, slug: str, kind: str, form: str, person_id: PersonId) -> File:
        """The list of a gathering: participants, fees, food or missing, as csv or xlsx, for this organiser."""
        ...


class QrSvg(Protocol):
    """Draws QR codes."""

    def __call__(self, url: str, *, label: str) -> str:
        """The picture as an SVG element, which screen readers call by its label."""
        ...
