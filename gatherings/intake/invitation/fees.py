"""What it costs to cancel late or to stay away, out of an invitation: only what a sentence says for certain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from gatherings.intake.draft import Doubt, Remark, quoted, remark
from gatherings.intake.invitation.marks import ABSENT, CHARGED, LATE, NOT, PERHAPS, SAME
from gatherings.intake.invitation.passages import Passage
from gatherings.terms import Fee

_I: Final = re.IGNORECASE
_FIGURE: Final = r"(?:\d{1,3}(?:[ .\u00a0]\d{3})+|\d{1,6})"
_AMOUNT: Final = re.compile(
    rf"\b(?:kr|nok|kroner)\b\.?\s*(?P<after>{_FIGURE})(?![\d%])|(?<![\d.,])(?P<before>{_FIGURE})\s*(?:,-"
    rf"|(?:,-\s*)?(?:kr|kroner|nok)\b)",
    _I,
)
_ACTUAL: Final = re.compile(
    r"(?:faktur|belast|invoic|charg|bill|betal|dekk|pay)\w*\b[^.;]{0,60}\b(?:\w*kostna\w+|utgift\w*|costs?"
    r"|expenses?)\b"
    r"|\bfaktiske?n? (?:kostna\w+|utgift\w*)|\bactual (?:costs?|expenses?)\b"
    r"|\b(?:kostna\w+|utgift\w*|costs?|expenses?)\b[^.;]{0,40}\b(?:faktur|belast|invoic|charg|bill)\w*",
    _I,
)
_CLAUSES: Final = re.compile(r"\s*(?:;|,?\s\b(?:men|but|however)\b)\s*", _I)
_PARTS: Final = re.compile(r"\s*(?:,|\b(?:og|and|mens|medan|while)\b)\s*", _I)
_WITHOUT_NOTICE: Final = re.compile(
    r"\b(?:uten|utan|without)(?: \w+){0,3} (?:\w*avmeld\w*|avbud|beskjed|meld\w+ avbud|notice|cancel\w*|forfall"
    r"|melde (?:seg|deg|dykk|dere) av)\b",
    _I,
)


class Price(NamedTuple):
    """What a clause charges, and for what."""

    fee: Fee
    is_late: bool
    is_absent: bool


class Fees(NamedTuple):
    late: Fee | None = None
    absent: Fee | None = None


def read_fees(sentences: Iterable[Passage], remarks: list[Remark]) -> Fees:
    """The fees; where two sentences tell different ones, or one says "may", none, and a warning."""
    prices: list[Price] = []
    for sentence in sentences:
        found = list(_prices(sentence.text, prices))
        prices += found
        if not found and _charges(sentence.text):
            remarks.append(remark(Doubt.FEE_NOT_READ, sentence.line, text=quoted(sentence.text)))
    late, absent = {one.fee for one in prices if one.is_late}, {one.fee for one in prices if one.is_absent}
    if max(len(late), len(absent)) > 1:
        remarks.append(remark(Doubt.FEES_DIFFER))
    return Fees(_only(late), _only(absent))


def _only(fees: set[Fee]) -> Fee | None:
    return next(iter(fees)) if len(fees) == 1 else None


def _charges(text: str) -> bool:
    return any((LATE.search(one) or ABSENT.search(one)) and CHARGED.search(one) for one in _CLAUSES.split(text))


def _prices(text: str, before: list[Price]) -> Iterator[Price]:
    if SAME.search(text) and before:
        late, absent = _subjects(text)
        yield Price(before[-1].fee, late, absent)
        return
    for clause in _CLAUSES.split(text):
        yield from _in_clause(clause)


def _in_clause(clause: str) -> Iterator[Price]:
    late, absent = _subjects(clause)
    if not (late or absent) or _is_unsure(clause):
        return
    amounts = _amounts(clause)
    if len(amounts) > 1:
        yield from _each(clause)
    elif amounts:
        yield Price(Fee(amounts[0]), late, absent)
    elif _ACTUAL.search(clause):
        yield Price(Fee(), late, absent)


def _each(clause: str) -> list[Price]:
    """Several amounts, each beside what it is for; nothing where one of them is not."""
    prices, waiting = [], ""
    for part in _PARTS.split(clause):
        waiting = f"{waiting} {part}".strip()
        amounts, (late, absent) = _amounts(waiting), _subjects(waiting)
        if len(amounts) == 1 and late != absent:
            prices.append(Price(Fee(amounts[0]), late, absent))
            waiting = ""
    return prices if not _amounts(waiting) and len({one.is_late for one in prices}) == len(prices) else []


def _subjects(text: str) -> tuple[bool, bool]:
    """Whether it is about cancelling late, and about staying away."""
    return LATE.search(_WITHOUT_NOTICE.sub(" ", text)) is not None, ABSENT.search(text) is not None


def _is_unsure(clause: str) -> bool:
    """Whether a "not" or a "may" is left when the words for staying away are taken out."""
    rest = ABSENT.sub(" ", _WITHOUT_NOTICE.sub(" ", clause))
    return NOT.search(rest) is not None or PERHAPS.search(rest) is not None


def _amounts(text: str) -> list[int]:
    """Whole kroner, above nought."""
    figures = (found["after"] or found["before"] for found in _AMOUNT.finditer(text))
    return [amount for figure in figures if (amount := int(re.sub(r"\D", "", figure)))]
