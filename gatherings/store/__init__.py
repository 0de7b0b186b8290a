"""The only place that knows SQL. `Database` opens transactions; one query module per noun."""

from gatherings.store.database import Database, DatabaseNotSupported
from gatherings.store.transaction import Tx

__all__ = ["Database", "DatabaseNotSupported", "Tx"]
