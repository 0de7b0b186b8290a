"""Several programmes in one document, and which of them is meant. Pure."""

from __future__ import annotations

from gatherings.intake.draft import Draft, Reason, Unreadable

Drafts = tuple[Draft, ...]
"""The gatherings of a document, in its order; never none, and several where it holds several programmes."""


def choose_programme(drafts: Drafts, number: int | None, *, filename: str) -> Draft:
    """The one with the number, counted from 1; without a number the only one. Raises Unreadable for anything else."""
    if number is None and len(drafts) > 1:
        raise Unreadable(Reason.SEVERAL, file=filename, n=len(drafts))
    if number is not None and not 1 <= number <= len(drafts):
        raise Unreadable(Reason.NO_SUCH_PROGRAMME, file=filename, number=number, n=len(drafts))
    return drafts[(number or 1) - 1]
