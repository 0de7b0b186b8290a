"""The addresses for operators: is it alive, is it ready, what does it count."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Final

from aiohttp import hdrs, web

from bot.metrics import Metrics
from gatherings.store import Database
from gatherings.store.deliveries import count_deliveries
from gatherings.store.migrate import is_migrated

log = logging.getLogger(__name__)

TICK_IS_LATE_AFTER: Final = 15.0  # seconds
PATIENCE: Final = 5.0  # seconds: so long the database may take to answer who asks how we are


class Health:
    """`/healthz`, `/readyz` and `/metrics`."""

    def __init__(
        self,
        database: Database,
        metrics: Metrics,
        *,
        machine_now: Callable[[], datetime],
        keeps_jobs: bool,
        metrics_token: str | None,
    ) -> None:
        self._database, self._metrics, self._machine_now = database, metrics, machine_now
        self._keeps_jobs, self._token = keeps_jobs, metrics_token

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/healthz", self.alive)
        app.router.add_get("/readyz", self.ready)
        app.router.add_get("/metrics", self.metrics)

    async def alive(self, _: web.Request) -> web.Response:
        """200 for as long as the loop turns."""
        return web.json_response({"status": "ok"})

    async def ready(self, _: web.Request) -> web.Response:
        """200 where the database answers with the tables of this version and the scheduler ticks; else 503."""
        checks = {"database": await self._database_is_ready(), "scheduler": self._ticks()}
        is_ready = all(checks.values())
        status = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
        return web.json_response({"status": "ok" if is_ready else "not ready", **checks}, status=status)

    async def metrics(self, request: web.Request) -> web.Response:
        """Prometheus' text; with SAMBAND_METRICS_TOKEN set, only for who bears it.

        Where the database is out of reach the deliveries are left out: the age of the last tick is wanted then most.
        """
        if self._token is not None:
            given = request.headers.get(hdrs.AUTHORIZATION, "")
            if not hmac.compare_digest(given.encode(errors="surrogateescape"), f"Bearer {self._token}".encode()):
                return web.Response(status=HTTPStatus.UNAUTHORIZED, headers={"WWW-Authenticate": "Bearer"})
        body = self._metrics.exposition(self._machine_now(), await self._deliveries())
        return web.Response(body=body, headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    async def _deliveries(self) -> Mapping[str, int] | None:
        try:
            async with asyncio.timeout(PATIENCE), self._database.read() as tx:
                return await count_deliveries(tx)
        except Exception as trouble:  # noqa: BLE001 (whatever is wrong with it, the rest is told)
            log.warning("deliveries_not_counted trouble=%s", type(trouble).__name__)
            return None

    async def _database_is_ready(self) -> bool:
        try:
            async with asyncio.timeout(PATIENCE):
                return await is_migrated(self._database)
        except Exception:  # noqa: BLE001 (whatever is wrong with it, it is not ready)
            return False

    def _ticks(self) -> bool:
        return not self._keeps_jobs or self._metrics.tick_age(self._machine_now()) < TICK_IS_LATE_AFTER
