from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from tests.operation.rig import Rig, rigged

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    with rigged(tmp_path_factory.mktemp("rig")) as made:
        yield made


@pytest.fixture
def database_address(mostly_sqlite_address: str) -> str:
    return mostly_sqlite_address


@pytest.fixture
def new_address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], str]:
    """Makes the address of a database of a dialect with nothing in it, no tables either. PostgreSQL is there for a test
    that has it for a parameter.
    """
    has_server = "postgresql" in request.node.callspec.params.values() if hasattr(request.node, "callspec") else False
    cleaner: psycopg.Connection | None = request.getfixturevalue("postgres_cleaner") if has_server else None
    server = str(request.getfixturevalue("postgres_server")) if has_server else ""

    def make(dialect: str) -> str:
        if dialect == "sqlite":
            return f"sqlite:///{tmp_path / f'new-{next(_NUMBERS)}.db'}"
        assert cleaner is not None
        name = f"new_{next(_NUMBERS)}"
        cleaner.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
        before, _, parameters = server.partition("?")
        return f"{before.rsplit('/', 1)[0]}/{name}?{parameters}"

    return make
