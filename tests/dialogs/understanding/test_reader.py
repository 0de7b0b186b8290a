"""A wish carries what it needs, survives any text, and can say why it was read so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.names import Names, names_of
from dialogs.understanding.reader import explain, understand
from dialogs.understanding.wish import INTENTS, NONE, Wish
from tests.builders import OSLO, agenda, at

NAMES = names_of(agenda())


def read(text: str) -> Wish:
    return understand(text, names=NAMES, now=at("10:30"), zone=OSLO)


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("jeg er arrangør K7QM-2XRT", "organiser.become", {"code": "K7QM-2XRT"}),
        ("eg er arrangør", "organiser.become", {}),
        ("I am an organiser k7qm-2xrt", "organiser.become", {"code": "k7qm-2xrt"}),
        ("inviter en arrangør", "organiser.invite", {}),
        ("lag arrangørkode", "organiser.invite", {}),
        ("fjern arrangør Kari Nes", "organiser.remove", {"person": "Kari Nes"}),
        ("fjern Kari Nes som arrangør", "organiser.remove", {"person": "Kari Nes"}),
        (
            "strømmelenke er https://video.example.org/x?y=1",
            "organiser.stream",
            {"url": "https://video.example.org/x?y=1"},
        ),
        (
            "sett strømmelenke https://video.example.org/x for målkonflikter",
            "organiser.stream",
            {"url": "https://video.example.org/x", "topic": "Målkonflikter i planarbeidet"},
        ),
        ("følg programmet", "follow.start", {}),
        ("slutt å følge", "follow.stop", {}),
        ("stop following", "follow.stop", {}),
        ("avbryt følging", "follow.stop", {}),
        ("following", NONE, {}),
        ("hva skjer etter lunsj", "agenda.next", {"topic": "lunsj"}),
        ("what comes after the goal conflicts", "agenda.next", {"topic": "Målkonflikter i planarbeidet"}),
        ("hva er neste", "agenda.next", {}),
        ("hvor er det", "agenda.where", {}),
        ("hvor da", "agenda.where", {}),
        ("kor hen", "agenda.where", {}),
        ("kva skjer halv eitt", "agenda.at", {"time": "12:30"}),
        ("who speaks about the sewage plan?", "agenda.who", {"topic": "sewage plan"}),
        ("hvem snakker om kystplan?", "agenda.who", {"topic": "kystplan"}),
        ("svar på engelsk, ikke norsk", "language.set", {"lang": "en"}),
        ("bytt fra engelsk til nynorsk", "language.set", {"lang": "nn"}),
        ("meld meg av middagen", "signup.change", {"dinner": "no"}),
        ("jeg vil delta digitalt, ikke i salen, endre påmeldingen", "signup.change", {"mode": "digital"}),
    ],
)
def test_a_wish_carries_its_slots(text: str, intent: str, slots: dict[str, str]) -> None:
    assert (read(text).intent, dict(read(text).slots)) == (intent, slots)


def test_a_message_to_all_is_kept_as_written_and_not_read() -> None:
    wish = read("Gi alle beskjed om at Lunsjen er flyttet til kl. 13, i Storsalen!")
    assert (wish.intent, dict(wish.slots)) == (
        "organiser.post",
        {"message": "Lunsjen er flyttet til kl. 13, i Storsalen"},
    )


@pytest.mark.parametrize("text", ["ka e nesste", "HVA ER NESTE???", "hvaa er neste", "hva er nestee", "hva  er\nneste"])
def test_capitals_marks_and_slips_do_not_matter(text: str) -> None:
    assert read(text).intent == "agenda.next"


@pytest.mark.parametrize(
    "text",
    [
        "jeg meldte meg på et kurs i går",
        "slett den filen",
        "jeg er forsinket",
        "flyet er 10 minutter forsinket",
        "hun kommer ikke",
    ],
)
def test_what_resembles_a_change_but_is_none_changes_nothing(text: str) -> None:
    assert read(text).intent == NONE


def test_a_wish_has_the_language_and_the_text_of_the_message() -> None:
    wish = read("kva er neste")
    assert (wish.language, wish.text, wish.confidence > 0.9) == ("nn", "kva er neste", True)


def test_an_explanation_names_the_pattern_and_what_lowered_it() -> None:
    reading = explain("når er bussen, og når er lunsj", names=Names(), now=at("10:30"), zone=OSLO)
    best = reading.candidates[0]
    assert (best.pattern.intent, best.pattern.written, "bussen" in best.lowered_by) == (
        "agenda.when",
        "when TOPIC",
        True,
    )


@given(st.text(max_size=80))
def test_any_text_is_read_the_same_twice_and_never_fails(text: str) -> None:
    wish = read(text)
    assert (wish, wish.intent in INTENTS) == (read(text), True)


@pytest.mark.parametrize("text", ["", " ", "?!", "https://", "1" * 5000, "å" * 5000, "når er " * 2000])
def test_odd_texts_are_read(text: str) -> None:
    assert read(text).intent in INTENTS
