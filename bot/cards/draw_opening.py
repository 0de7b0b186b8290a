"""To a group or a channel: registration is open, until when, what it may cost, and how many have signed up."""

from __future__ import annotations

from dataclasses import replace

from bot.cards.card import Card
from bot.cards.choices import suggested
from bot.cards.occasion import occasion
from bot.cards.teller import Teller
from dialogs.answers import Suggestion
from dialogs.signup.terms_text import terms_lines
from dialogs.suggestions import PROGRAMME
from gatherings.postings.posting import Posting
from gatherings.postings.recipient import Recipient


def draw_opening(_: Posting, tell: Teller, recipient: Recipient) -> Card:
    """The count is of those with a seat; once registration has closed there is no button for it any more."""
    voice, gathering = tell.voice, tell.agenda.gathering
    is_open = gathering.terms.is_open(tell.now, gathering.zone)
    count = recipient.signed_up or 0
    lines = (
        occasion(tell, names_gathering=False),
        *(_terms(tell) if is_open else ()),
        voice("opening.count", n=count) if count else voice("opening.nobody"),
    )
    wish = Suggestion("sign_up", "signup.start", {"gathering": gathering.id})
    sign_up = (replace(suggested(wish, voice), is_main=True),) if is_open else ()
    return Card(
        voice("opening.title" if is_open else "opening.closed", gathering=tell.gathering),
        lines=tuple(line for line in lines if line),
        choices=(*sign_up, suggested(PROGRAMME, voice)),
        footer=voice("posting.why", gathering=tell.gathering),
    )


def _terms(tell: Teller) -> tuple[str, ...]:
    """Until when one can sign up, and what it may cost: it stands before the button."""
    gathering, voice = tell.agenda.gathering, tell.voice
    until = () if gathering.deadline is None else (voice("signup.deadline.until", day=tell.date(gathering.deadline)),)
    return (*until, *terms_lines(gathering, None, voice, today=tell.today))
