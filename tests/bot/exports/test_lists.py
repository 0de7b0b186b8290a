"""The organisers' lists, in every language, in the gathering's own time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.exports import Table, write_csv
from bot.exports.food import food_by_person, food_counts
from bot.exports.lines import Answered, FoodLine
from bot.exports.lists import fees, missing, participants
from bot.exports.organisations import organisations
from bot.exports.write_xlsx import write_xlsx
from dialogs.phrases import voice
from gatherings.gathering import EN, LANGUAGES, NB, NN, Language
from gatherings.questions import Question
from gatherings.registration import Needs
from tests.bot.exports.people import ANE, EVA, FJORDBY, FOOD, KARI, LATE, MISSING, ODD, VEGAN, WAIVED, wall
from tests.builders import OSLO, gathering

SPRING = gathering(questions=(Question("tema", "Hvilket tema?", texts={"nn": "Kva tema?"}),))
PEOPLE = (KARI, ANE, ODD, EVA)


def everybody(language: Language = NB) -> Table:
    return participants(PEOPLE, gathering=SPRING, voice=voice(language))


def owed(language: Language = NB) -> Table:
    return fees((WAIVED, LATE), zone=OSLO, voice=voice(language))


def all_lists(language: Language) -> list[Table]:
    say = voice(language)
    return [
        everybody(language),
        owed(language),
        food_counts(FOOD, voice=say),
        food_by_person(FOOD, voice=say),
        missing(MISSING, voice=say),
        organisations(PEOPLE, MISSING, voice=say),
    ]


def test_participants_stand_by_organisation_and_name() -> None:
    assert everybody() == Table(
        "Deltakere",
        (
            *("Navn", "E-post", "Organisasjon", "Kommunenummer", "Fylke", "Status", "Plass på ventelisten", "Deltar"),
            *("Venter på", "Middag", "Hvilket tema?", "Påmeldt tidspunkt"),
            *("Oppmøte torsdag 15. april", "Oppmøte fredag 16. april"),
        ),
        (
            ("Eva Moe", None, "", None, None, "meldt av", *([None] * 5), wall("08:00"), None, None),
            (
                *("Kari Lie", "kari.lie@example.org", "Fjordby", "9901", "Nordfylket", "påmeldt", None, "i salen"),
                *(None, "ja", "Skog", wall("09:00"), "ja", "ja"),
            ),
            (
                *("Odd Vik", None, "Fjordby", "9901", "Nordfylket", "påmeldt", 2, "digitalt"),
                *("i salen", "nei", None, wall("10:00"), None, None),
            ),
            (
                *("ane Bø", None, "Viksund", "9902", "Nordfylket", "på ventelisten", 1, None),
                *("i salen", None, None, wall("23:30"), None, None),
            ),
        ),
    )


def test_an_own_question_stands_in_the_readers_language() -> None:
    assert [everybody(language).columns[10] for language in LANGUAGES] == [
        "Hvilket tema?",
        "Kva tema?",
        "Hvilket tema?",
    ]


def test_fees_tell_why_by_which_terms_and_who_let_them_go() -> None:
    made = owed(EN)
    assert [dict(zip(made.columns, row, strict=True)) for row in made.rows] == [
        {
            "Organisation": "Fjordby",
            "Organisation number": "999 000 111",
            "Invoice reference": "BEST-1",
            "Name": "Ida Moe",
            "Reason": "absent",
            "Fee (NOK)": "actual cost",
            "Time": wall("16:00"),
            "Terms accepted": wall("12:30"),
            "Terms": "Avmelding etter fristen faktureres.",
            "Waived": wall("17:00"),
            "Waived by": "Ola Vik",
            "Reason for the waiver": "Ferja gikk ikke",
        },
        {
            "Organisation": "Fjordby",
            "Organisation number": "999 000 111",
            "Invoice reference": "BEST-1",
            "Name": "Per Bø",
            "Reason": "late cancellation",
            "Fee (NOK)": 1200,
            "Time": wall("08:15"),
            "Terms accepted": wall("12:30"),
            "Terms": "Avmelding etter fristen faktureres.",
            "Waived": None,
            "Waived by": None,
            "Reason for the waiver": None,
        },
    ]


def test_the_kitchen_gets_numbers_without_names() -> None:
    assert food_counts(FOOD, voice=voice(NB)) == Table(
        "Mat, antall",
        ("Ønske", "Antall", "Herav til middag"),
        (("Vegan", 2, 1), ("Glutenfri; laktosefri", 1, 1), ("ingen ønsker", 2, 1)),
    )


def test_who_needs_nothing_is_on_no_list_of_needs() -> None:
    assert food_by_person(FOOD, voice=voice(NB)).rows == (
        ("Kari Lie", "Fjordby", "Vegan", None, "ja"),
        ("Per Bø", "Fjordby", None, "Teleslynge", "ja"),
        ("Ane Bø", "Viksund", "Glutenfri; laktosefri", None, "ja"),
        ("Eva Moe", "Viksund", " vegan. ", "Rullestol", None),
    )


def test_every_person_is_counted_once_in_the_kitchen() -> None:
    lines = [VEGAN, *(FoodLine(str(number), Needs(wish)) for number, wish in enumerate(("vegan", "VEGAN.", "", None)))]
    assert [row[1] for row in food_counts(lines, voice=voice(NB)).rows] == [3, 2]


def test_who_is_missing_stands_with_how_to_reach_them() -> None:
    undecided = replace(MISSING[0], answer=Answered.UNDECIDED)
    assert missing((undecided, MISSING[1]), voice=voice(NN)) == Table(
        "Ikkje svara",
        ("Organisasjon", "Namn", "E-post", "Kan nåast på", "Svar"),
        (
            ("Fjordby", None, "post@example.org", "kan ikkje nåast", "ikkje svara"),
            ("Viksund", "Liv Å", "liv@example.org", "Teams og e-post", "veit ikkje enno"),
        ),
    )


def test_an_organisation_is_summed_up_in_a_line() -> None:
    assert organisations(PEOPLE, MISSING, voice=voice(NB)) == Table(
        "Organisasjoner",
        (
            *("Organisasjon", "Kommunenummer", "Fylke", "I salen", "Digitalt", "Bare på ventelisten", "Meldt av"),
            *("Møtt", "Invitert, ikke påmeldt"),
        ),
        (
            ("", None, None, 0, 0, 0, 1, 0, 0),
            ("Fjordby", "9901", "Nordfylket", 1, 1, 0, 0, 1, 1),
            ("Viksund", "9902", "Nordfylket", 0, 0, 1, 0, 0, 1),
        ),
    )


def test_two_organisations_of_the_same_name_are_two() -> None:
    other = replace(KARI, organisation=replace(FJORDBY, number="9903"))
    assert [row[1] for row in organisations((KARI, other), voice=voice(NB)).rows] == ["9901", "9903"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_every_list_has_as_many_cells_as_there_are_columns(language: Language) -> None:
    tables = all_lists(language)
    assert [
        len(row) - len(table.columns) for table in tables for row in table.rows if len(row) != len(table.columns)
    ] == []
    assert [table.name for table in tables if len(set(table.columns)) < len(table.columns)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_can_be_written(language: Language) -> None:
    tables = all_lists(language)
    assert [write_csv(table)[:3] for table in tables] == [b"\xef\xbb\xbf"] * 6
    assert write_xlsx(*tables)[:2] == b"PK"


def test_a_name_that_is_a_formula_is_a_name_on_the_list() -> None:
    made = participants([replace(KARI, name="=cmd|' /C calc'!A0")], gathering=SPRING, voice=voice(NB))
    assert "\"'=cmd|' /C calc'!A0\";" in write_csv(made).decode()
