"""Teams' directory: the address that Teams vouches for, of a person we are talking with."""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.sdk.bounded_json import NotJson, parse_object, read_bytes
from bot.sdk.fields import text_of
from bot.sdk.service_hosts import is_allowed
from bot.sdk.teams_wire import TeamsWire
from bot.wire import Address, SendLater

log = logging.getLogger(__name__)

PATIENCE: Final = timedelta(seconds=3)
MAX_ANSWER_BYTES: Final = 64 * 1024
KEPT_AT_MOST: Final = 2_000
EMAIL: Final = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}")


@dataclass
class TeamsDirectory:
    """Asks the Connector's member API, once for each person as long as the process lasts."""

    wire: TeamsWire
    _known: dict[tuple[str, str], str | None] = field(default_factory=dict)

    async def find_email(self, address: Address, user: str) -> str | None:
        """The person's address; None where Teams has none, or does not say in time: then the person is asked."""
        key = address.tenant, user
        if key not in self._known:
            try:
                async with asyncio.timeout(PATIENCE.total_seconds()):
                    found = await self._asked(address, user)
            except (aiohttp.ClientError, OSError, TimeoutError, NotJson, SendLater) as trouble:
                log.info("member_not_read trouble=%s", type(trouble).__name__)
                return None
            if len(self._known) >= KEPT_AT_MOST:
                self._known.clear()
            self._known[key] = found
        return self._known[key]

    async def _asked(self, address: Address, user: str) -> str | None:
        service = text_of(address.data, "serviceUrl")
        if not is_allowed(service, hosts=self.wire.service_hosts):
            return None
        conversation = quote(address.conversation, safe="")
        path = f"/v3/conversations/{conversation}/members/{quote(user, safe='')}"
        url = URL(service.rstrip("/") + path, encoded=True)
        token = await self.wire.tokens.get() if self.wire.tokens else None
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self.wire.session.get(url, headers=headers, allow_redirects=False) as response:
            if response.status != HTTPStatus.OK:
                return None
            member = parse_object(await read_bytes(response.content, max_bytes=MAX_ANSWER_BYTES))
        return email_of(text_of(member, "email")) or email_of(text_of(member, "userPrincipalName"))


def email_of(text: str) -> str | None:
    """The address in small letters; None where it is none, and for a guest's name in somebody else's tenant."""
    is_guest = "#ext#" in text.lower()
    return text.strip().lower() if EMAIL.fullmatch(text.strip()) and not is_guest else None
