"""What an operator names on the command line: plain text is read here, everything else by a child."""

from __future__ import annotations

from datetime import date

import pytest

from bot.intake.own import read_own
from gatherings.intake import Draft, Unreadable
from gatherings.intake.formats import read_programmes
from tests.gatherings.intake.ten import MADE

NOBODY = ("/none/such",)
DAY, TODAY = date(2027, 5, 25), date(2027, 1, 4)
PLAIN = ("text.txt", "markdown.md", "sessionlab.txt", "sessionlab.csv")


async def read(data: bytes, *, filename: str) -> tuple[Draft, ...]:
    """The drafts, where no child can be started."""
    return await read_own(data, filename=filename, day=DAY, today=TODAY, child=NOBODY)


async def refused(data: bytes, *, filename: str = "program") -> tuple[str, object]:
    with pytest.raises(Unreadable) as refusal:
        await read(data, filename=filename)
    return refusal.value.reason.value, refusal.value.args_of_sentence["file"]


@pytest.mark.parametrize("name", PLAIN)
async def test_plain_text_needs_no_child(name: str) -> None:
    data = MADE[name]()
    assert await read(data, filename=name) == read_programmes(data, filename=name, day=DAY, today=TODAY)


@pytest.mark.parametrize("name", sorted(set(MADE) - set(PLAIN)))
async def test_what_a_library_reads_is_read_by_a_child_alone(name: str) -> None:
    assert await refused(MADE[name](), filename=name) == ("unsafe", name)


async def test_a_calendar_in_another_encoding_is_one_too() -> None:
    assert await refused(MADE["calendar.ics"]().decode().encode("utf-16")) == ("unsafe", "program")


async def test_what_is_no_text_is_refused_as_ever() -> None:
    assert await refused(b"\x89PNG\r\n", filename="pro\udce5gram.png") == ("picture", "pro?gram.png")
