"""A person's gatherings at an address that calendars read again and again."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final, Protocol

from aiohttp import ETag, web

from bot.pages.personal import link_of
from bot.pages.site import Site, answering
from gatherings.people import PersonId
from gatherings.store.links import LinkPurpose

PATH: Final = "calendar"
STAMP: Final = re.compile(rb"^(?:LAST-MODIFIED|DTSTAMP):(\d{8}T\d{6}Z)\r?$", re.MULTILINE)


class Calendars(Protocol):
    """Writes calendars."""

    async def feed(self, person_id: PersonId) -> bytes:
        """The gatherings that a person is signed up to or has left, as an iCalendar file."""
        ...


class CalendarFeed:
    """`/calendar/TOKEN.ics`, to be read only."""

    def __init__(self, site: Site, calendars: Calendars) -> None:
        self.site, self._calendars = site, calendars

    def add_to(self, app: web.Application) -> None:
        app.router.add_get(f"/{PATH}/{{token}}.ics", self.read)

    @answering
    async def read(self, request: web.Request) -> web.Response:
        """The calendar, 304 to who has it already."""
        site = self.site
        async with site.database.read() as tx:
            now = site.clock.now()
            link = await link_of(tx, site, request, path=PATH, purpose=LinkPurpose.FEED, now=now)
        body = await self._calendars.feed(link.person_id)
        response = web.Response(body=body, content_type="text/calendar", charset="utf-8")
        response.etag = hashlib.sha256(body).hexdigest()[:32]
        response.last_modified = newest_stamp(body)
        response.headers.update(
            {
                "Cache-Control": "private, no-cache",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
            }
        )
        if _is_known(request, response):
            response.body = None
            response.set_status(HTTPStatus.NOT_MODIFIED)
        return response


def newest_stamp(body: bytes) -> datetime | None:
    """The latest instant at which an entry was written; None where none says when."""
    stamps = [datetime.strptime(found.decode(), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) for found in STAMP.findall(body)]
    return max(stamps, default=None)


def _is_known(request: web.Request, response: web.Response) -> bool:
    """Whether the reader has this: by its tag, or, where no tag is given, by its date."""
    if request.if_none_match is not None:
        return any(tag.value in {"*", _tag(response)} for tag in request.if_none_match)
    since, modified = request.if_modified_since, response.last_modified
    return since is not None and modified is not None and modified <= since


def _tag(response: web.Response) -> str:
    assert isinstance(response.etag, ETag)
    return response.etag.value
