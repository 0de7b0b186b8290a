"""The wire to Teams: payloads go straight to the Connector, past the SDK, on pooled connections."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache, lru_cache
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

import aiohttp
from yarl import URL

from bot.sdk.access_token import AccessTokens
from bot.sdk.bounded_json import NotJson, parse_object, read_bytes
from bot.sdk.credentials import TeamsCredentials
from bot.sdk.fields import THREAD_MARK, part, text_of
from bot.sdk.service_hosts import LOOPBACK_HOSTS, is_allowed
from bot.wire import Address, NotSendable, Outgoing, Receipt, SendLater, Unreachable
from gatherings.people import ConversationKind

SEND_TIMEOUT: Final = timedelta(seconds=15)
MAX_ANSWER_BYTES: Final = 64 * 1024
LONGEST_WAIT: Final = timedelta(days=1)

_LATER: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.PRECONDITION_FAILED, HTTPStatus.TOO_MANY_REQUESTS})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the Connector said."""

    status: int
    retry_after: str | None
    body: bytes


class Writing:
    """Activities as bytes. What a broadcast says is the same object for all who stand alike, and is written once."""

    def __init__(self) -> None:
        self._last: tuple[Mapping[str, object], bytes] = {}, b"{}"

    def written(self, address: Address, outgoing: Outgoing) -> bytes:
        """The payload, and from whom in which conversation it is."""
        own = _own(address, outgoing)
        if "suggestedActions" in outgoing.body or not own.keys().isdisjoint(outgoing.body):
            activity = {"type": "message", **outgoing.body, **own}
            _address_suggestions(activity, address)
            return _dumped(activity)
        return b"%b,%b" % (self._said(outgoing.body)[:-1], _dumped(own)[1:])

    def _said(self, body: Mapping[str, object]) -> bytes:
        if self._last[0] is not body:
            self._last = body, _dumped({"type": "message", **body})
        return self._last[1]


@dataclass(frozen=True)
class TeamsWire:
    """Implements `Wire` on the Connector's REST API. Without `tokens` (development) no bearer is sent."""

    session: aiohttp.ClientSession
    tokens: AccessTokens | None
    service_hosts: frozenset[str]
    machine_now: Callable[[], datetime]
    timeout: timedelta = SEND_TIMEOUT
    writing: Writing = field(default_factory=Writing)

    async def send(self, address: Address, outgoing: Outgoing) -> Receipt:
        """The Connector's receipt. Raises SendLater, Unreachable or NotSendable.

        One POST; only where the door refuses our token (401) another with a fresh one.
        """
        url = activities_url(address, outgoing, hosts=self.service_hosts)
        method, body = "PUT" if outgoing.replaces else "POST", self.writing.written(address, outgoing)
        token = await self.tokens.get() if self.tokens else None
        answer = await self._ask(method, url, body, token)
        if answer.status == HTTPStatus.UNAUTHORIZED and self.tokens:
            answer = await self._ask(method, url, body, await self.tokens.get(other_than=token))
        return self._receipt(answer, replaces=outgoing.replaces)

    async def _ask(self, method: str, url: URL, body: bytes, token: str | None) -> Answer:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        try:
            async with self.session.request(
                method, url, data=body, headers=headers, timeout=_in_all(self.timeout), allow_redirects=False
            ) as response:
                return Answer(response.status, response.headers.get("Retry-After"), await _read(response))
        except (aiohttp.ClientError, OSError) as trouble:
            raise SendLater(f"no answer: {type(trouble).__name__}") from None

    def _receipt(self, answer: Answer, *, replaces: str | None) -> Receipt:
        status = answer.status
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return Receipt(_id_in(answer.body) or replaces or "")
        if status in _LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.UNAUTHORIZED:
            raise SendLater(f"status {status}", after=wait_of(answer.retry_after, now=self.machine_now()))
        if status == HTTPStatus.FORBIDDEN or (status == HTTPStatus.NOT_FOUND and replaces is None):
            raise Unreachable(f"status {status}")
        raise NotSendable(f"status {status}")


def wire_for(
    credentials: TeamsCredentials | None, *, session: aiohttp.ClientSession, machine_now: Callable[[], datetime]
) -> TeamsWire:
    """The wire of an app; without credentials that of development, which sends to this machine alone."""
    if credentials is None:
        return TeamsWire(session, None, LOOPBACK_HOSTS, machine_now)
    tokens = AccessTokens(session, credentials, machine_now=machine_now)
    return TeamsWire(session, tokens, credentials.service_hosts, machine_now)


def outside_thread(address: Address) -> Address:
    """The same channel, not the thread in which something was said: where a posting goes."""
    return replace(address, data={**address.data, "thread": None})


def activities_url(address: Address, outgoing: Outgoing, *, hosts: frozenset[str]) -> URL:
    """Where the payload goes. Raises NotSendable where the address is not complete, or its host not on the list."""
    service = text_of(address.data, "serviceUrl")
    if not is_allowed(service, hosts=hosts) or not text_of(address.data, "conversation"):
        raise NotSendable("the address is not complete, or its host is not on the list")
    last = outgoing.replaces or text_of(outgoing.body, "replyToId")
    url = _of_conversation(service, _conversation(address))
    return URL(f"{url}/{quote(last, safe='')}", encoded=True) if last else url


@lru_cache(maxsize=10_000)
def _of_conversation(service: str, conversation: str) -> URL:
    """Put together once for all who stand in a conversation at the same time."""
    return URL(f"{service.rstrip('/')}/v3/conversations/{quote(conversation, safe='')}/activities", encoded=True)


@cache
def _in_all(timeout: timedelta) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=timeout.total_seconds())


def wait_of(retry_after: str | None, *, now: datetime) -> timedelta | None:
    """How long a Retry-After (seconds, or an HTTP date) asks to wait; None where it says nothing that can be read."""
    if retry_after is None:
        return None
    wait = _seconds(retry_after)
    if wait is None:
        wait = _until(retry_after, now=now)
    return None if wait is None else min(max(wait, timedelta()), LONGEST_WAIT)


def _seconds(text: str) -> timedelta | None:
    try:
        return timedelta(seconds=float(text))
    except (ValueError, OverflowError):
        return None


def _until(http_date: str, *, now: datetime) -> timedelta | None:
    try:
        return parsedate_to_datetime(http_date) - now
    except (ValueError, TypeError, OverflowError):
        return None


def _conversation(address: Address) -> str:
    plain, thread = text_of(address.data, "conversation"), text_of(address.data, "thread")
    return f"{plain}{THREAD_MARK}{thread}" if thread else plain


def _own(address: Address, outgoing: Outgoing) -> dict[str, Any]:
    """What is each activity's own."""
    own: dict[str, Any] = {"conversation": {"id": _conversation(address)}}
    if tenant := text_of(address.data, "tenantId"):
        own["conversation"]["tenantId"] = tenant
    if bot := {name: value for name, value in part(address.data, "bot").items() if value}:
        own["from"] = bot
    if outgoing.replaces:
        own["id"] = outgoing.replaces
    return own


def _dumped(found: Mapping[str, Any]) -> bytes:
    return _COMPACT.encode(found).encode()


_COMPACT: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _address_suggestions(activity: dict[str, Any], address: Address) -> None:
    """Suggested actions are for one person alone: Teams knows them in personal chats, and refuses them elsewhere."""
    suggested, user = activity.pop("suggestedActions", None), text_of(part(address.data, "user"), "id")
    if suggested and address.kind is ConversationKind.PERSONAL and user:
        activity["suggestedActions"] = {**suggested, "to": [user]}


async def _read(response: aiohttp.ClientResponse) -> bytes:
    """The answer's body, empty where it is larger than any receipt."""
    try:
        return await read_bytes(response.content, max_bytes=MAX_ANSWER_BYTES)
    except NotJson:
        return b""


def _id_in(body: bytes) -> str:
    try:
        found: Mapping[str, Any] = parse_object(body)
    except NotJson:
        return ""
    return text_of(found, "id")
