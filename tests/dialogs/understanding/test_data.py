"""The files that a linguist edits hang together."""

from __future__ import annotations

from itertools import chain

from dialogs.understanding.grammar import LEVELS, grammar
from dialogs.understanding.lexicon import LANGUAGES_OF_KEY, OURS, lexicon, read_data, words_in
from dialogs.understanding.slots import READERS
from dialogs.understanding.wish import INTENTS, NONE

FOUND_BY_US = frozenset({
    "TIME", "DAY", "TOPIC", "TITLE", "PERSON", "MINUTES", "AHEAD", "URL", "CODE", "MESSAGE", "MUNICIPALITY", "UNKNOWN_NAME",
    "EMAIL", "ORDER", "NAMED", "SETTING", "SET_TO",
})  # fmt: skip


def concepts() -> frozenset[str]:
    return FOUND_BY_US | {meaning.concept for name in OURS for _, meaning in words_in(name)}


def test_every_concept_of_a_pattern_has_words() -> None:
    used = set(chain.from_iterable(item.concepts for pattern in grammar().patterns for item in pattern.items))
    forbidden = set(chain.from_iterable(pattern.forbidden for pattern in grammar().patterns))
    never = set(chain.from_iterable(grammar().never.values()))
    assert (used | forbidden | never) - concepts() == set()


def test_every_cost_is_of_a_concept() -> None:
    costs = grammar().costs
    assert (costs.unused.keys() | costs.signals.keys()) - concepts() == set()


def test_every_intent_has_patterns_and_every_pattern_an_intent() -> None:
    assert {pattern.intent for pattern in grammar().patterns} == INTENTS - {NONE}


def test_every_slot_can_be_filled() -> None:
    assert set(chain.from_iterable(grammar().slots.values())) == READERS.keys()


def test_an_intent_has_no_keys_but_its_lists_its_slots_what_it_forbids_and_its_marks() -> None:
    tables = [table for name, table in read_data("patterns.toml").items() if name in INTENTS]
    keys = {*LEVELS, "slots", "forbid", "never", "question", "whole", "free"}
    assert set(chain.from_iterable(tables)) - keys == set()


def test_a_pattern_stands_in_one_list_of_its_intent() -> None:
    written = [(pattern.intent, pattern.written) for pattern in grammar().patterns]
    assert len(written) == len(set(written))


def test_no_list_of_words_is_empty_and_each_has_a_language() -> None:
    words = [word for name in (*OURS, "ordinary.toml", "kin.toml") for word, _ in words_in(name)]
    assert (all(words), len(LANGUAGES_OF_KEY)) == (True, 6)


def test_the_lexicon_is_large() -> None:
    assert len(lexicon().exact) > 3000
