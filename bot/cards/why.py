"""Why something came that was not asked for."""

from __future__ import annotations

from bot.cards.teller import Teller
from gatherings.postings.recipient import Standing


def why(tell: Teller, standing: Standing) -> str:
    """The person is registered, waits, follows, or is invited, and how to stop it where a button does not say it."""
    if standing.mode is not None:
        return tell.voice("why.registered", gathering=tell.gathering)
    if standing.is_waiting:
        return tell.voice("why.waiting", gathering=tell.gathering)
    return tell.voice("posting.why" if standing.follows else "why.invited", gathering=tell.gathering)
