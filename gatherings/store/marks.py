"""Writes to many deliveries in one statement: to send each its own costs more than what it does."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Text, Update, bindparam, func, literal_column, select, update

from gatherings.store.columns import Instant
from gatherings.store.database import Tx
from gatherings.store.posting_tables import delivery

_WAITING = delivery.c.state == literal_column("'waiting'")  # as text: the partial indexes ask for it


@dataclass(frozen=True, slots=True)
class SentMark:
    """A delivery that was sent, with the platform's receipt, and when."""

    id: int
    receipt: str | None
    at: datetime


async def lease(tx: Tx, ids: Collection[int], *, until: datetime) -> None:
    """These are nobody else's until then, and one attempt more."""
    await tx.execute(_lease(tx.dialect.name), {"ids": _listed(tx, list(ids)), "until": until})


async def mark_sent(tx: Tx, marks: Sequence[SentMark]) -> None:
    """What still waits is sent."""
    if tx.dialect.name == "postgresql":
        said: dict[str, Any] = {
            "ids": [mark.id for mark in marks],
            "receipts": [mark.receipt for mark in marks],
            "ats": [mark.at for mark in marks],
        }
    else:
        said = {"said": json.dumps([(mark.id, mark.receipt, _stored(mark.at)) for mark in marks])}
    await tx.execute(_mark_sent(tx.dialect.name), said)


def _stored(at: datetime) -> str:
    """As SQLite keeps it."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _listed(tx: Tx, ids: list[int]) -> object:
    return ids if tx.dialect.name == "postgresql" else json.dumps(ids)


@cache
def _lease(dialect: str) -> Update:
    if dialect == "postgresql":
        chosen = delivery.c.id == func.any(bindparam("ids", type_=ARRAY(BigInteger)))
    else:
        chosen = delivery.c.id.in_(select(func.json_each(bindparam("ids")).table_valued("value").c.value))
    leased = {"visible_at": bindparam("until", type_=Instant), "attempts": delivery.c.attempts + 1}
    return update(delivery).where(chosen).values(leased)


@cache
def _mark_sent(dialect: str) -> Update:
    place: ColumnElement[Any]
    receipt: ColumnElement[Any]
    at: ColumnElement[Any]
    if dialect == "postgresql":
        arrays = (
            bindparam("ids", type_=ARRAY(BigInteger)),
            bindparam("receipts", type_=ARRAY(Text)),
            bindparam("ats", type_=ARRAY(Instant)),
        )
        said = func.unnest(*arrays).table_valued("id", "receipt", "at").render_derived(name="said").c
        place, receipt, at = (said[name] for name in ("id", "receipt", "at"))
    else:
        value = func.json_each(bindparam("said")).table_valued("value", name="said").c.value
        place, receipt, at = (func.json_extract(value, f"$[{index}]") for index in range(3))
    sent = {"state": literal_column("'sent'"), "receipt": receipt, "problem": None, "settled_at": at}
    return update(delivery).where(delivery.c.id == place, _WAITING).values(sent)
