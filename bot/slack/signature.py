"""Whether Slack has sent what came: its signature over the body, made within the last five minutes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from slack_sdk.signature import Clock, SignatureVerifier

from bot.sdk.turned_away import TurnedAway, unauthorized

TIMESTAMP: Final = "X-Slack-Request-Timestamp"
SIGNATURE: Final = "X-Slack-Signature"
_SECONDS: Final = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNED: Final = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)


class Signed:
    """The SDK's verifier, by machine time, behind a look at the headers: it raises on those that are malformed."""

    def __init__(self, secret: str, *, machine_now: Callable[[], datetime]) -> None:
        self._verifier = SignatureVerifier(secret, clock=_MachineClock(machine_now))

    def check(self, body: bytes, *, timestamps: Sequence[str], signatures: Sequence[str]) -> None:
        """Raises TurnedAway (401) unless there is one signature, of this body, of now."""
        timestamp, signature = _only(timestamps, _SECONDS), _only(signatures, _SIGNED)
        try:
            is_signed = self._verifier.is_valid(body, timestamp, signature)
        except UnicodeDecodeError:
            is_signed = False
        if not is_signed:
            raise unauthorized("not signed by Slack, or too long ago")


class _MachineClock(Clock):
    """The SDK's clock, set by ours."""

    def __init__(self, machine_now: Callable[[], datetime]) -> None:
        self._machine_now = machine_now

    def now(self) -> float:
        return self._machine_now().timestamp()


def _only(values: Sequence[str], form: re.Pattern[str]) -> str:
    """The one value. Raises TurnedAway where there is none, more than one, or one of another form."""
    if len(values) != 1 or not form.fullmatch(values[0]):
        raise _malformed()
    return values[0]


def _malformed() -> TurnedAway:
    return unauthorized("the signature's headers are missing or malformed")
