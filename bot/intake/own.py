"""Programmes out of the operator's own files: plain text is read here, everything else apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.intake.apart import CHILD, read_apart
from gatherings.intake.draft import Draft


async def read_own(
    data: bytes, *, filename: str, day: date | None, today: date | None, child: Sequence[str] = CHILD
) -> tuple[Draft, ...]:
    """The drafts of the gatherings in a file that an operator names on the command line, as `read_apart` gives them.

    Raises Unreadable as that does. For what comes by the page, text or not, there is `read_apart` alone.
    """
    from gatherings.intake.formats import is_plain, read_programmes  # noqa: PLC0415 (its readers take long to load)

    if is_plain(data):
        filename = filename.encode(errors="replace").decode()
        return read_programmes(data, filename=filename, day=day, today=today)
    return await read_apart(data, filename=filename, day=day, today=today, child=child)
