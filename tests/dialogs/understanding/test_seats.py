"""Seats, answers to a reminder and attendance: what only a whole message means, and what stays as it was."""

from __future__ import annotations

import pytest

from dialogs.understanding.reader import understand
from dialogs.understanding.wish import NONE, Wish
from tests.builders import OSLO
from tests.dialogs.understanding.corpus import NOW, own_names


def read(text: str) -> Wish:
    return understand(text, names=own_names(), now=NOW, zone=OSLO)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("kommer", "coming"),
        ("kommer ikke", "not_coming"),
        ("not coming", "not_coming"),
        ("vet ikke ennå", "undecided"),
        ("veit ikkje enno", "undecided"),
        ("don't know yet", "undecided"),
        ("usikker", "undecided"),
    ],
)
def test_a_bare_answer_is_one_to_the_reminder(text: str, answer: str) -> None:
    assert (read(text).intent, dict(read(text).slots)) == ("reminder.answer", {"answer": answer})


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("jeg kommer", "signup.start"),
        ("jeg kommer ikke", "signup.cancel"),
        ("kommer ikke likevel", "signup.cancel"),
        ("jeg kan ikke komme", "signup.cancel"),
        ("kan ikke komme", "signup.cancel"),
        ("vet ikke", NONE),
        ("usikker på været", NONE),
        ("vi må avlyse samlingen", "signup.cancel"),
    ],
)
def test_a_sentence_means_what_it_did(text: str, intent: str) -> None:
    assert read(text).intent == intent


@pytest.mark.parametrize(
    ("text", "slots"),
    [("jeg er her", {}), ("eg er her digitalt", {"mode": "digital"}), ("check in, in the room", {"mode": "room"})],
)
def test_one_checks_in_with_a_whole_message(text: str, slots: dict[str, str]) -> None:
    assert (read(text).intent, dict(read(text).slots)) == ("attendance.checkin", slots)


@pytest.mark.parametrize(
    "text", ["jeg er her i landet til søndag", "er du her", "sjekk inn på hotellet", "hvem er her"]
)
def test_being_here_for_another_reason_is_no_check_in(text: str) -> None:
    assert read(text).intent != "attendance.checkin"


@pytest.mark.parametrize(
    ("text", "intent", "slots"),
    [
        ("kan ein kollega ta plassen min", "signup.handover", {}),
        ("ta plassen ABCD-EFGH-JKMN", "signup.take", {"code": "ABCD-EFGH-JKMN"}),
        ("ABCD-EFGH-JKMN", "organiser.become", {"code": "ABCD-EFGH-JKMN"}),
        ("plassen min i barnehagen", NONE, {}),
    ],
)
def test_a_seat_is_handed_over_and_taken(text: str, intent: str, slots: dict[str, str]) -> None:
    assert (read(text).intent, dict(read(text).slots)) == (intent, slots)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("deltakerliste", "participants"),
        ("kven manglar", "missing"),
        ("gebyrliste", "fees"),
        ("matliste", "food"),
        ("eksporter svarene", "answers"),
        ("no-shows", "absent"),
    ],
)
def test_an_export_says_what_of(text: str, what: str) -> None:
    assert (read(text).intent, dict(read(text).slots)) == ("organiser.export", {"what": what})


@pytest.mark.parametrize(
    "text",
    ["hva koster det å melde seg av nå", "kva kostar det å melde seg av no", "what does it cost to cancel now"],
)
def test_what_cancelling_costs_is_a_question_and_cancels_nothing(text: str) -> None:
    assert read(text).intent == "fee.policy"
