"""To those who have not answered: will you come? And to their organisers: how many have not."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.cards.card import Card, Choice, Fact
from bot.cards.cost import named
from bot.cards.draw_status import button
from bot.cards.occasion import occasion
from bot.cards.teller import Teller
from bot.cards.words import NAME, short
from gatherings.postings.posting import Posting
from gatherings.postings.recipient import UNDECIDED, Recipient
from gatherings.postings.reminder import is_last
from gatherings.times import DAY

SHOWN_AT_MOST: Final = 20  # organisations on one card


def draw_reminder(posting: Posting, tell: Teller, recipient: Recipient) -> Card:
    """Whether they come, until when they can say so, why this came, and how to stop it."""
    voice = tell.voice
    heard = "undecided" if recipient.standing.answer == UNDECIDED else "silent"
    told = [closes(posting, tell), voice(f"reminder.{heard}")]
    if is_last(posting):
        told.append(voice("reminder.last"))
    return Card(
        voice("reminder.title", dates=tell.dates()),
        lines=(" ".join(told), occasion(tell)),
        choices=_answers(tell),
        footer=_because(tell, recipient),
    )


def closes(posting: Posting, tell: Teller) -> str:
    """ "Påmeldingen til Høstsamling stenger 10. november, om 2 dager."; that it is open where nothing closes it."""
    if not posting.facts["deadline"]:
        return tell.voice("reminder.open", gathering=tell.gathering)
    deadline = date.fromisoformat(posting.facts["deadline"])
    left = deadline - tell.today
    if left < DAY:
        return tell.voice("reminder.closes_today", gathering=tell.gathering)
    if left == DAY:
        return tell.voice("reminder.closes_tomorrow", gathering=tell.gathering, day=tell.date(deadline))
    until = tell.voice.until(left)
    return tell.voice("reminder.closes", gathering=tell.gathering, day=tell.date(deadline), until=until)


def _answers(tell: Teller) -> tuple[Choice, ...]:
    return (
        button("coming", "signup.start", tell, is_main=True),
        button("not_coming", "reminder.answer", tell, answer="not_coming"),
        button("undecided", "reminder.answer", tell, answer=UNDECIDED),
        button("no_reminders", "reminder.stop", tell),
    )


def _because(tell: Teller, recipient: Recipient) -> str:
    if recipient.standing.follows:
        return tell.voice("reminder.why.follows", gathering=tell.gathering)
    organisation = named(recipient, tell.voice)
    if organisation is None:
        return tell.voice("reminder.why.invited", gathering=tell.gathering)
    return tell.voice("reminder.why.organisation", organisation=short(organisation, NAME))


def draw_missing(posting: Posting, tell: Teller, recipient: Recipient) -> Card:
    """How many of those invited have not said whether they come, by organisation."""
    voice, missing = tell.voice, recipient.missing
    shown = missing[:SHOWN_AT_MOST]
    nameless = voice("missing.without_organisation")
    more = len(missing) - len(shown)
    lines = [closes(posting, tell)]
    if more:
        lines.append(voice("missing.more", n=more))
    return Card(
        voice("missing.title", n=sum(one.count for one in missing), gathering=tell.gathering),
        lines=tuple(lines),
        facts=tuple(Fact(short(one.organisation or nameless, NAME), str(one.count)) for one in shown),
        footer=voice("missing.why", gathering=tell.gathering),
    )
