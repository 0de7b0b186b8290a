from collections.abc import AsyncIterator

import pytest

from gatherings.store import Database
from tests.builders import at
from tests.doubles.smtp import Post
from tests.scenarios.scene import Scene, a_scene


@pytest.fixture
def database_address(mostly_sqlite_address: str) -> str:
    return mostly_sqlite_address


@pytest.fixture
async def scene(database: Database) -> AsyncIterator[Scene]:
    """The morning of the gathering's first day, at seven."""
    async with a_scene(database, at=at("07:00")) as played:
        yield played


@pytest.fixture
def post() -> Post:
    """What a mail server is given, where one is started."""
    return Post()
