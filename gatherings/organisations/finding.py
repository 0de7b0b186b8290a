"""Which organisations a person's words mean: exactly, or as suggestions that forgive typing errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from gatherings.organisations.forms import bare, fold, key_of, known_words, words_of
from gatherings.organisations.index import Index, index_of
from gatherings.organisations.organisation import Organisation
from gatherings.organisations.suggesting import suggest

LONGEST_TEXT: Final = 200  # letters; what comes after is not read
MOST_WORDS: Final = 16
SHORTEST_CERTAIN: Final = 5  # letters; a shorter name may be an ordinary word: Time, Heim, Hole


@dataclass(frozen=True, slots=True)
class Found:
    """`exact` has several where they share the name; `near` is empty unless `exact` is, and has the best first."""

    exact: tuple[Organisation, ...] = ()
    near: tuple[Organisation, ...] = ()


class Reading(NamedTuple):
    """Words that may be a name; `is_certain` where what stood around them says that they are one."""

    words: tuple[str, ...]
    is_certain: bool


class Placed(NamedTuple):
    """A name, and the counties it is said to be in; None where none is said."""

    words: tuple[str, ...]
    counties: frozenset[str] | None

    def of(self, organisations: Iterable[Organisation]) -> tuple[Organisation, ...]:
        """Those of them that are in the counties said."""
        return tuple(one for one in organisations if self.counties is None or one.county in self.counties)


def find_organisations(text: str, among: Iterable[Organisation], *, limit: int = 4) -> Found:
    """What a person's words mean. Exact only where the whole text is a name, besides "jeg er fra" and "kommune".

    Nothing is found in a text that is too long to be an answer to "which organisation?".
    """
    words = words_of(text) if len(text) <= LONGEST_TEXT else ()
    if not words or len(words) > MOST_WORDS:
        return Found()
    index = index_of(tuple(among))
    readings = tuple(readings_of(words))
    exact = next(filter(None, (_exact(reading, index) for reading in readings)), ())
    return Found(exact=exact) if exact else Found(near=_near(words, readings[-1].words, index)[:limit])


def find_by_name(name: str, among: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """Those whose name it is, with "kommune", number or county beside it or not; nothing else may stand around it."""
    return _exact(Reading(words_of(name), is_certain=True), index_of(tuple(among)))


def _near(words: tuple[str, ...], core: tuple[str, ...], index: Index) -> tuple[Organisation, ...]:
    known = known_words()
    if all(word in known.opening | known.before_a_name | known.closing for word in words):
        return ()
    placed = [("".join(known.without_municipal(one.words)), one.of) for one in placed_of(core, index)]
    return suggest(words, [(key, within) for name, within in placed for key in {fold(name), bare(name)}], index)


def readings_of(words: tuple[str, ...]) -> Iterator[Reading]:
    """The words themselves, then with more and more left out that only leads up to a name or closes after it."""
    known = known_words()
    leads = known.opening | known.before_a_name
    start = 0
    while start < len(words):
        before = words[:start]
        is_led = not before or before[-1] in known.before_a_name
        yield from _closed(words[start:], is_led=is_led)
        if words[start] not in leads:
            return
        start += 1


def _closed(words: tuple[str, ...], *, is_led: bool) -> Iterator[Reading]:
    known = known_words()
    end = len(words)
    yield Reading(words, is_led or words[-1] in known.municipal)
    while end > 1 and words[end - 1] in known.closing:
        end -= 1
    if end < len(words):
        yield Reading(words[:end], words[end - 1] in known.municipal)


def placed_of(words: tuple[str, ...], index: Index) -> Iterator[Placed]:
    """The words as a name, then as a name and a county: "Herøy i Nordland", "Herøy (Nordland)"."""
    yield Placed(words, None)
    around = known_words().around_a_county
    for end in range(len(words) - 1, 0, -1):
        region = index.regions.get(key_of(word for word in words[end:] if word not in around))
        if region is not None:
            yield Placed(_without_joint(words[:end], around), region)


def _without_joint(words: tuple[str, ...], around: frozenset[str]) -> tuple[str, ...]:
    """The name without the "i" before its county."""
    return words[:-1] if len(words) > 1 and words[-1] in around else words


def _exact(reading: Reading, index: Index) -> tuple[Organisation, ...]:
    for placed in placed_of(reading.words, index):
        is_certain = reading.is_certain or placed.counties is not None
        if hits := placed.of(_named(placed.words, index, is_certain=is_certain)):
            return hits
    return ()


def _named(words: tuple[str, ...], index: Index, *, is_certain: bool) -> tuple[Organisation, ...]:
    """Those of that name or number; where both are said, they must agree."""
    digits = [word for word in words if word.isascii() and word.isdecimal()]
    name = tuple(word for word in words if word not in digits)
    numbered = index.numbered(digits[0]) if len(digits) == 1 else ()
    if numbered and not name:
        return numbered
    hits = index.named(words) or tuple(hit for hit in index.named(name) if hit in numbered)
    return hits if is_certain or numbered or len(key_of(words)) >= SHORTEST_CERTAIN else ()
