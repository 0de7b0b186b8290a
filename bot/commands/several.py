"""A document with several programmes, as `samband import` shows it: each in the fixed form, or one line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dialogs.phrases import Voice
from gatherings.intake.draft import Draft
from gatherings.intake.several import Drafts

Shown = dict[str, object]


def several_json(first: Shown, programmes: Sequence[Shown]) -> Shown:
    """The form of the one that counts, and of them all with their numbers."""
    return {**first, "programmes": [{"number": n, **one} for n, one in enumerate(programmes, start=1)]}


def several_lines(drafts: Drafts, file: str, say: Voice) -> Iterator[str]:
    """ "2. Høstsamling (Alternativ B), torsdag 14. oktober 2027, 12 bolker", and how to choose."""
    for number, draft in enumerate(drafts, start=1):
        blocks = say("command.import.programmes.blocks", n=len(draft.blocks))
        yield f"{number}. {draft.name}, {_days(draft, say)}, {blocks}"
    yield say("command.import.programmes.choose", file=file, n=len(drafts))


def _days(draft: Draft, say: Voice) -> str:
    first = say.day(draft.starts_on, today=date.min)
    if draft.starts_on == draft.ends_on:
        return first
    return say("agenda.dates", first=say.day(draft.starts_on), last=say.day(draft.ends_on, today=date.min))
