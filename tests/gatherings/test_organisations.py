"""Which organisation a person's words mean: theirs for certain, a few that are near, or none."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gatherings.organisations import (
    Found,
    Organisation,
    OrganisationId,
    find_organisations,
    label_of,
    municipalities,
)
from gatherings.organisations.forms import known_words
from gatherings.organisations.index import index_of

ALL = municipalities()
NAMES = [(one, name) for one in ALL for name in one.names]
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
COUNCIL = Organisation(OrganisationId("member-kystradet"), "Kystrådet", county="Nordland")


def exact(text: str) -> list[str]:
    return [label_of(one, ALL) for one in find_organisations(text, ALL).exact]


def near(text: str) -> list[str]:
    found = find_organisations(text, ALL)
    assert found.exact == ()
    return [label_of(one, ALL) for one in found.near]


def with_a_slip(name: str, kind: str, place: int, letter: str) -> str:
    """The name with one letter left out, put in, taken for another, or swapped with the next."""
    before, here, after = name[:place], name[place], name[place + 1 :]
    slips = {"left out": after, "put in": letter + here + after, "another": letter + after}
    return before + slips.get(kind, after[:1] + here + after[1:])


def test_there_are_357_municipalities_each_with_its_number_and_county() -> None:
    assert (len(ALL), len({one.id for one in ALL}), len({one.county for one in ALL})) == (357, 357, 15)
    assert next(one for one in ALL if one.id == "no-5544") == Organisation(
        OrganisationId("no-5544"), "Nordreisa", ("Ráisa", "Raisi"), "5544", "Troms"
    )


def test_a_county_is_named_only_where_the_name_stands_twice() -> None:
    labels = {one.number: label_of(one, ALL) for one in ALL}
    assert (labels["1818"], labels["3419"], labels["5056"]) == ("Herøy (Nordland)", "Våler (Innlandet)", "Hitra")
    assert label_of(next(one for one in ALL if one.number == "1818"), ALL[:5]) == "Herøy"
    assert sum("(" in label for label in labels.values()) == 4


@pytest.mark.parametrize(("one", "name"), NAMES, ids=[name for _, name in NAMES])
def test_every_municipality_is_found_by_each_of_its_names(one: Organisation, name: str) -> None:
    said = [name, name.upper(), f"{name} kommune", f"jeg er fra {name.lower()}", f"{name} i {one.county}", one.number]
    assert all(one in find_organisations(text or "", ALL).exact for text in said)
    assert find_organisations(f"{name} ({one.county})", ALL) == Found(exact=(one,))


@given(
    st.sampled_from([pair for pair in NAMES if len(pair[1]) >= 6]),
    st.sampled_from(["left out", "put in", "another", "swapped"]),
    st.data(),
)
def test_one_slip_in_a_name_leaves_it_among_the_first_four(
    pair: tuple[Organisation, str], kind: str, data: st.DataObject
) -> None:
    one, name = pair
    place, letter = data.draw(st.integers(0, len(name) - 1)), data.draw(st.sampled_from(LETTERS))
    found = find_organisations(with_a_slip(name, kind, place, letter), ALL)
    assume(not found.exact)
    assert one in found.near


@given(st.text(max_size=300))
def test_whatever_is_written_is_answered(text: str) -> None:
    found = find_organisations(text, ALL, limit=3)
    assert len(found.near) <= 3
    assert not (found.exact and found.near)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("hitra kommune.", "Hitra"),
        ("Hitra kommunes", "Hitra"),
        ("the municipality of Hitra", "Hitra"),
        ("eg kjem frå Hitra", "Hitra"),
        ("æ e fra hitra", "Hitra"),
        ("I’m from Hitra", "Hitra"),
        ("Hei! Jeg jobber i Hitra kommune, takk", "Hitra"),
        ("5056", "Hitra"),
        ("5056 Hitra", "Hitra"),
        ("kommunenummer 5056", "Hitra"),
        ("301", "Oslo"),
        ("ORLAND", "Ørland"),
        ("Oerland", "Ørland"),
        ("alesund", "Ålesund"),
        ("Aalesund", "Ålesund"),
        ("baerum", "Bærum"),
        ("A\u030alesund", "Ålesund"),
        ("sør varanger", "Sør-Varanger"),
        ("midttelemark", "Midt-Telemark"),
        ("Nore & Uvdal", "Nore og Uvdal"),
        ("porsangu", "Porsanger"),
        ("Evenassi", "Evenes"),
        ("Kautokeino – Guovdageaidnu", "Kautokeino"),
        ("Kåfjord/Gáivuotna/Kaivuono", "Kåfjord"),
        ("Voss herad", "Voss"),
        ("Bø i Vesterålen", "Bø"),
    ],
)
def test_it_is_found_however_it_is_written(text: str, label: str) -> None:
    assert exact(text) == [label]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("herøy", ["Herøy (Møre og Romsdal)", "Herøy (Nordland)"]),
        ("jeg er fra Våler kommune", ["Våler (Østfold)", "Våler (Innlandet)"]),
        ("Herøy i Nordland", ["Herøy (Nordland)"]),
        ("Heroy, møre og romsdal fylke", ["Herøy (Møre og Romsdal)"]),
        ("Herøy kommune på Sunnmøre", ["Herøy (Møre og Romsdal)"]),
        ("våler i hedmark", ["Våler (Innlandet)"]),
        ("1818", ["Herøy (Nordland)"]),
        ("1818 Herøy", ["Herøy (Nordland)"]),
    ],
)
def test_namesakes_are_both_found_unless_the_county_is_said(text: str, labels: list[str]) -> None:
    assert exact(text) == labels


@pytest.mark.parametrize("name", ["Os", "Ås", "Ål", "Bø", "Hå", "Time", "Heim", "Hole", "Vik", "Stad", "Nes"])
def test_a_short_name_is_found_where_it_is_all_that_is_said(name: str) -> None:
    assert [exact(text) for text in (name, f"{name} kommune", f"vi er fra {name}", f"hei, {name} kommune")] == [
        [name]
    ] * 4


@pytest.mark.parametrize(
    "text",
    [
        "nei jeg har ikke time til det",
        "no time",
        "it's time",
        "eg kjem heim",
        "jeg er ikke fra Os",
        "vi går hole veien",
        "når er vi ferdige på vik",
        "5014 Hitra",
        "Hitra i Nordland",
        "Bø i Telemark",
        "Hitra eller Frøya",
        "jeg " * 17 + "er fra Hitra",
        "Hitra " + "x" * 200,
    ],
)
def test_nothing_is_certain_where_more_or_something_else_is_said(text: str) -> None:
    assert exact(text) == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("hirta", "Hitra"),
        ("jeg er fra hirta", "Hitra"),
        ("trodnheim", "Trondheim"),
        ("trond", "Trondheim"),
        ("follo", "Nordre Follo"),
        ("indre østfol", "Indre Østfold"),
        ("gaivuona suohkan", "Kåfjord"),
        ("heroj i nordland", "Herøy (Nordland)"),
        ("jeg representerer stavanger i dag", "Stavanger"),
        ("hei ås", "Ås"),
        ("5014 Hitra", "Hitra"),
        ("Hitra i Nordland", "Hitra"),
    ],
)
def test_the_likeliest_is_suggested_first(text: str, first: str) -> None:
    assert near(text)[0] == first


@pytest.mark.parametrize(
    "text", ["", "???", "nei", "ja takk", "vegetar", "hva er neste?", "avbryt", "nei jeg har ikke time til det"]
)
def test_nothing_is_suggested_for_what_is_like_no_name(text: str) -> None:
    assert near(text) == []


def test_suggestions_are_as_many_as_wanted() -> None:
    assert [len(find_organisations("nordre", ALL, limit=limit).near) for limit in (0, 2)] == [0, 2]


def test_members_of_other_kinds_are_found_among_the_municipalities() -> None:
    among = (*ALL, COUNCIL)
    said = ("kystrådet", "Jeg er fra Kystraadet", "Kystrådet i Nordland")
    assert [find_organisations(text, among) for text in said] == [Found(exact=(COUNCIL,))] * 3
    assert find_organisations("kystrodet", among).near[0] == COUNCIL


def test_a_name_as_spelled_goes_before_one_that_is_alike_without_its_letters() -> None:
    other = replace(COUNCIL, id=OrganisationId("member-bo"), name="Bo")
    among = (*ALL, other)
    assert [one.name for one in find_organisations("bo", among).exact] == ["Bo"]
    assert [one.name for one in find_organisations("bø", among).exact] == ["Bø"]
    assert [one.name for one in find_organisations("boe", among).exact] == ["Bø", "Bo"]


def test_a_name_that_begins_like_an_answer_is_still_found() -> None:
    other = replace(COUNCIL, id=OrganisationId("member-vi"), name="Vi i vest")
    assert find_organisations("vi i vest", (*ALL, other)).exact == (other,)


def test_no_municipality_has_the_name_of_a_word_that_is_left_out() -> None:
    words = known_words()
    left_out = words.opening | words.closing | words.municipal | words.before_a_name
    assert {word for word in left_out if index_of(ALL).named((word,))} == set()


def test_finding_among_all_takes_less_than_three_milliseconds() -> None:
    texts = ["hirta", "jeg er fra nordre lannd kommune", "nei jeg har ikke time til det", "vi er fra herøy i nordland"]
    find_organisations("", ALL)
    taken = []
    for text in texts * 20:
        begun = time.perf_counter()
        find_organisations(text, ALL)
        taken.append(time.perf_counter() - begun)
    assert sorted(taken)[len(taken) // 2] < 0.003
