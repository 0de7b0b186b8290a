"""Which days a written programme is on, and what is said where that was guessed."""

from __future__ import annotations

from datetime import date

import pytest

from gatherings.intake import Draft, Unreadable
from gatherings.intake.formats import read_programme
from tests.gatherings.intake.texts import read, refusal, warnings

ROWS = "09.00 Velkommen\n10.00 Innlegg\n11.00 Slutt\n"
MORE = "08.30 God morgen\n10.30 Vel heim\n"


def days(draft: Draft) -> list[date]:
    return list(dict.fromkeys(block.day for block in draft.blocks))


@pytest.mark.parametrize(
    "text",
    [
        f"Samling 26. september 2027\n\n{ROWS}",
        f"# Samling\n\nSøndag 26. september 2027\n\n{ROWS}",
        f"Samling\n26.09.2027\n\n{ROWS}",
        f"Samling\n26/9-2027\n\n{ROWS}",
        f"Samling\n2027-09-26\n\n{ROWS}",
        f"Gathering, September 26th, 2027\n\n{ROWS}",
        f"Samling\nDato: 26.9.2027\nSted: Fjordby\n\nProgram\n{ROWS}",
        f"Samling i Fjordby\n\n{ROWS}\nFjordby, den 26. september 2027",
        f"Samling 2027\n\nDAG 1 – 26.september\n{ROWS}",
        f"Vi møtes i Nordvik søndag 26. september 2027 kl. 09.00.\n\n{ROWS}",
        f"Samling\n\nSøndag 26. september 2027 kl. 09.00–11.00\n{ROWS}",
        f"Emne: Program 26. september 2027\nSendt: 3. mai 2027\n\n{ROWS}",
    ],
)
def test_the_date_is_found_wherever_it_stands(text: str) -> None:
    assert days(read(text)) == [date(2027, 9, 26)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("DAG 1 – 26.september 2027", "DAG 2 – 27.september"),
        ("Søndag 26. september 2027", "Mandag 27. september"),
        ("**Dag 1: 26. september 2027**", "**Dag 2**"),
        ("26. september 2027", "27. september 2027"),
        ("## Program for dag 1 (26.9.2027)", "## Program for dag 2"),
        ("Første dag, 26. september 2027", "Andre dag, 27. september 2027"),
        ("Day one: Sunday 26 September 2027", "Day two: Monday 27 September"),
        ("SØNDAG 26.09.2027", "MANDAG 27.09.2027"),
        ("Søndag 26. september 2027", "Mandag"),
    ],
)
def test_two_days_stand_in_one_text(first: str, second: str) -> None:
    draft = read(f"# Høstsamling\n\n{first}\n\n{ROWS}\n{second}\n\n{MORE}")
    assert [(block.day.day, block.title) for block in draft.blocks] == [
        (26, "Velkommen"), (26, "Innlegg"), (26, "Slutt"), (27, "God morgen"), (27, "Vel heim"),
    ]  # fmt: skip


@pytest.mark.parametrize("second", ["Dag 2", "Fredag", "", "## Dag to"])
def test_the_days_of_a_heading_serve_the_parts_below_it(second: str) -> None:
    draft = read(f"# Høstsamling 14.–15. oktober 2027\n\nDag 1\n{ROWS}\n{second}\n\n{MORE}")
    assert days(draft) == [date(2027, 10, 14), date(2027, 10, 15)]


def test_weekdays_alone_count_from_the_date_that_is_given() -> None:
    draft = read(f"Kurs\n\nTirsdag\n{ROWS}\nTorsdag\n{MORE}", day=date(2027, 10, 12))
    assert days(draft) == [date(2027, 10, 12), date(2027, 10, 14)]


def test_a_date_that_is_given_moves_all_days() -> None:
    draft = read(f"# Samling\n\nDag 1: 26. september 2027\n{ROWS}\nDag 2: 27. september\n{MORE}", day=date(2028, 1, 10))
    assert days(draft) == [date(2028, 1, 10), date(2028, 1, 11)]


def test_a_year_that_stands_elsewhere_is_taken_and_said() -> None:
    draft = read(f"Program\n\nTorsdag 14. oktober\n{ROWS}\nVedtatt i styret 2027\n")
    assert (days(draft), ("year_from_text", 8) in warnings(draft)) == ([date(2027, 10, 14)], True)


def test_a_weekday_tells_the_year_to_whoever_knows_the_day() -> None:
    text = f"Program\n\nTorsdag 14. oktober\n{ROWS}"
    draft = read_programme(text.encode(), filename="program.txt", today=date(2027, 9, 1))
    assert (days(draft), ("year_from_weekday", 3) in warnings(draft)) == ([date(2027, 10, 14)], True)


def test_without_any_date_the_date_is_asked_for() -> None:
    assert refusal(f"Program\n\n{ROWS}") == ("no_date", 3)


def test_without_a_year_the_date_is_asked_for() -> None:
    assert refusal(f"Program\n\n14. oktober\n{ROWS}") == ("no_year", 3)


@pytest.mark.parametrize(
    ("line", "reason"),
    [("25:00 Nattmat", "no_such_time"), ("09.75 Kaffe", "no_such_time"), ("10.30–10.15 Innlegg", "ends_before_start")],
)
def test_hours_that_cannot_be_are_refused_by_their_line(line: str, reason: str) -> None:
    assert refusal(f"Samling 26. september 2027\n\n09.00 Velkommen\n10.00 Innlegg\n{line}\n11.00 Slutt\n") == (
        reason,
        5,
    )


def test_the_same_hours_outside_the_programme_are_let_be() -> None:
    text = (
        f"Kode 25:00 på døren.\n\nSamling 26. september 2027\n\n{ROWS}\n\nEn to tre\n\nfire fem\n\n99.99 er et tall\n"
    )
    assert len(read(text).blocks) == 3


def test_a_row_out_of_order_is_put_where_it_belongs_and_said() -> None:
    draft = read("Samling 26. september 2027\n\n09.00 A\n10.00 B\n12.00 Lunsj\n11.00 C\n13.00 D\n14.00 E\n")
    assert [block.title for block in draft.blocks] == ["A", "B", "C", "Lunsj", "D", "E"]
    assert ("out_of_order", 6) in warnings(draft)


def test_half_a_day_written_by_twelve_hours_goes_on_in_the_afternoon() -> None:
    draft = read("Gathering 26 September 2027\n\n9:00 Welcome\n12:30 Lunch\n1:15 Talk\n2:30 Close\n")
    assert [f"{block.start:%H.%M}" for block in draft.blocks] == ["09.00", "12.30", "13.15", "14.30"]


def test_a_text_without_a_programme_is_refused() -> None:
    with pytest.raises(Unreadable, match="no_programme"):
        read("Vi var der 26. september 2027 klokken 9, og det var fint.\n\n2.1 Mål\n2.2 Midler\n\n95.000 kroner\n")
