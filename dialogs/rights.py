"""A person's rights: everything that is kept about them in one file, and all of it deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

from dialogs.answers import Suggestion, Told
from dialogs.answers.rights import DataDeleted, DeletionAsked, Held
from dialogs.asking import args_of, ask_first
from dialogs.conversation import Reply, Visit
from dialogs.signup.known import organisation_of, require_private
from dialogs.suggestions import HUMAN
from gatherings.actions.registration import withdraw
from gatherings.actions.rights import delete_person, list_holding
from gatherings.actions.seats import new_id
from gatherings.errors import CostChanged
from gatherings.registration import fee_of_leaving
from gatherings.store.links import LinkPurpose, add_link
from gatherings.store.terms import read_fee, written_fee

LIVES: Final = timedelta(minutes=30)


async def export(visit: Visit) -> Reply:
    """The way to everything that is kept about the person: a link that works once."""
    require_private(visit)
    if visit.link is None:
        return Reply(Told("rights.export_without_page", {}, (HUMAN,)), visit.state)
    link_id = await add_link(
        visit.tx,
        visit.actor.person_id,
        None,
        LinkPurpose.DATA,
        new_id=new_id(),
        at=visit.now,
        expires_at=visit.now + LIVES,
    )
    opened = Suggestion("my_data", url=visit.link("data", link_id))
    return Reply(Told("rights.export", {}, (opened, Suggestion("delete_me", "data.delete"))), visit.state)


async def ask_to_delete(visit: Visit) -> Reply:
    """Asks whether everything is to be deleted; what they are signed up for is shown with what cancelling costs."""
    require_private(visit)
    held = [
        Held(
            gathering,
            await organisation_of(visit, made.organisation_id),
            fee_of_leaving(made, gathering, now=visit.now),
        )
        for made, gathering in await list_holding(visit.tx, visit.actor.person_id, now=visit.now)
    ]
    shown: dict[str, str] = {one.gathering.id: written_fee(one.fee) or "" for one in held}
    is_free = all(one.fee is None for one in held)
    asked = ask_first(
        visit, "rights.delete_ask", do="delete", args=shown, filling={}, yes="delete_all", takes_words=is_free
    )
    answer = asked.answer
    assert isinstance(answer, Told), "a question is told"
    return replace(asked, answer=DeletionAsked(held=tuple(held), suggestions=answer.suggestions))


async def delete_now(visit: Visit) -> Reply:
    """Cancels what they are signed up for, at the cost that was shown, and deletes everything about them.

    Raises CostChanged where it costs another thing by now.
    """
    shown, person_id = args_of(visit), visit.actor.person_id
    for made, gathering in await list_holding(visit.tx, person_id, now=visit.now):
        if gathering.id not in shown:
            raise CostChanged
        fee = read_fee(shown[gathering.id] or None)
        await withdraw(visit.tx, made.gathering_id, person_id, shown=fee, now=visit.now)
    deleted = await delete_person(visit.tx, person_id, now=visit.now)
    return Reply(DataDeleted(fees=deleted.fees, left_alone=deleted.left_alone), {})
