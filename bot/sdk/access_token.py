"""The token that lets us send: asked for once, kept, and renewed before it ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import Any, Final

import aiohttp

from bot.sdk.bounded_json import read_object
from bot.sdk.credentials import TeamsCredentials
from bot.wire import SendLater

log = logging.getLogger(__name__)

FETCH_TIMEOUT: Final = timedelta(seconds=10)
RENEW_BEFORE: Final = timedelta(minutes=5)
MAX_BYTES: Final = 256 * 1024


class LoginRefused(ValueError):  # noqa: N818 (a sentence, as everywhere)
    """The login answered, and not with a token."""


class Login(StrEnum):
    """What the login thinks of our credentials."""

    TAKEN = "taken"
    REFUSED = "refused"
    OUT_OF_REACH = "out_of_reach"


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A bearer token. It is renewed from `renew_at` on and is good until `ends_at`."""

    bearer: str
    renew_at: datetime
    ends_at: datetime


class AccessTokens:
    """The app's token for the Connector, by client credentials. All who wait share one request."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        credentials: TeamsCredentials,
        *,
        machine_now: Callable[[], datetime],
        timeout: timedelta = FETCH_TIMEOUT,
    ) -> None:
        self._session, self._credentials, self._now = session, credentials, machine_now
        self._timeout = aiohttp.ClientTimeout(total=timeout.total_seconds())
        self._token: AccessToken | None = None
        self._fetching: asyncio.Task[AccessToken] | None = None

    async def get(self, *, other_than: str | None = None) -> str:
        """A bearer token that is good now, and not the one that was refused. Raises SendLater where none is to be had.

        Shortly before its end the kept one is still given, while the next is fetched beside.
        """
        token, now = self._token, self._now()
        if token is None or token.bearer == other_than or now >= token.ends_at:
            return (await asyncio.shield(self._fetch_shared())).bearer
        if now >= token.renew_at:
            self._fetch_shared()
        return token.bearer

    async def look(self) -> Login:
        """Whether the login takes our credentials; asks it, and keeps nothing."""
        try:
            _token_of(await self._ask(), asked_at=self._now())
        except LoginRefused:
            return Login.REFUSED
        except (aiohttp.ClientError, OSError, ValueError, TypeError):
            return Login.OUT_OF_REACH
        return Login.TAKEN

    def _fetch_shared(self) -> asyncio.Task[AccessToken]:
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._fetch())
            self._fetching.add_done_callback(self._fetched)
        return self._fetching

    def _fetched(self, task: asyncio.Task[AccessToken]) -> None:
        self._fetching = None
        if not task.cancelled() and task.exception() is None:
            self._token = task.result()

    async def _fetch(self) -> AccessToken:
        asked_at = self._now()
        try:
            answer = await self._ask()
            return _token_of(answer, asked_at=asked_at)
        except (aiohttp.ClientError, OSError, ValueError, TypeError) as trouble:
            log.warning("access_token_out_of_reach trouble=%s", type(trouble).__name__)
            raise SendLater("no access token") from None

    async def _ask(self) -> dict[str, Any]:
        form = {
            "grant_type": "client_credentials",
            "client_id": self._credentials.app_id,
            "client_secret": self._credentials.app_password,
            "scope": self._credentials.scope,
        }
        url = self._credentials.token_url
        async with self._session.post(url, data=form, timeout=self._timeout, allow_redirects=False) as response:
            if response.status != HTTPStatus.OK:
                log.warning("access_token_refused status=%d", response.status)
                is_ours = HTTPStatus.BAD_REQUEST <= response.status < HTTPStatus.INTERNAL_SERVER_ERROR
                raise (LoginRefused if is_ours else ValueError)(f"status {response.status}")
            return await read_object(response.content, max_bytes=MAX_BYTES)


def _token_of(answer: dict[str, Any], *, asked_at: datetime) -> AccessToken:
    """The token in a login's answer. Raises ValueError where there is none. `expires_in` is in seconds."""
    bearer, seconds = answer.get("access_token"), int(answer.get("expires_in") or 0)
    if not isinstance(bearer, str) or not bearer.isascii() or not bearer.isprintable() or not bearer or seconds <= 0:
        raise ValueError("no token in the answer")
    length = timedelta(seconds=min(seconds, 86_400))
    return AccessToken(bearer, renew_at=asked_at + length - min(RENEW_BEFORE, length / 2), ends_at=asked_at + length)
