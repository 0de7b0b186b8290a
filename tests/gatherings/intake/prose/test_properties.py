"""Any spelling of hours with any mark and any title; and nothing around a programme changes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from random import Random

import pytest

from gatherings.intake.formats import read_programmes
from gatherings.intake.hours import after
from tests.gatherings.intake.texts import read

SPELLINGS: tuple[Callable[[time, time], str], ...] = (
    lambda start, end: f"{start:%H.%M} – {end:%H.%M}",
    lambda start, end: f"{start:%H:%M}-{end:%H:%M}",
    lambda start, end: f"{start:%H%M}-{end:%H%M}",
    lambda start, end: f"{start:%H%M} {end:%H%M}",
    lambda start, end: f"kl. {start.hour}.{start:%M} til {end.hour}.{end:%M}",
    lambda start, end: f"Kl {start:%H.%M}–{end:%H.%M}:",
    lambda start, end: f"fra kl. {start:%H:%M} til kl. {end:%H:%M}",
    lambda start, end: f"{start:%I:%M %p} – {end:%I:%M %p}",
    lambda start, end: f"({start:%H.%M}–{end:%H.%M})",
    lambda start, end: f"**{start:%H.%M}** – **{end:%H.%M}**",
    lambda start, end: f"{start:%H.%M}—ca. {end:%H.%M}",
)
MARKS = (" ", "  ", "\t", " – ", " — ", ": ", " | ", " - ")
TITLES = (
    "Velkommen", "Åpning og mål for dagen", "Lunsj", "Nytt fra fylket", "Klima: hva nå?", "2030 på dagsorden",
    "Ærlig talt", "«Vann og vei»", "Kva gjer vi?", "Workshop del 2", "Q&A", "Arbeid i grupper (del 1)",
)  # fmt: skip
BEFORE = (
    "Kjære alle sammen!", "Vi er 42 påmeldte så langt, og det er plass til 60.", "Frist for påmelding er 12. april.",
    "Lunsjen koster 250 kr.", "## Praktisk", "- Ta med PC", "Ring 400 00 000 hvis det er noe.", "Strategien gjelder 2021–2027.",
    "Les mer på www.fjordby.example.", "Fjordnettverket har 14 kommuner.", "1. Om nettverket", "Takk for sist!",
)  # fmt: skip
SEEDS = range(60)


def programme(random: Random) -> tuple[list[str], list[tuple[time, time, str]]]:
    """Rows in one spelling, and what they mean."""
    spell, mark = random.choice(SPELLINGS), random.choice(MARKS)
    start, rows, meant = time(8, 30), [], []
    for title in random.sample(TITLES, k=6):
        end = after(start, timedelta(minutes=random.choice((10, 15, 30, 45, 75))))
        rows.append(f"{spell(start, end)}{mark}{title}")
        meant.append((start, end, title))
        start = after(end, timedelta(minutes=random.choice((0, 0, 5, 15))))
    return rows, meant


@pytest.mark.parametrize("seed", SEEDS)
def test_any_spelling_with_any_mark_and_any_title_comes_through(seed: int) -> None:
    rows, meant = programme(Random(seed))
    draft = read("\n".join(["Fagdag om vann 3. mai 2027", "", *rows]))
    assert [(block.start, block.end, block.title) for block in draft.blocks] == meant, rows


@pytest.mark.parametrize("seed", SEEDS)
def test_what_stands_before_and_after_changes_nothing(seed: int) -> None:
    random = Random(seed)
    rows, meant = programme(random)
    around = random.sample(BEFORE, k=len(BEFORE))
    text = "\n\n".join(["# Fagdag om vann 3. mai 2027", *around[:6], "\n".join(["Program", "", *rows]), *around[6:]])
    (draft,) = read_programmes(text.encode(), filename="program.txt", today=date(2027, 1, 1))
    told = [(block.day, block.start, block.end, block.title) for block in draft.blocks]
    assert told == [(date(2027, 5, 3), *row) for row in meant], text
