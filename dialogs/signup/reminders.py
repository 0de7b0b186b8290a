"""Answers to "Kommer du?", and no more reminders."""

from __future__ import annotations

from dialogs.answers import Suggestion, Told
from dialogs.conversation import Reply, Visit
from dialogs.signup.dialog import start
from dialogs.signup.known import agenda_of, require_private, status_of
from dialogs.suggestions import NEXT, SIGN_UP
from gatherings.actions.invitations import answer_invitation, stop_reminders
from gatherings.store.invitations import Coming

COMING = "coming"


async def answer(visit: Visit) -> Reply:
    """Keeps the answer. Who comes signs up; who is signed up already gives up their seat by themselves only."""
    require_private(visit)
    said = str(visit.wish.slots.get("answer", COMING))
    if said not in set(Coming):
        return await start(visit)
    gathering, coming = agenda_of(visit).gathering, Coming(said)
    known = await answer_invitation(visit.tx, gathering.id, visit.actor.person_id, coming, now=visit.now)
    if known is not None:
        return Reply(await status_of(visit, known, because="already"), visit.state)
    filling = {"gathering": gathering.title, "day": gathering.deadline}
    key = f"reminder.{coming}" if gathering.deadline else f"reminder.{coming}_without_deadline"
    return Reply(Told(key, filling, (SIGN_UP,)), visit.state)


async def stop(visit: Visit) -> Reply:
    """No more reminders of this gathering; the programme that is followed goes on."""
    require_private(visit)
    gathering = agenda_of(visit).gathering
    await stop_reminders(visit.tx, gathering.id, visit.actor.person_id, now=visit.now)
    follows = visit.follows == gathering.id
    unfollow = Suggestion("unfollow", "follow.stop")
    buttons = (unfollow, NEXT) if follows else (SIGN_UP, NEXT)
    return Reply(Told("reminder.stopped", {"gathering": gathering.title}, buttons), visit.state)
