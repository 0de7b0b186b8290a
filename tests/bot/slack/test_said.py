"""What somebody wrote, without Slack's marks."""

from __future__ import annotations

import time

import pytest

from bot.slack.said import is_to_somebody_else, plain


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<@U0BOT> hva er neste?", "hva er neste?"),
        ("hei <@U0BOT|samband>, hva er neste?", "hei , hva er neste?"),
        ("hva sa <@U0OLA|ola>?", "hva sa @ola?"),
        ("hva sa <@U0OLA>?", "hva sa ?"),
        ("se <#C1|planlegging>", "se #planlegging"),
        ("<!here> og <!date^1^{date}|i dag>", " og i dag"),
        ("sett strømmelenke <https://video.example.org/a?b=1&amp;c=2|video.example.org>",
         "sett strømmelenke https://video.example.org/a?b=1&c=2"),
        ("kari <mailto:kari@example.no|kari@example.no>", "kari kari@example.no"),
        ("ring <tel:+4740000000|400 00 000>", "ring 400 00 000"),
        ("1 &lt; 2 &amp;amp; 3 &gt; 2", "1 < 2 &amp; 3 > 2"),
        ("a < b", "a < b"),
        ("<>", "<>"),
        ("", ""),
    ],
)  # fmt: skip
def test_marks_are_resolved(written: str, said: str) -> None:
    assert plain(written, bot_user="U0BOT") == said.strip()


def test_a_message_that_mentions_others_is_not_for_us() -> None:
    told = [is_to_somebody_else(text, bot_user="U0BOT") for text in ("<@U0OLA> hei", "<@U0OLA> <@U0BOT>", "hei")]
    assert told == [True, False, False]


def test_reading_takes_one_pass_whatever_is_written() -> None:
    began = time.perf_counter()
    for written in ("<" * 40_000, "<@" * 20_000, "<a|" * 13_000, "&amp;" * 8_000):
        plain(written, bot_user="U0BOT")
    assert time.perf_counter() - began < 2
