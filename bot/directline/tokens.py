"""Tokens: who somebody is and which conversation is theirs, signed by us and good for an hour."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

import jwt
from jwt.types import Options

LIFETIME: Final = timedelta(hours=1)
STREAM_LIFETIME: Final = timedelta(minutes=1)
ALGORITHM: Final = "HS256"


class TokenNotValid(Exception):  # noqa: N818 (a sentence, as everywhere)
    """Not signed by us, or made for something else."""


class TokenExpired(Exception):  # noqa: N818
    """It was ours, and its time is over."""


class Purpose(StrEnum):
    """What a token opens: the whole conversation, or its stream alone (that one stands in an address)."""

    CONVERSATION = "directline"
    STREAM = "directline.stream"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who carries a token, and the one conversation that it opens."""

    user: str
    conversation: str


def bearer_of(user: str) -> Bearer:
    """The bearer that a user is: each user has one conversation, the same for ever."""
    return Bearer(user, f"c_{hashlib.sha256(user.encode()).hexdigest()[:32]}")


def new_user() -> str:
    """A user that nobody has been yet. `dl_` is what Direct Line calls users that a token vouches for."""
    return f"dl_{secrets.token_urlsafe(16)}"


class Tokens:
    """Issues and reads tokens. `now` is machine time."""

    def __init__(self, secret: str, *, now: Callable[[], datetime]) -> None:
        self._key = hmac.digest(secret.encode(), b"samband: direct line tokens", "sha256")
        self._now = now

    def issue(self, bearer: Bearer, purpose: Purpose = Purpose.CONVERSATION) -> str:
        """A token for the bearer."""
        lifetime = LIFETIME if purpose is Purpose.CONVERSATION else STREAM_LIFETIME
        claims = {
            "user": bearer.user,
            "conv": bearer.conversation,
            "aud": purpose.value,
            "exp": int((self._now() + lifetime).timestamp()),
        }
        return jwt.encode(claims, self._key, ALGORITHM)

    def read(self, token: str, purpose: Purpose = Purpose.CONVERSATION) -> Bearer:
        """Who carries it. Raises TokenNotValid or TokenExpired."""
        claims = self._claims(token, purpose)
        if claims["exp"] <= self._now().timestamp():
            raise TokenExpired
        return Bearer(claims["user"], claims["conv"])

    def _claims(self, token: str, purpose: Purpose) -> dict[str, Any]:
        options: Options = {"require": ["user", "conv", "aud", "exp"], "verify_exp": False}  # the clock is ours
        try:
            return jwt.decode(token, self._key, [ALGORITHM], options, audience=purpose.value)
        except (jwt.InvalidTokenError, UnicodeError) as trouble:
            raise TokenNotValid(type(trouble).__name__) from None
