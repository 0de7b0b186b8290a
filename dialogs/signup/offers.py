"""A seat that is free for somebody on the waiting list: taken, or passed on."""

from __future__ import annotations

from dialogs.conversation import Reply, Visit
from dialogs.signup.known import agenda_of, status_of
from dialogs.signup.leaving import not_registered
from dialogs.signup.standing import accepted_now
from gatherings.actions.registration import get_active, get_locked, require_held
from gatherings.actions.seats import accept_offer, leave_waiting_list
from gatherings.postings.personal import confirmation
from gatherings.registration import Registration


async def take(visit: Visit) -> Reply:
    """Takes the seat that is offered. Pressed twice, it shows how it stands. Raises OfferLapsed."""
    known = await visit.registration()
    if known is None or not known.is_active:
        return Reply(not_registered(visit, known), visit.state)
    if known.waits_for is None:
        return Reply(await status_of(visit, known, because="already"), visit.state)
    gathering = await get_locked(visit.tx, known.gathering_id)
    require_held(gathering, now=visit.now)
    fresh = await get_active(visit.tx, known.gathering_id, known.person_id)
    accepted = await accepted_now(visit, fresh)
    return await _confirmed(visit, await accept_offer(visit.tx, fresh, gathering, accepted, now=visit.now))


async def pass_on(visit: Visit) -> Reply:
    """Leaves the waiting list; what is held beside it is kept. It costs nothing."""
    known = await visit.registration()
    if known is None or known.waits_for is None:
        return Reply(not_registered(visit, known), visit.state)
    gathering = await get_locked(visit.tx, known.gathering_id)
    fresh = await get_active(visit.tx, known.gathering_id, known.person_id)
    return await _confirmed(visit, await leave_waiting_list(visit.tx, fresh, gathering, now=visit.now))


async def _confirmed(visit: Visit, changed: Registration) -> Reply:
    told = confirmation(changed, agenda_of(visit).gathering, now=visit.now)
    return Reply(await status_of(visit, changed), visit.state, confirms=told)
