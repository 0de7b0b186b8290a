"""The lists and reports that organisers take away: what writes them is loaded when somebody does."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.host.ports import Reports
from bot.pages.files import File
from gatherings.people import PersonId
from gatherings.ports import Clock
from gatherings.store import Database


@dataclass(frozen=True)
class TakenAway:
    """Implements `Reports`, by those of the store."""

    database: Database
    clock: Clock
    _loaded: list[Reports] = field(default_factory=list, repr=False)

    async def export(
        self, slug: str, kind: str, form: str, person_id: PersonId, *, wanted: Mapping[str, str] | None = None
    ) -> File:
        return await (await self._stored()).export(slug, kind, form, person_id, wanted=wanted)

    async def series(self, slug: str, form: str, person_id: PersonId, *, wanted: Mapping[str, str]) -> File:
        return await (await self._stored()).series(slug, form, person_id, wanted=wanted)

    async def _stored(self) -> Reports:
        """Off the loop: forty modules, which take longer than anybody else should wait."""
        if not self._loaded:
            self._loaded.append(await asyncio.to_thread(_load, self.database, self.clock))
        return self._loaded[0]


def _load(database: Database, clock: Clock) -> Reports:
    from bot.exports.stored import StoredExports  # noqa: PLC0415 (see above)
    from bot.report.stored import StoredReports  # noqa: PLC0415

    return StoredReports(StoredExports(database, clock), database, clock)
