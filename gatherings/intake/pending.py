"""A pending import: a programme that has been read and looked at, and that nobody has saved or refused yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NewType

from gatherings.gathering import GatheringId, NetworkId
from gatherings.intake.draft import Draft
from gatherings.people import PersonId
from gatherings.times import DAY

ImportId = NewType("ImportId", str)

IMPORTS_LIVE: Final = 7 * DAY
"""So long a pending import waits after it was last changed."""


@dataclass(frozen=True, slots=True)
class PendingImport:
    """What `person_id` looks at. It is for a gathering, or for a new one of a network: one of the two is None.

    `as_read` is the draft as the file has it, `draft` the same with what has been corrected since. `changed_at` is
    gathering time.
    """

    id: ImportId
    person_id: PersonId
    network_id: NetworkId | None
    gathering_id: GatheringId | None
    file: str
    as_read: Draft
    draft: Draft
    changed_at: datetime
