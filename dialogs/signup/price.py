"""What it costs, and until when one can sign up: by the terms that this person accepted, at this moment."""

from __future__ import annotations

from dialogs.answers.signup import TermsTold
from dialogs.conversation import Reply, Visit
from dialogs.signup.known import agenda_of, organisation_of
from gatherings.registration import fee_of_leaving


async def tell_price(visit: Visit) -> Reply:
    return Reply(await _told(visit, is_about_deadline=False), visit.state)


async def tell_deadline(visit: Visit) -> Reply:
    return Reply(await _told(visit, is_about_deadline=True), visit.state)


async def _told(visit: Visit, *, is_about_deadline: bool) -> TermsTold:
    agenda = agenda_of(visit)
    known = await visit.registration()
    own = known if known is not None and known.is_active else None
    of = own.organisation_id if own else visit.person.organisation_id
    return TermsTold(
        agenda=agenda,
        organisation=await organisation_of(visit, of),
        registration=own,
        fee_now=fee_of_leaving(own, agenda.gathering, now=visit.now) if own else None,
        is_about_deadline=is_about_deadline,
    )
