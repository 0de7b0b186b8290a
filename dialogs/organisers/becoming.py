"""Becoming an organiser with a code, inviting and removing others. What changes others is asked first."""

from __future__ import annotations

from dialogs.answers import Told
from dialogs.asking import args_of, ask_first, without_question
from dialogs.conversation import Reply, Visit
from dialogs.organisers.audited import note
from dialogs.signup.known import require_private
from dialogs.suggestions import NEXT
from gatherings.actions import (
    become_organiser,
    invite_organiser,
    note_try,
    remove_organiser,
)
from gatherings.errors import CodeNotValid, NotAnOrganiser, Refusal, TooManyTries
from gatherings.store import organisers
from gatherings.store.organisers import Organiser, Scope


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
    await note(visit, "organiser_became", about=None)
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
    await note(visit, "organiser_invited", about=scope.gathering_id)
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
            await note(visit, "organiser_removed", about=one.scope.gathering_id, subject=one.person_id)
    return Reply(Told("organiser.removed", {}, (NEXT,)), without_question(visit))


async def _own_scope(visit: Visit) -> Scope:
    """What this organiser may invite to: the widest they have. Raises OnlyInPrivate, NotAnOrganiser."""
    require_private(visit)
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
