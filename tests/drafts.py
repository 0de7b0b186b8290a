"""Drafts to correct: a gathering of two days as a file has told it, and its first day alone."""

from __future__ import annotations

from datetime import time

from gatherings.intake.draft import Draft
from gatherings.programme import Kind
from tests.builders import DAY_ONE, DAY_TWO, PER, block

BLOCKS = (
    block("1", "09:00", "09:15", "Åpning"),
    block("2", "09:15", "10:00", "Nytt fra fylket", kind=Kind.TALK, people=(PER,)),
    block("3", "10:00", "10:10", "Pause", kind=Kind.BREAK),
    block("4", "10:15", "12:00", "Gruppearbeid om målkonflikter", kind=Kind.WORKSHOP),
    block("5", "12:00", "12:45", "Lunsj", kind=Kind.MEAL),
    block("6", "12:45", "14:00", "Måling og rapportering", kind=Kind.TALK),
    block("7", "19:00", "22:00", "Middag på Fjordhotellet", kind=Kind.SOCIAL),
    block("8", "09:00", "10:30", "Erfaringer fra øyene", day=DAY_TWO),
    block("9", "10:30", "10:45", "Pause", day=DAY_TWO, kind=Kind.BREAK),
    block("10", "10:45", "11:30", "Veien videre", day=DAY_TWO),
)
ONE_DAY = Draft("Vårsamling", DAY_ONE, DAY_ONE, time(9), time(14), BLOCKS[:7])
TWO_DAYS = Draft("Vårsamling", DAY_ONE, DAY_TWO, time(9), time(11, 30), BLOCKS)
