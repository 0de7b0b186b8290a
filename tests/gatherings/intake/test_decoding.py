from __future__ import annotations

import pytest

from gatherings.intake.decoding import text_of
from tests.gatherings.intake.texts import HEADING, read, refusal


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_norwegian_letters_come_through_in_the_encodings_that_programs_write(encoding: str) -> None:
    assert text_of("Blåbærsyltetøy – «én»\r\n".encode(encoding), filename="a.txt") == "Blåbærsyltetøy – «én»\n"


def test_letters_that_were_taken_apart_are_put_together() -> None:
    assert text_of("Va\u030arsamling".encode(), filename="a.txt") == "Vårsamling"


def test_spaces_without_end_take_no_time() -> None:
    spaces = " " * 6_000
    text = f"# Samling{spaces}15. april 2027\n09:00\t1h\tKaffe\t\n10:00\t{spaces}1h\tMøte{spaces}i salen\t{spaces}\n1{spaces}\n#{spaces}x\n\t{spaces}y\n"
    assert read(text).blocks[1].title == "Møte i salen"
    assert refusal(f"{HEADING}\n09:00\t1h\tKaffe\t\n10:00\t1h{spaces}litt\tMøte\t") == ("length_unclear", 3)
