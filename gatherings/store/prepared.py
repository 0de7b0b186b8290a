"""Statements that are run often, as a driver takes them: what SQLAlchemy finds out for each run, found out once.

What it means is SQLAlchemy's: its text, where its values come from, and how they are written and read; whoever listens
to statements hears it (docs/decisions/0011).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import IteratorResult
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import SelectBase, UpdateBase

KEPT_AT_MOST: Final = 500
"""Statements."""

Value = tuple[str | None, Callable[[Any], Any] | None, Any]
"""Its name among those given, and how it is written; or None, and what is always written."""


class Ran(IteratorResult[Any]):
    """The rows of a statement that has run, and how many it has changed."""

    def __init__(self, columns: SimpleResultMetaData, rows: Sequence[Any], rowcount: int) -> None:
        super().__init__(columns, iter(rows))
        self.rowcount = rowcount


class Sent(Protocol):
    """A statement whose answer is asked for later, or never."""

    async def result(self) -> Ran:
        """What it brought. Raises what SQLAlchemy raises, where nobody else was told yet."""
        ...


class Prepared:
    """A statement as the driver takes it, with its values by their names in it, or where they stand."""

    def __init__(
        self, text: str, names: Sequence[str] | None, values: Sequence[Value], columns: SimpleResultMetaData
    ) -> None:
        self.text, self._names, self._values, self._columns = text, names, values, columns

    def values(self, given: Mapping[str, Any]) -> Sequence[Any] | Mapping[str, Any]:
        """What the driver is given with the text."""
        written = [
            always if name is None else given[name] if write is None else write(given[name])
            for name, write, always in self._values
        ]
        return written if self._names is None else dict(zip(self._names, written, strict=True))

    def brought(self, rows: Sequence[Any], rowcount: int) -> Ran:
        """What a run of it brought."""
        return Ran(self._columns, rows, rowcount)


def tell(listeners: Iterable[Callable[..., Any]], connection: sa.Connection, cursor: object, *said: object) -> None:
    """To those who listen to statements, a text and its values."""
    for listener in listeners:
        listener(connection, cursor, *said, None, False)  # noqa: FBT003 (as SQLAlchemy tells it)


class PreparedStatements:
    """Those of an engine. A statement is known by being the same object, as those are that stand in a module."""

    def __init__(self, dialect: sa.Dialect) -> None:
        self._dialect = dialect
        self._kept: dict[tuple[object, tuple[str, ...]], Prepared | None] = {}

    def find(self, statement: object, given: Mapping[str, Any]) -> Prepared | None:
        """The statement with these values; None where SQLAlchemy has to do something for each run."""
        key = statement, tuple(given)
        try:
            return self._kept[key]
        except KeyError:
            if len(self._kept) >= KEPT_AT_MOST:
                self._kept.pop(next(iter(self._kept)))
            made = self._kept[key] = self._prepare(statement, key[1])
            return made

    def _prepare(self, statement: object, names: tuple[str, ...]) -> Prepared | None:
        if not isinstance(statement, SelectBase | UpdateBase):
            return None
        compiled = statement.compile(dialect=self._dialect, column_keys=list(names))
        assert isinstance(compiled, SQLCompiler)
        places = compiled.positiontup
        in_text = None if places else [compiled.escaped_bind_names.get(name, name) for name in compiled.binds]
        bound = [compiled.binds[name] for name in places or compiled.binds]
        is_written_anew = compiled.post_compile_params or compiled.literal_execute_params
        if is_written_anew or any(one.callable or (one.required and one.key not in names) for one in bound):
            return None
        if compiled.insert_prefetch or compiled.update_prefetch:
            return None
        columns = statement.exported_columns
        read = [one.type.dialect_impl(self._dialect).result_processor(self._dialect, None) for one in columns]
        keys = [str(key) for key in columns.keys()]  # noqa: SIM118 (it is no dict)
        found = SimpleResultMetaData(keys, _processors=read)
        return Prepared(compiled.string, in_text, [self._value(one, names) for one in bound], found)

    def _value(self, bound: sa.BindParameter[Any], names: tuple[str, ...]) -> Value:
        write = bound.type.dialect_impl(self._dialect).bind_processor(self._dialect)
        if bound.key in names:
            return bound.key, write, None
        return None, None, bound.value if write is None else write(bound.value)
