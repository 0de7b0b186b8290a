"""What a gathering is called whose programme is written as text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from gatherings.intake.invitation.labels import Topic
from gatherings.intake.invitation.passages import Passage
from gatherings.intake.invitation.title import title_of
from gatherings.intake.prose.columns import is_name
from gatherings.intake.prose.dating import Said
from gatherings.intake.prose.days import day_of_heading
from gatherings.intake.prose.lines import Line
from gatherings.intake.prose.programmes import Written
from gatherings.intake.prose.words import ALTERNATIVE, PROGRAMME, TRACK

MOST_WORDS: Final = 16
FIRST_LINES: Final = 12
PLAIN_LINES: Final = 3
_I: Final = re.IGNORECASE
_LEAD: Final = re.compile(
    r"^\W*(?:(?:foreløpig|førebels|preliminary|tentativt?|draft|endelig|detaljert|utkast til)\s+)?"
    r"(?:program(?:met)?|programme|agenda|dagsorden|timeplan|kjøreplan|schedule|tidsplan|møteplan)\b"
    r"(?:\s+(?:for|til|of|on|på))?[\s:–—-]*",
    _I,
)
_TRAIL: Final = re.compile(
    r"[\s:–—,|-]+(?:foreløpig\s+|førebels\s+)?(?:program(?:met)?|programme|agenda|dagsorden|timeplan|schedule)\W*$", _I
)
_DAY_WORDS: Final = re.compile(r"\b(?:dag|day)\s*\d{0,2}\s*$|^\s*(?:dag|day)\s*\d{1,2}\b|[(]\s*[)]", _I)


def name_of(written: Written, said: Said, lines: Sequence[Line], rows: frozenset[int]) -> str:
    """The title: of one among several its own heading, else that of the document; empty where nothing names it."""
    document = _of_document(said, lines, written, rows)
    own = _clean(written.heading.words, written.heading.number) if written.heading is not None else ""
    if written.is_one_of_several and own and not ALTERNATIVE.search(own):
        return own
    return document or own


def _of_document(said: Said, lines: Sequence[Line], written: Written, rows: frozenset[int]) -> str:
    for passage in _passages(said):
        if passage.line not in rows and (title := _clean(passage.text, passage.line)):
            return title
    first = written.sections[0][1].position
    for line in lines[:first]:
        is_short = len(line.words.split()) <= MOST_WORDS
        if line.is_heading and is_short and line.number not in rows and (title := _clean(line.words, line.number)):
            return title
    return next(filter(None, (_of_plain(line) for line in lines[: min(first, PLAIN_LINES)])), "")


def _of_plain(line: Line) -> str:
    """What a line names that is set off by nothing but its place: "Seminar 14. oktober 2027 kl. 9–12"."""
    is_sentence = line.words.endswith((".", "!", "?", ",")) or len(line.words.split()) > MOST_WORDS
    mark = day_of_heading(replace(line, is_loud=True))
    return "" if is_sentence or mark is None else _clean(mark.title, line.number)


def _passages(said: Said) -> Iterator[Passage]:
    yield from (one for one in said.passages[:FIRST_LINES] if one.topic in (Topic.TITLE, Topic.SUBJECT) and one.text)
    if said.heading is not None:
        yield said.heading


def _clean(text: str, line: int) -> str:
    """The words of a heading without "Program for", without the date and without the number of the day."""
    if TRACK.match(text) or is_name(text) or PROGRAMME.fullmatch(text.strip(" :.*")):
        return ""
    mark = day_of_heading(Line(line, text, is_loud=True))
    if mark and not mark.title:
        return ""
    title = _LEAD.sub("", title_of(Passage(line, text)))
    title = _DAY_WORDS.sub("", _TRAIL.sub("", title)).strip(" -–—:,|.()")
    if not any(char.isalpha() for char in title):
        return ""
    return title[:1].upper() + title[1:]
