"""What an organiser says about a programme that was read, in three languages, and which correction it is."""

from __future__ import annotations

from datetime import date, time

import pytest

from dialogs.corrections import read_correction
from gatherings.errors import NoSuchBlockInDraft, NotACorrection, SeveralBlocksMeant
from gatherings.intake.corrections import (
    Addition,
    Correction,
    NewDay,
    NewPeople,
    NewRoom,
    NewStreaming,
    NewTimes,
    NewTitle,
    Removal,
)
from gatherings.programme import BlockId
from tests.drafts import ONE_DAY, TWO_DAYS

_IDS = [BlockId(str(n)) for n in range(1, 11)]
OPENING, COUNTY, BREAK, GROUPS, LUNCH, MEASURE, DINNER, LATER_BREAK = (*_IDS[:7], _IDS[8])
FIVE_PAST, QUARTER_PAST, NOON = time(10, 5), time(10, 15), time(12)

SAID: tuple[tuple[str, Correction], ...] = (
    ("pausen er 10.05 til 10.15", NewTimes(BREAK, FIVE_PAST, QUARTER_PAST)),
    ("Pausa er frå 10.05 til 10.15.", NewTimes(BREAK, FIVE_PAST, QUARTER_PAST)),
    ("the break is 10:05 to 10:15", NewTimes(BREAK, FIVE_PAST, QUARTER_PAST)),
    ("pausen er ti til ti over ti", NewTimes(BREAK, time(10), time(10, 10))),
    ("pausen varer til kvart over ti", NewTimes(BREAK, end=QUARTER_PAST)),
    ("pausen er 15 minutter", NewTimes(BREAK, end=QUARTER_PAST)),
    ("lunsj er kl 12 til 12.45", NewTimes(LUNCH, NOON, time(12, 45))),
    ("lunsj er 12 til 1", NewTimes(LUNCH, NOON, time(13))),
    ("lunsjen vert frå tolv til halv eitt", NewTimes(LUNCH, NOON, time(12, 30))),
    ("lunch is from 12 to 12:45", NewTimes(LUNCH, NOON, time(12, 45))),
    ("lunsjen flyttes til 12.15", NewTimes(LUNCH, time(12, 15))),
    ("flytt lunsjen til kvart over tolv", NewTimes(LUNCH, time(12, 15))),
    ("lunsjen vert flytta til kvart over tolv", NewTimes(LUNCH, time(12, 15))),
    ("move lunch to quarter past twelve", NewTimes(LUNCH, time(12, 15))),
    ("lunjsen er 12-13", NewTimes(LUNCH, NOON, time(13))),
    ("middagen begynner 19.30", NewTimes(DINNER, time(19, 30))),
    ("festen er 20 til 22", NewTimes(DINNER, time(20), time(22))),
    ("bolk 3 slutter 14.30", NewTimes(BREAK, end=time(14, 30))),
    ("bolk 3 sluttar klokka halv tre", NewTimes(BREAK, end=time(14, 30))),
    ("session 3 ends at 2.30 pm", NewTimes(BREAK, end=time(14, 30))),
    ("Åpning heter Velkommen", NewTitle(OPENING, "Velkommen")),
    ("Opning skal heite Velkomen til Fjordby", NewTitle(OPENING, "Velkomen til Fjordby")),
    ("rename Åpning to Welcome & coffee", NewTitle(OPENING, "Welcome & coffee")),
    ("kall åpningen «Velkommen og praktisk»", NewTitle(OPENING, "Velkommen og praktisk")),
    ("endre tittelen på Måling og rapportering til Tall", NewTitle(MEASURE, "Tall")),
    ("Ingrid Moe leder gruppearbeidet", NewPeople(GROUPS, ("Ingrid Moe",))),
    ("gruppearbeidet blir leia av Kari Nes og Per Lie", NewPeople(GROUPS, ("Kari Nes", "Per Lie"))),
    ("per leder gruppearbeidet", NewPeople(GROUPS, ("Per Lie",))),
    ("kari nes leder også gruppearbeidet", NewPeople(GROUPS, ("Kari Nes",), is_more=True)),
    ("The group work is led by Kari Nes", NewPeople(GROUPS, ("Kari Nes",))),
    ("ta bort pausen", Removal(BREAK)),
    ("Kan du ta bort pausen", Removal(BREAK)),
    ("sløyf lunsjen", Removal(LUNCH)),
    ("please remove the break", Removal(BREAK)),
    ("legg til Oppsummering 15.00 til 15.20", Addition("Oppsummering", time(15), time(15, 20))),
    ("legg inn Oppsummering kl 15", Addition("Oppsummering", time(15))),
    ("add Summary at 15:00 to 15:20", Addition("Summary", time(15), time(15, 20))),
    ("legg til 15.00–15.20 Oppsummering", Addition("Oppsummering", time(15), time(15, 20))),
    ("gruppearbeidet strømmes ikke", NewStreaming(GROUPS, streamed=False)),
    ("gruppearbeidet skal ikkje strøymast", NewStreaming(GROUPS, streamed=False)),
    ("group work is not streamed", NewStreaming(GROUPS, streamed=False)),
    ("nytt frå fylket vert strøyma", NewStreaming(COUNTY, streamed=True)),
    ("rommet for gruppearbeidet er Storsalen", NewRoom(GROUPS, "Storsalen")),
    ("gruppearbiedet er i Storsalen", NewRoom(GROUPS, "Storsalen")),
    ("the room for lunch is Kantina", NewRoom(LUNCH, "Kantina")),
)

ON_TWO_DAYS: tuple[tuple[str, Correction], ...] = (
    ("pausen på dag 2 er 10.35 til 10.45", NewTimes(LATER_BREAK, time(10, 35), time(10, 45))),
    ("pausen kl. 10 er 10.05 til 10.15", NewTimes(BREAK, FIVE_PAST, QUARTER_PAST)),
    ("den andre pausen er 10.35 til 10.45", NewTimes(LATER_BREAK, time(10, 35), time(10, 45))),
    ("the last break moves to 10:40", NewTimes(LATER_BREAK, time(10, 40))),
    ("dag 2 er 27. september", NewDay(2, date(2027, 9, 27))),
    ("dag 2 er laurdag 17. april", NewDay(2, date(2027, 4, 17))),
    ("andre dagen er 17. april 2027", NewDay(2, date(2027, 4, 17))),
    ("day 2 is 17 April", NewDay(2, date(2027, 4, 17))),
    ("legg til Oppsummering 15.00 til 15.20 på dag 2", Addition("Oppsummering", time(15), time(15, 20), 2)),
)


@pytest.mark.parametrize(("said", "meant"), SAID, ids=[said for said, _ in SAID])
def test_what_is_said_is_understood(said: str, meant: Correction) -> None:
    assert read_correction(said, ONE_DAY) == meant


@pytest.mark.parametrize(("said", "meant"), ON_TWO_DAYS, ids=[said for said, _ in ON_TWO_DAYS])
def test_a_day_a_time_or_a_number_tells_which_of_two(said: str, meant: Correction) -> None:
    assert read_correction(said, TWO_DAYS) == meant


OTHER = (
    "", "takk", "lagre", "når er lunsj", "hvem leder gruppearbeidet", "er lunsjen kl 12?", "det er bra", "meld meg på",
    "hva er neste", "lunsj er godt", "legg til noe", "who leads the group work", "kven opnar",
)  # fmt: skip


@pytest.mark.parametrize("said", OTHER)
def test_questions_and_other_matters_are_no_corrections(said: str) -> None:
    with pytest.raises(NotACorrection):
        read_correction(said, ONE_DAY)


def test_a_block_that_is_not_there_is_named() -> None:
    with pytest.raises(NoSuchBlockInDraft) as refused:
        read_correction("fyrverkeriet er 20 til 20.30", ONE_DAY)
    assert refused.value.args_of_sentence == {"text": "fyrverkeriet"}


def test_several_that_may_be_meant_are_named_with_their_times() -> None:
    with pytest.raises(SeveralBlocksMeant) as refused:
        read_correction("pausen er 10.05 til 10.15", TWO_DAYS)
    assert refused.value.args_of_sentence == {
        "text": "pausen", "blocks": "Pause 10:00, Pause 10:30", "first": "10:00"
    }  # fmt: skip
