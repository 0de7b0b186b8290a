"""The report for the organiser's page, beside the lists that are taken away there."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from bot.host.ports import Exports
from bot.pages.files import File
from bot.report.compose_series import compose_series
from bot.report.document import Document
from bot.report.made import DOCX, HIGHEST_RATE, HTML, MD, WRITERS, make_report
from bot.report.series import gather_series
from dialogs.phrases import voice
from gatherings.gathering import DEFAULT_TIMEZONE, NB
from gatherings.people import PersonId
from gatherings.ports import Clock
from gatherings.store import Database
from gatherings.store.audits import add_audit
from gatherings.store.gatherings import get_gathering
from gatherings.store.networks import get_network
from gatherings.store.profiles import get_person

REPORT: Final = "report"
TYPES: Final = {
    MD: "text/markdown; charset=utf-8",
    HTML: "text/html; charset=utf-8",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class StoredReports:
    """Implements `Reports`: the reports themselves, and the lists as another has them."""

    lists: Exports
    database: Database
    clock: Clock

    async def export(
        self, slug: str, kind: str, form: str, person_id: PersonId, *, wanted: Mapping[str, str] | None = None
    ) -> File:
        """The file, in the organiser's language. Raises NoSuchGathering."""
        if kind != REPORT:
            return await self.lists.export(slug, kind, form, person_id)
        document = await self._made(slug, person_id, wanted or {})
        body = await asyncio.to_thread(WRITERS[form], document)  # a long one takes seconds in Word's form
        return File(f"{slug}-{REPORT}.{form}", TYPES[form], body)

    async def series(self, slug: str, form: str, person_id: PersonId, *, wanted: Mapping[str, str]) -> File:
        """The file, in the organiser's language. Raises NoSuchNetwork."""
        document = await self._series(slug, person_id, wanted)
        body = await asyncio.to_thread(WRITERS[form], document)
        return File(f"{slug}-{REPORT}.{form}", TYPES[form], body)

    async def _series(self, slug: str, person_id: PersonId, wanted: Mapping[str, str]) -> Document:
        async with self.database.write() as tx:
            network, person = await get_network(tx, slug), await get_person(tx, person_id)
            say, now = voice((person.language if person else None) or NB), self.clock.now()
            meals = wanted.get("meals") == "yes"
            told = await gather_series(tx, network, now=now, with_meals=meals, rate=rate_of(wanted))
            await add_audit(tx, "report_made", actor=person_id, gathering_id=None, subject=network.id, at=now)
        return compose_series(told, say, made_at=now.astimezone(ZoneInfo(DEFAULT_TIMEZONE)))

    async def _made(self, slug: str, person_id: PersonId, wanted: Mapping[str, str]) -> Document:
        async with self.database.write() as tx:
            gathering, person = await get_gathering(tx, slug), await get_person(tx, person_id)
            say, now = voice((person.language if person else None) or gathering.language), self.clock.now()
            meals = wanted.get("meals") == "yes"
            document, _ = await make_report(tx, gathering, say, with_meals=meals, rate=rate_of(wanted), now=now)
            await add_audit(tx, "report_made", actor=person_id, gathering_id=gathering.id, at=now)
        return document


def rate_of(wanted: Mapping[str, str]) -> int | None:
    """Kroner an hour as they were filled in; None where there are none, or it is no such number."""
    said = wanted.get("rate", "").replace(" ", "").replace("\u00a0", "")
    return int(said) if said.isascii() and said.isdigit() and 0 < int(said[:9]) <= HIGHEST_RATE else None
