"""What a gathering is called, out of its invitation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from gatherings.intake.dates import read_heading
from gatherings.intake.invitation.labels import Topic
from gatherings.intake.invitation.marks import INVITES
from gatherings.intake.invitation.passages import Passage
from gatherings.intake.public import one_line, without_addresses

LONGEST: Final = 150
FIRST_LINES: Final = 12
_I: Final = re.IGNORECASE
_GREETING: Final = re.compile(r"(?:hei|kjære|hallo|god dag|dear|hello|hi|til|to)\b", _I)
_LEAD: Final = re.compile(
    r"\W*(?:(?:fw|fwd|vs|sv|re):\s*)*(?:(?:velkommen|velkomen|welcome)\s+)?"
    r"(?:(?:invitasjon(?:en)?|invitation|innbydelse|innbyding|innbjoding)\b)?\s*(?:[:–—-]\s*)?(?:(?:til|to"
    r"|for)\s+)?(?:(?:the|our|an?)\s+)?",
    _I,
)
_WELCOME: Final = re.compile(r"\W*(?:velkommen|velkomen|welcome)\s+(?:til|to)\b", _I)
_INVITES_TO: Final = re.compile(
    r"\b(?:inviter(?:er|ar|es|ast)?(?: \w+){0,6}?|invites?(?: \w+){0,6}?|velkommen|velkomen|welcome)\s+(?:til"
    r"|to)\s+(?:the |our |an? |ei? |en |et |eit )?"
    r"(?P<title>[^.!?,;:\n]{4,90})",
    _I,
)
_LEFT_OVER: Final = re.compile(r"[\s,–—-]*\b(?:på|i|den|for|fra|frå|on|in|at|kl|the)?[\s,.–—:-]*$", _I)


def find_heading(passages: Sequence[Passage]) -> Passage | None:
    """The passage that names the gathering: the heading that invites, or what stands just below it; else the first
    heading, or a short first line.
    """
    early = [one for one in passages if one.line <= FIRST_LINES + passages[0].line]
    tests: tuple[Callable[[Passage], bool], ...] = (
        _invites,
        _labelled(Topic.TITLE),
        _labelled(Topic.SUBJECT),
        _is_heading,
    )
    for test in tests:
        for passage in early:
            if test(passage) and title_of(passage):
                return passage
            if test(passage) and INVITES.match(passage.text):
                below = next((one for one in passages if one.line > passage.line), None)
                if below is not None and below.topic is None and _is_short(below) and title_of(below):
                    return below
    return passages[0] if _is_plain(passages[0]) and title_of(passages[0]) else None


def title_of(passage: Passage) -> str:
    """The title in a heading, without "Invitasjon til" and without the date; empty where nothing is left."""
    text = without_addresses(one_line(passage.text))[0]
    bare = text[found.end() :] if (found := _LEAD.match(text)) and _begins_with_lead(text) else text
    title = _LEFT_OVER.sub("", read_heading(bare).title.rstrip(" .:!"))[:LONGEST].strip()
    return title[:1].upper() + title[1:]


def title_in_prose(passages: Sequence[Passage]) -> tuple[str, int] | None:
    """ "We invite you to X": X, with its line."""
    for sentence in _sentences(passages):
        found = _INVITES_TO.search(sentence.text)
        if found:
            title = _LEFT_OVER.sub("", read_heading(found["title"]).title)
            return title[:1].upper() + title[1:], sentence.line
    return None


def _sentences(passages: Sequence[Passage]) -> Iterator[Passage]:
    return (sentence for passage in passages if passage.topic is None for sentence in passage.sentences())


def _begins_with_lead(text: str) -> bool:
    return INVITES.match(re.sub(r"^(?:(?:fw|fwd|vs|sv|re):\s*)+", "", text, flags=_I)) is not None or (
        _WELCOME.match(text) is not None
    )


def _invites(passage: Passage) -> bool:
    return passage.topic is None and INVITES.match(passage.text) is not None and _is_short(passage)


def _labelled(topic: Topic) -> Callable[[Passage], bool]:
    return lambda passage: passage.topic is topic


def _is_heading(passage: Passage) -> bool:
    return passage.topic is None and passage.is_heading and _is_short(passage)


def _is_plain(passage: Passage) -> bool:
    """Whether a first line may be the title without a mark of one: no greeting, no sentence, no day, no hour."""
    if passage.topic is not None or not _is_short(passage) or _GREETING.match(passage.text):
        return False
    return not passage.text.endswith((".", ",")) and re.search(r"\bkl\b|\d[.:]\d", passage.text) is None


def _is_short(passage: Passage) -> bool:
    return len(passage.text) <= LONGEST
