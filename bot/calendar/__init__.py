"""Calendar files and the feed: a person's gatherings as iCalendar (RFC 5545). Pure."""
