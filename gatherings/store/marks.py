"""Writes to many deliveries in one statement: to send each its own costs more than what it does."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Text,
    Update,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    update,
)
from sqlalchemy.sql.elements import Grouping
from sqlalchemy.types import NullType, TypeEngine

from gatherings.store.columns import Instant
from gatherings.store.posting_tables import delivery
from gatherings.store.transaction import Tx

_WAITING = delivery.c.state == literal_column("'waiting'")  # as text: the partial indexes ask for it


class SentMark(NamedTuple):
    """A delivery that was sent, with the platform's receipt, and when."""

    id: int
    receipt: str | None
    at: datetime


async def lease(tx: Tx, ids: Collection[int], *, until: datetime) -> None:
    """These are nobody else's until then, and one attempt more."""
    listed = _array(map(str, ids)) if tx.dialect.name == "postgresql" else json.dumps([*ids])
    tx.send(_lease(tx.dialect.name), {"ids": listed, "until": until})


async def mark_sent(tx: Tx, marks: Sequence[SentMark]) -> None:
    """What still waits is sent. The marks are in the order of their ids."""
    if tx.dialect.name == "postgresql":
        said = {
            "ids": _array(str(mark.id) for mark in marks),
            "receipts": _array(_quoted(mark.receipt) for mark in marks),
            "ats": _array(mark.at.isoformat() for mark in marks),
        }
    else:
        said = {"said": json.dumps([(number, receipt, _stored(at)) for number, receipt, at in marks])}
    tx.send(_mark_sent(tx.dialect.name), said)


def _stored(at: datetime) -> str:
    """As SQLite keeps it, without the zone."""
    return at.astimezone(UTC).isoformat(" ", "microseconds")[:-6]


# Arrays are written out here: the driver looks at each value of one on its own, which takes longer than to commit it.


def _array(values: Iterable[str]) -> str:
    return f"{{{','.join(values)}}}"


def _quoted(value: str | None) -> str:
    if value is None:
        return "NULL"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _bound(name: str, of: TypeEngine[Any]) -> ColumnElement[Any]:
    """In brackets of its own, so that one of its values can be asked for."""
    return Grouping(cast(bindparam(name, type_=NullType()), ARRAY(of)))


@cache
def _lease(dialect: str) -> Update:
    if dialect == "postgresql":
        chosen = delivery.c.id == func.any(_bound("ids", BigInteger()))
    else:
        chosen = delivery.c.id.in_(select(func.json_each(bindparam("ids")).table_valued("value").c.value))
    leased = {"visible_at": bindparam("until", type_=Instant), "attempts": delivery.c.attempts + 1}
    return update(delivery).where(chosen).values(leased)


@cache
def _mark_sent(dialect: str) -> Update:
    return _mark_sent_on_server() if dialect == "postgresql" else _mark_sent_in_file()


def _mark_sent_on_server() -> Update:
    """What was said of a delivery has the place that its id has among the ids, which are in order.

    No join: of what has just been fired the server has no statistics, and would look through all that waits.
    """
    ids = _bound("ids", BigInteger())
    place = func.width_bucket(delivery.c.id, ids)
    still_waits = delivery.c.state.concat(literal_column("''")) == literal_column("'waiting'")  # by the key alone
    marked = _sent(_bound("receipts", Text())[place], _bound("ats", Instant())[place])
    return marked.where(delivery.c.id == func.any(ids), still_waits)


def _mark_sent_in_file() -> Update:
    value = func.json_each(bindparam("said")).table_valued("value", name="said").c.value
    place, receipt, at = (func.json_extract(value, f"$[{index}]") for index in range(3))
    return _sent(receipt, at).where(delivery.c.id == place, _WAITING)


def _sent(receipt: ColumnElement[Any], at: ColumnElement[Any]) -> Update:
    sent = {"state": literal_column("'sent'"), "receipt": receipt, "problem": None, "settled_at": at}
    return update(delivery).values(sent)
