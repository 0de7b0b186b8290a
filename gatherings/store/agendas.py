"""Agendas, kept for as long as their gatherings are as they were: a programme is put in order once."""

from __future__ import annotations

from gatherings.agenda import Agenda
from gatherings.gathering import GatheringId
from gatherings.store.gatherings import KEPT_AT_MOST, at_edition, get_edition
from gatherings.store.transaction import Tx


class Agendas:
    """What this process has put in order; every look asks the database for the edition first."""

    def __init__(self) -> None:
        self._kept: dict[GatheringId, Agenda] = {}

    async def get(self, tx: Tx, gathering_id: GatheringId) -> Agenda:
        """The agenda as it is now. Raises NoSuchGathering."""
        return await self.at_edition(tx, gathering_id, await get_edition(tx, gathering_id))

    async def at_edition(self, tx: Tx, gathering_id: GatheringId, edition: str | None) -> Agenda:
        """The agenda of the gathering as it is now; `edition` is what the database says. Raises NoSuchGathering."""
        gathering = await at_edition(tx, gathering_id, edition)
        kept = self._kept.get(gathering_id)
        if kept is not None and kept.gathering is gathering:
            return kept
        agenda = Agenda(gathering)
        if len(self._kept) >= KEPT_AT_MOST:
            self._kept.pop(next(iter(self._kept)))
        self._kept[gathering_id] = agenda
        return agenda
