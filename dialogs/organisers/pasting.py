"""A programme that an organiser has pasted: whether it can be read here, and its drafts."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Final

from dialogs.conversation import Visit
from dialogs.organisers.placing import Places
from gatherings.errors import DateMissing
from gatherings.intake.draft import Draft, Unreadable
from gatherings.times import local_day

LONGEST: Final = 30_000  # letters, more than Teams takes in one message


def is_readable_here(text: str) -> bool:
    """Whether it is plain text, and short. What a library would parse, or what takes long, is for the page."""
    from gatherings.intake.formats import is_plain  # noqa: PLC0415 (its readers take long to load, and few paste)

    return len(text) <= LONGEST and is_plain(_bytes(text))


async def drafts_of(visit: Visit, file: str, places: Places) -> Sequence[Draft]:
    """What the message holds; without a date of its own, on the first day of the gathering that is talked of.

    Read beside the loop, which goes on with others. Raises DateMissing, Unreadable.
    """
    from gatherings.intake.formats import read_programmes  # noqa: PLC0415 (as above)

    today = local_day(visit.now, places.zone)
    read = partial(read_programmes, _bytes(visit.wish.text), filename=file, today=today)
    try:
        return await asyncio.to_thread(read)
    except Unreadable as refused:
        if not refused.lacks_date:
            raise
        if visit.agenda is None:
            raise DateMissing(file=file.capitalize()) from None
        return await asyncio.to_thread(read, day=visit.agenda.gathering.starts_on)


def _bytes(text: str) -> bytes:
    return text.encode(errors="replace")
