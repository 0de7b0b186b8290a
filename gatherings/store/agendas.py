"""Agendas, kept by the version of their gathering: a programme is read again only when it has changed."""

from __future__ import annotations

from gatherings.agenda import Agenda
from gatherings.gathering import GatheringId
from gatherings.store.database import Tx
from gatherings.store.gatherings import get_gathering_by_id, get_version

KEPT_AT_MOST = 200


class Agendas:
    """What this process has read; every look asks the database for the version first."""

    def __init__(self) -> None:
        self._kept: dict[GatheringId, Agenda] = {}

    async def get(self, tx: Tx, gathering_id: GatheringId) -> Agenda:
        """The agenda as it is now. Raises NoSuchGathering."""
        return await self.at_version(tx, gathering_id, await get_version(tx, gathering_id))

    async def at_version(self, tx: Tx, gathering_id: GatheringId, version: int | None) -> Agenda:
        """The agenda, read anew unless the one kept has this version. Raises NoSuchGathering."""
        kept = self._kept.get(gathering_id)
        if kept is not None and kept.gathering.version == version:
            return kept
        agenda = Agenda(await get_gathering_by_id(tx, gathering_id))
        if len(self._kept) >= KEPT_AT_MOST:
            self._kept.pop(next(iter(self._kept)))
        self._kept[gathering_id] = agenda
        return agenda
