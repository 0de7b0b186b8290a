"""What we answer about a programme that is read in."""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.answers.answer import Answer
from gatherings.actions.importing import Preview


@dataclass(frozen=True, kw_only=True)
class ProgrammePreviewed(Answer):
    """A pending import as it would be saved. `first` counts the blocks that are not shown before the first one that is.

    `page` is where it can be seen whole, None where there is no page.
    """

    preview: Preview
    first: int = 0
    is_corrected: bool = False
    page: str | None = None
