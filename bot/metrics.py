"""What `/metrics` tells: turns, deliveries, and the age of the last tick. Counts only, nothing about persons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """One for each process. Instants are machine time. A process that keeps no jobs has no tick to tell the age of:
    its age would grow for ever, and ring an alert.
    """

    def __init__(self, *, started_at: datetime, keeps_jobs: bool = True) -> None:
        self.registry = CollectorRegistry()
        self._turns = Counter("samband_turns", "Turns taken", ["channel", "intent"], registry=self.registry)
        self._seconds = Histogram(
            "samband_turn_seconds", "From arrival to commit", ["channel"], buckets=BUCKETS, registry=self.registry
        )
        self._turns_of, self._seconds_of = cache(self._turns.labels), cache(self._seconds.labels)
        self._deliveries = Gauge("samband_deliveries", "Deliveries by state", ["state"], registry=self.registry)
        self._is_reached = Gauge(
            "samband_database_up", "Whether the database answered just now", registry=self.registry
        )
        told = self.registry if keeps_jobs else None
        self._tick = Gauge("samband_tick_age_seconds", "Since the scheduler last ticked", registry=told)
        self._ticked_at = started_at

    def turn_taken(self, channel: str, intent: str, seconds: float) -> None:
        self._turns_of(channel, intent).inc()
        self._seconds_of(channel).observe(seconds)

    def ticked(self, at: datetime) -> None:
        self._ticked_at = at

    def tick_age(self, at: datetime) -> float:
        """Seconds since the last tick, or since the start where there was none."""
        return (at - self._ticked_at).total_seconds()

    def exposition(self, at: datetime, deliveries: Mapping[str, int] | None) -> bytes:
        """The page in Prometheus' text format; None where the database could not be asked."""
        self._tick.set(self.tick_age(at))
        self._is_reached.set(deliveries is not None)
        self._deliveries.clear()
        for state, count in (deliveries or {}).items():
            self._deliveries.labels(state).set(count)
        return generate_latest(self.registry)
