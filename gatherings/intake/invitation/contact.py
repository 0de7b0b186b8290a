"""Whom to ask, out of an invitation's contact line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gatherings.gathering import Contact
from gatherings.intake.draft import Doubt, Remark, quoted, remark
from gatherings.intake.invitation.labels import Topic
from gatherings.intake.invitation.passages import Passage
from gatherings.intake.name_words import name_words

_I: Final = re.IGNORECASE
_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE: Final = re.compile(r"(?<![\d@.])(?:\+|00)?\d(?:[ \u00a0]?\d){7,11}(?!\d)")
_NAME: Final = re.compile(r"[A-ZÆØÅÁÉÖÄČĐŊŠŦŽ][\w'’-]+(?: (?:[A-ZÆØÅÁÉÖÄČĐŊŠŦŽ][\w'’.-]*|van|von|de|af)){1,3}")
_ASKS: Final = re.compile(
    r"\b(?:ta(?:k)? kontakt|kontakt\w*|spørsmål|questions?|contact|enquir\w+|ring|skriv til)\b", _I
)
_SECRETARIAT: Final = re.compile(r"\b(?:the )?(?:secretariat|sekretariatet|prosjektledelsen|prosjektleiinga)\b", _I)
_WORDS: Final = re.compile(r"\b(?:tlf|telefon|mobil|mob|tel|phone|e-?post|e-?mail|mail)\b\.?:?", _I)


def read_contact(passages: Sequence[Passage], remarks: list[Remark]) -> Contact | None:
    """The first contact line that names somebody and a way to reach them; a warning where there is only one of both."""
    missed: Passage | None = None
    for passage in _lines(passages):
        contact = _contact(passage.text)
        if contact:
            return contact
        missed = missed or passage
    if missed and (_EMAIL.search(missed.text) or _PHONE.search(missed.text) or missed.topic):
        remarks.append(remark(Doubt.CONTACT_NOT_READ, missed.line, text=quoted(missed.text or missed.name)))
    return None


def _lines(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The labelled ones first, then sentences that say whom to ask."""
    yield from (one for one in passages if one.topic is Topic.CONTACT)
    for passage in passages:
        is_one = passage.topic in (None, Topic.SIGN_UP) and _ASKS.search(passage.text)
        if is_one and (_EMAIL.search(passage.text) or _PHONE.search(passage.text)):
            yield passage


def _contact(text: str) -> Contact | None:
    email, phone = _EMAIL.search(text), _PHONE.search(_EMAIL.sub(" ", text))
    name = _name(_EMAIL.sub(" ", text))
    if name is None or not (email or phone):
        return None
    return Contact(name, " ".join(phone[0].split()) if phone else None, email[0].rstrip(".").lower() if email else None)


def _name(text: str) -> str | None:
    """A person's name, else the secretariat's own word."""
    known = name_words()
    names = [found[0] for found in _NAME.finditer(_WORDS.sub(",", text))]
    given = [_without_lead(name) for name in names]
    sure = [name for name in given if known.begins_with_given(name) and known.may_be_person(name)]
    persons = [name for name in given if " " in name and known.may_be_person(name) and not known.is_role(name)]
    secretariat = _SECRETARIAT.search(text)
    return next(iter([*sure, *persons, *([secretariat[0]] if secretariat else [])]), None)


def _without_lead(name: str) -> str:
    """ "Kontakt Ola Vik" as "Ola Vik"."""
    words = name.split()
    while len(words) > 1 and (_ASKS.fullmatch(words[0]) or name_words().is_role(words[0])):
        words = words[1:]
    return " ".join(words)
