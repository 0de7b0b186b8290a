"""Slack's Web API: one call is one POST, on the shared session, to one host."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from bot.sdk.bounded_json import NotJson, parse_object, read_bytes
from bot.sdk.teams_wire import wait_of
from bot.slack.credentials import PUBLIC_API_URL
from bot.wire import NotSendable, SendLater, Unreachable

CALL_TIMEOUT: Final = timedelta(seconds=15)
MAX_ANSWER_BYTES: Final = 1024 * 1024
SCOPES: Final = "X-OAuth-Scopes"
JSON: Final = "application/json; charset=utf-8"
FORM: Final = "application/x-www-form-urlencoded"

LATER: Final = frozenset({
    "accesslimited", "fatal_error", "internal_error", "invalid_auth", "not_authed", "rate_limited", "ratelimited",
    "request_timeout", "service_unavailable", "team_added_to_org", "token_expired", "two_factor_setup_required",
})  # fmt: skip
"""Not now. A token that is wrong is the operator's to mend: it makes nobody unreachable."""
GONE: Final = frozenset({
    "account_inactive", "cannot_dm_bot", "channel_not_found", "channel_is_archived", "is_archived", "is_inactive",
    "messages_tab_disabled", "not_in_channel", "org_login_required", "restricted_action",
    "restricted_action_read_only_channel", "team_access_not_granted", "token_revoked", "user_disabled",
    "user_not_found", "user_not_in_channel", "user_not_visible", "users_not_found",
})  # fmt: skip
"""This conversation cannot be written to any more."""
_LATER_STATUS: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})


class SlackRefused(Exception):  # noqa: N818 (a sentence, as everywhere)
    """Slack said no: `error` is its own word for why."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True)
class WebApi:
    """Calls Slack's methods."""

    session: aiohttp.ClientSession
    machine_now: Callable[[], datetime]
    url: str = PUBLIC_API_URL
    timeout: timedelta = field(default=CALL_TIMEOUT)

    async def call(self, method: str, body: Mapping[str, object], *, token: str) -> Mapping[str, Any]:
        """What Slack answers to JSON. Raises SendLater where it may do so later, and SlackRefused where it says no."""
        return (await self._called(method, _json(body), JSON, token=token))[0]

    async def ask(self, method: str, fields: Mapping[str, str], *, token: str) -> Mapping[str, Any]:
        """The same for the methods that only tell something: they read no JSON, but a form."""
        return (await self.ask_with_scopes(method, fields, token=token))[0]

    async def ask_with_scopes(
        self, method: str, fields: Mapping[str, str], *, token: str
    ) -> tuple[Mapping[str, Any], frozenset[str]]:
        """The same, with what the token may do."""
        answer, headers = await self._called(method, urlencode(fields).encode(), FORM, token=token)
        return answer, frozenset(scope.strip() for scope in headers.get(SCOPES, "").split(",") if scope.strip())

    async def _called(
        self, method: str, body: bytes, content_type: str, *, token: str
    ) -> tuple[Mapping[str, Any], Mapping[str, str]]:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": content_type}
        status, answered, answer = await self._post(URL(f"{self.url.rstrip('/')}/{method}"), body, headers)
        if not answer.get("ok"):
            raise SlackRefused(_error_of(status, answer))
        return answer, answered

    async def post_to(self, url: str, body: Mapping[str, object]) -> None:
        """Answers at an address that Slack gave us. Raises SendLater, and SlackRefused."""
        status, _, answer = await self._post(URL(url, encoded=True), _json(body), {"Content-Type": JSON})
        if status != HTTPStatus.OK or answer.get("ok") is False:
            raise SlackRefused(_error_of(status, answer))

    async def _post(
        self, url: URL, body: bytes, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], Mapping[str, Any]]:
        timeout = aiohttp.ClientTimeout(total=self.timeout.total_seconds())
        try:
            async with self.session.post(
                url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                status, answered, answer = response.status, response.headers, await _read(response)
        except (aiohttp.ClientError, OSError) as trouble:
            raise SendLater(f"no answer: {type(trouble).__name__}") from None
        if _is_for_later(status, answer):
            wait = wait_of(answered.get("Retry-After"), now=self.machine_now())
            raise SendLater(_error_of(status, answer), after=wait)
        return status, answered, answer


def unsent(refused: SlackRefused) -> Unreachable | NotSendable:
    """What a refusal means for what was to be sent: nothing more goes there, or this never goes."""
    return Unreachable(refused.error) if refused.error in GONE else NotSendable(refused.error)


def _json(body: Mapping[str, object]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _is_for_later(status: int, answer: Mapping[str, Any]) -> bool:
    is_later = status in _LATER_STATUS or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return is_later or (not answer.get("ok") and answer.get("error") in LATER)


def _error_of(status: int, answer: Mapping[str, Any]) -> str:
    error = answer.get("error")
    is_word = isinstance(error, str) and error.replace("_", "").isalnum() and error.isascii()
    return str(error)[:100] if is_word else f"status {status}"


async def _read(response: aiohttp.ClientResponse) -> Mapping[str, Any]:
    """The answer's object, empty where it is none."""
    try:
        return parse_object(await read_bytes(response.content, max_bytes=MAX_ANSWER_BYTES))
    except NotJson:
        return {}
