"""What every hostile suite has: a count of what it tried, and a database."""

from __future__ import annotations

import pytest

from tests.hostile.counts import Count, counting


@pytest.fixture
def count(request: pytest.FixtureRequest) -> Count:
    return counting(request)


@pytest.fixture
def database_address(mostly_sqlite_address: str) -> str:
    return mostly_sqlite_address
