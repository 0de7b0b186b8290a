from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from tests.bot.commands.conftest import SLUG, BeginWith, Terminal
from tests.bot.commands.signup import EARLY, OF, ON_THE_DAY, audited, sign_up, with_terms


@pytest.fixture
def held(imported: Terminal, begin_with: BeginWith) -> Terminal:
    """Kari of Hitra was in the room; Ola online, of no organisation."""

    def hold() -> None:
        with_terms(imported)
        sign_up(imported, "Kari Moe", "kari.moe@hitra.kommune.no")
        sign_up(imported, "Ola Dal", "ola.dal@example.org", mode="digital")
        for email in ("kari.moe@hitra.kommune.no", "ola.dal@example.org"):
            imported("checkin", email, *OF, **ON_THE_DAY)

    begin_with("held for a report", hold)
    return imported


def network_of(terminal: Terminal) -> str:
    return str(terminal("network", "list", "--json").json[0]["slug"])


def test_a_report_is_a_word_document_named_after_the_gathering(held: Terminal) -> None:
    ended = held("report", *OF)
    assert (ended.code, ended.out) == (0, f"Skrev {SLUG}-report.docx.\n")
    word = docx.Document(io.BytesIO(Path(f"{SLUG}-report.docx").read_bytes()))
    assert word.paragraphs[0].text == "Rapport fra Vårsamling"


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_dash_writes_text_to_standard_output(held: Terminal, form: str) -> None:
    ended = held("report", *OF, "--format", form, "--output", "-", "--lang", "en")
    assert (ended.code, "Report on Vårsamling" in ended.out, ended.err) == (0, True, "")
    assert list(Path.cwd().glob("*-report.*")) == []


def test_a_word_document_is_not_written_to_a_terminal(held: Terminal) -> None:
    refused = held("report", *OF, "--output", "-")
    assert refused.code == 1
    assert refused.err == "En DOCX-fil kan ikke skrives til standard ut. Gi et filnavn med --output.\n"


def test_the_report_tells_what_the_rate_makes_of_the_hours(held: Terminal) -> None:
    told = held("report", *OF, "--format", "md", "--output", "-", "--rate", "500").out
    assert "| Hitra | 1 | 7 | 500 | 3\xa0500 |" in told
    assert "| **I alt** | **2** | **14** | **500** | **7\xa0000** |" in told


def test_meals_are_hours_where_that_is_asked_for(held: Terminal) -> None:
    plain, with_meals = (held("report", *OF, "--json", *more).json for more in ((), ("--meals",)))
    assert [one["own_contribution"]["total"]["hours"] for one in (plain, with_meals)] == [14, 16]


def test_json_gives_the_facts_and_writes_no_file_unless_one_is_named(held: Terminal) -> None:
    told = held("report", *OF, "--json").json
    assert (told["gathering"], told["participants"]["number"], told["evaluations"]) == (SLUG, 2, [])
    assert list(Path.cwd().glob("*-report.*")) == []
    held("report", *OF, "--json", "--output", "rapport.html", "--format", "html")
    assert Path("rapport.html").read_bytes().startswith(b"<!doctype html>")


def test_nobody_who_took_part_is_named(held: Terminal) -> None:
    told = held("report", *OF, "--format", "html", "--output", "-").out + held("report", *OF, "--json").out
    assert [
        name
        for name in ("Kari Moe", "Ola Dal", "@", "400 00 017")
        if name in told.replace("@page", "").replace("@media", "")
    ] == []


def test_a_network_has_a_report_over_its_gatherings(held: Terminal) -> None:
    slug = network_of(held)
    ended = held("report", "--network", slug, "--format", "md", **ON_THE_DAY)
    assert (ended.code, ended.out) == (0, f"Skrev {slug}-report.md.\n")
    assert "| Vårsamling | 15. apr. 2027 | 2 | 1 | – | 14 |" in Path(f"{slug}-report.md").read_text(encoding="utf-8")


def test_a_network_that_has_not_met_says_so(held: Terminal) -> None:
    told = held("report", "--network", network_of(held), "--json", **EARLY).json
    assert told["gatherings"] == []


def test_it_is_a_gathering_or_a_network(held: Terminal) -> None:
    both, neither = held("report", *OF, "--network", "fjord"), held("report")
    assert (both.code, neither.code) == (1, 1)
    assert both.err == neither.err == "Si enten --network eller --gathering, ett av dem.\n"


@pytest.mark.parametrize("rate", ["0", "-1", "500,50", "mange", "100000"])
def test_a_rate_is_whole_kroner(held: Terminal, rate: str) -> None:
    assert held("report", *OF, f"--rate={rate}").code == 2


def test_a_report_is_in_the_audit_log(held: Terminal) -> None:
    held("report", *OF)
    assert audited(held)[-1] == "report_made"
