"""Who signed a token, and what it claims. Whether it is good, here and now, is the gate's to say."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import jwt

from bot.sdk.bounded_json import NotJson, parse_object
from bot.sdk.signing_keys import SigningKey
from bot.sdk.turned_away import unauthorized

ALGORITHM: Final = "RS256"
CHANGES_WHAT_IS_SIGNED: Final = frozenset({"crit", "b64"})
"""Headers that ask whoever reads to do it otherwise. The Bot Framework sends none."""
TOKENS_KEPT: Final = 100
"""The Bot Framework signs one an hour for each service address; whoever has no key gets none remembered."""

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Token:
    """A token that is signed: the id of its key, the key that it was checked with, and what it claims."""

    key_id: str
    key: SigningKey
    claims: Claims


class Signed:
    """Remembers tokens whose signature was good. With another key in the place of theirs they are looked at anew."""

    def __init__(self) -> None:
        self._tokens: OrderedDict[str, Token] = OrderedDict()

    def key_id_of(self, token: str) -> str:
        """The key that it names. Raises TurnedAway (401) where it is no token of the kind we take."""
        known = self._tokens.get(token)
        return _key_id(token) if known is None else known.key_id

    def claims_of(self, token: str, key: SigningKey) -> Claims:
        """What is claimed with the signature of the key. Raises TurnedAway (401) where it is not signed with that."""
        known = self._tokens.get(token)
        if known is not None and known.key is key:
            return known.claims
        claims = _signed_claims(token, key)
        self._tokens[token] = Token(_key_id(token), key, claims)
        if len(self._tokens) > TOKENS_KEPT:
            self._tokens.popitem(last=False)
        return claims


def _key_id(token: str) -> str:
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError):
        raise unauthorized("not a token") from None
    key_id = header.get("kid")
    if header.get("alg") != ALGORITHM or not isinstance(key_id, str) or not key_id:
        raise unauthorized("another algorithm, or no key id")
    if not CHANGES_WHAT_IS_SIGNED.isdisjoint(header):
        raise unauthorized("asks to be read in another way")
    return key_id


def _signed_claims(token: str, key: SigningKey) -> Claims:
    try:
        signed = jwt.PyJWS().decode_complete(token, key.public, algorithms=[ALGORITHM])
        return parse_object(signed["payload"])
    except (jwt.PyJWTError, NotJson, ValueError):
        raise unauthorized("signature or claims are not good") from None
