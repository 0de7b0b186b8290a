"""Whatever happens to a text, it is read or refused in a sentence, and soon."""

from __future__ import annotations

from datetime import date
from random import Random
from time import process_time

import pytest

from gatherings.intake import Unreadable
from gatherings.intake.formats import read_programmes
from tests.gatherings.intake.prose.measure import documents

TEXTS = [path.read_text(encoding="utf-8") for path in [*documents("first"), *documents("second")]]
SIGNS = "0123456789.:-–|\t\n #*()/vk,Å"


def damaged(text: str, random: Random) -> str:
    """The text with signs changed, and pieces of it taken out, doubled and moved."""
    signs = list(text)
    for _ in range(random.randrange(1, 60)):
        signs[random.randrange(len(signs))] = random.choice(SIGNS)
    lines = "".join(signs).split("\n")
    for _ in range(random.randrange(5)):
        lines.insert(random.randrange(len(lines)), random.choice(lines))
        del lines[random.randrange(len(lines))]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(150))
def test_a_damaged_text_is_read_or_refused(seed: int) -> None:
    random = Random(seed)
    text = damaged(random.choice(TEXTS), random)
    try:
        drafts = read_programmes(text.encode(), filename="skadet.txt", day=random.choice((None, date(2027, 5, 3))))
    except Unreadable:
        return
    assert all(block.title and block.start for draft in drafts for block in draft.blocks)


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "[",
        "v/ ",
        "Kari Nes, ",
        "a - ",
        "09.00 ",
        "09.00-",
        "kl ",
        "|",
        "\t",
        " ",
        "1",
        ":",
        "- ",
        "**",
        "Kari ",
        "x, ",
    ],
)
def test_the_same_sign_without_end_takes_no_time(piece: str) -> None:
    begin = process_time()
    with pytest.raises(Unreadable):
        read_programmes((f"09.00 {piece * (6000 // len(piece))}\n" * 3).encode(), filename="lang.txt")
    assert process_time() - begin < 5


def test_a_long_report_takes_no_time() -> None:
    text = "\n".join(
        f"Kapittel {n}. I {2000 + n % 30} ble det brukt {n}.000 kr på tiltak nr. {n}, kl. 9 om dagen."
        for n in range(20_000)
    )
    begin = process_time()
    with pytest.raises(Unreadable):
        read_programmes(text.encode(), filename="rapport.txt")
    assert process_time() - begin < 30
