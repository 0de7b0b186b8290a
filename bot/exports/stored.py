"""The organisers' lists for their page, read from the store at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.exports.exported import KINDS, written
from bot.pages.files import File
from dialogs.phrases import voice
from gatherings.people import PersonId
from gatherings.ports import Clock
from gatherings.store import Database
from gatherings.store.audits import add_audit
from gatherings.store.gatherings import get_gathering
from gatherings.store.profiles import get_person

TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class StoredExports:
    """Implements `Exports`. That a list was taken away stands in the audit."""

    database: Database
    clock: Clock

    async def export(
        self, slug: str, kind: str, form: str, person_id: PersonId, *, wanted: Mapping[str, str] | None = None
    ) -> File:
        """The file, in the organiser's language. Raises NoSuchGathering, NoClosedEvaluation."""
        del wanted
        async with self.database.write() as tx:
            gathering = await get_gathering(tx, slug)
            person = await get_person(tx, person_id)
            language = (person.language if person else None) or gathering.language
            exported = await KINDS[kind](tx, gathering, voice(language))
            at = self.clock.now()
            await add_audit(tx, f"{kind}_exported", actor=person_id, gathering_id=gathering.id, at=at)
        return File(f"{slug}-{kind}.{form}", TYPES[form], written(exported, form))
