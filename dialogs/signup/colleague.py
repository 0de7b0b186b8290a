"""A colleague takes the seat: who gives it makes a code, who takes it writes it."""

from __future__ import annotations

from dialogs.answers import Told
from dialogs.conversation import Reply, Visit
from dialogs.signup.dialog import start_taking
from dialogs.signup.known import agenda_of, organisation_of, require_private
from dialogs.signup.leaving import not_registered
from dialogs.signup.private import go_on_in_private
from dialogs.suggestions import STATUS
from gatherings.actions.handover import offer_handover


async def give(visit: Visit) -> Reply:
    """A code by which a colleague can take the seat, with the words to send on."""
    if not visit.actor.is_in_private:
        return await go_on_in_private(visit)
    known = await visit.registration()
    if known is None or known.seat is None:
        return Reply(not_registered(visit, known), visit.state)
    gathering = agenda_of(visit).gathering
    code = await offer_handover(visit.tx, gathering.id, visit.actor.person_id, choose=visit.choose, now=visit.now)
    organisation = await organisation_of(visit, known.organisation_id)
    filling = {"code": code, "gathering": gathering.title, "organisation": organisation.name if organisation else "?"}
    return Reply(Told("handover.code", filling, (STATUS,)), visit.state)


async def take(visit: Visit) -> Reply:
    """Begins to take a colleague's seat. Raises HandoverNotValid, OnlyInPrivate."""
    require_private(visit)
    code = str(visit.wish.slots.get("code", ""))
    if not code:
        return Reply(Told("handover.needs_code"), visit.state)
    return await start_taking(visit, code)
