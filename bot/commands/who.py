"""Whom and which organisation an operator means, by what was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.commands.command import Refused
from gatherings.errors import NoSuchPerson
from gatherings.gathering import Gathering, NetworkId
from gatherings.organisations import Organisation, find_organisations, label_of
from gatherings.people import Person
from gatherings.store import Tx
from gatherings.store.invitations import list_invited
from gatherings.store.organisations import list_organisations
from gatherings.store.profiles import find_by_email, list_people, plain_email
from gatherings.store.registrations import list_registrations


async def person_of(tx: Tx, gathering: Gathering, text: str, *, or_anybody: bool = False) -> Person:
    """The one who is expected or has signed up whose e-mail address or whole name it is.

    `or_anybody`: else whoever else has that address for certain. Raises NoSuchPerson; Refused where several fit.
    """
    people = await people_of(tx, gathering)
    address = plain_email(text)
    found = [one for one in people if one.email == address] or [one for one in people if _is_named(one, text)]
    if not found and or_anybody:
        known = await find_by_email(tx, address)
        found = [] if known is None else [known]
    if not found:
        raise NoSuchPerson(person=text)
    if len(found) == 1:
        return found[0]
    return await _surest(tx, found, address, text)


async def people_of(tx: Tx, gathering: Gathering) -> list[Person]:
    """Everybody who is expected or has signed up, by name."""
    ids = [*await list_invited(tx, gathering.id)]
    ids += [one.person_id for one in await list_registrations(tx, gathering.id)]
    people = await list_people(tx, set(ids))
    return sorted(people.values(), key=lambda one: ((one.name or "").casefold(), one.id))


async def organisation_of(tx: Tx, network_id: NetworkId, text: str) -> Organisation | None:
    """The organisation of a network as people write it; None where nothing is like it. Raises Refused, with those that
    could be meant.
    """
    among = await list_organisations(tx, network_id)
    found = find_organisations(text, among)
    if len(found.exact) == 1:
        return found.exact[0]
    if found.exact:
        raise Refused("command.refused.which_organisation", text=text, candidates=_labels(found.exact, among))
    if found.near:
        raise Refused("command.refused.organisation_like", text=text, candidates=_labels(found.near, among))
    return None


async def _surest(tx: Tx, found: Sequence[Person], address: str, text: str) -> Person:
    """Of several with one address the one whose it is for certain. Raises Refused."""
    known = await find_by_email(tx, address)
    if known is not None and known in found:
        return known
    names: Callable[[Person], str] = lambda one: one.email or one.name or ""  # noqa: E731
    raise Refused("command.refused.which_person", person=text, candidates=", ".join(map(names, found)))


def _is_named(person: Person, text: str) -> bool:
    return " ".join((person.name or "").split()).casefold() == " ".join(text.split()).casefold()


def _labels(found: Sequence[Organisation], among: Sequence[Organisation]) -> str:
    return ", ".join(label_of(one, among) for one in found)
