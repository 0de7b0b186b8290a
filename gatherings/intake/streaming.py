"""Whether a block is streamed, read out of what its organisers wrote."""

from __future__ import annotations

import re
from typing import Final

_I: Final = re.IGNORECASE
_CLAUSES: Final = re.compile(r"(?<=\?)|[.!;,\n]|\s(?:men|but|og|and)\s", _I)
_REMINDERS: Final = re.compile(r"\b(?:ikke glem|ikkje gløym|don['’]t forget|do not forget|husk|hugs|remember)\b", _I)
_NOT: Final = re.compile(
    r"\b(?:ikke|ikkje|itj|not|never|aldri|ingen|inga|uten|utan|no|nei|verken|korkje|neither|nor)\b|n['’]t\b", _I
)
_THE_BLOCK = r"(?:bolken|den|det|dette|denne|økten|økta)"
_UNSURE: Final = re.compile(
    r"\b(?:kan|kanskje|bør|muligens|muleg|mulig|vurder\w*|avklar\w*|usikker|hvis|dersom|may|maybe|might|could|if|perhaps"
    rf"|om {_THE_BLOCK})\b",
    _I,
)
_IS_STREAMED: Final = re.compile(
    r"\b(?:live-?)?stream(?:es|ast|ed|et|a)\b|\bstrømm(?:es|ast)\b|\bstrøym(?:es|ast)\b|\bdirektesend(?:es|ast)\b"
    r"|(?:\b(?:er|blir|bli|vert|verte|ikke|ikkje)\b.{0,30}|^\W*)\b(?:strømmet|strømma|strøyma|strøymt|direktesendt)\b",
    _I,
)
_STREAMING: Final = re.compile(
    r"\W*(?P<no>(?:ingen|inga|uten|utan|no|ikke|ikkje)\s+)?(?:live-?)?(?:stream|streaming|strømming|strøyming|direktesending)"
    r"(?:\s*[:=–-]\s*(?P<answer>\w+))?\W*",
    _I,
)
YES: Final = frozenset({"ja", "yes", "x"})
NO: Final = frozenset({"nei", "no", "ingen", "inga", "ikke", "ikkje"})


def find_stream_marks(*texts: str) -> frozenset[bool]:
    """What the texts say about streaming: nothing, one thing, or both (then somebody should be asked)."""
    clauses = (clause for text in texts for clause in _CLAUSES.split(_REMINDERS.sub("", text)))
    return frozenset(mark for mark in map(_mark, clauses) if mark is not None)


def _mark(clause: str) -> bool | None:
    """What one clause says; a question or a maybe says nothing."""
    if clause.endswith("?"):
        return None
    label = _STREAMING.fullmatch(clause)
    if label:
        return _labelled(no=bool(label["no"]), answer=label["answer"])
    if not _IS_STREAMED.search(clause):
        return None
    if _NOT.search(clause):
        return False
    return None if _UNSURE.search(clause) else True


def _labelled(*, no: bool, answer: str | None) -> bool | None:
    """ "Strømming: ja", "Ingen strømming", or the word alone."""
    if answer is None:
        return not no
    return True if answer.lower() in YES else False if answer.lower() in NO else None
