"""A sign-up begun where others read goes on in private."""

from __future__ import annotations

from dialogs.answers import Suggestion, Told
from dialogs.asking import ID_LENGTH, ID_LETTERS
from dialogs.conversation import Reply, Visit
from dialogs.signup.known import agenda_of
from gatherings.errors import OnlyInPrivate
from gatherings.ports import front_page
from gatherings.postings.personal import start
from gatherings.store.profiles import list_channels_of


async def go_on_in_private(visit: Visit) -> Reply:
    """Says that it goes on in private, and writes there; where we have never met in private, where the page is besides.

    Raises OnlyInPrivate where there is no page either.
    """
    person_id = visit.actor.person_id
    if not (await list_channels_of(visit.tx, [person_id])).get(person_id):
        if visit.link is None:
            raise OnlyInPrivate
        page = Suggestion("open_page", url=front_page(visit.link))
        return Reply(Told("signup.never_met", {}, (page,)), visit.state)
    key = "".join(visit.choose(ID_LETTERS) for _ in range(ID_LENGTH))
    posting = start(person_id, agenda_of(visit).gathering, key=key, now=visit.now)
    return Reply(Told("signup.in_private"), visit.state, tells=(posting,))
