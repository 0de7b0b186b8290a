"""A programme is looked at in the terminal before it is saved; scripts are not asked."""

from __future__ import annotations

import pytest

from tests.bot.commands.conftest import Ended, Terminal
from tests.bot.commands.test_import import SMALL, write

SLUG = "dagsmote-2024-05-06"
ASKED = "Lagre? [j/N] Eller skriv en rettelse, for eksempel «pausen er 10.05 til 10.15»:"
NOT_UNDERSTOOD = (
    "«noe helt annet» forstod jeg ikke som en rettelse. Si for eksempel «pausen er 10.05 til 10.15» eller "
    "«Åpning heter Velkommen»."
)
NOT_SAVED = "Ikke lagret. Ingenting er endret."


def typing(terminal: Terminal, *lines: str, more: tuple[str, ...] = ()) -> Ended:
    typed = "".join(f"{line}\n" for line in lines)
    return terminal("import", write(SMALL), *more, source=typed, at_keyboard=True)


def programme(terminal: Terminal) -> list[str]:
    """The lines of the saved programme; none where nothing is saved."""
    return [line.strip() for line in terminal("gathering", "show", SLUG).out.splitlines() if "–" in line]


def test_who_is_at_a_terminal_sees_the_programme_and_is_asked(terminal: Terminal) -> None:
    ended = typing(terminal, "j")
    assert ended.out.splitlines() == [
        "Dagsmøte (dagsmote-2024-05-06)",
        "mandag 6. mai 2024",
        "  09.00–09.30  Velkommen",
        "  09.30–10.15  Nytt fra fylket (Ida Berg · Strømmes)",
        "  10.30–11.30  Lunsj",
        ASKED,
        "Lagret: 3 bolker.",
    ]
    assert len(programme(terminal)) == 3


@pytest.mark.parametrize("answer", [("",), ("n",), ("nei",), ()])
def test_anything_but_a_yes_saves_nothing(terminal: Terminal, answer: tuple[str, ...]) -> None:
    ended = typing(terminal, *answer)
    assert (ended.code, ended.out.splitlines()[-1], programme(terminal)) == (0, NOT_SAVED, [])


def test_a_correction_is_typed_and_the_programme_shown_anew(terminal: Terminal) -> None:
    ended = typing(terminal, "lunsjen er 10.45 til 11.30", "ja")
    assert ended.out.splitlines()[-7:] == [
        "Dagsmøte (dagsmote-2024-05-06)",
        "mandag 6. mai 2024",
        "  09.00–09.30  Velkommen",
        "  09.30–10.15  Nytt fra fylket (Ida Berg · Strømmes)",
        "  10.45–11.30  Lunsj",
        ASKED,
        "Lagret: 3 bolker.",
    ]
    assert programme(terminal)[-1] == "10.45–11.30  Lunsj"


def test_what_is_not_understood_or_cannot_be_changes_nothing_and_asks_again(terminal: Terminal) -> None:
    ended = typing(terminal, "noe helt annet", "lunsjen er 11.30 til 10.45", "j")
    assert ended.out.splitlines()[5:] == [
        ASKED,
        NOT_UNDERSTOOD,
        ASKED,
        "«Lunsj» kan ikke slutte 10:45 når den starter 11:30. Ingenting er endret.",
        ASKED,
        "Lagret: 3 bolker.",
    ]
    assert programme(terminal)[-1] == "10.30–11.30  Lunsj"


def test_nobody_is_asked_with_yes_json_or_a_dry_run(terminal: Terminal) -> None:
    outs = [typing(terminal, more=(flag,)).out for flag in ("--dry-run", "--json", "--yes")]
    assert [ASKED in out for out in outs] == [False, False, False]
    assert outs[-1].splitlines()[-1] == "Ingenting er endret: 3 bolker, som før."


def test_corrections_are_given_as_options_one_after_the_other(terminal: Terminal) -> None:
    corrections = ("--correct", "lunsjen er 10.45 til 11.30", "--correct", "Velkommen heter Åpning")
    ended = terminal("import", write(SMALL), *corrections, "--json")
    blocks = [(block["start"], block["title"]) for block in ended.json["blocks"]]
    assert blocks == [("09:00", "Åpning"), ("09:30", "Nytt fra fylket"), ("10:45", "Lunsj")]


def test_a_correction_that_cannot_be_is_refused_and_nothing_is_saved(terminal: Terminal) -> None:
    ended = terminal("import", write(SMALL), "--correct", "festen er 20 til 21")
    told = "Jeg finner ikke «festen» i programmet. Bruk tittelen, eller nummeret: «bolk 3 slutter 14.30».\n"
    assert (ended.code, ended.err, programme(terminal)) == (1, told, [])


def test_a_block_that_is_corrected_stays_the_same_block(terminal: Terminal) -> None:
    before = terminal("import", write(SMALL), "--json").json["blocks"]
    corrections = ("--correct", "Velkommen heter Registrering", "--correct", "Registrering er 8 til 8.30")
    after = terminal("import", write(SMALL), *corrections, "--json").json["blocks"]
    assert [block["id"] for block in after] == [block["id"] for block in before]
