"""The people on a line of a programme, and the line without them: "Klima i praksis v/ rådgiver Kari Nes, Fjordby"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gatherings.intake.kinds import kind_of
from gatherings.intake.prose.persons import ALSO_WORDS, LONGEST, people_in
from gatherings.programme import Contributor, Kind

_I: Final = re.IGNORECASE

LED: Final = re.compile(
    r"(?:\bv\s?/|(?<![\w.])v[.:]\s?(?=[A-ZÆØÅa-zæøå])|\bw/|\bm/(?=\s?(?-i:[A-ZÆØÅ])))\s*(?P<rest>.+)$", _I | re.DOTALL
)
LABELLED: Final = re.compile(
    r"(?:^|(?<=[\s(.,–-]))(?P<label>innleiar(?:ar)?|innledere?|foredragsholdere?|foredragshaldar(?:ar)?|ordstyrar"
    r"|ordstyrer|møteleder"
    r"|møteleiar|fasilitatorer?|fasilitatorar|konferansier|panel(?:deltakere?|deltakarar|et)?|medvirkende|medverkande"
    r"|vert|vertinne|verter|vertskap|guide|kursholder|kurshaldar|instruktør|prosessleder|prosessleiar|foreleser|førelesar"
    r"|speakers?|presenters?|chair|host|hosts|moderator|ved|ansvarlig|ansvarleg|presentert av|ledes av|leiast av|by"
    r"|holdes av|facilitators?|leder|leiar|deltakere i panelet|i panelet)\s?:\s*(?P<rest>.+)$",
    _I | re.DOTALL,
)
BESIDE: Final = re.compile(
    r"(?:^|[\s,(–-])(?:(?P<stays>med|with|mellom|between)|ved|by|presentert av|ledet av|leia av|ledes av"
    r"|innledning ved|introduced by|led by|chaired by"
    r"|moderated by|presented by|facilitated by)\s+(?P<rest>.+)$",
    _I | re.DOTALL,
)
_TAILS: Final = (
    re.compile(r"\s*[-–—]{1,2}\s+|\s+[-–—]{1,2}\s*"),
    re.compile(r"\s+/\s*|\s*//\s*|\s*\|\s*|\s*•\s*"),
    re.compile(r"\s*:\s+"),
    re.compile(r"\s*[,;]\s+"),
    re.compile(r"\.\s+|(?<=[?!])\s+"),
)
_SENTENCE: Final = re.compile(r"(?<=[\w)]{3})\.(?:\s+|$)(?=[A-ZÆØÅ«\"(]|$)")
_LAST_BRACKET: Final = re.compile(r"^(?P<title>.+?)\s*\((?P<inner>[^()]+)\)\W*$")
_FIRST: Final = re.compile(r"^(?P<people>[^:–—]{4,90}?)(?:\s*:\s+|\s+[-–—]\s+)(?P<title>\S.+)$")
_BETWEEN: Final = re.compile(r"\b(?:intervju|interview|møte|meeting|dialog|duett|spørsmål)\w*\s*$", _I)
_ENDS: Final = (".", "!", "?")
_EDGES: Final = " \t,;:–—-/|•"


@dataclass(frozen=True, slots=True)
class Told:
    """A title without its people, the people, and what stood after them or led nowhere."""

    title: str
    people: tuple[Contributor, ...] = ()
    rest: str = ""


def tell_apart(text: str) -> Told:
    """The title and the people of a line; of a very long one, the line."""
    if len(text) > LONGEST:
        return Told(text)
    for told in (*_marked(text), *_beside(text), *_in_brackets(text), *_at_end(text), *_at_beginning(text)):
        return told
    return Told(text)


def _marked(text: str) -> Iterator[Told]:
    """After "v/" or a label nothing is a title; where no person stands there, the words are kept."""
    found = LED.search(text) or LABELLED.search(text)
    if found is None:
        return
    title = _title(text[: found.start()])
    said, rest = first_sentence(found["rest"])
    people = people_in(said, is_sure=True)
    if people:
        yield Told(title, people, rest)
    elif title and not found.groupdict().get("label"):
        yield Told(title, (), text[found.start() :].strip(" ("))


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of what follows a mark, and the rest."""
    end = _SENTENCE.search(text)
    said, rest = (text[: end.start()], text[end.end() :]) if end else (text, "")
    opened = said.count("(") - said.count(")")
    return said.rstrip(" )") if opened < 0 else said.strip(), rest.strip()


def _beside(text: str) -> Iterator[Told]:
    for found in BESIDE.finditer(text):
        said, rest = first_sentence(found["rest"])
        if people := people_in(said):
            before = text[: found.start()]
            is_in_title = found["stays"] and not before.endswith(_ENDS) and _is_between(before)
            title = text[: found.start("rest")] + said if is_in_title else before
            yield Told(_title(title), people, rest)


def _is_between(title: str) -> bool:
    """Whether what is held is held between people, so that they belong in its title: "Samtale med Kari Nes"."""
    return kind_of(title, "") is Kind.DISCUSSION or _BETWEEN.search(title) is not None


def _in_brackets(text: str) -> Iterator[Told]:
    found = _LAST_BRACKET.match(text)
    if found is None:
        return
    is_name_alone = " " not in found["inner"] and found["inner"] not in ALSO_WORDS
    if people := people_in(found["inner"], is_sure=is_name_alone):
        yield Told(_title(found["title"]), people)


def _at_end(text: str) -> Iterator[Told]:
    for mark in _TAILS:
        for found in mark.finditer(text):
            title = _title(text[: found.start()])
            people = people_in(text[found.end() :]) if title else ()
            if people and not people_in(title):
                yield Told(title, people)


def people_before(text: str) -> tuple[Contributor, ...]:
    """The people that a line begins with: "Kari Nes: Vann og vei"."""
    return next((told.people for told in _at_beginning(text)), ())


def _at_beginning(text: str) -> Iterator[Told]:
    found = _FIRST.match(text)
    if found and (people := people_in(found["people"])):
        yield Told(_title(found["title"]), people)


def _title(text: str) -> str:
    text = text.rstrip(_EDGES)
    return text[:-1].rstrip(_EDGES) if text.endswith("(") else text.strip(_EDGES)
