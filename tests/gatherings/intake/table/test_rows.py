"""Programmes in rows: any sensible columns, from CSV and from workbooks."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from gatherings.intake import Draft, Unreadable
from tests.gatherings.intake.sources import draft_of, format_of, workbook
from tests.gatherings.intake.texts import hours, warnings

DAY = date(2027, 4, 15)


def csv(*rows: str, day: date | None = DAY) -> Draft:
    return draft_of("\n".join(rows), "program.csv", day=day)


def told(draft: Draft) -> list[str]:
    return [f"{block.day:%d} {hours(block)} {block.title}" for block in draft.blocks]


def refusal(*rows: str, day: date | None = DAY) -> tuple[str, object]:
    with pytest.raises(Unreadable) as refused:
        csv(*rows, day=day)
    return refused.value.key.removeprefix("intake.refusal."), refused.value.args_of_sentence.get("line")


def test_a_sheet_as_a_secretariat_keeps_it() -> None:
    draft = csv(
        "Vårsamling i Fjordby;;;;;;;",
        "15.–16. april 2027;;;;;;;",
        ";;;;;;;",
        "Dag;Tid;Tema;Foredragsholder;Organisasjon;Sal;Strømmes?;Internt",
        "15.04.2027;09.00–09.45;Åpning;Kari Nes;Fjordby kommune;Storsalen;ja;Husk mikrofon",
        ";kl. 10 til 11;Pause;;;;;",
        "16.04.2027;9.00;Slutt;;;;nei;",
        day=None,
    )
    first = draft.blocks[0]
    assert (draft.title, told(draft), warnings(draft)) == (
        "Vårsamling i Fjordby",
        ["15 09:00-09:45 explicit Åpning", "15 10:00-11:00 explicit Pause", "16 09:00-? none Slutt"],
        [],
    )
    assert ([(p.name, p.organisation) for p in first.people], first.room, first.streamed, first.notes) == (
        [("Kari Nes", "Fjordby kommune")], "Storsalen", True, "Husk mikrofon",
    )  # fmt: skip


@pytest.mark.parametrize(
    "headings",
    [
        "Start,Slutt,Tittel,Omtale",
        "fra,til,tema,beskriving",
        "Start time,End time,Session,Description",
        "KL.,SLUTT,HVA,INNHOLD",
    ],
)
def test_columns_are_known_in_norwegian_and_english(headings: str) -> None:
    draft = csv(headings, "09:00,09:45,Åpning,Hei")
    assert [(hours(b), b.title, b.text) for b in draft.blocks] == [("09:00-09:45 explicit", "Åpning", "Hei")]


@pytest.mark.parametrize(
    ("heading", "cell", "meant"),
    [
        ("Varighet", "45", "09:45"),
        ("Varighet (min)", "90", "10:30"),
        ("Varighet (timer)", '"1,5"', "10:30"),
        ("Lengde", "1t 30m", "10:30"),
        ("Length", "0:45", "09:45"),
        ("Duration", "00:45:00", "09:45"),
        ("Varigheit", "45 minutt", "09:45"),
        ("Varighet", "0.03125", "09:45"),
    ],
)
def test_a_length_is_read_as_it_is_written(heading: str, cell: str, meant: str) -> None:
    assert [hours(b) for b in csv(f"Start,{heading},Tittel", f"09:00,{cell},A").blocks] == [f"09:00-{meant} length"]


@pytest.mark.parametrize(
    "start", ["09:00", "9.00", "0900", "9", "kl. 09.00", "9:00 AM", "09:00:00", "0.375", '"0,375"']
)
def test_a_time_is_read_as_it_is_written(start: str) -> None:
    assert [b.start for b in csv("Start,Tittel", f"{start},A").blocks] == [time(9)]


@pytest.mark.parametrize(
    "cell", ["15.04.2027", "15.04.27", "15/4/2027", "2027-04-15", "torsdag 15. april 2027", "46492", "April 15, 2027"]
)
def test_a_day_is_read_as_it_is_written(cell: str) -> None:
    assert [b.day for b in csv("Dato;Tid;Tema", f"{cell};09:00;A", day=None).blocks] == [DAY]


def test_weekdays_and_numbers_count_from_the_first_day() -> None:
    draft = csv("Dag,Tid,Tema", "Torsdag,09:00,A", "Fredag,09:00,B", ",10:00,C", "Dag 4,09:00,D")
    assert [b.day.day for b in draft.blocks] == [15, 16, 16, 18]


def test_rows_with_dates_of_their_own_may_stand_in_any_order_and_the_first_day_moves_all() -> None:
    draft = csv("Dato,Tid,Tema", "2026-01-03,09:00,C", "2026-01-01,10:00,B", "2026-01-01,09:00,A")
    assert told(draft) == ["15 09:00-10:00 next_start A", "15 10:00-? none B", "17 09:00-? none C"]


def test_a_day_may_stand_in_a_row_of_its_own_and_headings_come_again() -> None:
    draft = csv(
        "Torsdag 15. april 2027;;", "Kl;Hva;Hvem", "09:00;Åpning;Ordfører Kari Nes", "Fredag 16. april;;", "Kl;Hva;Hvem", "08:30;Oppsummering;Per Lie",
        day=None,
    )  # fmt: skip
    assert [(b.day.day, b.title, b.people[0].name, b.people[0].role) for b in draft.blocks] == [
        (15, "Åpning", "Kari Nes", "ordfører"),
        (16, "Oppsummering", "Per Lie", None),
    ]


def test_parallel_rows_share_a_merged_time() -> None:
    draft = csv("Tid;Spor;Tittel;Rom", "13:00-14:00;A;Klima;Sal 1", ";B;Natur;Sal 2", "12:00–12:30;C;Kart;Sal 3")
    assert [(hours(b), b.track, b.room) for b in draft.blocks] == [
        ("12:00-12:30 explicit", "C", "Sal 3"),
        ("13:00-14:00 explicit", "A", "Sal 1"),
        ("13:00-14:00 explicit", "B", "Sal 2"),
    ]


def test_lengths_alone_follow_on_each_other_and_a_total_is_none() -> None:
    draft = csv("Tid,Varighet,Tema", "09:00,45,A", ",15,Pause", ",1:30,B", "Sum,150,", ",,Totalt")
    assert ([hours(b) for b in draft.blocks], warnings(draft)) == (
        ["09:00-09:45 length", "09:45-10:00 length", "10:00-11:30 length"],
        [("title_from_file", None)],
    )


def test_the_exports_of_sessionlab_are_known_by_their_headings() -> None:
    draft = csv(
        "Start;Length;Title;Description;Additional information;Assigned to;Category",
        "09:00;45m;Welcome;Hello all;Streamed. Ring Bo.;Anna Berg;Talk",
        ";↓ 15m;;;;;",
        "10:00;1h 30m;Work;;;Group 2;Workshop",
    )
    assert [(hours(b), b.kind.value, b.streamed, b.notes, len(b.people)) for b in draft.blocks] == [
        ("09:00-09:45 length", "talk", True, "Streamed. Ring Bo.", 1),
        ("10:00-11:30 length", "workshop", None, "", 0),
    ]
    assert ("not_a_person", 4) in warnings(draft)


def test_without_headings_times_and_words_tell_the_columns() -> None:
    draft = csv("09:00,Velkommen", "09:30,Innlegg om klima", "10:15,Lunsj")
    assert [b.title for b in draft.blocks] == ["Velkommen", "Innlegg om klima", "Lunsj"]
    assert ("headings_guessed", 1) in warnings(draft)


def test_a_workbook_has_a_sheet_a_day_and_times_of_its_own_making() -> None:
    book = workbook(
        {
            "Dag 1": [
                ["Vårsamling i Fjordby"],
                ["Dato:", datetime(2027, 4, 15)],  # noqa: DTZ001 (as a workbook has it)
                ["Tid", "Varighet (min)", "Tittel", "Strømmes"],
                [time(9), 45, "Åpning", "https://video.example.org/1"],
                [0.40625, timedelta(minutes=75), "Klima", "nei"],
                [datetime(2027, 4, 15, 12), "1t 30m", "Lunsj", None],  # noqa: DTZ001
                ["Sum", 210],
            ],
            "Dag 2": [["Tid", "Til", "Hva"], ["08.30", "09.15", "Verksted"]],
            "Deltakere": [["Navn", "E-post"], ["Kari Nes", "kari@fjordby.example"]],
        }
    )
    draft = draft_of(book, "program.xlsx")
    assert (draft.title, told(draft)) == (
        "Vårsamling i Fjordby",
        ["15 09:00-09:45 length Åpning", "15 09:45-11:00 length Klima", "15 12:00-13:30 length Lunsj", "16 08:30-09:15 explicit Verksted"],
    )  # fmt: skip
    assert [(one.key.rpartition(".")[2], one.page, one.line) for one in draft.warnings] == [
        ("sheet_not_read", None, None),
        ("stream_link_left", 1, 4),
        ("day_counted", 2, 1),
    ]
    assert [b.streamed for b in draft.blocks] == [True, False, None, None]


@pytest.mark.parametrize(
    ("rows", "meant"),
    [
        (("Start,Slutt,Tittel", "10:00,09:30,A"), ("ends_before_start", 2)),
        (("Tid,Tittel", "15.15–14.30,A"), ("ends_before_start", 2)),
        (("Tid,Tittel", "09:00,A", "25:00,B"), ("no_such_time", 3)),
        (("Tid,Tittel", "09:00,A", "08:00,B"), ("backwards", 3)),
        (("Tid,Tittel,Rom", "09:00,,Storsalen"), ("no_title", 2)),
        (("Tid,Varighet,Tittel", "09:00,litt,A"), ("length_unclear", 2)),
        (("Tid,Varighet,Tittel", "09:00,30:00,A"), ("too_long", 2)),
        (("Dato,Tid,Tittel", "høsten,09:00,A"), ("day_unreadable", 2)),
        (("Tid,Tittel", "9 1/2,A"), ("time_unreadable", 2)),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_right_is_refused_by_its_number(rows: tuple[str, ...], meant: tuple[str, int]) -> None:
    assert refusal(*rows) == meant


def test_a_refusal_knows_its_sheet_where_there_are_several() -> None:
    book = workbook(
        {"A": [["Tid", "Tittel"], ["09:00", "A"]], "B": [["Tid", "Tittel"], ["09:00", "A"], [None], ["25:00", "B"]]}
    )
    with pytest.raises(Unreadable) as refused:
        draft_of(book, "program.xlsx", day=DAY)
    said = {"file": "program.xlsx", "page": 2, "leaf": "sheet", "line": 4, "text": "25:00"}
    assert refused.value.args_of_sentence == said


def test_what_sessionlab_has_written_with_tabs_is_sessionlabs() -> None:
    assert (
        format_of("# Samling 15. april 2027\n\nKL.\tLENGDE\tTITTEL\tBESKRIVELSE\n09:00\t1h\tA\t\n", "p.csv")
        == "sessionlab"
    )


def test_a_dance_past_midnight_needs_its_length() -> None:
    assert [hours(b) for b in csv("Start,Slutt,Varighet,Tittel", "22:00,01:00,3t,Dans").blocks] == [
        "22:00-01:00 explicit"
    ]


@pytest.mark.parametrize(
    "text", ["Navn;E-post;Tidspunkt\nKari Nes;kari@fjordby.example;09:00", "Navn;Kommune\nKari;Fjordby"]
)
def test_a_list_of_people_is_no_programme(text: str) -> None:
    assert format_of(text, "deltakere.csv") != "table"


def test_addresses_go_to_the_notes_and_are_nobodys_name() -> None:
    block = csv(
        "Tid,Tittel,Foredragsholder,Omtale", "09:00,A,Kari Nes <kari@fjordby.example>,Spør kari@fjordby.example"
    ).blocks[0]
    assert ([p.name for p in block.people], block.text, block.notes) == (["Kari Nes"], "Spør", "kari@fjordby.example")
