"""Venue and place, out of an invitation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from gatherings.intake.draft import Doubt, Remark, quoted, remark
from gatherings.intake.invitation.digital import is_digital_place, without_digital
from gatherings.intake.invitation.labels import Topic
from gatherings.intake.invitation.passages import Passage
from gatherings.intake.invitation.when import Told
from gatherings.intake.public import one_line, without_addresses

LONGEST: Final = 120
_I: Final = re.IGNORECASE
_VENUE_WORDS: Final = re.compile(
    r"\w*(?:hotell?|hotellet|hus|huset|salen?|hallen?|arena|senter|senteret|sentrum|rom|rommet|skole|skule"
    r"|skolen|bibliotek|biblioteket|centre|"
    r"center|room|hall|house|gård|gard|museum|museet|kirke|kyrkje|naust|naustet|scene|scenen|campus|kafé"
    r"|lokale\w*|kino|expo|"
    r"forum|teater|teateret|restaurant|kro|library|school|fylkeshuset|universitet\w*|høgskol\w*|kontor\w*)",
    _I,
)
_SENTENCE: Final = re.compile(r"(?<=[\w)]{4})[.!?](?:\s|$)")
_POSTCODE: Final = re.compile(r"^(?:N-)?\d{4}\s+")
_IN_PLACE: Final = re.compile(r"\s+(?:i|in|på|at)\s+(?=[A-ZÆØÅÁČĐŊŠŦŽ])")
_LED: Final = re.compile(r"^[\s,.;:–—-]*(?:(?i:på|i|ved|at|in)\s+(?:the\s+)?)(?=[A-ZÆØÅÁČĐŊŠŦŽ])")
_SHORT_LINE: Final = re.compile(r"[A-ZÆØÅÁČĐŊŠŦŽ][^.!?:]{2,70}[.]?")


class Where(NamedTuple):
    """`is_only_digital`: the place that is named is a meeting on the net."""

    venue: str | None = None
    place: str | None = None
    is_only_digital: bool = False


def read_where(passages: Sequence[Passage], told: Told | None, remarks: list[Remark]) -> Where:
    """From the label, else from what stands behind the hour, or on a line of its own just below it."""
    for passage in passages:
        if passage.topic is Topic.WHERE and passage.text:
            return split_place(passage.text)
    if told is None:
        return Where()
    if told.passage.topic is Topic.WHEN_WHERE:
        return split_place(told.rest)
    led = _led(told.rest)
    if led is not None:
        return split_place(led)
    below = next((one for one in passages if one.line > told.passage.line), None)
    if below and _looks_like_place(below):
        remarks.append(remark(Doubt.PLACE_GUESSED, below.line, text=quoted(below.text)))
        return split_place(below.text)
    return Where()


def split_place(text: str) -> Where:
    """ "Damphuset, Orkanger" and "Kulturhuset i Fjordby" as venue and place; one word alone is a place unless it
    sounds like a house.
    """
    said = _LED.sub("", without_addresses(one_line(text))[0]).strip(" .,;:–—-")
    said = _SENTENCE.split(said)[0][:LONGEST].strip(" .,;:–—-")
    if is_digital_place(said):
        return Where(is_only_digital=True)
    said = re.sub(r"\s*\([^()]*\)", "", without_digital(said)).strip(" .,;:–—-")
    parts = [_POSTCODE.sub("", part.strip()) for part in said.split(",") if part.strip()]
    if len(parts) > 1:
        return Where(", ".join(parts[:-1]), parts[-1])
    split = _IN_PLACE.split(said)
    if len(split) > 1:
        return Where(said[: -len(split[-1])].rstrip().rpartition(" ")[0], split[-1])
    if not said or not any(char.isalpha() for char in said):
        return Where()
    is_venue = any(map(_VENUE_WORDS.fullmatch, said.split()))
    return Where(venue=said) if is_venue else Where(place=said)


def _led(rest: str) -> str | None:
    """What follows "på", "i" or "at" where the day and the hour stood."""
    for part in re.split(r"\s{3,}", rest):
        found = _LED.match(part)
        if found:
            return part[found.end() :]
    return None


def _looks_like_place(passage: Passage) -> bool:
    if passage.topic is not None or passage.is_heading or not _SHORT_LINE.fullmatch(passage.text):
        return False
    return ("," in passage.text or _IN_PLACE.search(passage.text) is not None) and any(
        map(_VENUE_WORDS.fullmatch, re.split(r"[\s,]+", passage.text))
    )
