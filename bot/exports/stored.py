"""The organisers' lists for their page, read from the store at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.exports.exported import KINDS, exported_kind, written
from bot.exports.programme import FORMS, PROGRAMME, write_programme
from bot.pages.files import File
from dialogs.phrases import Voice, voice
from gatherings.gathering import Gathering
from gatherings.people import PersonId
from gatherings.ports import Clock
from gatherings.store import Database, Tx
from gatherings.store.audits import add_audit
from gatherings.store.gatherings import get_gathering
from gatherings.store.profiles import get_person

TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/x-ndjson; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class StoredExports:
    """Implements `Exports`. That a list was taken away stands in the audit."""

    database: Database
    clock: Clock

    async def export(
        self, slug: str, kind: str, form: str, person_id: PersonId, *, wanted: Mapping[str, str] | None = None
    ) -> File:
        """The file, in the organiser's language. Raises NoSuchGathering, NoClosedEvaluation, NoProgramme."""
        del wanted
        async with self.database.write() as tx:
            gathering = await get_gathering(tx, slug)
            person = await get_person(tx, person_id)
            language = (person.language if person else None) or gathering.language
            at = self.clock.now()
            file = await _file(tx, gathering, kind, form, voice(language), at=at)
            await add_audit(tx, exported_kind(kind), actor=person_id, gathering_id=gathering.id, at=at)
        return file


async def _file(tx: Tx, gathering: Gathering, kind: str, form: str, say: Voice, *, at: datetime) -> File:
    name = f"{gathering.slug}-{kind}"
    if kind == PROGRAMME:
        ending, media = FORMS[form]
        return File(f"{name}.{ending}", media, write_programme(gathering, form, voice=say, stamped_at=at))
    exported = await KINDS[kind](tx, gathering, say)
    return File(f"{name}.{form}", TYPES[form], written(exported, form))
