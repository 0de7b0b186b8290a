"""The gathering in one's own calendar: an address that the calendar reads again and again."""

from __future__ import annotations

from dialogs.answers import Suggestion, Told
from dialogs.conversation import Reply, Visit
from dialogs.signup.known import agenda_of, require_private
from dialogs.signup.leaving import not_registered
from dialogs.suggestions import STATUS
from gatherings.actions.invitations import link_for
from gatherings.store.links import LinkPurpose


async def add_to_calendar(visit: Visit) -> Reply:
    """The person's own calendar address, good for a file as well as for a subscription."""
    require_private(visit)
    known = await visit.registration()
    if known is None or not known.is_active:
        return Reply(not_registered(visit, known), visit.state)
    if visit.link is None:
        return Reply(Told("calendar.no_page", {"gathering": agenda_of(visit).gathering.title}, (STATUS,)), visit.state)
    gathering = agenda_of(visit).gathering
    link_id = await link_for(visit.tx, visit.actor.person_id, gathering, LinkPurpose.FEED, now=visit.now)
    url = f"{visit.link('calendar', link_id)}.ics"
    opened = Suggestion("calendar_open", url=url)
    return Reply(Told("calendar.link", {"gathering": gathering.title, "url": url}, (opened, STATUS)), visit.state)
