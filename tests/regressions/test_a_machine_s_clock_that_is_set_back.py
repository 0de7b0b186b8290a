"""The lane of a tenant was taken until a second from now; an hour back, and nothing went to that tenant for an hour."""

from __future__ import annotations

from datetime import timedelta

from bot.pace import teams_limits
from gatherings.store import Database
from tests.builders import at, gathering
from tests.route import Route


async def test_a_machine_s_clock_that_is_set_back_holds_up_no_tenant(database: Database) -> None:
    route = Route(database, limits=teams_limits())
    await route.save(gathering())
    await route.follow("kari")
    await route.at(at("08:56"))
    route.clock.machine_at -= timedelta(hours=1)
    assert "kari block:fylket" in await route.at(at("09:11"))
