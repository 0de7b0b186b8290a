"""Which gathering a programme is for: those that an organiser has rights over, and what is clear by its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from zoneinfo import ZoneInfo

from dialogs.answers import Suggestion
from dialogs.conversation import Visit
from gatherings.errors import NotAnOrganiser
from gatherings.gathering import DEFAULT_TIMEZONE, Network
from gatherings.intake.draft import Draft
from gatherings.intake.pending import ImportId
from gatherings.intake.slugs import slug_of
from gatherings.store.organisers import Scope
from gatherings.store.overview import GatheringLine, list_gatherings_of_organiser, list_networks_of_organiser
from gatherings.times import local_day

HOME: Final = ZoneInfo(DEFAULT_TIMEZONE)
MOST_GATHERINGS: Final = 3
MOST_NETWORKS: Final = 2
STILL_CHANGED: Final = timedelta(days=1)
"""So long after its last day a gathering's programme may still be read in."""


@dataclass(frozen=True, slots=True)
class Places:
    """What an organiser may read a programme into: gatherings that are not over, by date, and networks for new ones."""

    gatherings: tuple[GatheringLine, ...]
    networks: tuple[Network, ...]
    zone: ZoneInfo = HOME

    @property
    def first(self) -> Scope:
        """Where it is kept until it is said. Raises NotAnOrganiser where there is no place at all."""
        if self.networks:
            return Scope(self.networks[0].id)
        if not self.gatherings:
            raise NotAnOrganiser
        return Scope(gathering_id=self.gatherings[0].id)

    def sure_of(self, draft: Draft) -> Scope | None:
        """The gathering of the same title and date, else the only one on these days, else the only place there is."""
        same = [one for one in self.gatherings if one.slug == slug_of(draft.title, draft.starts_on)]
        days = [one for one in self.gatherings if one.starts_on <= draft.ends_on and draft.starts_on <= one.ends_on]
        for found in (same, days):
            if len(found) == 1:
                return Scope(gathering_id=found[0].id)
        if len(self.gatherings) + len(self.networks) == 1:
            return self.first
        return None

    def offered(self, import_id: ImportId) -> tuple[Suggestion, ...]:
        """A button for each place; a new gathering says its network's title where there are several."""
        known = tuple(
            Suggestion(f"={one.title}", "import.place", {"id": import_id, "gathering": one.id})
            for one in self.gatherings[:MOST_GATHERINGS]
        )
        is_one = len(self.networks) == 1
        new = tuple(
            Suggestion(
                "new_gathering" if is_one else f"={one.title}", "import.place", {"id": import_id, "network": one.id}
            )
            for one in self.networks[:MOST_NETWORKS]
        )
        return (*known, *new)


async def places_of(visit: Visit) -> Places:
    """The places of the organiser who writes."""
    today = local_day(visit.now, HOME)
    person_id = visit.actor.person_id
    lines = await list_gatherings_of_organiser(visit.tx, person_id)
    current = [one for one in lines if not one.is_cancelled and one.ends_on >= today - STILL_CHANGED]
    networks = await list_networks_of_organiser(visit.tx, person_id)
    return Places(tuple(reversed(current)), tuple(networks))
