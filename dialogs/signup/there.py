"""I am here: attendance noted by the person themselves."""

from __future__ import annotations

from dialogs.answers import Told
from dialogs.conversation import Reply, Visit
from dialogs.signup.known import agenda_of, require_private
from dialogs.suggestions import NEXT, PROGRAMME
from gatherings.actions.attendance import check_in
from gatherings.terms import Mode


async def check_in_here(visit: Visit) -> Reply:
    """Notes that the person is there today."""
    require_private(visit)
    said = str(visit.wish.slots.get("mode", ""))
    mode = Mode(said) if said in set(Mode) else None
    agenda = agenda_of(visit)
    noted = await check_in(visit.tx, agenda.gathering.id, visit.actor.person_id, mode=mode, now=visit.now)
    at = noted.checked_in_at.astimezone(agenda.gathering.zone).time()
    known = await visit.registration()
    is_known = known is not None and known.seat is not None
    key = f"attendance.noted_{noted.mode}" if is_known else "attendance.noted_unknown"
    return Reply(Told(key, {"gathering": agenda.gathering.title, "clock": at}, (NEXT, PROGRAMME)), visit.state)
