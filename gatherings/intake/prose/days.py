"""The days that a line of a programme names: "DAG 1 – 26.september", "Tirsdag", "Program for dag 2"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

from gatherings.intake.dates import WEEKDAYS, WrittenDate
from gatherings.intake.hours import Unclear
from gatherings.intake.invitation.marks import is_about_deadline, is_about_terms
from gatherings.intake.invitation.stamps import SHORT_WEEKDAYS, read_stamps
from gatherings.intake.prose.lines import Line

MOST_WORDS: Final = 14
MOST_OTHER_WORDS: Final = 7

_I: Final = re.IGNORECASE
_COUNTED: Final = {
    "første": 1, "fyrste": 1, "first": 1, "one": 1, "en": 1, "én": 1, "ein": 1, "éin": 1, "i": 1,
    "andre": 2, "annen": 2, "second": 2, "two": 2, "to": 2, "ii": 2,
    "tredje": 3, "third": 3, "three": 3, "tre": 3, "iii": 3, "fjerde": 4, "fourth": 4, "four": 4, "fire": 4,
}  # fmt: skip
_WORDS: Final = "|".join(sorted(_COUNTED, key=len, reverse=True))
_NUMBER: Final = re.compile(
    rf"\b(?:dag|day)\s*(?:nr\.?\s*)?(?P<n>\d{{1,2}}|{_WORDS})\b(?!\s*(?:av|of)\b)"
    rf"|\b(?:(?P<nth>\d)\s*\.|(?P<word>{_WORDS}))\s+(?:dag(?:en)?|day)\b",
    _I,
)
_WEEKDAY: Final = re.compile(
    rf"\b(?P<day>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))}|(?:{'|'.join(SHORT_WEEKDAYS)})(?=\.?\W*$))\b\.?",
    _I,
)
_DOTTED: Final = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(0?[1-9]|1[0-2])\.?(?!\d|[.:]?\d)")
_FILLING: Final = re.compile(
    r"\b(?:det )?(?:foreløpig|førebels|preliminary|tentativt?|endelig|fullt|detaljert|program(?:met)?|programme|agenda"
    r"|dagsorden|saksliste|timeplan|kjøreplan|tidsplan|schedule|for|den|dag(?:en)?|day|the|på|i|on|of|kl|klokka|klokken"
    r"|formiddag|ettermiddag|kveld|morgen|og|fra|frå|til|hovedprogram|session|dato|date|når|tid|tidspunkt|when)\b",
    _I,
)
_NO_DAY: Final = re.compile(
    r"\b(?:frist\w*|deadline|senest|innen|innan|påmeld\w*|avmeld\w*|oppdatert|revidert|sist endret|versjon|updated"
    r"|version|utsendt|vedtatt|saksnr|deres ref|vår ref|skrevet ut|trykt|printed|copyright|referat fra|vedlegg)\b|©",
    _I,
)


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day as it is named. `rest` is what the line says beside it; `last` the last of several days,
    `until` the hour at which it ends.
    """

    line: int
    rest: str
    written: WrittenDate | None = None
    last: WrittenDate | None = None
    number: int | None = None
    weekday: int | None = None
    until: time | None = None

    @property
    def title(self) -> str:
        """What is left that may name something: without "Program for" and the like."""
        return " ".join(_FILLING.sub(" ", self.rest).split()).strip(" -–—,.:;|/()")

    @property
    def is_range(self) -> bool:
        return self.last is not None and self.last != self.written


def read_day(line: Line) -> DayMark | None:
    """The day that the line names; None where it names none, or is about a deadline."""
    text = line.words
    if _NO_DAY.search(text) or is_about_deadline(text) or is_about_terms(text):
        return None
    mark = _marked(text, line.number)
    return mark if mark.written or mark.number or mark.weekday is not None else None


def day_of_heading(line: Line) -> DayMark | None:
    """The day that the line is a heading of: it names one, and little else."""
    if len(line.words.split()) > MOST_WORDS or line.words.endswith(("!", "?")):
        return None
    mark = read_day(line)
    if mark is None:
        return None
    others = len(mark.title.split())
    if others == 0:
        return mark
    is_set_off = line.is_heading or (line.is_apart and not line.is_item)
    fits = others <= MOST_OTHER_WORDS and not mark.rest.rstrip().endswith(".")
    return mark if is_set_off and fits and (mark.written or mark.number) and "\t" not in line.text else None


def _marked(text: str, number: int) -> DayMark:
    counted = _NUMBER.search(text)
    rest = _without(counted, text)
    try:
        stamps = read_stamps(_DOTTED.sub(r"\1.\2.", rest), with_short=True)
        days, clocks, rest = stamps.days, stamps.clocks, stamps.rest
    except Unclear:
        days, clocks = (), ()
    weekday = None if days else _WEEKDAY.search(rest)
    rest = _without(weekday, rest)
    return DayMark(
        number,
        " ".join(rest.split()),
        written=days[0].first if days else None,
        last=(days[-1].last or days[-1].first) if days else None,
        number=_count(counted) if counted else None,
        until=clocks[0].end if clocks else None,
        weekday=(WEEKDAYS | SHORT_WEEKDAYS)[weekday["day"].lower()] if weekday else None,
    )


def _count(found: re.Match[str]) -> int:
    said = (found["n"] or found["nth"] or found["word"]).lower()
    return int(said) if said.isdigit() else _COUNTED[said]


def _without(found: re.Match[str] | None, text: str) -> str:
    return text if found is None else f"{text[: found.start()]} {text[found.end() :]}"
