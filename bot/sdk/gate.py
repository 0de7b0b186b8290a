"""The gate in front of the SDK: who sends this, and may they say what they say?

The SDK's own checks are not enough: they take a token that never ends and an activity that does not say where answers
go, and end in 500 on most others. So a request is let in here, or it is not let in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from bot.sdk.credentials import TeamsCredentials
from bot.sdk.fields import tenant_of
from bot.sdk.service_hosts import LOOPBACK_HOSTS, is_allowed
from bot.sdk.signatures import Claims, Signed
from bot.sdk.signing_keys import SigningKey, SigningKeys
from bot.sdk.turned_away import forbidden, unauthorized

LEEWAY: Final = timedelta(seconds=60)
MAX_HEADER: Final = 8_000
TOKEN: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
"""Header, claims, signature, written in the one way there is: the library forgives padding and stray letters."""
LAST_SECOND: Final = 2**40


class Gate(Protocol):
    """Lets activities in."""

    async def admit(self, activity: Mapping[str, Any], *, authorization: Sequence[str]) -> Claims:
        """What the sender's token claims. `authorization` holds every such header. Raises TurnedAway."""
        ...


@dataclass(frozen=True)
class OpenGate:
    """Development: nobody is asked who they are, and answers go to this machine alone."""

    async def admit(self, activity: Mapping[str, Any], **_: object) -> Claims:
        """Nothing is claimed, whatever the headers say."""
        if not is_allowed(activity["serviceUrl"], hosts=LOOPBACK_HOSTS):
            raise forbidden("service address is not on this machine")
        return {}


@dataclass(frozen=True)
class SignedGate:
    """Lets in what the Bot Framework signed for this app, for the very address that the activity names.

    One token comes with many activities: which key signed it is looked at once, all that it claims each time.
    """

    credentials: TeamsCredentials
    keys: SigningKeys
    machine_now: Callable[[], datetime]
    _signed: Signed = field(default_factory=Signed)

    async def admit(self, activity: Mapping[str, Any], *, authorization: Sequence[str]) -> Claims:
        """The claims of a token that is good now. Raises TurnedAway: 401, 403, or 503 without keys to check by."""
        token = _bearer(authorization)
        key = await self.keys.find(self._signed.key_id_of(token))
        if key is None:
            raise unauthorized("signed with an unknown key")
        claims = self._signed.claims_of(token, key)
        self._check_times(claims)
        self._check_parties(claims)
        self._check_activity(activity, claims, key)
        return claims

    def _check_times(self, claims: Claims) -> None:
        now = self.machine_now().timestamp()
        expires, begins = _time(claims.get("exp")), _time(claims.get("nbf", 0))
        if now >= expires + LEEWAY.total_seconds():
            raise unauthorized("expired")
        if now < begins - LEEWAY.total_seconds():
            raise unauthorized("not valid yet")

    def _check_parties(self, claims: Claims) -> None:
        if claims.get("iss") != self.credentials.issuer:
            raise unauthorized("another issuer")
        if claims.get("aud") != self.credentials.app_id:
            raise unauthorized("for another app")

    def _check_activity(self, activity: Mapping[str, Any], claims: Claims, key: SigningKey) -> None:
        if claims.get("serviceurl") != activity["serviceUrl"]:
            raise forbidden("another service address than the token's")
        if not is_allowed(activity["serviceUrl"], hosts=self.credentials.service_hosts):
            raise forbidden("service address not on the list")
        if key.endorsements is not None and activity["channelId"] not in key.endorsements:
            raise forbidden("key not endorsed for the channel")
        if self.credentials.tenants and tenant_of(activity) not in self.credentials.tenants:
            raise forbidden("another tenant")


def _bearer(authorization: Sequence[str]) -> str:
    """The one token of the one header."""
    if len(authorization) != 1 or len(authorization[0]) > MAX_HEADER:
        raise unauthorized("no header, or several, or one too long")
    scheme, _, token = authorization[0].partition(" ")
    if scheme.lower() != "bearer" or not TOKEN.fullmatch(token):
        raise unauthorized("not a bearer token")
    return token


def _time(claim: object) -> float:
    """The seconds that a claim says. Raises TurnedAway (401) for what is no time: missing, true, endless."""
    if isinstance(claim, int | float) and not isinstance(claim, bool) and 0 <= claim < LAST_SECOND:
        return claim
    raise unauthorized("no time of expiry, or none that is a time")
