"""The people of a block: those it is assigned to, and those whom its public text shows at work in it.

A name in the text counts only with evidence: "v/" before it; or a verb such as "presenterer" beside it, "ved", "med" or
a line of its own, and then also a common given name, a role or "fra ..." to tell it from a place or a company.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from gatherings.intake.name_words import NameWords, name_words
from gatherings.programme import Contributor

_UP, _LOW = "A-ZÀ-ÖØ-ÞČĐŊŠŦŽ", "a-zß-öø-ÿčđŋšŧž"
_WORD = rf"(?:Mc|Mac|O['’])?[{_UP}][{_LOW}]+(?:-[{_UP}][{_LOW}]+)*"
_NAME = rf"{_WORD}(?:[ ](?:[{_UP}]\.|(?:von|van|de|der|den|av|af|la|di|el|bin)[ ](?={_WORD})|{_WORD})){{1,4}}(?<!\.)"
_KINDS_OF_ORGANISATION = (
    "kommune|fylkeskommune|fylke|regionråd|universitet|høgskole|høgskule|forskning|forsking|institutt|museum|bibliotek"
    "|sykehus|sjukehus|energi|næringsforum|bondelag|idrettslag|frivilligsentral|council|municipality|research|university"
)
_ORGANISATION = (
    rf"[{_UP}][\w&/-]*"
    rf"(?:[ ](?:(?:i|for|på|of|the|in)[ ](?=[{_UP}]))?[{_UP}][\w&/-]*"
    rf"|[ ](?:{_KINDS_OF_ORGANISATION})\b){{0,6}}"
)
_ROLE = rf"[{_LOW}][{_LOW}-]*(?:[ ](?:og[ ])?[{_LOW}][{_LOW}-]*){{0,2}}"

_PERSON: Final = re.compile(
    rf"\b(?P<name>{_NAME})(?![\w-])(?P<said>[ ](?:fra|frå|from)[ ]{_ORGANISATION}|[ ]\({_ORGANISATION}\))?"
)
_PLACED = rf"[ ](?:i|ved|fra|frå|hos|at|in|of|from)[ ](?P<place>{_ORGANISATION})"
_ENDED = r"(?=[ ]*(?:[,.;:)\n]|$))"
_AFTER: Final = re.compile(
    rf",[ ](?:(?P<role>{_ROLE})(?:{_PLACED})?|(?P<organisation>{_ORGANISATION})){_ENDED}",
)
_JOINED: Final = re.compile(r"\s*,\s*(?:og |and )?|\s+(?:og|and|&)\s+|\s*/\s*")
_STREET: Final = re.compile(r"[ ](?:gate|gata|gt|vei|veg|plass|torg|hus|senter|skole|skule|pris|kommune)\b")

_LABELS = (
    "innleder|innleiar|foredragsholder|foredragshaldar|ordstyrer|ordstyrar|møteleder|møteleiar|leder|leiar|ansvarlig"
    "|ansvarleg|fasilitator|konferansier|panel|panelet|innledere|innleiarar|medvirkende|medverkande|ved|speakers?|chair"
    "|host|moderator|by"
)
_LED = (
    "innlegg|innledning|innleiing|foredrag|presentasjon|kåseri|ledes|ledet|leiast|leidd|fasiliteres|modereres|innledet"
)
_LED_IN_ENGLISH = "talk|led|introduced|presented|chaired|facilitated|moderated|opened"
_THEN_ROLE = rf"(?:(?P<role>{_ROLE})[ ])?$"
_INTRODUCED: Final = re.compile(rf"(?:\bv/|\b(?P<label>{_LABELS}):)[ ]?{_THEN_ROLE}", re.IGNORECASE)
_BESIDE: Final = re.compile(rf"\b(?:ved|med|with|(?:{_LED}) av|(?:{_LED_IN_ENGLISH}) by)[ ]{_THEN_ROLE}", re.IGNORECASE)
_LAST_WORD: Final = re.compile(r"(?P<role>[^\W\d_]+)\W*$")
_FIRST_WORD: Final = re.compile(r",?\s*([^\W\d_]+)")
_ASSIGNED: Final = re.compile(r" ?[,;] ?| (?:og|and|&) ")
_BEFORE_NAMES: Final = frozenset({"Ved", "Med", "With"})  # as they begin a sentence
_LOOK_BACK, _LOOK_AHEAD = 60, 60


@dataclass(frozen=True, slots=True)
class _Mention:
    """A capitalised name in a text, with what stands beside it; `start` and `end` span all of that."""

    name: str
    start: int
    end: int
    role: str | None = None
    organisation: str | None = None

    def contributor(self) -> Contributor:
        return Contributor(self.name, self.role, self.organisation)


def split_assigned(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The persons that a block is assigned to, and what stands there without being a person ("Arbeidsgruppe 2")."""
    parts = _ASSIGNED.split(" ".join(text.split()))
    names = [" ".join(word for word in part.split() if "@" not in word) for part in parts]
    names = list(dict.fromkeys(name for name in names if name))
    persons = tuple(name for name in names if name_words().may_be_person(name))
    return persons, tuple(name for name in names if name not in persons)


def people_of(
    assigned: Iterable[str], title: str, text: str, *, known: Iterable[Contributor] = ()
) -> tuple[Contributor, ...]:
    """The people of a block, each once: those that its reader knew, those it is assigned to, then those it tells of."""
    people: dict[str, Contributor] = {}
    for person in [*known, *map(Contributor, assigned), *_told(title), *_told(text)]:
        key = person.name.casefold()
        before = people.get(key, person)
        people[key] = replace(
            before, role=before.role or person.role, organisation=before.organisation or person.organisation
        )
    return tuple(people.values())


def _told(text: str) -> Iterator[Contributor]:
    words = name_words()
    for group in _groups(text, words):
        yield from (mention.contributor() for mention in _persuasive(group, text, words))


def _groups(text: str, words: NameWords) -> Iterator[list[_Mention]]:
    """Names joined by a comma or "og" stand together, with what is said after the last of them."""
    mentions = [_mention(found, words) for found in _PERSON.finditer(text)]
    group: list[_Mention] = mentions[:1]
    for before, this in pairwise(mentions):
        if not _JOINED.fullmatch(text[before.end : this.start]):
            yield _with_rest(group, text, words)
            group = []
        group.append(this)
    if group:
        yield _with_rest(group, text, words)


def _mention(found: re.Match[str], words: NameWords) -> _Mention:
    """A name in the text; "Direktør Kari Holm" is a role and a name."""
    name, said = found["name"], (found["said"] or "").strip()
    organisation = said.strip("()") if said.startswith("(") else said.partition(" ")[2]
    first, _, rest = name.partition(" ")
    begin = found.start()
    if " " in rest and first in _BEFORE_NAMES:
        begin += len(f"{first} ")
        first, _, rest = (name := rest).partition(" ")
    if " " in rest and words.is_role(first):
        return _Mention(rest, begin, found.end(), first.lower(), organisation or None)
    return _Mention(name, begin, found.end(), None, organisation or None)


def _with_rest(group: list[_Mention], text: str, words: NameWords) -> list[_Mention]:
    """The group, its last one with the role and organisation that follow after a comma."""
    last = group[-1]
    if (
        len(group) > 1
        and not last.organisation
        and not words.begins_with_given(last.name)
        and "," in text[group[-2].end : last.start]
    ):
        return [*group[:-2], replace(group[-2], organisation=group[-2].organisation or last.name, end=last.end)]
    found = _AFTER.match(text, last.end)
    if not found or (found["role"] and not words.is_role(found["role"])):
        return group
    organisation = last.organisation or found["place"] or found["organisation"]
    return [*group[:-1], replace(last, role=last.role or found["role"], organisation=organisation, end=found.end())]


def _persuasive(group: list[_Mention], text: str, words: NameWords) -> list[_Mention]:
    """Those of the group that the text shows to be persons at work in the block."""
    before = text[max(0, group[0].start - _LOOK_BACK) : group[0].start]
    after = text[group[-1].end : group[-1].end + _LOOK_AHEAD]
    introduced = _INTRODUCED.search(before) if "/" in before or ":" in before else None
    beside = _BESIDE.search(before)
    role = _role_before(introduced or beside or _LAST_WORD.search(before), words)
    if role:
        group = [replace(group[0], role=group[0].role or role), *group[1:]]
    at_work = introduced or beside or _acts(before, after, words) or _stands_alone(before, after)
    if not at_work or _STREET.match(after):
        return []
    placed = any(mention.role or mention.organisation for mention in group)
    return [
        m for m in group if words.may_be_person(m.name) and (introduced or placed or words.begins_with_given(m.name))
    ]


def _role_before(found: re.Match[str] | None, words: NameWords) -> str | None:
    """The role that stands before a name, or as its label: "Ordstyrer: Kari Holm"."""
    said = found.groupdict() if found else {}
    roles = (role.lower() for role in (said.get("role"), said.get("label")) if role and words.is_role(role))
    return next((role for role in roles if said.get("label") or role not in words.acts), None)


def _acts(before: str, after: str, words: NameWords) -> bool:
    """Whether the word next to the group says that it does something in the block."""
    beside = (_LAST_WORD.search(before), _FIRST_WORD.match(after))
    return any(found is not None and found[1].casefold() in words.acts for found in beside)


def _stands_alone(before: str, after: str) -> bool:
    """Whether the group is a line of its own."""
    return before.rpartition("\n")[2].strip(" -•*") == "" and after.partition("\n")[0].strip(" .") == ""
