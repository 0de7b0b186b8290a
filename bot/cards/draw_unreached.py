"""Where everything is for who cannot be written to in their chat: on the web page."""

from __future__ import annotations

from bot.cards.card import Card, Choice
from bot.cards.draw_status import button
from bot.cards.draw_told import ask_line
from bot.cards.teller import Teller
from bot.cards.why import why
from gatherings.ports import front_page
from gatherings.postings.posting import Posting
from gatherings.postings.recipient import Recipient


def draw_unreached(_: Posting, tell: Teller, recipient: Recipient) -> Card:
    """To the person, by mail: their own page, and the front page."""
    own = button("own_page", "signup.status", tell)
    return Card(
        tell.voice("unreached.title", gathering=tell.gathering),
        lines=(tell.voice("unreached.text"),),
        choices=(own, *_front_page(tell)),
        footer=why(tell, recipient.standing),
    )


def draw_unreached_room(_: Posting, tell: Teller) -> Card:
    """To a group: without names, for whoever it concerns."""
    return Card(
        tell.voice("unreached.room_title", gathering=tell.gathering),
        lines=(tell.voice("unreached.room"), ask_line(tell.agenda.gathering.contact, tell.voice)),
        choices=_front_page(tell),
        footer=tell.voice("posting.why", gathering=tell.gathering),
    )


def _front_page(tell: Teller) -> tuple[Choice, ...]:
    """Nothing where no others could open it."""
    return () if tell.page is None else (Choice(tell.voice("unreached.open_page"), url=front_page(tell.page)),)
