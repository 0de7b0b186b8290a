"""Placeholder until the reminders branch comes in."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo


def next_waking(at: datetime, zone: ZoneInfo) -> datetime:
    del zone
    return at
