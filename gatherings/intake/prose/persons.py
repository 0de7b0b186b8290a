"""Lists of people as programmes have them: names with roles and organisations, joined by commas and "og"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from gatherings.intake.name_words import name_words, untitled
from gatherings.programme import Contributor

LONGEST: Final = 600
MOST_WORDS_OF_A_ROLE: Final = 6
MOST_WORDS_OF_AN_ORGANISATION: Final = 8

_I: Final = re.IGNORECASE
_UP, _LOW = "A-ZÀ-ÖØ-ÞČĐŊŠŦŽ", "a-zß-öø-ÿčđŋšŧž"
_WORD = rf"(?:(?:Mc|Mac|O['’]|Van|De|Di)?[{_UP}][{_LOW}'’]+(?:-[{_UP}][{_LOW}]+)*|[{_UP}]{{3,}}(?:-[{_UP}]+)*)"
_PARTICLE = rf"(?:von|van|de|der|den|av|af|la|di|el|bin|al)(?=\s[{_UP}])"
_NAME = rf"{_WORD}(?:\s(?:[{_UP}]\.?(?:\s?[{_UP}]\.)?(?=\s)|{_PARTICLE}|{_WORD})){{1,4}}"
_INITIAL = rf"[{_UP}]\.\s?(?:[{_UP}]\.\s?)?{_WORD}"
_NAMED: Final = re.compile(rf"(?P<name>{_NAME})(?P<rest>.*)", re.DOTALL)
_SHORTENED: Final = re.compile(rf"(?P<name>{_INITIAL})(?P<rest>.*)", re.DOTALL)
_GIVEN: Final = re.compile(rf"(?P<name>{_WORD})(?P<rest>\s*)")
_FROM: Final = re.compile(r"^\s*(?:(?:fra|frå|from|i|ved|hos|at|of|in|\()\s*)(?P<place>.+?)\)?$", _I)
_PARTS: Final = re.compile(
    r"\s*(?P<comma>[,;])\s*(?:(?:og|and)\s+)?|\s+(?:og|and|&|samt|sammen med)\s+|\s*[/+]\s*|\s+[-–—]\s+|\s{2,}|\t|\n"
)
_BRACKETS: Final = re.compile(r"\(([^()]*)\)")

ALSO_WORDS: Final = frozenset({"Mai", "Dag", "Live", "Sol", "Liv", "Max", "Mark", "Even", "Digital", "Stein", "Una"})


def people_in(text: str, *, is_sure: bool = False) -> tuple[Contributor, ...]:
    """The people, where the text is a list of people and nothing else; with `is_sure`, names need no other evidence."""
    people: list[Contributor] = []
    role = ""
    if len(text) > LONGEST:
        return ()
    for part, is_after_comma in _parts(text):
        person = _person(part, has_people=bool(people) or is_sure)
        if person is not None and people and is_after_comma and _is_rather_a_place(person, people[-1]):
            people[-1] = replace(people[-1], organisation=part)
        elif person is not None:
            people.append(replace(person, role=person.role or role or None))
            role = ""
        elif people and not role and _is_about_person(part, is_after_comma=is_after_comma):
            people[-1] = _with(people[-1], part)
        elif people and is_sure and is_after_comma and _may_be_role(part) and not people[-1].role:
            people[-1] = replace(people[-1], role=part)
        elif _is_role(part) and not people:
            role = f"{role}, {part}".strip(", ")
        else:
            return ()
    known = name_words()
    is_shown = is_sure or any(known.begins_with_given(p.name) or p.role or p.organisation for p in people[:1])
    return tuple(dict.fromkeys(people)) if people and is_shown and not role else ()


def _is_rather_a_place(named: Contributor, before: Contributor) -> bool:
    """Whether what follows a person and a role is where they work: "Kari Nes, rådgiver, Nordvik Vekst"."""
    is_bare = not named.role and not named.organisation
    return is_bare and bool(before.role) and not before.organisation and not name_words().begins_with_given(named.name)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a list, each with whether a comma stands before it. What is in brackets stays with its piece."""
    begin, is_after_comma = 0, False
    flat = _BRACKETS.sub(lambda found: "(" + "x" * len(found[1]) + ")", text)
    for found in _PARTS.finditer(flat):
        yield from [(piece, is_after_comma)] if (piece := text[begin : found.start()].strip(" .:")) else []
        begin, is_after_comma = found.end(), found["comma"] is not None
    yield from [(piece, is_after_comma)] if (piece := text[begin:].strip(" .:")) else []


def _person(part: str, *, has_people: bool) -> Contributor | None:
    """The person that a piece names, with the role before the name and the organisation after it."""
    known = name_words()
    words = untitled(part).split(" ")
    for skipped in range(min(MOST_WORDS_OF_A_ROLE, len(words))):
        role, said = " ".join(words[:skipped]), " ".join(words[skipped:])
        if skipped and not _is_role(role):
            continue
        found = _NAMED.fullmatch(said) or (_SHORTENED.fullmatch(said) if has_people else None)
        if found is None and (has_people or role) and (alone := _GIVEN.fullmatch(said)):
            found = alone if known.begins_with_given(alone["name"]) else None
        person = _named(found, role) if found else None
        if person is not None:
            return person
    return None


def _named(found: re.Match[str], role: str) -> Contributor | None:
    known = name_words()
    name, rest = found["name"].strip(), found["rest"].strip()
    first, _, others = name.partition(" ")
    if known.is_role(first) and " " in others and not role:
        role, name = first.lower(), others
    if not known.may_be_person(name):
        return None
    if not rest:
        return Contributor(name, role or None)
    placed = _FROM.match(rest)
    if not placed or len(placed["place"].split()) > MOST_WORDS_OF_AN_ORGANISATION:
        return None
    place = placed["place"].strip(" ()")
    if rest.startswith("("):
        inside = [piece for piece, _ in _parts(place)]
        if inside and _is_role(inside[0]):
            return Contributor(name, role or inside[0], ", ".join(inside[1:]) or None)
    return Contributor(name, role or None, place)


def _is_role(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= MOST_WORDS_OF_A_ROLE and (
        name_words().is_role(text) or any(name_words().is_role(word) for word in words[:1] if len(words) > 1)
    )


def _may_be_role(part: str) -> bool:
    """Whether words of which none is known are what somebody does, beside a name that is sure."""
    return part.islower() and part[-1].isalpha() and len(part.split()) <= MOST_WORDS_OF_A_ROLE // 2


def _is_about_person(part: str, *, is_after_comma: bool) -> bool:
    """Whether a piece is the role or the organisation of the person before it."""
    if _is_role(part):
        return True
    words = part.split()
    may_be_place = len(words) <= MOST_WORDS_OF_AN_ORGANISATION and part[:1].isupper() and not part.endswith(("?", "!"))
    return (may_be_place and is_after_comma) or (may_be_place and not all(map(name_words().may_be_person, words)))


def _with(person: Contributor, said: str) -> Contributor:
    """The person with a role, "rådgiver i Fjordby kommune", or an organisation."""
    if not _is_role(said) or (person.role and said[:1].isupper()):
        organisation = said if person.organisation is None else f"{person.organisation}, {said}"
        return replace(person, organisation=organisation)
    role, _, place = _split_place(said)
    if person.role:
        role = f"{person.role}, {role}"
    return replace(person, role=role, organisation=person.organisation or place or None)


def _split_place(said: str) -> tuple[str, str, str]:
    found = re.search(r"\s(i|ved|fra|frå|hos|at|of|in|from|for)\s(?=[A-ZÆØÅ])", said)
    return (said, "", "") if found is None else (said[: found.start()], found[1], said[found.end() :])


def are_given_names(text: str) -> bool:
    """Whether the text is one or more given names and nothing else: "Kari og Ola"."""
    parts = [part for part, _ in _parts(text)]
    known = name_words()
    return bool(parts) and all(part in known.given and part not in ALSO_WORDS for part in parts)
