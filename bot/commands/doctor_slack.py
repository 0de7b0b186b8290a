"""What `samband doctor` looks at for Slack: the tokens, what they may do, and how what happens reaches us."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Final

import aiohttp
from yarl import URL

from bot.app import slack_credentials_of
from bot.authorities import AuthoritiesNotRead, trusted_authorities
from bot.clock import machine_now
from bot.commands.finding import Finding, State, found
from bot.sdk.fields import text_of
from bot.slack.credentials import PATH, SlackCredentials
from bot.slack.manifest import NEEDED, SCOPES
from bot.slack.web_api import SlackRefused, WebApi
from bot.wire import SendLater
from config.settings import Settings
from dialogs.phrases import Voice

PATIENCE: Final = 5.0
REFUSED: Final = frozenset({"invalid_auth", "not_authed", "token_expired"})


async def look_at_slack(settings: Settings, say: Voice) -> AsyncIterator[Finding]:
    """Nothing where Slack is not set up."""
    credentials = slack_credentials_of(settings)
    if credentials is None:
        return
    async with aiohttp.ClientSession(connector=_connector()) as session:
        api = WebApi(session, machine_now, credentials.api_url)
        async for finding in _look_at_tokens(api, credentials, say):
            yield finding
        if credentials.signing_secret and not credentials.app_token:
            yield _address(settings, say)
        if credentials.app_token:
            yield await _socket(api, credentials.app_token, say)


async def _look_at_tokens(api: WebApi, credentials: SlackCredentials, say: Voice) -> AsyncIterator[Finding]:
    good, lacking = 0, False
    for number, token in enumerate(credentials.bot_tokens, start=1):
        try:
            async with asyncio.timeout(PATIENCE):
                told, scopes = await api.ask_with_scopes("auth.test", {}, token=token)
        except (SlackRefused, SendLater, TimeoutError) as trouble:
            yield _no_token(trouble, number, api, say)
            continue
        good += 1
        missing = [scope for scope in SCOPES if scope not in scopes]
        if missing:
            lacking = True
            state = State.WRONG if NEEDED & {*missing} else State.NOTE
            yield found(say, "slack_scopes", state, team=text_of(told, "team"), scopes=", ".join(missing))
    if good == len(credentials.bot_tokens):
        yield found(say, "slack_token", State.OK, n=good)
    if good and not lacking:
        yield found(say, "slack_scopes", State.OK)


def _no_token(trouble: Exception, number: int, api: WebApi, say: Voice) -> Finding:
    reason = _refusal(trouble)
    if reason is None:
        return found(say, "slack_token", State.NOTE, number=number, host=_host(api))
    return found(say, "slack_token", State.WRONG, number=number, error=reason)


def _address(settings: Settings, say: Voice) -> Finding:
    url = (settings.public_url or "").rstrip("/")
    state = State.OK if url.startswith("https://") else State.NOTE
    return found(say, "slack_address", state, address=f"{url}{PATH}")


async def _socket(api: WebApi, app_token: str, say: Voice) -> Finding:
    try:
        async with asyncio.timeout(PATIENCE):
            await api.call("apps.connections.open", {}, token=app_token)
    except (SlackRefused, SendLater, TimeoutError) as trouble:
        reason = _refusal(trouble)
        if reason is None:
            return found(say, "slack_socket", State.NOTE, host=_host(api))
        return found(say, "slack_socket", State.WRONG, error=reason)
    return found(say, "slack_socket", State.OK)


def _refusal(trouble: Exception) -> str | None:
    """Slack's own word for why not; None where it has not answered."""
    if isinstance(trouble, SlackRefused):
        return trouble.error
    return trouble.reason if isinstance(trouble, SendLater) and trouble.reason in REFUSED else None


def _host(api: WebApi) -> str:
    return URL(api.url).host or api.url


def _connector() -> aiohttp.TCPConnector:
    """With the authorities that the operator names; where they cannot be read the settings' own finding says so."""
    try:
        return aiohttp.TCPConnector(ssl=trusted_authorities())
    except AuthoritiesNotRead:
        return aiohttp.TCPConnector()
