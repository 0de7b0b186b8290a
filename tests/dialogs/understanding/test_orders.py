"""Orders that carry text: what is set and to what, and who is signed up; told from questions and from other matters."""

from __future__ import annotations

import pytest

from dialogs.understanding.reader import understand
from dialogs.understanding.wish import NONE, Wish
from tests.builders import OSLO
from tests.dialogs.understanding.corpus import NOW, own_names


def read(text: str) -> Wish:
    return understand(text, names=own_names(), now=NOW, zone=OSLO)


@pytest.mark.parametrize(
    ("text", "what", "value"),
    [
        ("sett påmeldingsfristen til 10. november", "deadline", "10. november"),
        ("endre fristen til fredag 10. november", "deadline", "fredag 10. november"),
        ("sett pameldingsfrsten til 10. november", "deadline", "10. november"),
        ("kan du flytte fristen til 10. november?", "deadline", "10. november"),
        ("sett fristen for gratis avmelding til 3. november", "free_until", "3. november"),
        ("kapasitet 40", "capacity", "40"),
        ("sett antall plasser til 40", "capacity", "40"),
        ("lokalet er Kulturhuset", "venue", "Kulturhuset"),
        ("lokale: Kulturhuset, 2. etasje", "venue", "Kulturhuset, 2. etasje"),
        ("sett sted til Fjordby", "place", "Fjordby"),
        ("påmeldinga opnar 1. oktober", "opens", "1. oktober"),
        ("set the late cancellation fee to 1200 kr", "fee_late", "1200 kr"),
        ("gebyr ved fravær: faktisk kostnad", "fee_absent", "faktisk kostnad"),
        ("flytt datoen til 16. november", "starts_on", "16. november"),
    ],
)
def test_a_setting_is_read_with_its_value_as_written(text: str, what: str, value: str) -> None:
    assert (read(text).intent, dict(read(text).slots)) == ("organiser.set", {"what": what, "value": value})


def test_a_setting_may_be_named_before_its_value_is_given() -> None:
    assert (read("endre fristen").intent, dict(read("endre fristen").slots)) == ("organiser.set", {"what": "deadline"})


@pytest.mark.parametrize(
    "text", ["når er fristen", "er fristen 10. november?", "fristen er når?", "hva er fristen", "when is the deadline"]
)
def test_a_question_sets_nothing(text: str) -> None:
    assert read(text).intent == "deadline.when"


@pytest.mark.parametrize(
    "text", ["lokalet er stengt", "sett alarmen til 7", "endre datoen på legetimen til fredag", "fristen er 1. mai"]
)
def test_what_only_resembles_a_setting_is_none(text: str) -> None:
    assert read(text).intent == NONE


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("meld på Kari Nes", {"person": "Kari Nes"}),
        ("meld Kari Nes på", {"person": "Kari Nes"}),
        ("meld på kari nes", {"person": "kari nes"}),
        (
            "meld på Kari Nes, kari.nes@fjordby.example, digitalt",
            {"person": "Kari Nes", "email": "kari.nes@fjordby.example", "mode": "digital"},
        ),
        ("meld på kari.nes@fjordby.example", {"email": "kari.nes@fjordby.example"}),
        ("sign up Per Lie", {"person": "Per Lie"}),
        ("sign up Anne-Marie Berg in the room", {"person": "Anne-Marie Berg", "mode": "room"}),
    ],
)
def test_somebody_is_signed_up_by_name_and_address(text: str, slots: dict[str, str]) -> None:
    assert (read(text).intent, dict(read(text).slots)) == ("organiser.signup", slots)


@pytest.mark.parametrize(
    "text", ["meld meg på", "meld på meg", "meld på meg og en kollega", "sign me up", "meld på tre"]
)
def test_signing_oneself_up_is_no_order(text: str) -> None:
    assert read(text).intent == "signup.start"


@pytest.mark.parametrize("text", ["meld på Kari til svømmekurs", "register company car", "registrer Volvo XC90"])
def test_signing_up_elsewhere_is_none(text: str) -> None:
    assert read(text).intent == NONE
