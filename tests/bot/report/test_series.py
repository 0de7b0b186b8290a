"""What the report over several gatherings says."""

from __future__ import annotations

from dataclasses import replace

from bot.report.compose_series import compose_series
from dialogs.phrases import voice
from gatherings.gathering import EN, NB
from tests.bot.report.reading import said, table
from tests.bot.report.told import MADE_AT, SERIES


def test_several_gatherings_are_one_table_with_its_sums() -> None:
    document = compose_series(SERIES, voice(NB), made_at=MADE_AT)
    found = table(document, "Samlinger i nettverket")
    assert (*found.rows, found.total) == (
        ("Høstsamling", "15. apr. 2026", "16", "3", "–", "70,00", "35\xa0000"),
        ("Vårsamling", "15.–16. apr. 2027", "16", "3", "7,8", "93,50", "46\xa0750"),
        ("I alt", "", "32", "4", "", "163,50", "81\xa0750"),
    )
    assert document.subtitle == "onsdag 15. april 2026 – fredag 16. april 2027"
    assert table(document, "Kilder").rows[0] == ("Høstsamling", "samband export participants --gathering host-2026")


def test_a_network_without_gatherings_says_so() -> None:
    document = compose_series(replace(SERIES, lines=()), voice(EN), made_at=MADE_AT)
    assert said(document) == ["The network has not had a gathering yet."]
