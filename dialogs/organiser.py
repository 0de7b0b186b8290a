"""Organisers: becoming one with a code, inviting and removing others, setting stream links. Always asked first."""

from __future__ import annotations

from typing import Final

from dialogs.agenda.topics import find_blocks
from dialogs.answers import Told
from dialogs.asking import Yes, args_of, ask_first, without_question
from dialogs.conversation import Reply, Visit
from dialogs.smalltalk import DAY, NEXT
from gatherings.actions import (
    become_organiser,
    invite_organiser,
    link_of,
    note_try,
    remove_organiser,
    require_organiser,
    set_stream,
)
from gatherings.errors import CodeNotValid, NoSuchGathering, NotAnOrganiser, OnlyInPrivate, Refusal, TooManyTries
from gatherings.gathering import GatheringId, StreamAudience
from gatherings.programme import BlockId
from gatherings.store import organisers
from gatherings.store.organisers import Organiser, Scope

FOR_EVERYONE: Final[Yes] = ("set_link_for_everyone", {"for": StreamAudience.EVERYONE.value})


async def become(visit: Visit) -> Reply:
    """Redeems the code; every try counts, also one that is refused."""
    code = visit.wish.slots.get("code")
    if code is None:
        return Reply(Told("organiser.needs_code"), visit.state)
    try:
        await become_organiser(visit.tx, visit.actor, str(code), now=visit.now)
    except (CodeNotValid, TooManyTries) as refused:
        await note_try(visit.tx, visit.actor.person_id, now=visit.now)
        return refusal(visit, refused)
    return Reply(Told("organiser.became", {}, (NEXT,)), visit.state)


def refusal(visit: Visit, refused: Refusal) -> Reply:
    """A refusal as an answer, where something done on the way is to stay done."""
    return Reply(Told(refused.key, refused.args_of_sentence), visit.state)


async def invite(visit: Visit) -> Reply:
    """Asks before a new code is made."""
    await _own_scope(visit)
    return ask_first(visit, "organiser.ask_invite", do="invite", args={}, filling={}, yes="invite")


async def invite_now(visit: Visit) -> Reply:
    scope = await _own_scope(visit)
    code = await invite_organiser(visit.tx, scope, choose=visit.choose, now=visit.now)
    return Reply(Told("organiser.invited", {"code": code}), without_question(visit))


async def remove(visit: Visit) -> Reply:
    """Asks before an organiser's rights are taken away; the name must fit exactly one."""
    found = await _find_organiser(visit, str(visit.wish.slots.get("person", "")))
    if found is None:
        return Reply(Told("organiser.remove_whom"), visit.state)
    args = {
        "person": found.person_id,
        "network": found.scope.network_id or "",
        "gathering": found.scope.gathering_id or "",
    }
    filling = {"name": found.name or "?"}
    return ask_first(visit, "organiser.ask_remove", do="remove", args=args, filling=filling, yes="remove")


async def remove_now(visit: Visit) -> Reply:
    args = args_of(visit)
    held = await organisers.list_organisers(visit.tx)
    for one in held:
        ids = (one.person_id, one.scope.network_id or "", one.scope.gathering_id or "")
        if ids == (args["person"], args["network"], args["gathering"]):
            await remove_organiser(visit.tx, visit.actor.person_id, one)
    return Reply(Told("organiser.removed", {}, (NEXT,)), without_question(visit))


async def stream(visit: Visit) -> Reply:
    """Shows the link and what it is for, and asks before it is set."""
    if visit.agenda is None:
        raise NoSuchGathering(slug="?")
    await _require_in_private(visit)
    gathering = visit.agenda.gathering
    await require_organiser(visit.tx, visit.actor.person_id, gathering.id)
    given = visit.wish.slots.get("url")
    if given is None:
        return Reply(Told("organiser.needs_url"), visit.state)
    url = link_of(str(given))
    topic = str(visit.wish.slots.get("topic", ""))
    named = [timed.block for timed in find_blocks(visit.agenda, topic)]
    if topic and len(named) != 1:
        return Reply(Told("organiser.stream_which", {"topic": topic}, (DAY,)), visit.state)
    block = named[0] if named else None
    args = {"gathering": gathering.id, "block": block.id if block else "", "url": url}
    filling = {"url": url, "what": block.title if block else gathering.title}
    return ask_first(
        visit,
        "organiser.ask_stream",
        do="stream",
        args=args,
        filling=filling,
        yes="set_link",
        other_yes=(FOR_EVERYONE,),
    )


async def stream_now(visit: Visit) -> Reply:
    args = args_of(visit)
    gathering_id = GatheringId(args["gathering"])
    await require_organiser(visit.tx, visit.actor.person_id, gathering_id)
    block_id = BlockId(args["block"]) if args["block"] else None
    is_for_everyone = visit.wish.slots.get("for") == StreamAudience.EVERYONE
    audience = StreamAudience.EVERYONE if is_for_everyone else StreamAudience.REGISTERED
    await set_stream(visit.tx, gathering_id, args["url"], block_id=block_id, audience=audience, now=visit.now)
    key = "organiser.stream_set_for_everyone" if is_for_everyone else "organiser.stream_set"
    return Reply(Told(key, {"url": args["url"]}, (NEXT,)), without_question(visit))


async def _require_in_private(visit: Visit) -> None:
    if not visit.actor.is_in_private:
        raise OnlyInPrivate


async def _own_scope(visit: Visit) -> Scope:
    """What this organiser may invite to: the widest they have. Raises OnlyInPrivate, NotAnOrganiser."""
    await _require_in_private(visit)
    held = await organisers.list_organisers_of_person(visit.tx, visit.actor.person_id)
    if not held:
        raise NotAnOrganiser
    return max((one.scope for one in held), key=lambda scope: scope.network_id is not None)


async def _find_organiser(visit: Visit, name: str) -> Organiser | None:
    """The one organiser with this name among those the person may remove. Raises OnlyInPrivate, NotAnOrganiser."""
    scope = await _own_scope(visit)
    held = await organisers.list_organisers(visit.tx)
    wanted = name.casefold().split()
    fits = [one for one in held if wanted and set(wanted) <= set((one.name or "").casefold().split())]
    own = [one for one in fits if one.scope == scope or one.scope.gathering_id is not None]
    return own[0] if len(own) == 1 else None
