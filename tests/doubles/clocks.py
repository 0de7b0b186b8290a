"""A clock that goes when it is told to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

START = datetime(2027, 4, 15, 7, 0, tzinfo=UTC)


@dataclass
class HandClock:
    """Stands at `at` until it is moved forward. Call it for the time."""

    at: datetime = START

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **length: float) -> None:
        self.at += timedelta(**length)
