"""Which organisation an e-mail address belongs to: for certain, or none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatherings.organisations import Organisation, OrganisationId, label_of, municipalities, organisations_of_domain

ALL = municipalities()
LONG, SHORT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"}), str.maketrans({"æ": "a", "ø": "o", "å": "a"})


def labels(email: str, among: tuple[Organisation, ...] = ALL) -> list[str]:
    return [label_of(one, among) for one in organisations_of_domain(email, among)]


def owner(name: str, *domains: str) -> Organisation:
    return Organisation(OrganisationId(f"member-{name.lower()}"), name, domains=domains)


@pytest.mark.parametrize("one", ALL, ids=[one.id for one in ALL])
def test_every_municipality_is_found_by_its_own_domain_in_every_usual_spelling(one: Organisation) -> None:
    name = one.name.lower()
    merged, hyphened = name.replace(" ", "").replace("-", ""), name.replace(" ", "-")
    forms = {written.translate(table) for written in (merged, hyphened) for table in (LONG, SHORT, {})}
    addresses = [f"ola@{form}.kommune.no" for form in forms] + [f"kari@skole.{merged}.kommune.no"]
    assert all(one in organisations_of_domain(address, ALL) for address in addresses)


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("ola@hitra.kommune.no", ["Hitra"]),
        ("Ola.Vik@HITRA.KOMMUNE.NO ", ["Hitra"]),
        ("hitra.kommune.no.", ["Hitra"]),
        ("ola@skole.hitra.kommune.no", ["Hitra"]),
        ("ola@oerland.kommune.no", ["Ørland"]),
        ("ola@orland.kommune.no", ["Ørland"]),
        ("ola@xn--brum-voa.kommune.no", ["Bærum"]),
        ("ola@indreostfold.kommune.no", ["Indre Østfold"]),
        ("ola@midt-telemark.kommune.no", ["Midt-Telemark"]),
        ("ola@nordreisa.kommune.no", ["Nordreisa"]),
        ("ola@gaivuotna.kommune.no", ["Kåfjord"]),
        ("ola@voss.herad.no", ["Voss"]),
        ("ola@heroy.kommune.no", ["Herøy (Møre og Romsdal)", "Herøy (Nordland)"]),
        ("ola@heroy-no.kommune.no", ["Herøy (Nordland)"]),
        ("ola@vaaler-he.kommune.no", ["Våler (Innlandet)"]),
    ],
)
def test_an_address_below_a_municipalitys_domain_is_its_own(email: str, expected: list[str]) -> None:
    assert labels(email) == expected


@pytest.mark.parametrize(
    "email",
    [
        "ola@gmail.com",
        "ola@svk.kommune.no",
        "ola@hitr.kommune.no",
        "ola@hitra-he.kommune.no",
        "ola@kommune.no",
        "ola@.kommune.no",
        "ola@-.kommune.no",
        "ola@-he.kommune.no",
        "ola@hitra.no",
        "ola@hitrakommune.no",
        "ola@hitra.kommune.no.example.org",
        "ola@example.org@hitra.kommune.no",
        "ola@example.org, kari@hitra.kommune.no",
        "ola@hitra.kommune.no>",
        "ola@xn--9.kommune.no",
        "ola@hitra",
        "hitra",
        "@",
        "",
    ],
)
def test_what_is_not_certain_belongs_to_nobody(email: str) -> None:
    assert labels(email) == []


@given(st.text(max_size=80))
def test_whatever_stands_for_an_address_is_answered(email: str) -> None:
    assert organisations_of_domain(email, ALL) == () or "kommune" in email.casefold() or "herad" in email.casefold()


def test_an_organisations_own_domains_count_before_a_name() -> None:
    council = owner("Kystrådet", "kyst.example.org", "hitra.kommune.no")
    among = (*ALL, council)
    said = ["a@kyst.example.org", "a@post.kyst.example.org", "a@hitra.kommune.no", "a@example.org"]
    assert [labels(email, among) for email in said] == [["Kystrådet"], ["Kystrådet"], ["Kystrådet"], []]


def test_the_longest_domain_that_somebody_owns_decides() -> None:
    among = (owner("Fylket", "example.org"), owner("Skolen", "skole.example.org"))
    assert [labels(f"a@{domain}", among) for domain in ("skole.example.org", "helse.example.org")] == [
        ["Skolen"],
        ["Fylket"],
    ]


def test_those_who_share_a_domain_are_all_found() -> None:
    among = (owner("Fylket", "example.org"), owner("Skolen", "example.org"))
    assert labels("a@example.org", among) == ["Fylket", "Skolen"]


def test_a_domain_with_letters_of_its_own_is_the_same_in_plain_ones() -> None:
    assert [labels(f"a@{domain}", (owner("Båten", "båt.no"),)) for domain in ("båt.no", "xn--bt-yia.no")] == [
        ["Båten"]
    ] * 2


def test_a_mail_host_is_nobodys_even_if_somebody_says_so() -> None:
    assert labels("a@gmail.com", (owner("Kystrådet", "gmail.com"),)) == []


def test_a_company_with_a_municipalitys_name_does_not_get_its_domain() -> None:
    company = owner("Fjordby")
    assert [labels("a@fjordby.kommune.no", (one,)) for one in (company, replace(company, name="Fjordby kommune"))] == [
        [],
        ["Fjordby kommune"],
    ]
