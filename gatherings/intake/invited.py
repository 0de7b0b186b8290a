"""Reads an invitation list: who is expected, from CSV or XLSX. Pure: bytes in, rows or a refusal out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from gatherings.intake.draft import Doubt, Reason, Remark, Row, Unreadable, quoted, remark
from gatherings.intake.public import one_line
from gatherings.intake.sheets import rows_of

LARGEST_BYTES: Final = 10 * 1024 * 1024
MOST_ROWS: Final = 5000
ROWS_LOOKED_AT: Final = 20
LONGEST_ADDRESS: Final = 254
LONGEST_NAME: Final = 200

HEADINGS: Final = {
    "name": ("navn", "namn", "name", "fullt navn", "fullt namn", "full name", "deltaker", "deltakar", "participant"),
    "first": ("fornavn", "førenamn", "fornamn", "first name", "firstname", "given name"),
    "last": ("etternavn", "etternamn", "last name", "lastname", "surname", "family name"),
    "email": ("e-post", "epost", "e-postadresse", "epostadresse", "email", "e-mail", "mail", "email address",
              "e-mail address", "mailadresse", "e post"),
    "organisation": ("kommune", "organisasjon", "organisation", "organization", "virksomhet", "verksemd", "arbeidssted",
                     "arbeidsstad", "arbeidsgiver", "arbeidsgivar", "bedrift", "etat", "firma", "company", "employer",
                     "municipality", "kommune/organisasjon"),
}  # fmt: skip
_COLUMN_OF: Final = {heading: column for column, headings in HEADINGS.items() for heading in headings}
_ADDRESS: Final = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_WITH_NAME: Final = re.compile(r"\s*(?P<name>[^<>]*?)\s*<\s*(?:mailto:)?(?P<email>[^<>]*)>\s*;?\s*")

Columns = dict[str, int]


@dataclass(frozen=True, slots=True)
class InvitedRow:
    """Somebody who is expected. `email` is in small letters; `organisation` is as written; None: not known."""

    line: int
    name: str | None
    email: str | None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    rows: tuple[InvitedRow, ...]
    warnings: tuple[Remark, ...] = ()


def read_invited(data: bytes, *, filename: str) -> Invited:
    """Who the list invites, each once. Raises Unreadable for a file that is no list, or far too long."""
    if len(data) > LARGEST_BYTES:
        raise Unreadable(Reason.LIST_TOO_LARGE, file=filename, limit=LARGEST_BYTES // 1024 // 1024)
    sheets = rows_of(data, filename=filename, most=MOST_ROWS + ROWS_LOOKED_AT)
    warnings: list[Remark] = []
    for rows in sheets:
        found = _with_headings(rows)
        if found:
            return _invited(*found, warnings, filename)
    for rows in sheets[:1]:
        columns = _guessed(rows)
        if columns:
            warnings.append(remark(Doubt.COLUMNS_GUESSED, rows[0].line, email=columns["email"] + 1))
            return _invited(columns, rows, warnings, filename)
    raise Unreadable(Reason.NO_LIST, file=filename)


def _with_headings(rows: Sequence[Row]) -> tuple[Columns, Sequence[Row]] | None:
    """The columns by the first row that names that of the addresses, and the rows below it."""
    for position, row in enumerate(rows[:ROWS_LOOKED_AT]):
        columns = _columns(row)
        if "email" in columns:
            return columns, rows[position + 1 :]
    return None


def _columns(row: Row) -> Columns:
    """The columns that a row names, the first of each."""
    columns: Columns = {}
    for position, cell in enumerate(row.cells):
        name = _COLUMN_OF.get(" ".join(cell.casefold().strip(" *:.").split()))
        if name:
            columns.setdefault(name, position)
    return columns


def _guessed(rows: Sequence[Row]) -> Columns | None:
    """Where the addresses stand in a list without headings, if that is clear: in one column, in most of its rows.

    The name is the first other column with words, the organisation the next.
    """
    counts: dict[int, int] = {}
    for row in rows:
        for position, cell in enumerate(row.cells):
            if _address(cell):
                counts[position] = counts.get(position, 0) + 1
    clear = [position for position, count in counts.items() if count * 2 > len(rows)]
    if len(clear) != 1:
        return None
    widest = max(len(row.cells) for row in rows)
    others = [at for at in range(widest) if at != clear[0] and any(_has_letters(row, at) for row in rows)]
    return {"email": clear[0]} | dict(zip(("name", "organisation"), others, strict=False))


def _has_letters(row: Row, position: int) -> bool:
    return any(letter.isalpha() for letter in _cell(row, position))


def _invited(columns: Columns, rows: Sequence[Row], warnings: list[Remark], filename: str) -> Invited:
    if len(rows) > MOST_ROWS:
        raise Unreadable(Reason.TOO_MANY_ROWS, file=filename, limit=MOST_ROWS)
    read = [one for row in rows if (one := _row(row, columns, warnings))]
    if not read and not warnings:
        raise Unreadable(Reason.NO_LIST, file=filename)
    return Invited(_each_once(read, warnings), tuple(sorted(warnings, key=lambda one: one.line or 0)))


def _row(row: Row, columns: Columns, warnings: list[Remark]) -> InvitedRow | None:
    """Somebody, or None with a warning where the row cannot be used."""
    at = {name: _cell(row, position) for name, position in columns.items()}
    told, written = _taken_apart(at["email"])
    name = at.get("name") or " ".join(filter(None, (at.get("first"), at.get("last")))) or told
    if not written and "<" in name:
        name, written = _taken_apart(name)
    email = _address(written)
    if written and email is None:
        warnings.append(remark(Doubt.ROW_NOT_AN_ADDRESS, row.line, text=quoted(written)))
        return None
    if not name and email is None:
        warnings.append(remark(Doubt.ROW_NOT_READ, row.line))
        return None
    if email is None:
        warnings.append(remark(Doubt.ROW_WITHOUT_EMAIL, row.line, name=quoted(name)))
    return InvitedRow(row.line, name[:LONGEST_NAME] or None, email, at.get("organisation", "")[:LONGEST_NAME] or None)


def _cell(row: Row, position: int) -> str:
    return one_line(row.cells[position]) if position < len(row.cells) and row.cells[position].strip() else ""


def _taken_apart(cell: str) -> tuple[str, str]:
    """ "Kari Nes <kari@fjordby.example>" as name and address; an address alone has no name."""
    found = _WITH_NAME.fullmatch(cell)
    return (found["name"].strip("\"' "), found["email"].strip()) if found else ("", cell.strip(" ;,"))


def _address(text: str) -> str | None:
    """The address in small letters, None where it cannot be one."""
    text = _taken_apart(text)[1].removeprefix("mailto:")
    local, _, domain = text.partition("@")
    is_one = _ADDRESS.fullmatch(text) and len(text) <= LONGEST_ADDRESS
    is_one = is_one and ".." not in text and not local.startswith(".") and not local.endswith(".")
    labels = domain.split(".")
    return text.lower() if is_one and not any(one.startswith("-") or one.endswith("-") for one in labels) else None


def _each_once(rows: Sequence[InvitedRow], warnings: list[Remark]) -> tuple[InvitedRow, ...]:
    """The rows with each address once; what the first does not say is taken from the later."""
    known: dict[str, InvitedRow] = {}
    for row in rows:
        key = row.email or f"line {row.line}"
        first = known.get(key)
        if first is None:
            known[key] = row
            continue
        warnings.append(remark(Doubt.ROW_TWICE, row.line, email=key, first=first.line))
        known[key] = replace(first, name=first.name or row.name, organisation=first.organisation or row.organisation)
    return tuple(known.values())
