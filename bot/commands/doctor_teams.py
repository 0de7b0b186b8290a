"""What `samband doctor` looks at for Teams: the address, the app, who is let in, and whether Microsoft lets us send."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from typing import Final

import aiohttp

from bot.app import credentials_of
from bot.authorities import AuthoritiesNotRead, trusted_authorities
from bot.clock import machine_now
from bot.commands.finding import Finding, State, found
from bot.manifests.teams import is_guid
from bot.sdk.access_token import AccessTokens, Login
from config.settings import Settings
from dialogs.phrases import Voice

STATES: Final = {Login.TAKEN: State.OK, Login.REFUSED: State.WRONG, Login.OUT_OF_REACH: State.NOTE}


async def look_at_teams(settings: Settings, say: Voice) -> AsyncIterator[Finding]:
    """Nothing where Teams is not set up."""
    credentials = credentials_of(settings)
    if credentials is None:
        return
    url = (settings.public_url or "").rstrip("/")
    state = State.OK if url.startswith("https://") else State.WRONG
    yield found(say, "teams_address", state, address=f"{url}/api/messages")
    yield found(say, "teams_app", State.OK if is_guid(credentials.app_id) else State.NOTE)
    tenants = len(credentials.tenants)
    yield found(say, "teams_tenants", State.OK if tenants else State.NOTE, n=tenants)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=_authorities())) as session:
        login = await AccessTokens(session, credentials, machine_now=machine_now).look()
    yield found(say, "teams_login", STATES[login])


def _authorities() -> ssl.SSLContext:
    """Those that the operator names; where they cannot be read the settings' own finding says so."""
    try:
        return trusted_authorities()
    except AuthoritiesNotRead:
        return ssl.create_default_context()
