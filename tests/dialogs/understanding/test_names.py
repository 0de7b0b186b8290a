"""What a gathering's own words add: blocks, people and places, however half remembered; and nothing from its notes."""

from __future__ import annotations

import pytest

from dialogs.understanding.names import Names, names_of
from dialogs.understanding.reader import understand
from dialogs.understanding.wish import NONE, Wish
from gatherings.programme import Contributor
from tests.builders import OSLO, agenda, at, block

NAMES = names_of(agenda())


def read(text: str, names: Names = NAMES) -> Wish:
    return understand(text, names=names, now=at("10:30"), zone=OSLO)


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("når er Målkonflikter i planarbeidet", "Målkonflikter i planarbeidet"),
        ("når er målkonflikter", "Målkonflikter i planarbeidet"),
        ("nar er malkonfliktene", "Målkonflikter i planarbeidet"),
        ("når er maalkonflikter", "Målkonflikter i planarbeidet"),
        ("når er konfliktsnakket", "Målkonflikter i planarbeidet"),
        ("når er målkonfilkter", "Målkonflikter i planarbeidet"),
        ("when is the session on goal conflicts", "Målkonflikter i planarbeidet"),
        ("når er øypraten", "Erfaringer fra øyene"),
        ("når er oppsummeringa", "Oppsummering"),
        ("when is the opening", "Velkommen til Fjordby"),
        ("når er rapporteringsgreia", "Måling og rapportering"),
        ("når er planstrategi", "Nytt fra fylket"),
    ],
)
def test_a_block_is_found_by_a_part_a_nickname_a_slip_or_a_word_of_its_text(said: str, title: str) -> None:
    assert (read(said).intent, read(said).slots["topic"]) == ("agenda.when", title)


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("når er lunsj", "lunsj"),
        ("when is the coffee break", "pause"),
        ("når er middagen på fjordhotellet", "middag"),
        ("når er vi ferdige", "slutt"),
    ],
)
def test_meals_breaks_and_the_end_keep_their_own_words(said: str, topic: str) -> None:
    assert read(said).slots["topic"] == topic


@pytest.mark.parametrize(
    ("said", "person"),
    [
        ("når snakker Ingrid Moe", "Ingrid Moe"),
        ("når snakker ingrid mo", "Ingrid Moe"),
        ("når snakker ingird", "Ingrid Moe"),
        ("når skal Lie snakke", "Per Lie"),
        ("når er det Ingrid sin tur", "Ingrid Moe"),
        ("when is Ingrid's talk", "Ingrid Moe"),
    ],
)
def test_a_person_is_found_by_a_part_of_the_name_and_another_is_named_as_written(said: str, person: str) -> None:
    assert (read(said).intent, read(said).slots["person"]) == ("agenda.who", person)


def test_an_ordinary_word_is_a_name_only_with_a_capital() -> None:
    names = names_of(agenda(programme=(block("a", "09:00", None, "Innledning", people=(Contributor("Dag Berg"),)),)))
    assert (read("når snakker Dag", names).slots.get("person"), read("program i dag", names).slots) == (
        "Dag Berg",
        {"day": "i dag"},
    )


def test_who_opens_is_the_opening() -> None:
    assert (read("hvem åpner").intent, dict(read("hvem åpner").slots)) == (
        "agenda.who",
        {"topic": "Velkommen til Fjordby"},
    )


def test_a_room_of_the_gathering_is_a_place() -> None:
    assert (read("hvor er Storsalen").intent, read("hvor er Storsalen", Names()).intent) == ("agenda.where", NONE)


def test_notes_add_nothing() -> None:
    programme = (block("a", "09:00", None, "Innledning", text="Om planer", notes="Hemmelighetskremmeri ved Kari Nes"),)
    names = names_of(agenda(programme=programme))
    without = names_of(agenda(programme=(block("a", "09:00", None, "Innledning", text="Om planer"),)))
    assert (names, read("når er hemmelighetskremmeri", names).intent) == (without, NONE)


def test_without_a_gathering_there_are_no_names() -> None:
    assert names_of(None) == Names()


def test_words_of_ours_alone_make_no_title() -> None:
    names = names_of(agenda(programme=(block("a", "09:00", None, "Klimaplan: Hvor er vi nå?"),)))
    assert "topic" not in read("hvor er vi nå", names).slots


def test_a_municipality_is_found_by_its_name_where_one_asks_who_comes() -> None:
    asked = ("kommer Hitra", "er det noen fra indre østfold", "er Luster med", "e Hitra me", "har lom sagt ja")
    named = [read(text).slots.get("municipality") for text in asked]
    assert named == ["Hitra", "Indre Østfold", "Luster", "Hitra", "Lom"]


def test_a_word_that_is_also_a_municipality_is_none_beside_other_matters() -> None:
    assert "municipality" not in read("når er lunsj i lom").slots
