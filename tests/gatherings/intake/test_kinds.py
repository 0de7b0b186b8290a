from __future__ import annotations

import re
from pathlib import Path

import pytest

from gatherings.intake.kinds import kind_of, words_of_kinds
from gatherings.programme import Kind

DOCS = Path(__file__).parents[3] / "docs" / "intake.md"


def test_the_docs_show_the_same_words() -> None:
    rows = re.findall(r"^\| (\w+) \| ([^|]+) \|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    shown = {kind: words.replace("\\*", "*").split(", ") for kind, words in rows if kind in list(Kind)}
    assert shown == {str(kind): words for kind, words in words_of_kinds().items()}


def test_no_word_tells_two_kinds() -> None:
    words = [word for of_kind in words_of_kinds().values() for word in of_kind]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Lunsj", "meal"), ("LUNSJ I KANTINA", "meal"), ("Middag på Fjordhotellet", "meal"), ("Lunch", "meal"),
        ("Lunsjpause", "meal"), ("Frukost", "meal"), ("Lett bevertning", "meal"), ("Middagsutdeling", "other"),
        ("Pause", "break"), ("Kaffepause", "break"), ("Kaffe og kake", "break"), ("Coffee break", "break"),
        ("Festmiddag", "social"), ("Mingling i foajeen", "social"), ("Omvising på museet", "social"), ("Sosialt", "social"),
        ("Miniworkshop om klima", "workshop"), ("Verkstad", "workshop"), ("Gruppearbeid", "workshop"), ("Workshop: kart", "workshop"),
        ("Deling i plenum", "discussion"), ("Panelsamtale", "discussion"), ("Paneldebatt", "discussion"), ("Gruppediskusjon", "discussion"),
        ("KS informerer", "talk"), ("Innlegg fra fylket", "talk"), ("Fagforedrag", "talk"), ("Talk: the sea", "talk"),
        ("Utdeling av lunsjpakker", "other"), ("Velkommen", "other"), ("Diskusjonsverktøy", "other"), ("Slutt", "other"),
        ("Innlegg og diskusjon", "talk"), ("Diskusjon og innlegg", "discussion"), ("Foredrag før lunsj", "talk"),
    ],
)  # fmt: skip
def test_the_first_telling_word_of_the_title_decides(title: str, kind: str) -> None:
    assert kind_of(title, "") == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kari presenterer planen, så diskuterer vi.", "talk"),
        ("Vi diskuterer planen som Kari presenterer.", "discussion"),
        ("Etter lunsj og en pause er det workshop.", "workshop"),
        ("Lunsj serveres i kantina.", "meal"),
        ("Etter lunsj går vi ut.", "other"),
    ],
)
def test_where_the_title_says_nothing_the_text_does(text: str, kind: str) -> None:
    assert (kind_of("Kart og terreng", text), kind_of("Pause", text)) == (kind, "break")
