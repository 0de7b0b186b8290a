"""Which clauses of a message tell something and ask nothing: "vi har pause nå", "gruppa har sendt meg tre brev"."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import Final

from dialogs.understanding.heard import Heard
from dialogs.understanding.lexicon import read_data
from dialogs.understanding.tokens import Token, tokens_of

SUBJECT, POINTER, VERB, OPENER, OWNER, ASKS = "subject", "pointer", "verb", "opener", "owner", "asks"
THINGS: Final = frozenset({"TITLE", "topic", "group", "agenda", "meal", "deadline", "evaluation", "place", "gathering"})


@cache
def words_for(part: str) -> frozenset[str]:
    """The words that can be a part of a statement, as written: "æ" is a subject, "e" a verb."""
    table = read_data("statements.toml")[part]
    return frozenset(token.form for written in table.values() for token in tokens_of(written))


def statements(heard: Heard) -> frozenset[int]:
    """The clauses that begin with their subject and its verb, as statements do, and have no word that asks.

    A question begins with its verb or with a word that asks; a few words alone ("lunsj") are neither.
    """
    if "?" in heard.text:
        return frozenset()
    nouns = (span for span in heard.spans if span.concept in THINGS)
    things = {heard.units[span.first].first: heard.units[span.last].last for span in nouns}
    clauses = groupby(enumerate(heard.tokens), key=lambda placed: placed[1].clause)
    return frozenset(clause for clause, placed in clauses if is_statement(tuple(placed), things))


def is_statement(placed: tuple[tuple[int, Token], ...], things: dict[int, int]) -> bool:
    """Whether a clause is a statement, by its tokens with their places and the `things`, from first to last place."""
    words = {place: token.form for place, token in placed}
    if not words_for(ASKS).isdisjoint(words.values()):
        return False
    start = next((place for place, word in words.items() if word not in words_for(OPENER)), -1)
    if words.get(start) in words_for(SUBJECT):
        return True
    last = start if words.get(start) in words_for(POINTER) else things.get(start)
    if last is not None and words.get(last + 1) in words_for(OWNER):
        last += 1
    return last is not None and words.get(last + 1) in words_for(VERB)
