"""Teams' directory: names, and the addresses that Teams vouches for, of those who are in a conversation with us."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, urlencode

import aiohttp
from yarl import URL

from bot.sdk.bounded_json import NotJson, parse_object, read_bytes
from bot.sdk.fields import Raw, objects, text_of
from bot.sdk.service_hosts import is_allowed
from bot.sdk.teams_wire import TeamsWire
from bot.wire import Address, Known, SendLater

log = logging.getLogger(__name__)

PATIENCE: Final = timedelta(seconds=3)
MAX_ANSWER_BYTES: Final = 1024 * 1024  # a page of 500 is some 150 KB
PAGE: Final = 500
PAGES_AT_MOST: Final = 20
KEPT_FOR: Final = timedelta(hours=1)
KEPT_AT_MOST: Final = 10_000
EMAIL: Final = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}")
NOBODY: Final = Known()

TROUBLE: Final = (aiohttp.ClientError, OSError, TimeoutError, NotJson, SendLater)

Person = tuple[str, str]


@dataclass
class TeamsDirectory:
    """Asks the Connector's member API: one person at a time, or a conversation's members page by page.

    What it tells is remembered for an hour, in this process alone, and written down nowhere.
    """

    wire: TeamsWire
    _known: OrderedDict[Person, tuple[datetime, Known]] = field(default_factory=OrderedDict)
    _reading: set[asyncio.Task[None]] = field(default_factory=set)

    async def find(self, address: Address, user: str) -> Known:
        """What Teams knows of the person; nothing where it does not say in time: then the person is asked."""
        kept = self._kept(address.tenant, user)
        if kept is not None:
            return kept
        try:
            async with asyncio.timeout(PATIENCE.total_seconds()):
                member = await self._asked(address, f"members/{quote(user, safe='')}")
        except TROUBLE as trouble:
            log.info("member_not_read trouble=%s", type(trouble).__name__)
            return NOBODY
        return self._keep(address.tenant, user, member or {})

    def foresee(self, address: Address) -> None:
        """Reads who is in a group or a channel, beside everything else: some of them will soon be asked for."""
        task = asyncio.create_task(self._read_all(address))
        self._reading.add(task)
        task.add_done_callback(self._reading.discard)

    async def members(self, address: Address) -> AsyncIterator[tuple[str, Known]]:
        """The members of a conversation with their ids, read page by page. Raises what `TROUBLE` has."""
        token = ""
        for _ in range(PAGES_AT_MOST):
            query = {"pageSize": str(PAGE)} | ({"continuationToken": token} if token else {})
            page = await self._asked(address, f"pagedmembers?{urlencode(query)}")
            for member in objects(page or {}, "members"):
                if user := text_of(member, "id"):
                    yield user, self._keep(address.tenant, user, member)
            token = text_of(page or {}, "continuationToken")
            if not token:
                return

    async def _read_all(self, address: Address) -> None:
        count = 0
        try:
            async with asyncio.timeout(PATIENCE.total_seconds() * PAGES_AT_MOST):
                async for _ in self.members(address):
                    count += 1
        except TROUBLE as trouble:
            log.info("members_not_read trouble=%s", type(trouble).__name__)
        log.info("members_read count=%d", count)

    def _kept(self, tenant: str, user: str) -> Known | None:
        at, known = self._known.get((tenant, user), (None, NOBODY))
        return None if at is None or self.wire.machine_now() - at > KEPT_FOR else known

    def _keep(self, tenant: str, user: str, member: Raw) -> Known:
        email = email_of(text_of(member, "email")) or email_of(text_of(member, "userPrincipalName"))
        known = Known(text_of(member, "name").strip() or None, email)
        self._known[tenant, user] = self.wire.machine_now(), known
        self._known.move_to_end((tenant, user))
        if len(self._known) > KEPT_AT_MOST:
            self._known.popitem(last=False)
        return known

    async def _asked(self, address: Address, what: str) -> dict[str, Any] | None:
        """The answer about a conversation; None where its host is not on the list, or it says no for good."""
        service = text_of(address.data, "serviceUrl")
        if not is_allowed(service, hosts=self.wire.service_hosts):
            return None
        path = f"/v3/conversations/{quote(address.conversation, safe='')}/{what}"
        url = URL(service.rstrip("/") + path, encoded=True)
        token = await self.wire.tokens.get() if self.wire.tokens else None
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self.wire.session.get(url, headers=headers, allow_redirects=False) as response:
            if response.status in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}:
                return None
            if response.status != HTTPStatus.OK:
                raise SendLater(f"status {response.status}")
            return parse_object(await read_bytes(response.content, max_bytes=MAX_ANSWER_BYTES))


def email_of(text: str) -> str | None:
    """The address in small letters; None where it is none, and for a guest's name in somebody else's tenant."""
    is_guest = "#ext#" in text.lower()
    return text.strip().lower() if EMAIL.fullmatch(text.strip()) and not is_guest else None
