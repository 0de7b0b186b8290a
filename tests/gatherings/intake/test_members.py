"""A network's list of members: what is read, what is known already, and the line that a refusal names."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatherings.errors import Refusal
from gatherings.intake.decoding import LARGEST_BYTES
from gatherings.intake.member_cells import WEIGHTS, organisation_number_of
from gatherings.intake.members import MOST_MEMBERS, MemberReason, read_members
from gatherings.intake.sheet import ListReason
from gatherings.organisations import Organisation, OrganisationId, municipalities

BY_NUMBER = {one.number: one for one in municipalities()}
PHRASES = Path(__file__).parents[3] / "dialogs" / "phrases"
KEYS = {f"list.{reason}" for reason in ListReason} | {f"member.{reason}" for reason in MemberReason}


def read(text: str, encoding: str = "utf-8") -> list[Organisation]:
    return read_members(text.encode(encoding), filename="medlemmer.csv")


def refusal(text: str | bytes) -> tuple[str, str | int | None]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(Refusal) as refused:
        read_members(data, filename="medlemmer.csv")
    return refused.value.key.removeprefix("intake.refusal."), refused.value.args_of_sentence.get("line")


FULL = """\
Navn;Kommunenr.;Fylke;Andre navn;E-postdomene;Org.nr.;Fakturareferanse;Merknad
Hitra kommune;;;;hitra.example.org;100 000 008;REF 7;ringes
;5014;;Frøyfolk;;;;
Kystrådet;;Nordland;Kyst|KR;@kyst.example.org;;;
"""


def test_a_municipality_brings_what_is_known_of_it_and_others_what_the_list_says() -> None:
    hitra, froya, council = read(FULL)
    assert hitra == Organisation(
        OrganisationId("no-5056"),
        "Hitra",
        number="5056",
        county="Trøndelag",
        domains=("hitra.example.org",),
        organisation_number="100000008",
        invoice_reference="REF 7",
    )
    assert (froya.id, froya.name, froya.other_names) == ("no-5014", "Frøya", ("Frøyfolk",))
    assert council == Organisation(
        OrganisationId("member-kystradet"),
        "Kystrådet",
        other_names=("Kyst", "KR"),
        county="Nordland",
        domains=("kyst.example.org",),
    )


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("heading", ["Navn|Fylke", "NAMN|fylke", "Name|County", '"Organisation"|"county"'])
def test_headings_delimiters_and_encodings_are_told_from_the_file(delimiter: str, encoding: str, heading: str) -> None:
    text = f"{heading}\r\nHerøy|Nordland\r\n\r\nØrland|\r\n".replace("|", delimiter)
    assert [one.id for one in read(text, encoding)] == ["no-1818", "no-5057"]


def test_the_line_that_excel_writes_about_its_delimiter_is_no_row() -> None:
    assert [one.id for one in read("sep=;\nNavn;Fylke\nHitra;\n")] == ["no-5056"]
    assert refusal("sep=;\nNavn;Fylke\nHerøy;\n") == ("member.which", 3)


@pytest.mark.parametrize(
    "text",
    [
        "Hitra\nRåd for plan, miljø og klima\n",
        "\n  Hitra kommune \n\nRåd for plan, miljø og klima",
        'Navn\nHitra\n"Råd for plan, miljø og klima"\n',
        '"Hitra"\n"Råd for plan, miljø og klima"\n',
        "5056\nRåd for plan, miljø og klima\n",
    ],
)
def test_a_list_with_one_name_a_line_works_too(text: str) -> None:
    assert [one.id for one in read(text)] == ["no-5056", "member-rad-for-plan-miljo-og-klima"]


@pytest.mark.parametrize(
    "text",
    ["Navn;Nummer\nHerøy;1818\n", "Navn;Fylke\nHerøy;nordland\n", "Herøy (Nordland)\nHitra", "Navn\nHerøy i Nordland"],
)
def test_a_county_or_a_number_tells_namesakes_apart(text: str) -> None:
    assert read(text)[0] == BY_NUMBER["1818"]


def test_a_number_that_has_lost_its_first_zero_is_still_itself() -> None:
    assert read("Navn;Kommunenummer\nOslo;301\n") == [BY_NUMBER["0301"]]


def test_a_county_that_was_is_known_for_what_it_became() -> None:
    assert [one.id for one in read("Navn;Fylke\nHitra;Sør-Trøndelag\nVåler;Hedmark\n")] == ["no-5056", "no-3419"]


def test_two_of_the_same_name_are_told_apart_by_their_counties() -> None:
    found = read("Navn;Fylke\nKystrådet;Nordland\nKystrådet;Troms fylke\nFjellrådet;Troms\n")
    assert [(one.id, one.county) for one in found] == [
        ("member-kystradet.nordland", "Nordland"),
        ("member-kystradet.troms", "Troms"),
        ("member-fjellradet", "Troms"),
    ]


@pytest.mark.parametrize(
    ("text", "reason", "line"),
    [
        ("Navn\nHitra\nHerøy\n", "member.which", 3),
        ("Hitra\n\nVåler kommune\n", "member.which", 3),
        ("Navn;Fylke\nKystrådet;\nHitra;\nKystraadet;\n", "member.twice", 4),
        ("Navn;Fylke\nKystrådet;Nordland\nKystrådet;\n", "member.twice", 3),
        ("Navn;Fylke\nKystrådet;\nKystrådet;Nordland\n", "member.twice", 3),
        ("Navn;Fylke\nKystrådet;Troms\nKystrådet;Troms fylke\n", "member.twice", 3),
        ("Navn;Nummer\nHitra;\n;5056\n", "member.twice", 3),
        ("Navn;Nummer\nHitra;5014\n", "member.number_differs", 2),
        ("Navn;Nummer\nHitra;1617\n", "member.no_such_number", 2),
        ("Navn;Nummer\nHitra;Trøndelag\n", "member.no_such_number", 2),
        ("Navn;Fylke\nHitra;Nordland\n", "member.county_differs", 2),
        ("Navn;Fylke\nHerøy;Troms\n", "member.county_differs", 2),
        ("Navn;Fylke\nHitra;\n;Troms\n", "member.no_name", 3),
        ("Navn\n***\n", "member.no_name", 2),
        (f"Navn\n{'x' * 121}\n", "member.name_too_long", 2),
        ("Navn;Domene\nHitra;hitra\n", "member.not_a_domain", 2),
        ("Navn;Domene\nHitra;kommune.no\n", "member.not_a_domain", 2),
        ("Navn;Domene\nHitra;gmail.com\n", "member.not_a_domain", 2),
        ("Navn;Org.nr.\nHitra;100 000 009\n", "member.not_an_organisation_number", 2),
        ("Navn;Org.nr.\nHitra;12345\n", "member.not_an_organisation_number", 2),
        ("Navn;Fylke\nHitra;Trøndelag;5056\n", "list.too_many_cells", 2),
        ('Navn;Fylke\n"Hitra;Trøndelag\nFrøya;\n', "list.broken_quotes", 2),
        ('Navn;Fylke\n"Kyst\nrådet";Troms\nHerøy;\n', "member.which", 4),
        ("Navn;Kommune\nHitra;Hitra\n", "list.two_columns", 1),
        ("Hitra;5056\nFrøya;5014\n", "list.no_headings", 1),
        ("Hitra,post\nFrøya,post\n", "list.no_headings", 1),
        ("Fylke;Nummer\nTrøndelag;\n", "member.no_name", 2),
        ("x\n" * 50_001, "too_many_lines", None),
        ("\n".join(f"Råd {n}" for n in range(MOST_MEMBERS + 1)), "member.too_many", None),
        ("Navn;Fylke\n;;\n", "empty", None),
        ("sep=;\n", "empty", None),
        ("", "empty", None),
        (b"PK\x03\x04\x14\x00\x06\x00", "list.not_text", None),
        (b"\x89PNG\r\n\x1a\n\x00", "list.not_text", None),
        (b"x" * (LARGEST_BYTES + 1), "list.too_large", None),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_named_by_its_line(text: str | bytes, reason: str, line: int | None) -> None:
    assert refusal(text) == (reason, line)


@given(st.one_of(st.binary(max_size=200), st.text(alphabet="Navn;Fylke,\t\n\"'Hitra5056Herøy", max_size=200)))
def test_any_file_is_read_or_refused(data: bytes | str) -> None:
    try:
        members = read_members(data if isinstance(data, bytes) else data.encode(), filename="x.csv")
    except Refusal:
        return
    ids = [one.id for one in members]
    assert len(ids) == len(set(ids)) > 0


@given(st.integers(10_000_000, 99_999_999))
def test_the_last_digit_of_an_organisation_number_checks_the_others(start: int) -> None:
    valid = [digit for digit in range(10) if organisation_number_of(f"{start}{digit}")]
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, str(start), strict=False))
    assert valid == ([] if total % 11 == 1 else [-total % 11])


@pytest.mark.parametrize("text", ["100000008", "100 000 008", "NO 100 000 008 MVA", "100.000.008"])
def test_an_organisation_number_is_kept_as_nine_digits(text: str) -> None:
    assert organisation_number_of(text) == "100000008"


def sentences(language: str) -> dict[str, str]:
    table = tomllib.loads((PHRASES / language / "organisations.toml").read_text(encoding="utf-8"))["intake"]["refusal"]
    return {f"{group}.{name}": said for group, named in table.items() for name, said in named.items()}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_refusal_is_said_in_every_language_with_the_same_facts(language: str) -> None:
    def facts(said: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(said) if name}

    own, bokmaal = sentences(language), sentences("nb")
    assert own.keys() == KEYS
    assert {key for key in KEYS if facts(own[key]) != facts(bokmaal[key])} == set()


@pytest.mark.parametrize("text", ["Navn\nHerøy\n", "Navn;Nummer\nHitra;5014\n", "Navn;Kommune\nHitra;\n", "A;B\nC;D\n"])
def test_a_refusal_fills_its_sentence(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text)
    said = sentences("nb")[refused.value.key.removeprefix("intake.refusal.")].format(**refused.value.args_of_sentence)
    assert re.match(r"medlemmer\.csv, linje \d: .*Ingenting er lagret\.$", said)
