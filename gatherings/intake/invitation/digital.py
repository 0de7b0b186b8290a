"""Whether one can take part from elsewhere, out of an invitation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gatherings.intake.draft import Doubt, Remark, quoted, remark
from gatherings.intake.invitation.labels import Topic
from gatherings.intake.invitation.passages import Passage
from gatherings.intake.streaming import NO, YES

_I: Final = re.IGNORECASE
_TOOL: Final = r"(?:microsoft teams|teams|zoom|webex|google meet|youtube|nettet|nett|internet)"
_OFFER: Final = re.compile(
    rf"\b(?:på|via|over|gjennom|through|on) {_TOOL}\b|\b(?:teams|zoom)[ -]?(?:lenk\w*|link|møte|meeting)\b"
    rf"|\bhybrid\w*\b"
    r"|\b(?:live-?)?(?:strømm|strøym|stream)(?:es|ast|ed|et|a)\b|\b(?:via|på|by|per) (?:strømming|strøyming"
    r"|stream|livestream)\b"
    r"|\bdigital(?:e|t)? (?:delta[kg]\w*|plass\w*|oppmøte|frammøte|møte\w*|participa\w*|attend\w*|places?"
    r"|seats?|sending|strøm\w*|tilgang)\b"
    r"|\b(?:delta|deltar|deltek|følge|følgje|følg|følgjer|være med|vere med|bli med|vær med|ver med"
    r"|koble\w* (?:deg|seg) på)\b[^.;]{0,40}\bdigitalt\b"
    r"|\bdigitalt (?:eller|og|eller i) (?:fysisk|salen)|\b(?:fysisk|salen|på stedet) (?:og|eller|og/eller"
    r"|eller også) digitalt\b"
    r"|\b(?:også|òg|heilt|hel)[ -]?digital(?:t)?\b|\bogså mulig digitalt\b"
    r"|\b(?:online|remote|virtual) (?:participa\w*|attend\w*|places?|seats?)\b"
    r"|\b(?:join|attend|follow|participate|take part|watch)\b[^.;]{0,40}\b(?:online|remotely|digitally"
    r"|virtually)\b|\blivestream\w*\b",
    _I,
)
_ROOM_ONLY: Final = re.compile(
    r"\b(?:kun|bare|berre|utelukkende) (?:et |ei |en )?(?:fysisk|for fysisk|i salen)|\bfysisk (?:oppmøte"
    r"|frammøte|samling|møte) (?:kun|bare|berre)\b"
    r"|\b(?:in[- ]person|physical|on site) only\b|\bonly (?:in person|on site|physical)\b|\bin person only\b",
    _I,
)
_ONLY_DIGITAL: Final = re.compile(
    r"\b(?:kun|bare|berre|only) (?:digital\w*|online|på teams)|\bhel-?digital\w*|\bheildigital\w*|\b(?:fully"
    r"|entirely) (?:online|digital)|\bonline only\b",
    _I,
)
_NEGATED: Final = re.compile(
    r"\b(?:ikke|ikkje|ingen|inga|uten|utan|not|no|cannot|without)\b(?:\W+\w+){0,5}\W*$"
    r"|n['’]t\b(?:\W+\w+){0,5}\W*$",
    _I,
)
_NEGATED_AFTER: Final = re.compile(
    r"^\W*(?:(?:er|blir|vert|is|vil|will|kan)\W+(?:\w+\W+){0,2})?(?:ikke|ikkje|not)\b", _I
)
_CONDITION: Final = re.compile(r"\b(?:dersom|hvis|viss|om|if|de som|dei som|those who|kan du|can you)\b", _I)
_UNSURE: Final = re.compile(
    r"\b(?:vurder\w*|kanskje|muligens|muleg(?:ens|vis)|avklar\w*|may be|might|perhaps|ved behov)\b|\?$", _I
)
_SIGNING_UP: Final = re.compile(r"\b(?:påmelding|meld deg på|registrer|skjema|sign up|register)\b", _I)
_CLAUSES: Final = re.compile(r"(?<=\?)|[.!;,]|\s(?:men|but)\s", _I)
_ALONE: Final = re.compile(
    rf"\W*(?:(?:digitalt|online|nettmøte|webinar|på nett|på|on)\W*)*(?:{_TOOL})?\W*(?:-?møte|meeting)?\W*", _I
)
_BESIDE: Final = re.compile(
    rf"\s*(?:,|/|\+|\b(?:og|eller|and|or|samt)\b|\()\s*(?:også\s+|also\s+)?(?:digitalt|online|strømming"
    rf"|strøyming|hybrid|(?:digitalt |online )?(?:(?:på|via|on) )?{_TOOL}\b).*",
    _I,
)


def read_digital(passages: Sequence[Passage], remarks: list[Remark]) -> bool | None:
    """True where it is offered, False where it is said not to be; None where nothing, or both, is said."""
    marks = [(mark, one) for one in _clauses(passages) if (mark := _mark(one)) is not None]
    said = {mark for mark, _ in marks}
    if len(said) > 1:
        at = marks[-1][1]
        remarks.append(remark(Doubt.DIGITAL_UNCLEAR, at.line, text=quoted(at.text)))
        return None
    return next(iter(said), None)


def read_only_digital(passages: Sequence[Passage]) -> bool:
    """Whether there is no room at all: "kun digitalt"."""
    for one in _clauses(passages):
        found = _ONLY_DIGITAL.search(one.text)
        if found and not _NEGATED.search(one.text[: found.start()]) and not _SIGNING_UP.search(one.text):
            return True
    return False


def is_digital_place(text: str) -> bool:
    """Whether a place is nothing but a meeting on the net: "Teams"."""
    return bool(text) and _ALONE.fullmatch(text) is not None


def without_digital(text: str) -> str:
    """The place without "og digitalt på Teams"."""
    return _BESIDE.sub("", text)


def _clauses(passages: Sequence[Passage]) -> Iterator[Passage]:
    for passage in passages:
        if passage.topic is Topic.CONTACT:
            continue
        for sentence in passage.sentences():
            for clause in _CLAUSES.split(sentence.text):
                if clause.strip():
                    yield Passage(sentence.line, clause.strip(), passage.topic, passage.name)


def _mark(clause: Passage) -> bool | None:
    if clause.topic is Topic.DIGITAL:
        word = clause.text.split(maxsplit=1)[0].strip(".,").lower()
        if word in YES | NO:
            return word in YES
    if _ROOM_ONLY.search(clause.text):
        return False
    if clause.topic in (Topic.WHERE, Topic.WHEN_WHERE) and (
        is_digital_place(clause.text) or _BESIDE.search(clause.text)
    ):
        return True
    if _ONLY_DIGITAL.search(clause.text) and not _SIGNING_UP.search(clause.text):
        return True
    found = _OFFER.search(clause.text)
    if (
        found is None
        or _UNSURE.search(clause.text)
        or (_SIGNING_UP.search(clause.text) and "digitalt" in found[0].lower())
    ):
        return None
    return _offered(clause.text, found)


def _offered(text: str, found: re.Match[str]) -> bool | None:
    """Whether it is offered or denied; a "not" in a condition ("if you cannot come …") says nothing for certain."""
    before = text[: found.start()]
    if not _NEGATED.search(before) and not _NEGATED_AFTER.match(text[found.end() :]) and not _NEGATED.search(found[0]):
        return True
    return None if _CONDITION.search(before) else False
