"""The buttons of a card."""

from __future__ import annotations

import re
from datetime import time
from typing import Final

from bot.cards.card import MAX_CHOICES, Choice
from bot.cards.teller import Teller
from bot.cards.words import MAP, NAME, map_link, short
from dialogs.answers import AgendaAnswer, Blocks, Suggestion
from dialogs.phrases import Voice
from gatherings.agenda import TimedBlock
from gatherings.programme import Kind

AS_WRITTEN: Final = "="
"""A label that starts with this is no phrase: somebody's own words, shown as they are."""

EVENING: Final = time(16)
AWAY: Final = re.compile(r"\b(?:på|hos|ved|at) (?P<place>\S.*)$", re.IGNORECASE)


def suggested(suggestion: Suggestion, voice: Voice) -> Choice:
    """The button of a suggestion."""
    filling = {name: _worded(said, voice) for name, said in suggestion.filling.items()}
    text = _worded(suggestion.label, voice, f"button.{suggestion.label}", **filling)
    if suggestion.url is not None:
        return Choice(short(text, NAME), url=suggestion.url)
    return Choice(short(text, NAME), suggestion.do, suggestion.args)


def _worded(said: str, voice: Voice, key: str | None = None, **filling: str) -> str:
    """Somebody's own words as they are; else the phrase."""
    return said[1:] if said.startswith(AS_WRITTEN) else voice(key or said, **filling)


def choices(answer: AgendaAnswer, tell: Teller, *first: Choice | None) -> tuple[Choice, ...]:
    """The buttons of an answer: `first`, then what it suggests, five at most.

    What is particular to this gathering (a block, a day) carries which gathering that is.
    """
    made = [choice for choice in first if choice is not None]
    has_map = any(choice.url and choice.url.startswith(MAP) for choice in made)
    asked = [one for one in answer.suggestions if not (has_map and one.do == "agenda.where")]
    made += [suggested(suggestion, tell.voice) for suggestion in asked]
    return tuple(_bound(choice, answer) for choice in made[:MAX_CHOICES])


def stream_choice(tell: Teller, blocks: Blocks) -> Choice | None:
    """ "Open the stream", where one of today's blocks has a link for this reader; not for who is in the room."""
    if tell.reader.is_digital is False:
        return None
    near = [timed for timed in blocks if tell.is_today(timed) or tell.is_on(timed)]
    url = next((link for link in map(tell.link, near) if link), None)
    return None if url is None else Choice(tell.voice("button.open_stream"), url=url)


def map_choice(tell: Teller, blocks: Blocks = ()) -> Choice | None:
    """ "Show the way" to the gathering, or to where a dinner is held; None where no place is known."""
    gathering = tell.agenda.gathering
    away = away_place(blocks[0]) if len(blocks) == 1 else None
    places = [away or gathering.venue, gathering.place]
    known = [place for place in places if place]
    if not known or tell.reader.is_digital is True or (blocks and is_elsewhere(blocks[0]) and away is None):
        return None
    return Choice(tell.voice("button.map"), url=map_link(*known))


def is_elsewhere(timed: TimedBlock) -> bool:
    """Whether a block may be held outside the venue: company, or a meal in the evening or at a place, in no room."""
    block = timed.block
    is_out = block.kind is Kind.MEAL and (block.start >= EVENING or AWAY.search(block.title) is not None)
    return not block.room and (block.kind is Kind.SOCIAL or is_out)


def away_place(timed: TimedBlock) -> str | None:
    """Where a title says that a dinner is held ("Middag på Fjordhotellet"), None where it does not."""
    named = AWAY.search(timed.block.title) if is_elsewhere(timed) else None
    return named["place"] if named else None


def _bound(choice: Choice, answer: AgendaAnswer) -> Choice:
    is_particular = bool({"block", "day"} & choice.args.keys()) and "gathering" not in choice.args
    if not is_particular:
        return choice
    return Choice(choice.label, choice.do, {**choice.args, "gathering": answer.agenda.gathering.id}, choice.url)
