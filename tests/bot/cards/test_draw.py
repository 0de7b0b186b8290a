"""Drawing: sentences, buttons, and what may never stand on a card."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.card import Card, Choice
from bot.cards.draw import draw
from bot.cards.words import is_link, map_link, short
from bot.channels.adaptive import dress_adaptive
from bot.channels.text import as_text
from dialogs.agenda import answer_agenda
from dialogs.agenda.lookup import LOOKUPS
from dialogs.answers import Answer, Reader, Suggestion, Told
from dialogs.phrases import Voice, voice
from dialogs.understanding.wish import Wish
from gatherings.agenda import Agenda
from gatherings.gathering import EN, LANGUAGES, NB, Contact, Stream
from tests.bot.cards.spoken import card, many
from tests.builders import agenda, block
from tests.examples import examples
from tests.gatherings.programmes import NOTE, TITLES, agendas, moments

NOW = datetime(2027, 4, 15, 10, 0, tzinfo=UTC)
LIMIT = 20 * 1024

topics = st.sampled_from([*TITLES, "lunsj", "pause", "middag", "slutt", "romfart"])
slots = st.fixed_dictionaries(
    {},
    optional={
        "topic": topics,
        "person": topics,
        "block": st.sampled_from(["b0", "b1", "borte"]),
        "time": st.sampled_from(["09:00", "00:30", "23:59", "25:00", "x"]),
        "day": st.sampled_from(["dag 2", "onsdag", "i morgen", "i dag", "2027-03-28", "0001-01-01", "9999-12-31", 3]),
        "from": st.sampled_from(["now", 0, "12", 99, -1, "x"]),
    },
)
readers = st.builds(Reader, st.booleans(), st.sampled_from([None, True, False]))


def size(drawn: Card) -> int:
    return len(json.dumps(dress_adaptive(drawn), ensure_ascii=False).encode())


@settings(max_examples=examples(60), deadline=None)
@given(agendas(), moments, slots, readers)
def test_any_programme_at_any_time_gives_a_small_card_without_notes(
    some: Agenda, now: datetime, said: dict[str, str | int], who: Reader
) -> None:
    for intent in LOOKUPS:
        wish = Wish(intent, said)
        found = answer_agenda(wish, agenda=some, now=now, sees_streams=who.sees_streams, is_digital=who.is_digital)
        for language in LANGUAGES:
            drawn = draw(found, voice=voice(language), now=now)
            assert as_text(drawn)
            assert NOTE not in json.dumps(dress_adaptive(drawn))
            assert all(is_link(choice.url) for choice in drawn.choices if choice.url is not None)
            assert size(drawn) <= LIMIT


def test_a_page_of_a_long_day_stays_small() -> None:
    assert [size(card("agenda.day", "09:32", about=many(), language=one)) <= LIMIT for one in LANGUAGES] == [True] * 3


def test_every_page_of_a_long_day_is_reached_by_its_button() -> None:
    shown: list[str] = []
    drawn = card("agenda.day", "09:32", about=many(), from_=0)
    while True:
        shown += [row.title for row in drawn.rows]
        more = next((choice for choice in drawn.choices if choice.label == "Vis flere"), None)
        if more is None:
            break
        drawn = card("agenda.day", "09:32", about=many(), day_=str(more.args["day"]), from_=more.args["from"])
    assert shown == [f"Innlegg {number}" for number in range(1, 201)]


def test_what_is_particular_to_a_gathering_carries_which_one_that_is() -> None:
    drawn = card("agenda.now", "09:30")
    assert drawn.choices == (
        Choice("Åpne strømmen", url="https://video.example.org/varsamling"),
        Choice("Hva er neste?", "agenda.next"),
        Choice("Resten av dagen", "agenda.day", {"day": "i dag", "from": "now", "gathering": "g1"}),
        Choice("Hvem er hvem", "agenda.who", {"block": "fylket", "gathering": "g1"}),
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x.example", "http://[", "", "https://", "x" * 2000])
def test_what_is_no_web_address_never_becomes_a_button(url: str) -> None:
    drawn = card("stream.link", "09:30", about=agenda(streams=(Stream(url),)))
    assert [choice.url for choice in drawn.choices if choice.url is not None] == []


def test_a_place_is_encoded_in_the_link_to_its_map() -> None:
    assert (
        map_link("Hagen & Sønn?", "Å") == "https://www.openstreetmap.org/search?query=Hagen+%26+S%C3%B8nn%3F%2C+%C3%85"
    )


def test_a_long_title_is_cut_with_an_ellipsis() -> None:
    assert (short("a" * 141), short("to\n linjer")) == ("a" * 139 + "…", "to linjer")


def told_voice() -> Voice:
    phrases = {
        "greeting.title": "Hei, {contact}",
        "greeting.text": "{day}.\n\nOm {wait}, {contact}",
        "only.title": "Bare tittel",
        "button.next": "Hva er neste?",
    }
    return Voice(NB, {**voice(NB).phrases, **phrases}, voice(NB).locale)


def test_a_sentence_is_filled_in_the_readers_language_a_line_for_each_line() -> None:
    filling = {"day": date(2027, 4, 15), "wait": timedelta(minutes=5), "contact": Contact("Ola Vik", "400 00 000")}
    asked = Told("greeting", filling, (Suggestion("next", "agenda.next"), Suggestion("=Høst", "x", {"id": "1"})))
    assert draw(asked, voice=told_voice(), now=NOW) == Card(
        title="Hei, sekretariatet: Ola Vik, 400 00 000.",
        lines=("Torsdag 15. april.", "Om 5 minutter, sekretariatet: Ola Vik, 400 00 000."),
        choices=(Choice("Hva er neste?", "agenda.next"), Choice("Høst", "x", {"id": "1"})),
    )


def test_whom_to_ask_is_the_secretariat_where_nobody_is_named() -> None:
    filling = {"day": date(2027, 4, 15), "wait": timedelta(minutes=5), "contact": None}
    assert draw(Told("greeting", filling), voice=told_voice(), now=NOW).title == "Hei, sekretariatet."


def test_a_sentence_may_be_a_title_alone() -> None:
    assert draw(Told("only"), voice=told_voice(), now=NOW) == Card(title="Bare tittel")


def test_an_answer_that_nothing_draws_is_a_mistake_of_ours() -> None:
    with pytest.raises(NotImplementedError, match="nothing draws Answer in en"):
        draw(Answer(), voice=voice(EN), now=NOW)


def test_a_page_gives_way_when_its_words_are_long() -> None:
    wordy = tuple(block(f"b{n}", f"{n:02d}:00", f"{n:02d}:30", "𝔸*" * 150, room="𝔸" * 90) for n in range(16))
    drawn = card("agenda.day", "00:10", about=agenda(programme=wordy))
    assert (len(drawn.rows), size(drawn) <= LIMIT, drawn.choices[0].args["from"]) == (12, True, 12)
