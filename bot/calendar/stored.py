"""A person's own calendar, read from the store at that moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.calendar.entry import Entry
from bot.links import Links
from dialogs.phrases import voice
from gatherings.agenda import Agenda
from gatherings.gathering import NB
from gatherings.people import PersonId
from gatherings.ports import Clock
from gatherings.registration import Registration
from gatherings.store import Database, Tx
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.links import LinkPurpose, find_link_of
from gatherings.store.profiles import get_person
from gatherings.store.registrations import list_registrations_of_person


@dataclass(frozen=True, slots=True)
class StoredCalendars:
    """Implements `Calendars`."""

    database: Database
    clock: Clock
    links: Callable[[], Links]

    async def feed(self, person_id: PersonId) -> bytes:
        """The gatherings that a person has signed up to or left, each with the way to their own page."""
        from bot.calendar.feed import feed_of  # noqa: PLC0415 (icalendar takes megabytes, and few ask for it)

        now = self.clock.now()
        async with self.database.read() as tx:
            person = await get_person(tx, person_id)
            made = await list_registrations_of_person(tx, person_id)
            entries = [await self._entry(tx, registration, now) for registration in made]
        language = (person.language if person else None) or (entries[0].agenda.gathering.language if entries else NB)
        # The same file all day, as long as nothing changes.
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return feed_of(entries, voice=voice(language), stamped_at=today)

    async def _entry(self, tx: Tx, registration: Registration, now: datetime) -> Entry:
        gathering = await get_gathering_by_id(tx, registration.gathering_id)
        link_id = await find_link_of(tx, registration.person_id, gathering.id, LinkPurpose.PERSONAL, at=now)
        url = None if link_id is None else self.links().url("p", link_id)
        return Entry(registration, Agenda(gathering), url)
