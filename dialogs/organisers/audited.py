"""What an organiser does in the chat stands in the audit: ids and kinds, never text."""

from __future__ import annotations

from dialogs.conversation import Visit
from gatherings.gathering import GatheringId
from gatherings.store.audits import add_audit


async def note(visit: Visit, kind: str, *, about: GatheringId | None, subject: str | None = None) -> None:
    """Remembers what the person of this turn did. `kind` is a past-tense word."""
    actor = visit.actor.person_id
    await add_audit(visit.tx, kind, actor=actor, gathering_id=about, subject=subject, at=visit.now)
