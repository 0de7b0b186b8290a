"""A person's gatherings as one calendar, for an address that their calendar programme reads again and again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.calendar.entry import Entry
from bot.calendar.event import calendar, written
from bot.calendar.values import Text
from dialogs.phrases import Voice

READ_AGAIN_AFTER: Final = timedelta(hours=6)


def feed_of(entries: Sequence[Entry], *, voice: Voice, stamped_at: datetime) -> bytes:
    """The feed. A cancelled gathering stands in it as such: the feed itself is published, never a cancellation."""
    made = calendar(entries, method="PUBLISH", voice=voice, stamped_at=stamped_at)
    name = voice("calendar.feed.name")
    made["NAME"] = Text(name)
    made["X-WR-CALNAME"] = Text(name)
    made.add("REFRESH-INTERVAL", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", f"PT{READ_AGAIN_AFTER // timedelta(hours=1)}H")
    return written(made)
