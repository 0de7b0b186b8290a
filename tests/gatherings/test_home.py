from __future__ import annotations

import pytest

from gatherings.organisations import Home, HomeDoubt, Organisation, OrganisationId, decide_home, municipalities

HITRA = next(one for one in municipalities() if one.name == "Hitra")
HEROYS = tuple(one for one in municipalities() if one.name == "Herøy")
VARME = Organisation(OrganisationId("member-fjordvarme"), "Fjordvarme AS", domains=("fjordvarme.example.org",))
AMONG = (HITRA, *HEROYS, VARME)


def test_what_is_written_counts_before_the_address() -> None:
    assert decide_home("Hitra kommune", "per@fjordvarme.example.org", AMONG) == Home(HITRA)


@pytest.mark.parametrize(
    ("email", "home"),
    [
        ("kari@hitra.kommune.no", HITRA),
        ("per@fjordvarme.example.org", VARME),
        ("per@example.org", None),
        ("", None),
        (None, None),
    ],
)
def test_where_nothing_is_written_the_address_says_it_or_nothing_does(
    email: str | None, home: Organisation | None
) -> None:
    assert decide_home("", email, AMONG) == Home(home)


def test_namesakes_are_left_open_unless_county_or_address_tells_them_apart() -> None:
    nordland = next(one for one in HEROYS if one.county == "Nordland")
    assert decide_home("Herøy", "kari@example.org", AMONG) == Home(None, HomeDoubt.WHICH, HEROYS)
    assert decide_home("", "kari@heroy.kommune.no", AMONG) == Home(None, HomeDoubt.WHICH, HEROYS)
    assert decide_home("Herøy i Nordland", None, AMONG) == Home(nordland)
    assert decide_home("Herøy", "kari@heroy-no.kommune.no", AMONG) == Home(nordland)


def test_an_unknown_name_at_a_known_address_is_taken_by_the_address_and_looked_at() -> None:
    assert decide_home("Plankontoret", "kari@hitra.kommune.no", AMONG) == Home(HITRA, HomeDoubt.BY_DOMAIN)


def test_a_municipality_that_the_network_has_not_comes_as_no_member() -> None:
    home = decide_home("Frøya", None, AMONG)
    by_address = decide_home("", "kari@froya.kommune.no", AMONG)
    assert home == by_address
    assert (home.doubt, home.organisation and (home.organisation.number, home.organisation.is_member)) == (
        HomeDoubt.UNKNOWN, ("5014", False)
    )  # fmt: skip


def test_an_organisation_that_nobody_has_heard_of_has_the_id_that_a_list_of_members_would_give_it() -> None:
    home = decide_home("  Øyane  Drift AS ", "ola@example.org", AMONG)
    assert home.organisation == Organisation(OrganisationId("member-oyane-drift-as"), "Øyane Drift AS", is_member=False)


def test_signs_alone_are_no_name() -> None:
    assert decide_home(" -–? ", None, AMONG) == Home()
