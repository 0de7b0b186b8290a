from __future__ import annotations

import pytest

from gatherings.store import Database
from tests.gatherings.actions.scene import Scene


@pytest.fixture
def scene(database: Database) -> Scene:
    """Nothing in it yet: a test opens the gathering with the terms that it is about."""
    return Scene(database)
