"""A group or a channel that only organisers share: it hears how many have not answered."""

from __future__ import annotations

from dialogs.answers import Suggestion, Told
from dialogs.conversation import Reply, Visit
from dialogs.organisers.audited import note
from dialogs.signup.known import agenda_of
from dialogs.suggestions import NEXT
from gatherings.actions import follow_programme, require_organiser
from gatherings.store.people import set_for_organisers

OFF = Suggestion("not_for_organisers", "organiser.channel", {"off": "yes"})


async def mark(visit: Visit) -> Reply:
    """The conversation is the organisers' own from now on, and follows; or it is no longer. Raises NotAnOrganiser."""
    gathering = agenda_of(visit).gathering
    await require_organiser(visit.tx, visit.actor.person_id, gathering.id)
    if visit.actor.is_in_private:
        return Reply(Told("organiser.channel_where"), visit.state)
    is_theirs = visit.wish.slots.get("off") != "yes"
    await set_for_organisers(visit.tx, visit.actor.conversation.id, is_theirs=is_theirs)
    await note(visit, "channel_marked", about=gathering.id, subject=visit.actor.conversation.id)
    if not is_theirs:
        return Reply(Told("organiser.channel_off", {}, (NEXT,)), visit.state)
    await follow_programme(visit.tx, visit.actor, gathering.id, now=visit.now)
    return Reply(Told("organiser.channel_on", {"gathering": gathering.title}, (OFF,)), visit.state)
