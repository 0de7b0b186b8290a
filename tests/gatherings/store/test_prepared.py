"""A statement that is prepared means what it means to SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any, Final, cast

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from gatherings.store.prepared import KEPT_AT_MOST, PreparedStatements
from gatherings.store.sqlite_engine import Inline, driver_of
from gatherings.store.sqlite_files import opened
from tests.gatherings.store.things import ADD, OF_ID, OF_IDS, OF_MANY, THING

SIZES: Final = sa.select(sa.func.abs(THING.c.many)).where(THING.c.many >= sa.bindparam("least")).order_by(THING.c.id)

things: Final = st.fixed_dictionaries(
    {
        "at": st.none() | st.datetimes(timezones=st.just(UTC)),
        "day": st.none() | st.dates(),
        "hour": st.none() | st.times(),
        "told": st.none() | st.dictionaries(st.text(), st.integers() | st.lists(st.text())),
        "is_so": st.none() | st.booleans(),
        "many": st.none() | st.integers(-(2**63), 2**63 - 1),
    }
)


@pytest.fixture(scope="module")
def connection() -> Iterator[sa.Connection]:
    """An empty table, in a transaction that is never kept."""
    engine = sa.create_engine("sqlite://", creator=lambda: opened(":memory:"), poolclass=sa.NullPool)
    with engine.connect() as connection:
        THING.create(connection)
        yield connection


@pytest.fixture(scope="module")
def statements(connection: sa.Connection) -> PreparedStatements:
    return PreparedStatements(connection.dialect)


def written(thing: Mapping[str, Any], *, number: int) -> dict[str, Any]:
    return {"id": f"t{number}", **thing}


@given(things)
def test_rows_are_written_and_read_as_sqlalchemy_does_it(
    connection: sa.Connection, statements: PreparedStatements, thing: Mapping[str, Any]
) -> None:
    inline = Inline(connection, driver_of(connection), statements)
    with connection.begin_nested() as undone:
        run(inline.execute(ADD, written(thing, number=1)))
        connection.execute(ADD, written(thing, number=2))
        rows = [
            [
                run(inline.execute(OF_ID, {"id": one})).one()._asdict(),
                connection.execute(OF_ID, {"id": one}).one()._asdict(),
            ]
            for one in ("t1", "t2")
        ]
        undone.rollback()
    assert [{**row, "id": ""} for both in rows for row in both] == [{"id": "", **thing, "seven": "7 %"}] * 4


def run(asked: Any) -> sa.CursorResult[Any]:
    """What a statement brought, of an `Inline`, which waits for nothing."""
    try:
        asked.send(None)
    except StopIteration as over:
        return cast("sa.CursorResult[Any]", over.value)
    raise AssertionError("it waits")


@pytest.fixture
def inline(connection: sa.Connection, statements: PreparedStatements) -> Iterator[Inline]:
    with connection.begin_nested() as undone:
        yield Inline(connection, driver_of(connection), statements)
        undone.rollback()


def test_how_many_rows_were_changed_is_told(inline: Inline) -> None:
    for number in range(3):
        run(inline.execute(ADD, {"id": str(number), "many": 1}))
    assert run(inline.execute(OF_MANY, {"old": 1, "new": 2})).rowcount == 3
    assert run(inline.execute(OF_MANY, {"old": 1, "new": 2})).rowcount == 0


def test_what_is_given_decides_which_columns_are_written(inline: Inline) -> None:
    run(inline.execute(ADD, {"id": "a", "many": 1}))
    run(inline.execute(ADD, {"id": "b", "is_so": True}))
    found = [run(inline.execute(OF_ID, {"id": one})).one() for one in "ab"]
    assert [(row.many, row.is_so) for row in found] == [(1, None), (None, True)]


def test_a_list_of_values_is_written_anew_each_time(inline: Inline) -> None:
    for number in range(4):
        run(inline.execute(ADD, {"id": str(number), "many": number}))
    found = [sorted(run(inline.execute(OF_IDS, {"ids": ids})).scalars()) for ids in (["0"], ["1", "2", "3"], [])]
    assert found == [[0], [1, 2, 3], []]


def test_an_error_is_sqlalchemys_and_tells_nobodys_values(inline: Inline) -> None:
    run(inline.execute(ADD, {"id": "kari@fjordby.example.org"}))
    with pytest.raises(IntegrityError, match="UNIQUE") as refused:
        run(inline.execute(ADD, {"id": "kari@fjordby.example.org"}))
    assert "kari" not in str(refused.value)


def test_an_error_in_the_middle_of_the_rows_is_sqlalchemys_too(inline: Inline) -> None:
    for name, many in (("a", 1), ("b", -(2**63))):
        run(inline.execute(ADD, {"id": name, "many": many}))
    with pytest.raises(sa.exc.DBAPIError, match="overflow"):
        run(inline.execute(SIZES, {"least": -(2**63)}))


def test_a_value_that_is_missing_is_named(inline: Inline) -> None:
    with pytest.raises(sa.exc.StatementError, match="'new'"):
        run(inline.execute(OF_MANY, {"old": 1}))


def test_who_listens_to_statements_hears_it(inline: Inline) -> None:
    heard: list[str] = []
    connection = inline.sync_connection
    for moment in ("before_cursor_execute", "after_cursor_execute"):
        sa.event.listen(connection, moment, lambda *told, at=moment: heard.append(f"{at} {told[2].split()[0]}"))
    run(inline.execute(OF_ID, {"id": "a"}))
    assert heard == ["before_cursor_execute SELECT", "after_cursor_execute SELECT"]


def test_only_so_many_statements_are_kept(connection: sa.Connection) -> None:
    statements = PreparedStatements(connection.dialect)
    for number in range(KEPT_AT_MOST + 5):
        assert statements.find(sa.select(sa.literal(number), sa.bindparam("a")), {"a": 1}) is not None
    assert len(statements._kept) == KEPT_AT_MOST
