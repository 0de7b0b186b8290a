"""The examples are a second opinion: they decide where no pattern is certain, and keep others' matters away."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dialogs.understanding.learnt.weights import FILE, opinion_of, scores_of, weights, weights_in
from dialogs.understanding.names import names_of
from dialogs.understanding.reader import explain
from dialogs.understanding.wish import INTENTS, NONE
from tests.builders import OSLO, agenda, at
from tests.dialogs.understanding.corpus import EXAMPLES, UNSEEN, Message, measure, messages_in, own_names

NAMES = names_of(agenda())


def test_every_intent_that_has_weights_is_one_of_ours() -> None:
    assert set(weights().intents) - INTENTS == set()


def test_a_score_is_the_bias_and_the_weights_by_rarity_in_each_block() -> None:
    lines = "bias\t0.0\tagenda.now -10\tnone 5", "g:nå\t2.0\tnone 10", "w:nå\t3.0\tagenda.now 40", "w:x\t4.0"
    table = weights_in("".join(f"{line}\n" for line in lines).encode())
    scores = scores_of(frozenset({"w:nå", "w:x", "g:nå", "w:unknown"}), table)
    assert scores == pytest.approx({"agenda.now": (-10 + 40 * 3 / 5) / 10, "none": (5 + 10) / 10})


def test_what_stands_in_the_file_is_found_and_nothing_else() -> None:
    told = (files("dialogs.understanding.learnt") / FILE).read_text(encoding="utf-8").splitlines()[::97]
    parted = [line.partition("\t") for line in told]
    assert [weights().lines.find(feature) for feature, _, _ in parted] == [rest for _, _, rest in parted]
    assert [weights().lines.find(one) for one in ("", "a", "w:ikke-et-ord", "zz", "w:\ud800")] == [None] * 5


def test_names_and_hours_count_as_what_they_are_never_as_their_words() -> None:
    reading = explain("når snakker Ingrid Moe kl 13", names=NAMES, now=at("10:30"), zone=OSLO)
    told = {feature for feature in reading.examples.features if feature.startswith("w:")}
    assert ("w:PERSON" in told, {"w:ingrid", "w:moe", "w:13"} & told) == (True, set())


def test_the_same_words_have_the_same_opinion_always() -> None:
    def opinion(text: str) -> tuple[str, float]:
        reading = explain(text, names=NAMES, now=at("10:30"), zone=OSLO)
        found = opinion_of(reading.examples.features)
        return found.intent, found.lead

    assert opinion("hvor skal vi spise") == opinion("hvor skal vi spise")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("får ikke opp lyden på strømmen", "stream.link"),
        ("jeg får ikke komme meg dit likevel", "signup.cancel"),
        ("hvilke kommuner stiller med folk", "signup.who"),
        ("kæm e det æ kan snakk me her", "speak.human"),
    ],
)
def test_what_no_pattern_knows_is_read_by_what_others_have_written(text: str, intent: str) -> None:
    reading = explain(text, names=NAMES, now=at("10:30"), zone=OSLO)
    assert reading.wish.intent == intent


def test_nothing_that_is_measured_with_was_learnt_from() -> None:
    def said(message: Message) -> str:
        return message.text.casefold().strip()

    assert set(map(said, messages_in(UNSEEN))) & set(map(said, messages_in(EXAMPLES))) == set()


def test_messages_that_nobody_has_learnt_from_are_read_as_the_documentation_says() -> None:
    unseen = [m for m in messages_in(UNSEEN) if m.batch == "like the examples" and not m.has_seed]
    found = measure(unseen, own_names())
    assert (found.intents > 0.96, found.wrongly_taken < 0.015) == (True, True)


def test_an_example_has_an_intent_of_ours_or_none() -> None:
    assert {message.intent for message in messages_in(EXAMPLES)} - INTENTS == set()
    assert NONE in {message.intent for message in messages_in(EXAMPLES)}
