from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bot.commands.conftest import SAMPLE, SLUG, Terminal

SMALL = """\
# Dagsmøte 6. mai 2024

KL.\tLENGDE\tTITTEL\tBESKRIVELSE
09:00\t30m\tVelkommen\t
09:30\t45m\tNytt fra fylket\tIda Berg presenterer planen.
\t↓ 15m\t\t
10:30\t1h 00m\tLunsj\t

# Dagsmøte 6. mai 2024 - block details

## Velkommen

09:00 | 30m

## Nytt fra fylket

09:30 | 45m

Ida Berg presenterer planen.

### ADDITIONAL INFORMATION

Streames. Ida ringes på 400 00 001.

## Lunsj

10:30 | 1h 00m
"""


def write(text: str, name: str = "small.txt") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def without_ids(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in block.items() if name != "id"} for block in blocks]


def test_the_json_of_an_import_has_the_fixed_form(terminal: Terminal) -> None:
    ended = terminal("import", write(SMALL), "--json")
    assert ended.code == 0, ended.err
    block: dict[str, object] = {"day": "2024-05-06", "end_source": "length", "text": "", "notes": "", "people": [], "streamed": None,
             "room": None, "track": None}  # fmt: skip
    assert ended.json["gathering"] == {
        "slug": "dagsmote-2024-05-06", "title": "Dagsmøte", "starts_on": "2024-05-06", "ends_on": "2024-05-06",
        "starts": "09:00", "ends": "10:15", "timezone": "Europe/Oslo", "venue": None, "place": None, "deadline": None,
        "terms": None,
    }  # fmt: skip
    talk = {
        "start": "09:30", "end": "10:15", "title": "Nytt fra fylket", "kind": "talk", "streamed": True,
        "text": "Ida Berg presenterer planen.", "notes": "Streames. Ida ringes på 400 00 001.",
        "people": [{"name": "Ida Berg", "role": None, "organisation": None}],
    }  # fmt: skip
    assert without_ids(ended.json["blocks"]) == [
        {**block, "start": "09:00", "end": "09:30", "title": "Velkommen", "kind": "other"},
        {**block, **talk},
        {**block, "start": "10:30", "end": "11:30", "title": "Lunsj", "kind": "meal"},
    ]
    assert ended.json["warnings"] == []


def test_a_dry_run_needs_no_database_and_makes_none(terminal: Terminal) -> None:
    ended = terminal("import", write(SMALL), "--dry-run", "--json", DATABASE_URL="sqlite:///none/samband.db")
    assert (ended.code, len(ended.json["blocks"]), Path("none").exists()) == (0, 3, False)


def test_a_dry_run_leaves_what_is_there(imported: Terminal) -> None:
    before = imported("gathering", "show", SLUG, "--json").out
    tried = imported("import", write(SAMPLE.replace("Avrunding", "Oppsummering")), "--dry-run")
    assert (tried.code, imported("gathering", "show", SLUG, "--json").out) == (0, before)
    assert tried.out.splitlines()[-1] == "Prøvekjøring: 15 bolker er lest, ingenting er lagret."


def test_the_same_slug_replaces_after_telling_what_differs(terminal: Terminal) -> None:
    first = terminal("import", write(SMALL), "--json").json
    changed = SMALL.replace("09:30\t45m", "09:40\t45m").replace("09:30 | 45m", "09:40 | 45m").replace("↓ 15m", "↓ 5m")
    changed = changed.replace("## Lunsj", "## Lunsj\n").replace("presenterer planen", "presenterer den nye planen")
    told = terminal("import", write(changed))
    again = terminal("import", write(changed), "--json").json
    assert told.out.splitlines()[2:4] == [
        "Flyttet: Nytt fra fylket, fra mandag 6. mai kl. 09.30–10.15 til mandag 6. mai kl. 09.40–10.25",
        "Endret: Nytt fra fylket (teksten)",
    ]
    assert [block["id"] for block in again["blocks"]] == [block["id"] for block in first["blocks"]]


def test_importing_the_same_file_twice_changes_nothing(imported: Terminal, sample: Path) -> None:
    before = imported("gathering", "show", SLUG, "--json").json
    ended = imported("import", str(sample))
    assert ended.out.splitlines()[-1] == "Ingenting er endret: 15 bolker, som før."
    assert imported("gathering", "show", SLUG, "--json").json == before


def test_a_changed_programme_is_planned_in_the_same_breath(imported: Terminal) -> None:
    later = SAMPLE.replace("16:45\t15m", "16:50\t10m").replace("16:45 | 15m", "16:50 | 10m")
    later = later.replace("16:00\t45m", "16:00\t50m").replace("16:00 | 45m", "16:00 | 50m")
    imported("import", write(later))
    due = {p["title"]: p["due_at"] for p in imported("postings", "--gathering", SLUG, "--json").json}
    assert due["Avrunding"] == "2027-04-15T16:45:00+02:00"
    assert imported("gathering", "show", SLUG, "--json").json["version"] == 2


def test_what_an_operator_has_set_stays_where_the_file_is_silent(terminal: Terminal) -> None:
    terminal("network", "add", "fjord", "--title", "Fjordnettverket")
    terminal("gathering", "add", "mai", "--title", "Møtet", "--starts-on", "2024-05-06", "--venue", "Kulturhuset",
             "--contact", "Ola Vik, 400 00 000", "--deadline", "2024-05-01", "--lead-minutes", "10")  # fmt: skip
    ended = terminal("import", write(SMALL), "--gathering", "mai")
    shown = terminal("gathering", "show", "mai", "--json").json
    assert ended.code == 0, ended.err
    assert (shown["title"], shown["venue"], shown["deadline"], shown["lead_minutes"], shown["blocks"]) == (
        "Dagsmøte", "Kulturhuset", "2024-05-01", 10, 3
    )  # fmt: skip
    assert shown["contact"] == {"name": "Ola Vik", "phone": "400 00 000", "email": None}


def test_stream_links_stay_with_the_blocks_that_stay(terminal: Terminal) -> None:
    blocks = terminal("import", write(SMALL), "--json").json["blocks"]
    for block in blocks[:2]:
        url = f"https://video.example.org/{block['start']}"
        terminal("stream", "set", "--gathering", "dagsmote-2024-05-06", "--block", block["id"], url)
    gone = SMALL.replace("09:00\t30m\tVelkommen\t\n", "").replace("## Velkommen\n\n09:00 | 30m\n\n", "")
    assert terminal("import", write(gone)).code == 0
    shown = terminal("gathering", "show", "dagsmote-2024-05-06", "--json").json
    assert [stream["block"] for stream in shown["streams"]] == [blocks[1]["id"]]


def test_without_a_network_one_is_made_and_the_only_one_is_taken(terminal: Terminal) -> None:
    terminal("import", write(SMALL))
    terminal("import", write(SMALL), "--gathering", "to")
    assert terminal("network", "list", "--json").json == [{"slug": "nettverk", "title": "Samband"}]


def test_a_gathering_that_is_imported_again_stays_in_its_network(terminal: Terminal) -> None:
    terminal("import", write(SMALL))
    terminal("network", "add", "fjord", "--title", "Fjordnettverket")
    again = terminal("import", write(SMALL))
    assert (again.code, again.out.splitlines()[-1]) == (0, "Ingenting er endret: 3 bolker, som før.")


def test_among_several_networks_one_must_be_named(terminal: Terminal) -> None:
    for slug in ("fjord", "fjell"):
        terminal("network", "add", slug, "--title", slug.capitalize())
    refused, named = terminal("import", write(SMALL)), terminal("import", write(SMALL), "--network", "fjell")
    unknown = terminal("import", write(SMALL), "--network", "vidde")
    assert (refused.code, refused.err) == (1, "Det finnes flere nettverk. Si hvilket med --network: fjell, fjord.\n")
    assert (named.code, unknown.code) == (0, 1)
    assert unknown.err == "Jeg finner ikke noe nettverk som heter «vidde».\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "tom"),
        (b"\x89PNG\r\n\x1a\n\0\0", "bilde"),
        (b"x" * (10 * 1024 * 1024 + 1), "10"),
        (SMALL.replace("10:30\t1h", "08:00\t1h").encode(), "8"),
    ],
)
def test_a_file_that_cannot_be_a_programme_is_refused_in_one_sentence(
    terminal: Terminal, content: bytes, told: str
) -> None:
    Path("file.txt").write_bytes(content)
    ended = terminal("import", "file.txt", "--json")
    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert ended.err.startswith("file.txt")
    assert told in ended.err
    assert terminal("gathering", "list", "--json").json == []


def test_a_file_that_is_not_there_or_cannot_be_read_is_refused(terminal: Terminal) -> None:
    Path("folder").mkdir()
    missing, folder = terminal("import", "none.txt"), terminal("import", "folder")
    assert (missing.code, missing.err) == (1, "Filen «none.txt» finnes ikke. Ingenting er lagret.\n")
    assert (folder.code, folder.err) == (1, "Filen «folder» kan ikke leses. Ingenting er lagret.\n")


def test_a_short_name_that_cannot_be_one_is_refused(terminal: Terminal) -> None:
    ended = terminal("import", write(SMALL), "--gathering", "Vår samling")
    assert (ended.code, "«Vår samling»" in ended.err) == (1, True)


def test_a_programme_is_imported_into_postgresql_as_well(terminal: Terminal, postgres_address: str) -> None:
    ended = [terminal("import", write(SMALL), DATABASE_URL=postgres_address) for _ in range(2)]
    planned = terminal("postings", "--gathering", "dagsmote-2024-05-06", "--json", DATABASE_URL=postgres_address)
    assert [one.out.splitlines()[-1] for one in ended] == [
        "Lagret: 3 bolker.",
        "Ingenting er endret: 3 bolker, som før.",
    ]
    assert planned.json == []


def test_a_date_that_is_given_is_that_of_the_first_day(terminal: Terminal) -> None:
    ended = terminal("import", write(SMALL), "--date", "2025-05-05", "--json")
    assert (ended.json["gathering"]["slug"], ended.json["blocks"][0]["day"]) == ("dagsmote-2025-05-05", "2025-05-05")
