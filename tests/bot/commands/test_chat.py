from __future__ import annotations

import json

from tests.bot.commands.conftest import SLUG, Terminal

DURING = {"CLOCK": "2027-04-15T12:20+02:00@0"}


def test_a_conversation_goes_line_by_line_and_a_choice_is_pressed_by_its_number(imported: Terminal) -> None:
    ended = imported("chat", source="hva er neste?\n1\n\navslutt\nnår er lunsj?\n", **DURING)
    titles = [message.splitlines()[0] for message in ended.out.strip().split("\n\n")]
    assert (ended.code, titles) == (
        0,
        ["Velkommen!", "Neste: Når arealplanen møter hverdagen", "Nå er det lunsj til kl. 12.30."],
    )


def test_the_same_person_is_known_the_next_time(imported: Terminal) -> None:
    imported("chat", source="følg programmet\n", **DURING)
    assert "Du følger allerede programmet" in imported("chat", source="følg programmet\n", **DURING).out


def test_a_gathering_can_be_named(imported: Terminal, sample: object) -> None:
    imported("import", str(sample), "--gathering", "en-annen")
    unclear = imported("chat", "--json", source="hva er neste?\n", **DURING)
    named = imported("chat", "--json", "--gathering", SLUG, source="hva er neste?\n", **DURING)
    asked = [json.loads(ended.out.splitlines()[-1])["text"].splitlines()[0] for ended in (unclear, named)]
    assert asked == ["Hvilken samling mener du?", "Neste: Når arealplanen møter hverdagen"]


def test_a_gathering_that_is_not_there_is_refused(terminal: Terminal) -> None:
    ended = terminal("chat", "--gathering", "x")
    assert (ended.code, ended.out, ended.err) == (1, "", "Jeg finner ingen samling som heter «x».\n")
