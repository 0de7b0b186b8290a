"""What is understood and cannot be done yet: says so kindly, and whom to ask meanwhile."""

from __future__ import annotations

from dialogs.answers import Told
from dialogs.conversation import Reply, Visit
from dialogs.smalltalk import filling_of
from dialogs.suggestions import HUMAN, NEXT
from gatherings.errors import NotAnOrganiser

LATER = {
    "group.mine": "group",
}

LATER_FOR_ORGANISERS = {
    "organiser.delay": "organiser",
    "organiser.skip": "organiser",
    "organiser.post": "organiser",
}


async def say_later(visit: Visit) -> Reply:
    """The sentence for this wish, and whom to ask meanwhile."""
    if visit.agenda is None:
        return Reply(Told("later.nothing"), visit.state)
    filling = filling_of(visit.agenda.gathering)
    return Reply(Told(f"later.{LATER[visit.wish.intent]}", filling, (HUMAN, NEXT)), visit.state)


async def say_later_to_organisers(visit: Visit) -> Reply:
    """Organisers hear that it comes; everybody else that only organisers may."""
    if not await visit.is_organiser():
        raise NotAnOrganiser
    return Reply(Told("later.organiser", {}, (NEXT,)), visit.state)
