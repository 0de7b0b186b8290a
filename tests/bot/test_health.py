"""What operators ask: is it ready, and what does it count."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.metrics import Metrics
from bot.web import Health
from gatherings.store import Database
from tests.doubles.clocks import HandClock

TICK = "samband_tick_age_seconds"


async def asked(
    database: Database,
    *paths: str,
    clock: HandClock,
    token: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> dict[str, int | str]:
    """The status of each path, and the line about the tick."""
    metrics = Metrics(started_at=clock.at)
    clock.forward(seconds=3)
    app = web.Application()
    Health(database, metrics, machine_now=clock, keeps_jobs=True, metrics_token=token).add_to(app)
    async with TestClient(TestServer(app)) as client:
        found: dict[str, int | str] = {}
        for path in paths:
            async with client.get(path, headers=headers) as answer:
                found[path] = answer.status
                lines = (await answer.text()).split("\n")
                found.update(
                    (name, value) for name, _, value in (line.partition(" ") for line in lines) if name == TICK
                )
    return found


async def test_a_database_with_its_tables_and_a_clock_that_ticks_are_ready(database: Database) -> None:
    assert await asked(database, "/healthz", "/readyz", clock=HandClock()) == {"/healthz": 200, "/readyz": 200}


async def test_the_age_of_the_tick_is_told_while_the_database_is_away(tmp_path: Path) -> None:
    away = Database.at(f"sqlite:///{tmp_path / 'nowhere' / 'samband.db'}")
    assert await asked(away, "/healthz", "/readyz", "/metrics", clock=HandClock()) == {
        "/healthz": 200,
        "/readyz": 503,
        "/metrics": 200,
        TICK: "3.0",
    }
    await away.close()


async def test_without_the_token_nothing_is_counted_out(database: Database) -> None:
    assert await asked(database, "/metrics", clock=HandClock(), token="secret") == {"/metrics": 401}


async def test_a_token_that_is_no_text_is_the_wrong_one(database: Database) -> None:
    wrong = {"Authorization": "Bearer \udcff"}
    assert await asked(database, "/metrics", clock=HandClock(), token="secret", headers=wrong) == {"/metrics": 401}


async def test_a_clock_that_stopped_ticking_is_not_ready(database: Database) -> None:
    clock = HandClock()
    health = Health(
        database, Metrics(started_at=clock.at - timedelta(minutes=1)), machine_now=clock, keeps_jobs=True,
        metrics_token=None,
    )  # fmt: skip
    app = web.Application()
    health.add_to(app)
    async with TestClient(TestServer(app)) as client, client.get("/readyz") as answer:
        assert await answer.json() == {"status": "not ready", "database": True, "scheduler": False}
