"""Placeholder."""

from __future__ import annotations

from datetime import datetime

from gatherings.gathering import Gathering
from gatherings.postings.posting import Posting


def reminder_now(gathering: Gathering, *, now: datetime) -> Posting:
    raise NotImplementedError
