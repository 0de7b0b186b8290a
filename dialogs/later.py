"""What is understood and cannot be done yet: says so kindly, and whom to ask meanwhile."""

from __future__ import annotations

from dialogs.answers import Told
from dialogs.conversation import Reply, Visit
from dialogs.smalltalk import HUMAN, NEXT, filling_of
from gatherings.errors import NotAnOrganiser

LATER = {
    "signup.start": "signup",
    "signup.status": "signup",
    "signup.change": "signup",
    "signup.cancel": "signup_cancel",
    "signup.who": "signup",
    "signup.handover": "signup",
    "signup.take": "signup",
    "attendance.checkin": "signup",
    "reminder.answer": "signup",
    "calendar.add": "signup",
    "deadline.when": "deadline",
    "fee.policy": "fee",
    "evaluate.start": "evaluation",
    "group.mine": "group",
    "reminder.stop": "reminder",
    "data.delete": "data",
    "data.export": "data",
}

LATER_FOR_ORGANISERS = {
    "organiser.delay": "organiser",
    "organiser.skip": "organiser",
    "organiser.post": "organiser",
    "organiser.results": "organiser",
    "organiser.export": "organiser",
    "organiser.remind": "organiser",
    "organiser.page": "organiser",
    "organiser.signup": "organiser",
    "organiser.attendance": "organiser",
    "organiser.set": "organiser",
    "organiser.cancel_gathering": "organiser",
}


async def say_later(visit: Visit) -> Reply:
    """The sentence for this wish; what the gathering's own facts answer is answered (the deadline, the terms)."""
    if visit.agenda is None:
        return Reply(Told("later.nothing"), visit.state)
    gathering = visit.agenda.gathering
    key = LATER[visit.wish.intent]
    filling = filling_of(gathering)
    if key == "deadline" and gathering.deadline is not None:
        return Reply(Told("later.deadline_known", {**filling, "day": gathering.deadline}, (HUMAN,)), visit.state)
    if key == "fee" and gathering.terms.text:
        return Reply(Told("later.fee_known", {**filling, "terms": gathering.terms.text}, (HUMAN,)), visit.state)
    return Reply(Told(f"later.{key}", filling, (HUMAN, NEXT)), visit.state)


async def say_later_to_organisers(visit: Visit) -> Reply:
    """Organisers hear that it comes; everybody else that only organisers may."""
    if not await visit.is_organiser():
        raise NotAnOrganiser
    return Reply(Told("later.organiser", {}, (NEXT,)), visit.state)
