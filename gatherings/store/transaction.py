"""What the store asks of an open transaction, whichever database it is one of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, TypeAlias, TypeVar, TypeVarTuple, overload

from sqlalchemy import Connection, CursorResult, Dialect, Executable, ScalarResult
from sqlalchemy.sql.selectable import TypedReturnsRows

from gatherings.store.prepared import Sent

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Values: TypeAlias = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Tx(Protocol):
    """An open transaction. Everything done with it stands or falls with one commit.

    It is what the store asks of SQLAlchemy's `AsyncConnection`, and `send`: a statement that nobody waits for yet.
    """

    @property
    def dialect(self) -> Dialect: ...

    @property
    def sync_connection(self) -> Connection | None: ...

    @overload
    async def execute(
        self, statement: TypedReturnsRows[*Ts], parameters: Values | None = None, /
    ) -> CursorResult[*Ts]: ...

    @overload
    async def execute(
        self, statement: Executable, parameters: Values | None = None, /
    ) -> CursorResult[*tuple[Any, ...]]: ...

    def send(self, statement: Executable, parameters: dict[str, Any], /) -> Sent:
        """On a server it goes with what is waited for next, the commit if nothing else, and breaks there if it breaks.
        In a file it has run.
        """
        ...

    @overload
    async def scalars(
        self, statement: TypedReturnsRows[T, *Ts], parameters: Values | None = None, /
    ) -> ScalarResult[T]: ...

    @overload
    async def scalars(self, statement: Executable, parameters: Values | None = None, /) -> ScalarResult[Any]: ...

    @overload
    async def scalar(self, statement: TypedReturnsRows[T], parameters: Values | None = None, /) -> T | None: ...

    @overload
    async def scalar(self, statement: Executable, parameters: Values | None = None, /) -> Any: ...  # noqa: ANN401

    async def exec_driver_sql(
        self, statement: str, parameters: Values | tuple[Any, ...] | None = None, /
    ) -> CursorResult[*tuple[Any, ...]]: ...

    async def run_sync(self, act: Callable[[Connection], T], /) -> T: ...

    async def rollback(self) -> None: ...

    def begin_nested(self) -> AbstractAsyncContextManager[object]: ...
