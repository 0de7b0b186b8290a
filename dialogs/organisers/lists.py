"""Lists and the organiser's page: by a link that works once, to the organiser alone."""

from __future__ import annotations

from typing import Final

from dialogs.answers import Suggestion, Told
from dialogs.conversation import Reply, Visit
from dialogs.signup.known import agenda_of, require_private
from dialogs.signup.who import who_comes
from dialogs.suggestions import NEXT
from gatherings.actions import require_organiser
from gatherings.actions.page_links import host_link
from gatherings.errors import NotAnOrganiser
from gatherings.gathering import Network
from gatherings.store.invitations import list_invited, list_responses
from gatherings.store.overview import list_networks_of_organiser
from gatherings.store.registrations import list_registrations

PARTICIPANTS: Final = "participants"
NETWORK: Final = "network"
REPORT_OF_NETWORK: Final = Suggestion("report_of_network", "organiser.report", {"of": NETWORK})


async def open_page(visit: Visit) -> Reply:
    """The way to the organiser's page."""
    return await _with_link(visit, "host.link", {})


async def report(visit: Visit) -> Reply:
    """The way to the report of the gathering, and of its whole network for who has rights over that."""
    network = await _network(visit)
    if network is not None and visit.wish.slots.get("of") == NETWORK:
        return await _with_link(visit, "host.series", {"network": network.title, "network_slug": network.slug})
    return await _with_link(visit, "host.report", {}, () if network is None else (REPORT_OF_NETWORK,))


async def _network(visit: Visit) -> Network | None:
    """The network of the gathering, where the person has rights over it."""
    mine = await list_networks_of_organiser(visit.tx, visit.actor.person_id)
    return next((one for one in mine if one.id == agenda_of(visit).gathering.network_id), None)


async def export(visit: Visit) -> Reply:
    """What the list says in one line, and the way to the list itself. A participant who asks who comes is told that."""
    what = str(visit.wish.slots.get("what", PARTICIPANTS))
    if what == PARTICIPANTS and not await visit.is_organiser():
        return await who_comes(visit)
    if what == "missing":
        return await _with_link(visit, "host.missing", await _missing(visit))
    return await _with_link(visit, "host.list", {"n": await _registered(visit)})


async def _with_link(visit: Visit, key: str, filling: dict[str, object], more: tuple[Suggestion, ...] = ()) -> Reply:
    """Raises OnlyInPrivate, NotAnOrganiser."""
    agenda = agenda_of(visit)
    if not await visit.is_organiser():
        raise NotAnOrganiser
    require_private(visit)
    await require_organiser(visit.tx, visit.actor.person_id, agenda.gathering.id)
    filling = {**filling, "gathering": agenda.gathering.title, "slug": agenda.gathering.slug}
    if visit.link is None:
        return Reply(Told(f"{key}_without_page", filling, (*more, NEXT)), visit.state)
    link_id = await host_link(visit.tx, visit.actor.person_id, now=visit.now)
    opened = Suggestion("open_host", url=visit.link("host", link_id))
    return Reply(Told(key, filling, (opened, *more, NEXT)), visit.state)


async def _registered(visit: Visit) -> int:
    made = await list_registrations(visit.tx, agenda_of(visit).gathering.id)
    return sum(1 for one in made if one.seat is not None)


async def _missing(visit: Visit) -> dict[str, object]:
    """How many are invited, and how many of them have neither signed up, cancelled nor answered."""
    gathering_id = agenda_of(visit).gathering.id
    invited = await list_invited(visit.tx, gathering_id)
    known = {one.person_id for one in await list_registrations(visit.tx, gathering_id)}
    answered = {one for one, said in (await list_responses(visit.tx, gathering_id)).items() if said.answer is not None}
    missing = [one for one in invited if one not in known | answered]
    return {"n": len(missing), "invited": len(invited)}
