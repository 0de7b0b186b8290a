"""An organiser signs somebody up by name: no fee can follow until they have accepted the terms themselves."""

from __future__ import annotations

from dialogs.answers import Told
from dialogs.asking import Yes, args_of, ask_first, without_question
from dialogs.conversation import Reply, Visit
from dialogs.organisers.audited import note
from dialogs.signup.asking import EMAIL
from dialogs.signup.known import agenda_of, organisations_of, require_private
from dialogs.suggestions import NEXT
from gatherings.actions import require_organiser
from gatherings.actions.invitations import Invitee, invite_people, person_for
from gatherings.actions.registration import Application, sign_up_for
from gatherings.gathering import GatheringId
from gatherings.organisations import organisations_of_domain
from gatherings.postings.personal import signed_up
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.terms import Mode


async def ask(visit: Visit) -> Reply:
    """Shows who would be signed up, and asks how. Raises OnlyInPrivate, NotAnOrganiser."""
    require_private(visit)
    gathering = agenda_of(visit).gathering
    await require_organiser(visit.tx, visit.actor.person_id, gathering.id)
    name, email = str(visit.wish.slots.get("person", "")), str(visit.wish.slots.get("email", ""))
    if not name or not EMAIL.fullmatch(email):
        return Reply(Told("host.sign_up_whom", {"gathering": gathering.title}), visit.state)
    modes = _modes(visit)
    args = {"gathering": gathering.id, "name": name, "email": email.lower(), "mode": modes[0].value}
    others: list[Yes] = [(f"sign_up_{mode}", {"mode": mode.value}) for mode in modes[1:]]
    filling = {"name": name, "email": email.lower(), "gathering": gathering.title}
    return ask_first(
        visit,
        "host.ask_sign_up",
        do="sign_up",
        args=args,
        filling=filling,
        yes=f"sign_up_{modes[0]}",
        other_yes=others,
    )


def _modes(visit: Visit) -> tuple[Mode, ...]:
    """The way that was said, else the ways that there are."""
    said = visit.wish.slots.get("mode")
    modes = agenda_of(visit).gathering.terms.modes
    return (Mode(str(said)),) if said in set(modes) else modes


async def sign_up_now(visit: Visit) -> Reply:
    """Signs the person up, and tells them, where they can be reached."""
    args = args_of(visit)
    gathering = await get_gathering_by_id(visit.tx, GatheringId(args["gathering"]))
    actor = visit.actor.person_id
    await require_organiser(visit.tx, actor, gathering.id)
    found = organisations_of_domain(args["email"], await organisations_of(visit))
    organisation_id = found[0].id if len(found) == 1 else None
    invitee = Invitee(args["name"], args["email"], organisation_id)
    await invite_people(visit.tx, gathering, [invitee], now=visit.now)
    person_id = await person_for(visit.tx, invitee)
    mode = Mode(str(visit.wish.slots.get("mode", args["mode"])))
    asked = Application(mode=mode, accepted=None, organisation_id=organisation_id)
    made = await sign_up_for(visit.tx, gathering.id, person_id, asked, now=visit.now)
    await note(visit, "signed_up", about=gathering.id, subject=person_id)
    state = without_question(visit)
    key = "host.signed_up" if made.seat is mode else "host.signed_up_waiting"
    told = Told(key, {"name": args["name"], "gathering": gathering.title}, (NEXT,))
    return Reply(told, state, tells=(signed_up(made, gathering, now=visit.now),))
