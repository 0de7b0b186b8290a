"""What is understood and cannot be done yet: says so kindly, and whom to ask meanwhile."""

from __future__ import annotations

from dialogs.answers import Told
from dialogs.conversation import Reply, Visit
from dialogs.smalltalk import filling_of
from dialogs.suggestions import HUMAN, NEXT

LATER = {
    "group.mine": "group",
}


async def say_later(visit: Visit) -> Reply:
    """The sentence for this wish, and whom to ask meanwhile."""
    if visit.agenda is None:
        return Reply(Told("later.nothing"), visit.state)
    filling = filling_of(visit.agenda.gathering)
    return Reply(Told(f"later.{LATER[visit.wish.intent]}", filling, (HUMAN, NEXT)), visit.state)
