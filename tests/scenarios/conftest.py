from collections.abc import AsyncIterator

import pytest

from gatherings.store import Database
from tests.builders import at
from tests.conftest import address_of
from tests.doubles.smtp import Post
from tests.scenarios.scene import Scene, a_scene


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.e2e)])
def database_address(request: pytest.FixtureRequest) -> str:
    """On SQLite; `make e2e` plays everything on PostgreSQL too. What a store does is tested on both where it stands."""
    return address_of(request)


@pytest.fixture
async def scene(database: Database) -> AsyncIterator[Scene]:
    """The morning of the gathering's first day, at seven."""
    async with a_scene(database, at=at("07:00")) as played:
        yield played


@pytest.fixture
def post() -> Post:
    """What a mail server is given, where one is started."""
    return Post()
