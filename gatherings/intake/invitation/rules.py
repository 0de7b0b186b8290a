"""The passages about costs and cancelling, their text as it stands, and what can be read out of them for certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from gatherings.intake.draft import Doubt, Remark, Source, quoted, remark
from gatherings.intake.hours import Unclear
from gatherings.intake.invitation.deadline import Limit, day_of, find_limit
from gatherings.intake.invitation.fees import Fees, read_fees
from gatherings.intake.invitation.labels import Topic
from gatherings.intake.invitation.marks import AFTER, ATTENDING_COSTS, FREE, LATE, ONLY_FREE, is_about_terms
from gatherings.intake.invitation.passages import Passage
from gatherings.intake.invitation.seats import NUMBERS
from gatherings.intake.invitation.stamps import read_stamps
from gatherings.intake.invitation.when import When
from gatherings.intake.public import plain, without_addresses

LONGEST_TEXT: Final = 4000
_I: Final = re.IGNORECASE
_WHOLE: Final = re.compile(r"\((?P<inner>[^()]+)\)\.?")
_WITHIN: Final = re.compile(r"\([^()]+\)")
_LEADS: Final = re.compile(
    r"(?:\binn[ea]n|\bsenest|\bseinast|\btil og med|\bt\.?o\.?m\.?|\bfr[ae]m til|\bby|\buntil|\bno later than"
    r"|\bfør|\bbefore|\better|\bafter|\ber|\bis|"
    r"\butgangen av|\b(?:senere|seinere|seinare|later) (?:enn|than))\s*(?:den|the)?\s*$",
    _I,
)
_DAYS_BEFORE: Final = re.compile(
    rf"\b(?:senere enn|seinere enn|seinare enn|mindre enn|later than|less than|innen|innan|senest|seinast"
    rf"|inntil|fram til|frem til|up to|until)\s+"
    rf"(?P<n>\d{{1,2}}|{'|'.join(NUMBERS)})\s+(?P<unit>dag\w*|døgn|uker?|veker?|days?|weeks?)\s+(?:før|before"
    rf"|in advance)",
    _I,
)
_PRICE_LABEL: Final = re.compile(r"pris|kostnad|delta[kg]\w*avgift|price|cost|fee", _I)
WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Rules:
    """`text` as it stands; the rest only where it is certain."""

    text: str | None
    is_free: bool | None
    fees: Fees
    free_until: date | None


def read_rules(source: Source, passages: Sequence[Passage], when: When, remarks: list[Remark]) -> Rules:
    """What the invitation says of costs and cancelling. Raises Unreadable for a day that cannot be."""
    about = tuple(_about_terms(passages))
    sentences = [sentence for passage in about for sentence in _unwrapped(passage).sentences()]
    return Rules(
        text=_text(about),
        is_free=_is_free(sentences),
        fees=read_fees(sentences, remarks),
        free_until=_free_until(source, passages, sentences, when, remarks),
    )


def _about_terms(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages, or the part of them: what stands in brackets, or the sentences from the first to the last."""
    for passage in passages:
        if passage.topic is Topic.TERMS:
            yield passage
        elif passage.topic in (None, Topic.SIGN_UP, Topic.DEADLINE, Topic.FREE_UNTIL, Topic.WHEN, Topic.WHERE):
            part = _in_brackets(passage) or _sentences_about(passage)
            if part:
                yield part


def _in_brackets(passage: Passage) -> Passage | None:
    found = next((one for one in _WITHIN.finditer(passage.text) if is_about_terms(one[0])), None)
    if found is None or is_about_terms(_WITHIN.sub(" ", passage.text)):
        return None
    return Passage(passage.line_at(found.start()), found[0])


def _sentences_about(passage: Passage) -> Passage | None:
    sentences = list(passage.sentences())
    about = [number for number, one in enumerate(sentences) if is_about_terms(one.text)]
    if not about:
        return None
    chosen = sentences[about[0] : about[-1] + 2 if _goes_on(sentences, about[-1]) else about[-1] + 1]
    return Passage(chosen[0].line, " ".join(one.text for one in chosen))


def _goes_on(sentences: Sequence[Passage], last: int) -> bool:
    """Whether the next sentence says that the same holds for another case."""
    return (
        len(sentences) > last + 1
        and re.match(r"det sam(?:m)?e|the same|tilsvar", sentences[last + 1].text, _I) is not None
    )


def _unwrapped(passage: Passage) -> Passage:
    found = _WHOLE.fullmatch(passage.text)
    return replace(passage, text=found["inner"], breaks=()) if found else passage


def _text(about: Sequence[Passage]) -> str | None:
    """The passages as they stand, without brackets around and without e-mail addresses."""
    texts = (f"{one.name}: {one.text}" if _keeps_name(one) else _unwrapped(one).text for one in about)
    said = "\n\n".join(dict.fromkeys(without_addresses(plain(text))[0] for text in texts if text.strip()))
    return said[:LONGEST_TEXT] or None


def _keeps_name(passage: Passage) -> bool:
    return passage.topic is Topic.TERMS and passage.name.lower() not in ("vilkår", "betingelser", "terms", "conditions")


def _is_free(sentences: Sequence[Passage]) -> bool | None:
    """Whether taking part costs nothing; None where nothing is said, or both."""
    free = any(
        FREE.search(one.text)
        or (one.name.lower() not in ("avmelding", "avbestilling") and ONLY_FREE.fullmatch(one.text))
        for one in sentences
    )
    costs = any(
        (_PRICE_LABEL.fullmatch(one.name) or ATTENDING_COSTS.search(one.text)) and re.search(r"[1-9]", one.text)
        for one in sentences
    )
    return free if free != costs else None


def _free_until(
    source: Source, passages: Sequence[Passage], sentences: Sequence[Passage], when: When, remarks: list[Remark]
) -> date | None:
    """The last day to cancel free of charge, where it is said apart from the deadline."""
    for passage in passages:
        limit = _limit(passage, with_short=True) if passage.topic is Topic.FREE_UNTIL else None
        if limit:
            return day_of(source, limit, when, remarks)
    for sentence in sentences:
        if not LATE.search(sentence.text) and sentence.name.lower() != "avmelding":
            continue
        counted = _counted(sentence, when, remarks)
        limit = None if counted else _limit(sentence)
        if counted or limit:
            return counted or (day_of(source, limit, when, remarks) if limit else None)
    return None


def _limit(passage: Passage, *, with_short: bool = False) -> Limit | None:
    """A day to which a word leads: "innen", "til og med", "after"."""
    try:
        limit = find_limit(passage, with_short=with_short)
        days = read_stamps(passage.text, with_short=with_short).days
    except Unclear:
        return None
    if limit is None or with_short or not days:
        return limit
    before = passage.text[: days[0].at]
    return limit if _LEADS.search(before) or AFTER.search(before) else None


def _counted(sentence: Passage, when: When, remarks: list[Remark]) -> date | None:
    """ "Later than a week before": counted from the first day."""
    found = _DAYS_BEFORE.search(sentence.text)
    if found is None:
        return None
    number = NUMBERS.get(found["n"].lower()) or int(found["n"])
    days = number * (WEEK if found["unit"].lower().startswith(("uke", "veke", "week")) else 1)
    day = when.starts_on - timedelta(days=days)
    remarks.append(remark(Doubt.FREE_UNTIL_COUNTED, sentence.line, text=quoted(found[0]), day=str(day)))
    return day
