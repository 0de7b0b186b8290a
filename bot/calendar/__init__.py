"""Calendar files and the feed: a person's gatherings as iCalendar (RFC 5545). Pure."""

from bot.calendar.entry import Entry
from bot.calendar.event import event_of
from bot.calendar.feed import feed_of

__all__ = ["Entry", "event_of", "feed_of"]
