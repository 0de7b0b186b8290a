"""Days, hours, years and deadlines, in many spellings."""

from __future__ import annotations

from datetime import date, time

import pytest

from tests.gatherings.intake.invitation.letters import invitation, read
from tests.gatherings.intake.texts import refusal, warnings

DAY = date(2023, 11, 16)


@pytest.mark.parametrize(
    "when",
    [
        "16 november 2023 kl 09.00 - 15.00",
        "Torsdag 16. november 2023 kl. 09.00–15.00",
        "16. november 2023, 0900-1500",
        "16. november 2023 fra kl. 9 til 15",
        "torsdag den 16. november 2023, fra 9 til 15",
        "16.11.2023 09:00-15:00",
        "16.11.23 kl 0900–1500",
        "16/11/2023, 9 am to 3 pm",
        "Thursday 16 November 2023, 9am-3pm",
        "November 16th, 2023 from 9:00 to 15:00",
        "the 16th of November 2023, 9-3pm",
        "2023-11-16 09:00-15:00",
        "to 16. nov. 2023 klokka 09.00 til klokka 15.00",
        "kl. 09.00-15.00 torsdag 16.11.2023",
        "**16. november 2023** *kl 09.00 - 15.00*",
    ],
)
def test_a_day_and_its_hours_are_read_in_many_spellings(when: str) -> None:
    draft = read(invitation(when=when))
    assert (draft.starts_on, draft.ends_on, draft.starts, draft.ends) == (DAY, DAY, time(9), time(15))


@pytest.mark.parametrize(
    "when",
    [
        "16.-17. november 2023 kl. 10.00–14.00",
        "16. og 17. november 2023, kl 10 til 14",
        "torsdag 16. – fredag 17. november 2023, 1000-1400",
        "16.11.-17.11.2023 kl. 10-14",
        "16.-17.11.2023 10:00 - 14:00",
        "November 16-17, 2023, 10 am - 2 pm",
        "16. november 2023 kl. 10.00 – 17. november 2023 kl. 14.00",
    ],
)
def test_two_days_are_read_in_many_spellings(when: str) -> None:
    draft = read(invitation(when=when))
    assert (draft.starts_on, draft.ends_on, draft.starts, draft.ends) == (DAY, date(2023, 11, 17), time(10), time(14))


def test_days_over_new_year_and_over_the_end_of_a_month() -> None:
    over_year = read(invitation(when="30. desember 2023 - 2. januar", deadline="1. desember"))
    over_month = read(invitation(when="30. november - 1. desember 2023"))
    assert (over_year.ends_on, over_month.starts_on, over_month.ends_on) == (
        date(2024, 1, 2), date(2023, 11, 30), date(2023, 12, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Dato: 16. november 2023\nKlokkeslett: 09.00-15.00",
        "Når? Torsdag 16. november 2023 kl. 09.00-15.00",
        "**Tid:**\nTorsdag 16. november 2023\nkl. 09.00 – 15.00",
        "| Tid | 16. november 2023 kl. 09.00-15.00 |",
        "Tid\t16. november 2023 kl. 09.00-15.00",
        "- Tid: 16. november 2023 kl. 09.00-15.00",
        "Tid 16. november 2023 kl. 09.00-15.00",
        "Tid: 16. november 2023 kl. 09.00-15.00 Sted: Damphuset, Orkanger Påmeldingsfrist: 10. november",
        "Torsdag 16. november 2023\nkl. 09.00-15.00",
        "Vi inviterer til samling torsdag 16. november 2023 kl. 09.00-15.00 på Kulturhuset i Fjordby.",
        "When: 16 November 2023, 09:00-15:00",
    ],
)
def test_the_time_is_found_with_labels_of_any_form_and_without(text: str) -> None:
    draft = read(f"# Invitasjon: Samling\n\n{text}\n")
    assert (draft.starts_on, draft.starts, draft.ends) == (DAY, time(9), time(15))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# Invitasjon til samling 2023\n\nTid: 16. november", ("year_from_text", 1)),
        ("# Invitasjon til samling\n\nTid: 16. november\nPåmeldingsfrist: 10. november 2023", ("year_from_text", 4)),
        (
            "# Invitasjon\n\nTid: 16. november\n\nDette er andre samling i 2023, før planen i 2024.",
            ("year_from_text", 5),
        ),
        ("# Invitasjon til samling 2022, 2023\n\nTid: torsdag 16. november", ("year_from_text", 1)),
    ],
)
def test_the_year_is_that_of_the_context_and_a_warning_says_where_it_stands(text: str, told: object) -> None:
    draft = read(text)
    assert (draft.starts_on, told in warnings(draft)) == (DAY, True)


def test_with_a_weekday_the_next_such_day_is_meant_if_it_fits() -> None:
    text = invitation(when="torsdag 16. november", deadline="fredag 10. november")
    draft = read(text, today=date(2023, 10, 1))
    assert (draft.starts_on, ("year_from_weekday", 3) in warnings(draft)) == (DAY, True)
    assert refusal(text) == ("no_year", 3)
    assert refusal(text.replace("torsdag", "fredag")) == ("no_year", 3)


@pytest.mark.parametrize(
    "text",
    [
        invitation(when="16. november kl. 09-15"),
        "# Invitasjon til samling 2022, 2023\n\nTid: 16. november\n",
        "# Invitasjon til samling\nTid: 16. november\n\n\n\n\n\nI 2021 møttes vi i Øyane. Planen gjelder 2020-2024.",
        "# Invitasjon til samling 2024\n\nTid: torsdag 16. november\n",
    ],
)
def test_a_year_that_cannot_be_known_is_asked_for_and_the_date_helps(text: str) -> None:
    assert refusal(text)[0] == "no_year"
    assert read(text, day=DAY).starts_on == DAY


def test_a_date_that_is_given_moves_the_deadline_along() -> None:
    draft = read(invitation(), day=date(2024, 11, 16))
    moved = read(invitation(when="16. november"), day=date(2023, 11, 23))
    assert (draft.deadline, moved.deadline) == (date(2024, 11, 10), date(2023, 11, 17))
    assert ("limit_moved", 5) in warnings(moved)


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        ("10 november", date(2023, 11, 10)),
        ("fredag 10. november", date(2023, 11, 10)),
        ("10.11.", date(2023, 11, 10)),
        ("10.11", date(2023, 11, 10)),
        ("10/11", date(2023, 11, 10)),
        ("10.11.2023", date(2023, 11, 10)),
        ("Innen fredag 10. november.", date(2023, 11, 10)),
        ("innen utgangen av 10. november", date(2023, 11, 10)),
        ("innen utgangen av oktober", date(2023, 10, 31)),
        ("10 November at the latest", date(2023, 11, 10)),
        ("før 10. november", date(2023, 11, 9)),
        ("16. november", DAY),
    ],
)
def test_a_deadline_is_read_in_many_spellings(deadline: str, expected: date) -> None:
    assert read(invitation(deadline=deadline)).deadline == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Meld deg på innen 10. november.",
        "Vi ber om påmelding senest fredag 10. november.",
        "Siste frist for påmelding er 10. november.",
        "Frist for på- og avmelding er 10. november.",
        "Påmelding innen 10. november, og avmelding etter dette faktureres.",
        "Please register by 10 November.",
        "Registration closes on 10 November.",
        "Meld deg på seinast 10. november.",
        "Påmelding: https://skjema.example innen 10. november",
    ],
)
def test_a_deadline_in_a_sentence_is_read_and_a_guess_is_said(sentence: str) -> None:
    draft = read(f"# Invitasjon til samling\n\nTid: 16. november 2023\n\n{sentence}\n")
    guessed = ("deadline_guessed", 5) in warnings(draft) or sentence.startswith("Påmelding:")
    assert (draft.deadline, guessed) == (date(2023, 11, 10), True)


def test_a_deadline_of_the_year_before_is_before_the_gathering() -> None:
    assert read(invitation(when="10. januar 2024", deadline="15. desember")).deadline == date(2023, 12, 15)


def test_what_is_not_said_of_the_deadline_is_a_warning() -> None:
    soon, hour = read(invitation(deadline="så snart som mulig")), read(invitation(deadline="10. november kl. 12.00"))
    assert soon.deadline is None
    assert {("deadline_not_read", 5), ("no_deadline", None)} <= set(warnings(soon))
    assert (hour.deadline, ("deadline_hour", 5) in warnings(hour)) == (date(2023, 11, 10), True)


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        (invitation(deadline="20. november"), "deadline_after", 5),
        (invitation(deadline="10. november 2024"), "deadline_after", 5),
        (invitation(when="16. november 2023 kl. 15.00 - 09.00"), "ends_before_start", 3),
        (invitation(when="17.-16. november 2023"), "ends_before_start", 3),
        (invitation(when="16. november 2023 kl. 25.00"), "no_such_time", 3),
        (invitation(when="31. november 2023"), "no_such_date", 3),
        (invitation(deadline="31. november"), "no_such_date", 5),
        (invitation(when="kommer"), "no_day", 3),
        ("# Invitasjon til samling\n\nVelkommen.\n", "no_day", 1),
        ("# Invitasjon til samling\n" + "Velkommen.\n" * 2000, "too_many_lines", None),
    ],
)
def test_what_cannot_be_right_is_named_by_its_line(text: str, reason: str, line: int | None) -> None:
    assert refusal(text) == (reason, line)


def test_a_weekday_that_does_not_fit_a_full_date_is_a_warning() -> None:
    draft = read(invitation(when="mandag 16. november 2023", deadline="mandag 10. november"))
    assert {("weekday_differs", 3), ("weekday_differs", 5)} <= set(warnings(draft))
