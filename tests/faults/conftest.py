import pytest


@pytest.fixture
def database_address(mostly_sqlite_address: str) -> str:
    return mostly_sqlite_address
