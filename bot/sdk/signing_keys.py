"""The keys with which the Bot Framework signs what it sends us."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from bot.sdk.bounded_json import read_object
from bot.sdk.service_hosts import LOOPBACK_HOSTS
from bot.sdk.turned_away import TurnedAway

log = logging.getLogger(__name__)

KEEP_FOR: Final = timedelta(hours=24)
UNKNOWN_AT_MOST_EVERY: Final = timedelta(minutes=1)
AFTER_FAILURE: Final = timedelta(seconds=1)
FETCH_TIMEOUT: Final = timedelta(seconds=5)
MAX_BYTES: Final = 1024 * 1024
MIN_BITS: Final = 2048


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key, and the channels it is good for; None where the key set says nothing of channels."""

    public: RSAPublicKey
    endorsements: frozenset[str] | None


class SigningKeys:
    """The key set, fetched when it is first needed, daily, and for an unknown id at most once a minute.

    Fetching is one request for all who wait, off the loop's way, with a time-out. While the host is out of reach, the
    keys that are known go on being good.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        metadata_url: str,
        *,
        machine_now: Callable[[], datetime],
        timeout: timedelta = FETCH_TIMEOUT,
    ) -> None:
        self._session, self._metadata_url, self._now = session, metadata_url, machine_now
        self._timeout = aiohttp.ClientTimeout(total=timeout.total_seconds())
        self._keys: Mapping[str, SigningKey] = {}
        self._good_until: datetime | None = None
        self._not_before: datetime | None = None
        self._unknown_not_before: datetime | None = None
        self._fetching: asyncio.Task[bool] | None = None

    async def find(self, key_id: str) -> SigningKey | None:
        """The key, or None where the set has no such. Raises TurnedAway (503) when that cannot be known."""
        if self._good_until is None or self._now() >= self._good_until:
            await self._refreshed()
        if self._good_until is None:
            raise _out_of_reach()
        return self._keys.get(key_id) or await self._looked_up_again(key_id)

    async def _looked_up_again(self, key_id: str) -> SigningKey | None:
        if self._fetching is None:
            if self._unknown_not_before is not None and self._now() < self._unknown_not_before:
                return None
            self._unknown_not_before = self._now() + UNKNOWN_AT_MOST_EVERY
        if not await self._refreshed():
            raise _out_of_reach()
        return self._keys.get(key_id)

    async def _refreshed(self) -> bool:
        """Whether a fetch that begins now, or is under way, brought keys; False too where one has just failed."""
        if self._fetching is None:
            if self._not_before is not None and self._now() < self._not_before:
                return False
            self._fetching = asyncio.create_task(self._fetch())
            self._fetching.add_done_callback(self._fetched)
        return await asyncio.shield(self._fetching)

    def _fetched(self, _: object) -> None:
        self._fetching = None

    async def _fetch(self) -> bool:
        try:
            metadata = await self._read(self._metadata_url)
            keys = _keys_of(await self._read(self._beside(metadata.get("jwks_uri"))))
        except (aiohttp.ClientError, OSError, ValueError) as trouble:
            log.warning("signing_keys_out_of_reach trouble=%s", type(trouble).__name__)
            self._not_before = self._now() + AFTER_FAILURE
            return False
        self._keys, self._good_until = keys, self._now() + KEEP_FOR
        log.info("signing_keys_fetched count=%d", len(keys))
        return True

    def _beside(self, address: object) -> str:
        """Where the keys are, on the host that told of them. Raises ValueError where that would be another."""
        known, told = urlsplit(self._metadata_url), urlsplit(address if isinstance(address, str) else "")
        is_here = {known.hostname, told.hostname} <= LOOPBACK_HOSTS
        if known.scheme != told.scheme or "@" in told.netloc or not (is_here or known.netloc == told.netloc):
            raise ValueError("keys on another host")
        return told.geturl()

    async def _read(self, url: str) -> dict[str, Any]:
        async with self._session.get(url, timeout=self._timeout, allow_redirects=False) as response:
            if response.status != HTTPStatus.OK:
                raise ValueError(f"status {response.status}")
            return await read_object(response.content, max_bytes=MAX_BYTES)


def _out_of_reach() -> TurnedAway:
    return TurnedAway(HTTPStatus.SERVICE_UNAVAILABLE, "signing keys out of reach")


def _keys_of(key_set: Mapping[str, Any]) -> dict[str, SigningKey]:
    """The usable keys of a set by their ids. Raises ValueError where there is none."""
    listed = key_set.get("keys")
    entries = listed if isinstance(listed, list) else []
    found = {entry["kid"]: key for entry in entries if (key := _key_of(entry)) is not None}
    if not found:
        raise ValueError("no usable key")
    return found


def _key_of(entry: object) -> SigningKey | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("kid"), str) or entry.get("use", "sig") != "sig":
        return None
    try:
        public = jwt.PyJWK(entry, algorithm="RS256").key
    except (jwt.PyJWTError, ValueError, TypeError):
        return None
    if not isinstance(public, RSAPublicKey) or public.key_size < MIN_BITS:
        return None
    endorsed = entry.get("endorsements")
    return SigningKey(public, frozenset(map(str, endorsed)) if isinstance(endorsed, list) else None)
