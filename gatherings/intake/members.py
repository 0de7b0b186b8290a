"""A list of a network's member organisations. What is known of a municipality need not be in it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from gatherings.errors import Refusal
from gatherings.intake.draft import Reason, Unreadable, quoted
from gatherings.intake.member_cells import domain_of, listed, organisation_number_of
from gatherings.intake.sheet import Headings, Row, folded_headings, read_rows
from gatherings.organisations import Organisation, OrganisationId, find_by_name, municipalities
from gatherings.organisations.forms import key_of, known_words, words_of
from gatherings.organisations.home import own_id, slug_of_name
from gatherings.organisations.index import index_of

MOST_MEMBERS: Final = 2000
LONGEST_NAME: Final = 120


class MemberReason(StrEnum):
    """Why a list of members is not taken. Each is a sentence in the phrases, under `intake.refusal.member`."""

    TOO_MANY = "too_many"
    NO_NAME = "no_name"
    NAME_TOO_LONG = "name_too_long"
    WHICH = "which"
    TWICE = "twice"
    NO_SUCH_NUMBER = "no_such_number"
    NUMBER_DIFFERS = "number_differs"
    COUNTY_DIFFERS = "county_differs"
    NOT_A_DOMAIN = "not_a_domain"
    NOT_AN_ORGANISATION_NUMBER = "not_an_organisation_number"


class MemberRefused(Refusal):
    """The list is refused as a whole; nothing of it has been kept."""

    def __init__(self, reason: MemberReason, **args: str | int) -> None:
        self.key = f"intake.refusal.member.{reason}"
        super().__init__(**args)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list, and the file to name where it is refused."""

    file: str
    row: Row

    def refusal(self, reason: MemberReason, **args: str | int) -> MemberRefused:
        return MemberRefused(reason, file=self.file, line=self.row.line, **args)


def read_members(data: bytes, *, filename: str) -> list[Organisation]:
    """The organisations of a CSV with headings in Norwegian or English, or of a list with one name a line.

    A municipality's name, or its number, brings what is known of it and its id. Raises UnreadableList, MemberRefused or
    Unreadable, with the line where there is one.
    """
    rows = read_rows(data, filename=filename, headings=_headings(), sole="name")
    if not rows:
        raise Unreadable(Reason.EMPTY, file=filename)
    if len(rows) > MOST_MEMBERS:
        raise MemberRefused(MemberReason.TOO_MANY, file=filename, limit=MOST_MEMBERS)
    entries = [Entry(filename, row) for row in rows]
    members = [_member(entry) for entry in entries]
    _refuse_namesakes(entries, members)
    return _with_ids(members)


@cache
def _headings() -> Headings:
    return folded_headings(tomllib.loads((files("gatherings.intake") / "members.toml").read_text(encoding="utf-8")))


def _member(entry: Entry) -> Organisation:
    """The organisation of a row; one that is no municipality has no id yet."""
    row = entry.row
    if row["number"]:
        known = _of_number(entry)
    elif not key_of(words_of(row["name"])):
        raise entry.refusal(MemberReason.NO_NAME)
    else:
        known = _of_name(entry) or _own(entry)
    domains = tuple(_domain(entry, text) for text in listed(row["domains"]))
    return replace(
        known,
        other_names=tuple(dict.fromkeys((*known.other_names, *listed(row["other_names"])))),
        domains=tuple(dict.fromkeys(domains)),
        organisation_number=_organisation_number(entry),
        invoice_reference=row["invoice_reference"] or None,
    )


def _of_number(entry: Entry) -> Organisation:
    row = entry.row
    found = index_of(municipalities()).numbered(row["number"])
    if not found:
        raise entry.refusal(MemberReason.NO_SUCH_NUMBER, text=quoted(row["number"]))
    if row["name"] and not set(found) & set(find_by_name(row["name"], municipalities())):
        facts = {"number": row["number"], "other": found[0].name, "text": quoted(row["name"])}
        raise entry.refusal(MemberReason.NUMBER_DIFFERS, **facts)
    return _in_county(entry, found)[0]


def _of_name(entry: Entry) -> Organisation | None:
    """The one municipality of that name, None where none has it."""
    found = find_by_name(entry.row["name"], municipalities())
    if not found:
        return None
    within = _in_county(entry, found)
    if len(within) > 1:
        raise entry.refusal(MemberReason.WHICH, text=quoted(entry.row["name"]))
    return within[0]


def _in_county(entry: Entry, found: tuple[Organisation, ...]) -> tuple[Organisation, ...]:
    """Those in the county that the row names, if it names one; there are some."""
    county = entry.row["county"]
    within = tuple(one for one in found if not county or one.county in _counties(county))
    if not within:
        facts = {"text": found[0].name, "other": ", ".join(one.county or "" for one in found), "county": quoted(county)}
        raise entry.refusal(MemberReason.COUNTY_DIFFERS, **facts)
    return within


def _counties(text: str) -> frozenset[str]:
    around = known_words().around_a_county
    words = [word for word in words_of(text) if word not in around]
    return index_of(municipalities()).regions.get(key_of(words), frozenset({text}))


def _own(entry: Entry) -> Organisation:
    name, county = entry.row["name"], entry.row["county"]
    if len(name) > LONGEST_NAME:
        raise entry.refusal(MemberReason.NAME_TOO_LONG, text=quoted(name), limit=LONGEST_NAME)
    counties = _counties(county)
    return Organisation(
        OrganisationId(""), name, county=(next(iter(counties)) if len(counties) == 1 else county) or None
    )


def _domain(entry: Entry, text: str) -> str:
    domain = domain_of(text)
    if domain is None:
        raise entry.refusal(MemberReason.NOT_A_DOMAIN, text=quoted(text))
    return domain


def _organisation_number(entry: Entry) -> str | None:
    text = entry.row["organisation_number"]
    number = organisation_number_of(text)
    if text and number is None:
        raise entry.refusal(MemberReason.NOT_AN_ORGANISATION_NUMBER, text=quoted(text))
    return number


def _refuse_namesakes(entries: Iterable[Entry], members: Iterable[Organisation]) -> None:
    """Refuses the later of two that are the same, or that nothing but their line tells apart."""
    lines: dict[tuple[str, str | None], int] = {}
    for entry, member in zip(entries, members, strict=True):
        facts = (_key(member), member.county)
        alike = [line for (name, county), line in lines.items() if name == facts[0] and county in {None, facts[1]}]
        if not member.county:
            alike += [line for (name, _), line in lines.items() if name == facts[0]]
        if alike:
            raise entry.refusal(MemberReason.TWICE, text=quoted(member.name), before=alike[0])
        lines[facts] = entry.row.line


def _with_ids(members: list[Organisation]) -> list[Organisation]:
    keys = [_key(member) for member in members]
    return [one if one.id else replace(one, id=_id(one, keys)) for one in members]


def _id(organisation: Organisation, keys: list[str]) -> OrganisationId:
    """From the name; with the county where another has that name, so that adding a county alone changes no id."""
    alone = own_id(organisation.name)
    is_alone = keys.count(_key(organisation)) == 1
    return alone if is_alone else OrganisationId(f"{alone}.{slug_of_name(organisation.county or '')}")


def _key(organisation: Organisation) -> str:
    return key_of(words_of(organisation.name))
