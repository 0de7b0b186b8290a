"""Finding what a person names."""

from __future__ import annotations

import pytest

from dialogs.agenda.topics import find_blocks, find_people
from dialogs.answers import Fixture
from gatherings.programme import Contributor, Kind
from tests.builders import PROGRAMME, agenda, block

SPRING = agenda()


def found(topic: str) -> list[str]:
    return [timed.block.title for timed in find_blocks(SPRING, topic)]


@pytest.mark.parametrize(
    ("topic", "titles"),
    [
        ("Nytt fra fylket", ["Nytt fra fylket"]),
        ("nytt fra fylket ", ["Nytt fra fylket"]),
        ("nyt fra fylke", ["Nytt fra fylket"]),
        ("målkonfliker", ["Målkonflikter i planarbeidet"]),
        ("rapportering", ["Måling og rapportering"]),
        ("erfaringar frå øyane", ["Erfaringer fra øyene"]),
        ("lunsj", ["Lunsj"]),
        ("pause", ["Pause"]),
        ("middag", ["Middag på Fjordhotellet"]),
        ("slutt", ["Slutt"]),
        ("romfart", []),
        ("parkering", []),
        ("og", []),
        ("", []),
    ],
)
def test_a_topic_is_found_by_title_by_everyday_word_and_misspelt(topic: str, titles: list[str]) -> None:
    assert found(topic) == titles


def test_everyday_words_fall_back_on_the_kind_of_block() -> None:
    about = agenda(
        programme=(
            block("f", "08:00", "09:00", "Frokost", kind=Kind.MEAL),
            block("k", "10:00", "10:15", "Kaffe", kind=Kind.BREAK),
            block("m", "12:00", "13:00", "Mat i foajeen", kind=Kind.MEAL),
            block("t", "19:00", "21:00", "Treretters", kind=Kind.MEAL),
        )
    )
    topics = [Fixture.LUNCH, Fixture.BREAK, Fixture.DINNER]
    assert [[t.block.id for t in find_blocks(about, topic)] for topic in topics] == [["m"], ["k"], ["t"]]


def test_a_talk_about_lunch_is_not_lunch() -> None:
    about = agenda(programme=(*PROGRAMME, block("x", "13:00", "14:00", "Lunsj i skolen", kind=Kind.TALK)))
    assert [t.block.id for t in find_blocks(about, "lunsj")] == ["lunsj"]


def test_all_blocks_of_one_title_are_found() -> None:
    about = agenda(
        programme=(block("a", "09:00", "10:00", "Gruppearbeid"), block("b", "11:00", "12:00", "Gruppearbeid"))
    )
    assert [t.block.id for t in find_blocks(about, "gruppearbeid")] == ["a", "b"]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Ingrid Moe", ["Ingrid Moe"]),
        ("ingrid", ["Ingrid Moe", "Ingrid Aas"]),
        ("lie", ["Per Lie"]),
        ("ingrid mo", ["Ingrid Moe"]),
        ("Kari Nordmann", []),
        ("", []),
    ],
)
def test_a_person_is_found_in_full_by_a_part_and_misspelt(said: str, names: list[str]) -> None:
    about = agenda(programme=(*PROGRAMME, block("x", "13:00", "14:00", "X", people=(Contributor("Ingrid Aas"),))))
    assert sorted(find_people(about, said)) == sorted(names)
