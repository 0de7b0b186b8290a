"""Who comes: numbers for everybody, names for those signed up of those who agreed to it."""

from __future__ import annotations

from collections import Counter

from dialogs.answers.signup import WhoComes
from dialogs.conversation import Reply, Visit
from dialogs.signup.known import agenda_of, organisations_of
from gatherings.organisations import find_organisations
from gatherings.registration import Registration, RegistrationState
from gatherings.store.profiles import list_people
from gatherings.store.registrations import list_registrations
from gatherings.terms import Mode


async def who_comes(visit: Visit) -> Reply:
    """How many come and of which organisations; whether the one that was asked for does."""
    agenda = agenda_of(visit)
    made = await list_registrations(visit.tx, agenda.gathering.id)
    coming = [one for one in made if one.state is RegistrationState.REGISTERED]
    organisations = {one.id: one for one in await organisations_of(visit)}
    counts = Counter(one.organisation_id for one in coming if one.organisation_id in organisations)
    by_organisation = [(one, counts[key]) for key, one in organisations.items() if counts[key]]
    by_organisation.sort(key=lambda one: (-one[1], one[0].name))
    asked = str(visit.wish.slots.get("municipality", ""))
    found = find_organisations(asked, list(organisations.values())).exact if asked else ()
    answer = WhoComes(
        agenda=agenda,
        in_room=sum(1 for one in coming if one.seat is Mode.ROOM),
        digital=sum(1 for one in coming if one.seat is Mode.DIGITAL),
        waiting=sum(1 for one in made if one.state is RegistrationState.WAITING),
        by_organisation=tuple(by_organisation),
        others=len(coming) - sum(counts.values()),
        names=await _names(visit, coming),
        asked=found[0] if len(found) == 1 else None,
    )
    return Reply(answer, visit.state)


async def _names(visit: Visit, coming: list[Registration]) -> tuple[str, ...] | None:
    """The names of those who agreed to be listed; None for who is not signed up themselves, or asks in company."""
    own = visit.seat()
    if own is None:
        return None
    listed = [one.person_id for one in coming if one.is_listed]
    people = await list_people(visit.tx, listed)
    return tuple(sorted(person.name for person in people.values() if person.name))
