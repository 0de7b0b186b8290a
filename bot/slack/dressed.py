"""A message as Slack takes it, with the card that it shows: a press may show that as a form instead."""

from __future__ import annotations

from collections.abc import Mapping

from bot.cards.card import Card
from bot.channels.slack import dress as dress_message
from bot.channels.slack import dress_home, dress_modal
from bot.wire import Outgoing


class Dressed(dict[str, object]):
    """The message's fields. `card` is what they were made of."""

    def __init__(self, card: Card, *, language: str) -> None:
        super().__init__(dress_message(card, language=language))
        self.card, self.language = card, language


def dress(card: Card, *, language: str) -> Mapping[str, object]:
    return Dressed(card, language=language)


def asks(outgoing: Outgoing) -> bool:
    """Whether it has something to fill in."""
    return isinstance(outgoing.body, Dressed) and bool(outgoing.body.card.inputs)


def as_form(outgoing: Outgoing) -> Mapping[str, object]:
    """The form, or what the card says where there is nothing to fill in."""
    body = outgoing.body
    assert isinstance(body, Dressed), "what a turn answers in Slack was dressed here"
    return dress_modal(body.card, language=body.language, private={})


def as_home(replies: list[Outgoing]) -> Mapping[str, object]:
    """The Home tab with these on it."""
    bodies = [reply.body for reply in replies if isinstance(reply.body, Dressed)]
    return dress_home([body.card for body in bodies], language=bodies[0].language)
