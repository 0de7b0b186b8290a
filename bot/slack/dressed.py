"""A message as Slack takes it, with the card that it shows: a press may show that as a form instead."""

from __future__ import annotations

from collections.abc import Mapping

from bot.cards.card import Card
from bot.channels.slack import dress as dress_message
from bot.channels.slack import dress_home, dress_modal
from bot.wire import Outgoing
from gatherings.gathering import Language


class Dressed(dict[str, object]):
    """The message's fields. `card` is what they were made of."""

    def __init__(self, card: Card, *, language: Language) -> None:
        super().__init__(dress_message(card, language=language))
        self.card, self.language = card, language


def dress(card: Card, *, language: Language) -> Mapping[str, object]:
    return Dressed(card, language=language)


def may_be_form(outgoing: Outgoing) -> bool:
    """Whether it asks for something that is sent in one way alone: then it may as well be a form at once."""
    if not isinstance(outgoing.body, Dressed):
        return False
    card = outgoing.body.card
    return bool(card.inputs) and sum(choice.do is not None and choice.takes_inputs for choice in card.choices) == 1


def as_form(outgoing: Outgoing) -> Mapping[str, object]:
    """The form."""
    body = outgoing.body
    assert isinstance(body, Dressed), "what a turn answers in Slack was dressed here"
    return dress_modal(body.card, language=body.language, private="")


def as_home(replies: list[Outgoing]) -> Mapping[str, object]:
    """The Home tab with these on it."""
    bodies = [reply.body for reply in replies if isinstance(reply.body, Dressed)]
    return dress_home([body.card for body in bodies], language=bodies[0].language)
