"""Following a programme: this conversation gets each block when it is due."""

from __future__ import annotations

from typing import Final

from dialogs.answers import Suggestion, Told
from dialogs.asking import ask_first, without_question
from dialogs.conversation import Reply, Visit
from dialogs.smalltalk import filling_of
from dialogs.suggestions import FOLLOW, NEXT, PROGRAMME
from gatherings.actions import follow_programme, stop_following

SURE: Final = 0.8
"""Below this the words are asked about first."""

STOP: Final = Suggestion("unfollow", "follow.stop")
ORGANISERS_ONLY: Final = Suggestion("for_organisers", "organiser.channel")


async def follow(visit: Visit) -> Reply:
    """Follows the gathering in question; where the words leave a doubt, asks first."""
    if visit.agenda is None:
        return Reply(Told("follow.nothing"), visit.state)
    if visit.wish.confidence < SURE:
        return ask_first(
            visit, "follow.ask", do="follow", args={}, filling=filling_of(visit.agenda.gathering), yes="follow"
        )
    return await follow_now(visit)


async def follow_now(visit: Visit) -> Reply:
    if visit.agenda is None:
        return Reply(Told("follow.nothing"), without_question(visit))
    gathering = visit.agenda.gathering
    is_new = await follow_programme(visit.tx, visit.actor, gathering.id, now=visit.now)
    minutes = int(gathering.lead.total_seconds() // 60)
    filling = {**filling_of(gathering), "n": minutes}
    key = "follow.started" if is_new else "follow.already"
    buttons = (NEXT, PROGRAMME, STOP) if visit.actor.is_in_private else (NEXT, PROGRAMME, STOP, ORGANISERS_ONLY)
    return Reply(Told(key, filling, buttons), without_question(visit))


async def unfollow(visit: Visit) -> Reply:
    """Ends what this conversation follows; where the words leave a doubt, asks first."""
    if visit.follows is None:
        return Reply(Told("follow.not_following", {}, (FOLLOW,)), visit.state)
    if visit.wish.confidence < SURE:
        return ask_first(visit, "follow.ask_stop", do="unfollow", args={}, filling={}, yes="unfollow")
    return await unfollow_now(visit)


async def unfollow_now(visit: Visit) -> Reply:
    await stop_following(visit.tx, visit.actor)
    again = (FOLLOW, NEXT)
    return Reply(Told("follow.stopped", {}, again), without_question(visit))
