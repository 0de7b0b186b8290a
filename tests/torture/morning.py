"""The gathering of a round, and the settings of a service in front of its platform."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from gatherings.programme import Kind, Programme
from tests.bench.processes import free_port
from tests.builders import at, block, gathering
from tests.scenarios.scene import settings_of
from tests.torture.platform import Platform
from tests.torture.stores import Store

BEGINS, LASTS = at("08:50"), timedelta(minutes=140)
BLOCKS: Final = 24


def morning() -> Programme:
    """Blocks of five minutes from nine to eleven."""
    starts = [at("09:00") + timedelta(minutes=5) * number for number in range(BLOCKS + 1)]
    walls = [f"{one.astimezone(gathering().zone):%H:%M}" for one in starts]
    return tuple(
        block(f"b{number:02}", walls[number], walls[number + 1], f"Bolk {number:02}", kind=Kind.TALK)
        for number in range(BLOCKS)
    )


def settings_for(platform: Platform, store: Store) -> dict[str, Any]:
    """The settings of a service that is an app of this platform, as they cross to another process."""
    settings = settings_of(platform)
    assert settings.teams_app_password is not None, "the platform knows its app"
    secret = settings.teams_app_password.get_secret_value()
    told = settings.model_dump(mode="json", exclude_none=True, exclude_unset=True)
    return {
        **told,
        "teams_app_password": secret,
        "host": "127.0.0.1",
        "port": free_port(),
        "database_url": store.address,
    }
