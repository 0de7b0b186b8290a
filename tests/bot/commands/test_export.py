from __future__ import annotations

import asyncio
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gatherings.gathering import EN, NB
from gatherings.not_understood import NotUnderstood
from gatherings.registration import Needs
from gatherings.store import Database
from gatherings.store.gatherings import get_gathering
from gatherings.store.not_understood import add_not_understood
from tests.bot.commands.conftest import SLUG, BeginWith, Terminal
from tests.bot.commands.signup import OF, accept, audited, invite, sign_up, with_terms

KARI, OLA = "kari.moe@hitra.kommune.no", "ola.dal@example.org"
KINDS = ("participants", "fees", "food", "missing")


@pytest.fixture
def gathered(imported: Terminal, sqlite_address: str, begin_with: BeginWith) -> Terminal:
    """Kari is in the room and a vegetarian, Ola digital with a need of access; two more are invited."""

    def gather() -> None:
        with_terms(imported)
        invite(imported)
        sign_up(imported, "Kari Moe", KARI)
        sign_up(imported, "Ola Dal", OLA, mode="digital")
        accept(sqlite_address, KARI, needs=Needs(food="Vegetar"))
        accept(sqlite_address, OLA, needs=Needs(food="Fisk", access="Teksting"))

    begin_with("gathered for export", gather)
    return imported


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_is_written_to_a_file_named_after_gathering_and_list(gathered: Terminal, kind: str) -> None:
    ended = gathered("export", kind, *OF)
    content = Path(f"{SLUG}-{kind}.csv").read_bytes()
    assert (ended.code, ended.out.startswith(f"Skrev {SLUG}-{kind}.csv, ")) == (0, True)
    assert content.startswith(b'\xef\xbb\xbf"')


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_can_be_opened(gathered: Terminal, kind: str) -> None:
    gathered("export", kind, *OF, "--format", "xlsx", "--output", "liste.xlsx")
    book = load_workbook(io.BytesIO(Path("liste.xlsx").read_bytes()))
    assert len(book.sheetnames) == (2 if kind in {"participants", "food"} else 1)


def test_a_dash_writes_the_file_itself_to_standard_output(gathered: Terminal) -> None:
    ended = gathered("export", "participants", *OF, "--output", "-", "--lang", "en")
    assert ended.out.lstrip("\ufeff").startswith('"Name";"E-mail";"Organisation"')
    assert list(Path.cwd().glob("*-participants.*")) == []


def test_json_gives_the_rows_and_writes_no_file_unless_one_is_named(gathered: Terminal) -> None:
    rows = gathered("export", "participants", *OF, "--json").json
    assert {one["name"]: (one["organisation"], one["seat"]) for one in rows} == {
        "Kari Moe": ("Hitra", "room"), "Ola Dal": (None, "digital")
    }  # fmt: skip
    assert list(Path.cwd().glob("*-participants.*")) == []
    gathered("export", "participants", *OF, "--json", "--output", "p.csv")
    assert Path("p.csv").exists()


def test_the_kitchen_does_not_cook_for_those_who_take_part_digitally(gathered: Terminal) -> None:
    rows = gathered("export", "food", *OF, "--json").json
    assert [(one["name"], one["food"], one["access"]) for one in rows] == [
        ("Kari Moe", "Vegetar", None), ("Ola Dal", None, "Teksting")
    ]  # fmt: skip
    gathered("export", "food", *OF, "--format", "xlsx", "--output", "mat.xlsx")
    counts = list(load_workbook("mat.xlsx").worksheets[1].values)
    assert counts[1:] == [("Vegetar", 1, 0)]


def test_missing_are_those_invited_who_have_no_seat(gathered: Terminal) -> None:
    gathered("registration", "cancel", KARI, *OF)
    rows = gathered("export", "missing", *OF, "--json").json
    assert {one["name"]: (one["answer"], one["reached_by"]) for one in rows} == {
        "Kari Moe": ("not_coming", ["email"]),
        "Per Lie": ("none", ["email"]),
        "Ukjent Gjest": ("none", []),
        "Åse Berg": ("none", ["email"]),
    }


def test_what_is_written_like_a_formula_stays_text(imported: Terminal) -> None:
    sign_up(imported, '=HYPERLINK("http://x")', "x@example.org")
    imported("export", "participants", *OF, "--output", "p.csv")
    imported("export", "participants", *OF, "--format", "xlsx", "--output", "p.xlsx")
    assert "\"'=HYPERLINK" in Path("p.csv").read_text(encoding="utf-8")
    assert load_workbook("p.xlsx").worksheets[0]["A2"].data_type == "s"


def test_an_export_is_in_the_audit_log(gathered: Terminal) -> None:
    gathered("export", "food", *OF)
    assert audited(gathered)[-1] == "food_exported"


def test_a_file_that_cannot_be_written_is_said(gathered: Terminal) -> None:
    refused = gathered("export", "fees", *OF, "--output", "finnes/ikke.csv")
    assert (refused.code, refused.err) == (1, "Filen «finnes/ikke.csv» kan ikke skrives.\n")
    assert gathered("export", "secrets", *OF).code == 2


def test_what_was_not_understood_is_a_line_for_each_message_as_the_examples_are(
    imported: Terminal, sqlite_address: str
) -> None:
    asyncio.run(_not_understood(sqlite_address))
    ended = imported("export", "not-understood", *OF)
    written = Path(f"{SLUG}-not-understood.jsonl").read_text(encoding="utf-8").splitlines()
    rows = imported("export", "not-understood", *OF, "--format", "jsonl", "--json").json
    assert (ended.code, [json.loads(line) for line in written]) == (0, rows)
    assert rows == [
        {"text": "hvor lader jeg båten", "lang": "nb", "intent": "", "slots": {}, "note": ""},
        {"text": "any cake", "lang": "en", "intent": "", "slots": {}, "note": ""},
    ]
    assert audited(imported)[-1] == "not_understood_exported"


async def _not_understood(address: str) -> None:
    """One message on two days, another on one."""
    database = Database.at(address)
    said = NotUnderstood(date(2027, 4, 15), NB, "hvor lader jeg båten", None)
    async with database.write() as tx:
        about = (await get_gathering(tx, SLUG)).id
        for one in (said, replace(said, day=date(2027, 4, 16)), replace(said, language=EN, text="any cake")):
            await add_not_understood(tx, about, one)
    await database.close()


@pytest.mark.parametrize(
    ("kind", "form", "forms"), [("not-understood", "csv", "jsonl"), ("fees", "jsonl", "csv, xlsx")]
)
def test_a_form_that_a_list_does_not_have_is_refused(imported: Terminal, kind: str, form: str, forms: str) -> None:
    refused = imported("export", kind, *OF, "--format", form)
    assert (refused.code, forms in refused.err) == (1, True)
