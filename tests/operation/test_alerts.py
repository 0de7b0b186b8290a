"""The alerts ask for what `/metrics` tells, and the one for the scheduler rings when it has stopped."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics
from gatherings.store import Database
from jobs.timetable import timetable
from tests.doubles.clocks import START, HandClock, StoppedClock
from tests.operation import yaml
from tests.operation.service import ROOT

RULES = [rule for group in yaml.read(ROOT / "docs" / "alerts.yml")["groups"] for rule in group["rules"]]
TICK = "samband_tick_age_seconds"


def told(metrics: Metrics, clock: HandClock, deliveries: dict[str, int] | None = None) -> dict[str, float]:
    """Every sample by its name, with its label where it has one."""
    page = metrics.exposition(clock(), deliveries).decode()
    return {
        sample.name + "".join(f"{{{k}={v}}}" for k, v in sample.labels.items()): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


def test_every_alert_asks_for_what_is_told() -> None:
    known = {name.partition("{")[0] for name in told(Metrics(started_at=START), HandClock(), {"failed": 1})}
    asked = {name for rule in RULES for name in re.findall(r"samband_\w+", rule["expr"])}
    states = {state for rule in RULES for state in re.findall(r'state="(\w+)"', rule["expr"])}
    assert (asked - known, asked != set()) == (set(), True)
    assert states <= {"waiting", "sent", "failed", "unreachable", "too_late", "withdrawn"}
    assert [rule for rule in RULES if not {"alert", "expr", "labels", "annotations"} <= set(rule)] == []


def limit_of(alert: str) -> float:
    [rule] = [rule for rule in RULES if rule["alert"] == alert]
    form = re.fullmatch(rf"min\({TICK}\) > (\d+)", rule["expr"])
    assert form, rule
    return float(form[1])


async def ticking(database: Database, metrics: Metrics, clock: HandClock) -> Callable[[], Awaitable[None]]:
    """What the alarm clock does each second."""
    entries = timetable(
        database,
        StoppedClock(),
        replica="r1",
        wake_courier=lambda: None,
        ticked=lambda: metrics.ticked(clock()),
    )
    return next(entry.do for entry in entries if entry.name == "fire_postings")


async def test_the_alert_is_silent_while_the_scheduler_ticks_and_rings_when_it_stops(
    database: Database, tmp_path: Path
) -> None:
    clock, limit = HandClock(), limit_of("SambandSchedulerStopped")
    metrics = Metrics(started_at=START)
    tick = await ticking(database, metrics, clock)
    for _ in range(3):
        clock.forward(seconds=limit - 1)
        await tick()
        assert told(metrics, clock)[TICK] == 0
    clock.forward(seconds=limit + 1)
    assert told(metrics, clock)[TICK] > limit


async def test_a_tick_that_fails_is_no_tick(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    clock, metrics = HandClock(), Metrics(started_at=START)
    away = Database.at(f"sqlite:///{tmp_path / 'none.db'}")
    tick = await ticking(away, metrics, clock)
    clock.forward(seconds=timedelta(minutes=1).total_seconds())
    await tick()
    await away.close()
    assert (told(metrics, clock)[TICK], caplog.records[0].msg[:10]) == (60, "job_failed")


def test_a_process_without_jobs_tells_no_age_that_would_ring() -> None:
    without = told(Metrics(started_at=START, keeps_jobs=False), HandClock(START + timedelta(hours=1)))
    assert (TICK in without, without["samband_database_up"]) == (False, 0)
