"""How many there is room for, out of an invitation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from gatherings.intake.draft import Doubt, Remark, quoted, remark
from gatherings.intake.invitation.labels import Topic
from gatherings.intake.invitation.passages import Passage

LARGEST: Final = 100_000
NUMBERS: Final = {
    "en": 1, "én": 1, "ein": 1, "éin": 1, "one": 1, "to": 2, "two": 2, "tre": 3, "three": 3, "fire": 4, "four": 4,
    "fem": 5, "five": 5, "seks": 6, "six": 6, "sju": 7, "syv": 7, "seven": 7, "åtte": 8, "eight": 8, "ni": 9, "nine": 9,
    "ti": 10, "ten": 10,
}  # fmt: skip
_I: Final = re.IGNORECASE
_N: Final = rf"(?P<n>\d{{1,5}}|{'|'.join(NUMBERS)})"
_PEOPLE: Final = (
    r"(?:plass(?:er|ar)?|delta[kg]\w+|person(?:er|ar)?|påmeld(?:te|de)|gjest(?:er|ar)?|sitteplass\w*"
    r"|participants?|people|persons?|"
    r"places?|seats?|attendees?|delegates?|representant(?:er|ar)?|stk\.?|ansatte|tilsette)"
)
_MOST: Final = (
    r"(?:begrenset til|avgrensa til|begrensa til|maks(?:imalt|imum|imalt antall)?\.?|inntil|opptil|høyst|høgst"
    r"|limited to|up to|"
    r"at most|a maximum of|maximum(?: of)?|max\.?|no more than)"
)
_OF_EACH: Final = (
    r"(?:fra|frå|per|pr\.?|from|for|i) (?:hver|kvar|each|every|den enkelte)?\s*"
    r"(?:kommune\w*|organisasjon\w*|virksomhet\w*|verksemd\w*|medlem\w*|etat\w*|fylke\w*|municipalit\w+"
    r"|organi[sz]ation\w*|member\w*)"
)
_PER_ORGANISATION: Final = (
    re.compile(rf"\b{_N} (?:{_PEOPLE} )?{_OF_EACH}", _I),
    re.compile(
        rf"\b(?:hver|kvar|each) (?:kommune|organisasjon|virksomhet|verksemd|municipality|organi[sz]ation"
        rf"|member)\b[^.]{{0,40}}\b{_MOST} {_N}\b",
        _I,
    ),
)
_DIGITAL: Final = re.compile(rf"\b{_N} (?:digitale|online|digital) {_PEOPLE}", _I)
_ROOM: Final = (
    re.compile(rf"\b{_MOST} {_N}(?: (?:fysiske |ledige )?{_PEOPLE}\b|(?=\s*(?:[.,;)!]|$)))", _I),
    re.compile(
        rf"\b(?:plass|rom|room|space) (?:til|for) (?:(?:inntil|opptil|maks|up to"
        rf"|maksimalt) )?{_N}\b(?!\s*(?:min|time|kr|%))",
        _I,
    ),
    re.compile(
        rf"\b(?:det er|vi har|there are|we have|har|have|kun|bare|berre|only)(?: (?:kun|bare|berre|only|totalt"
        rf"|i alt))? {_N} (?:ledige |fysiske )?(?:plass(?:er|ar)|sitteplass\w*|seats|places)\b",
        _I,
    ),
)
_VALUE: Final = re.compile(rf"(?:{_MOST} )?{_N}\b", _I)


class Seats(NamedTuple):
    """What is None is not said, or not said for certain."""

    room: int | None = None
    digital: int | None = None
    per_organisation: int | None = None


def read_seats(passages: Sequence[Passage], remarks: list[Remark]) -> Seats:
    """How many there is room for; a number that two sentences tell differently is not taken."""
    found: dict[str, list[tuple[int, Passage]]] = {"room": [], "digital": [], "per_organisation": []}
    for sentence in _sentences(passages):
        for kind, number in _numbers(sentence):
            found[kind].append((number, sentence))
    return Seats(**{kind: _agreed(numbers, remarks) for kind, numbers in found.items()})


def _sentences(passages: Sequence[Passage]) -> Iterator[Passage]:
    return (one for passage in passages if passage.topic is not Topic.CONTACT for one in passage.sentences())


def _numbers(sentence: Passage) -> Iterator[tuple[str, int]]:
    """What one sentence says; a number is read once, as the most special thing that it can be."""
    text = sentence.text
    kinds = (
        *(("per_organisation", one) for one in _PER_ORGANISATION),
        ("digital", _DIGITAL),
        *(("room", one) for one in _ROOM),
    )
    is_read = False
    for kind, pattern in kinds:
        for match in pattern.finditer(text):
            is_read = True
            yield kind, _number(match["n"])
        text = pattern.sub(" | ", text)
    value = _VALUE.match(text) if sentence.topic is Topic.SEATS and not is_read else None
    if value:
        yield "room", _number(value["n"])


def _number(text: str) -> int:
    return NUMBERS[text.lower()] if text.lower() in NUMBERS else int(text)


def _agreed(found: list[tuple[int, Passage]], remarks: list[Remark]) -> int | None:
    numbers = {number for number, _ in found if number <= LARGEST}
    if len(numbers) > 1:
        remarks.append(remark(Doubt.SEATS_UNCLEAR, found[-1][1].line, text=quoted(found[-1][1].text)))
    return next(iter(numbers)) if len(numbers) == 1 else None
