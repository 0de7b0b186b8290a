"""Becoming an organiser, inviting and removing others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from gatherings.actions.actor import Actor, require_organiser
from gatherings.errors import CodeNotValid, NotAnOrganiser, OnlyInPrivate, TooManyTries
from gatherings.people import PersonId
from gatherings.store import Tx, organisers
from gatherings.store.organisers import Organiser, Scope

CODE_LIVES: Final = timedelta(hours=24)
TRIES: Final = 5
TRIES_WITHIN: Final = timedelta(hours=1)
CODE_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that is read as another
CODE_LENGTH: Final = 12


async def invite_organiser(
    tx: Tx, scope: Scope, *, sees_needs: bool = False, choose: Callable[[str], str], now: datetime
) -> str:
    """A new one-time code, `ABCD-EFGH-JKMN`. It lives 24 hours of gathering time.

    `sees_needs`: whoever redeems it may see what people need to eat and to take part. It is given by an operator alone.
    """
    letters = "".join(choose(CODE_LETTERS) for _ in range(CODE_LENGTH))
    code = "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))
    await organisers.add_code(tx, code, scope, expires_at=now + CODE_LIVES, sees_needs=sees_needs)
    return code


async def become_organiser(tx: Tx, actor: Actor, code: str, *, now: datetime) -> Scope:
    """What the person is an organiser of from now on. Raises OnlyInPrivate, CodeNotValid, TooManyTries.

    A try is remembered by `note_try`, which the caller commits also where this refuses.
    """
    if not actor.is_in_private:
        raise OnlyInPrivate
    if await organisers.count_tries(tx, actor.person_id, since=now - TRIES_WITHIN) >= TRIES:
        raise TooManyTries
    redeemed = await organisers.redeem_code(tx, code, at=now)
    if redeemed is None:
        raise CodeNotValid
    scope, sees_needs = redeemed.scope, redeemed.sees_needs
    await organisers.add_organiser(tx, uuid4().hex, actor.person_id, scope, sees_needs=sees_needs)
    return scope


async def note_try(tx: Tx, person_id: PersonId, *, now: datetime) -> None:
    """Remembers that a person has tried a code."""
    await organisers.add_try(tx, person_id, at=now)


async def remove_organiser(tx: Tx, remover: PersonId, removed: Organiser) -> None:
    """Takes the rights away. Raises NotAnOrganiser unless the remover has the same or wider rights."""
    if removed.scope.gathering_id is not None:
        await require_organiser(tx, remover, removed.scope.gathering_id)
    elif all(has.scope != removed.scope for has in await organisers.list_organisers_of_person(tx, remover)):
        raise NotAnOrganiser
    await organisers.remove_organiser(tx, removed.person_id, removed.scope)
