"""Fills the slots of a wish from what was heard."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from dialogs.understanding.grammar import grammar
from dialogs.understanding.heard import Heard, Span
from dialogs.understanding.lexicon import Value
from dialogs.understanding.message import message_told
from dialogs.understanding.patterns import Candidate
from dialogs.understanding.wish import Slots

OTHER: Final = "other"
MANY: Final = 2
AFTER_ORGANISER: Final = re.compile(r"(?:arrangør\w*|organi[sz]er\w*)\s+(?P<name>[^\W\d_][\w .'-]+)", re.IGNORECASE)
AS_ORGANISER: Final = re.compile(
    r"(?:fjern|ta bort|slett|remove|delete)\s+(?P<name>[^\W\d_][\w .'-]+?)\s+(?:som|as)\s", re.IGNORECASE
)
ABOUT: Final = frozenset({"om", "about", "on", "regarding"})
ARTICLES: Final = frozenset({"the", "a", "an", "den", "det", "dei", "de"})
TO_MODE: Final = ("digital", "in_room")
NOT: Final = frozenset({"ikke", "ikkje", "itj", "itte", "kje", "not", "dont", "cannot", "cant"})
FROM: Final = frozenset({"fra", "from"})
THAN: Final = frozenset({"for", "of", "than", "enn"})  # "i stedet for i salen"
HAD: Final = frozenset({"hadde", "had", "satt"})  # "jeg kommer i salen, hadde satt digitalt"
REFUSING: Final = frozenset({"not", "cannot_come", "sign_off", "skip", "drop_topic", "stop"})


def slots_of(candidate: Candidate, heard: Heard) -> Slots:
    """The slots that the intent has and the message fills."""
    filled: dict[str, Value] = {}
    for slot in grammar().slots[candidate.pattern.intent]:
        value = READERS[slot](heard, candidate)
        if value is not None:
            filled[slot] = value
    return filled


def first_of(concept: str) -> Callable[[Heard, Candidate], Value | None]:
    """A reader of the first value of a concept."""
    return lambda heard, _: heard.first_value(concept)


def topic(heard: Heard, candidate: Candidate) -> Value | None:
    """The block, or the part of the day, that is meant: what the pattern uses, else what the message has."""
    used = [span for span in candidate.spans if span.concept in {"TITLE", "TOPIC"}]
    if not used and heard.of("PERSON"):
        return None
    chosen = heard.of("TITLE") or used or heard.of("TOPIC")
    if chosen:
        return chosen[0].value
    return implied_topic(heard, candidate)


def implied_topic(heard: Heard, candidate: Candidate) -> Value | None:
    """The topic that other words stand for: "når er vi ferdige" is the end, "når er det mat" is lunch."""
    if candidate.pattern.intent == "agenda.who":
        return heard.first_value("opening") or heard.first_value("closing") or unknown_subject(heard)
    if candidate.pattern.intent not in {"agenda.when", "agenda.next"}:
        return None
    if (subject := unknown_subject(heard)) is not None:
        return subject
    used = {span.concept for span in candidate.spans} | (heard.concepts & {"finish"})
    if "finish" in used or "how_long_left" in used or "close" in used:
        return "slutt"
    if "meal" in used:
        return "middag" if heard.first_value("day") == "i dag" and "this_evening" in heard.concepts else "lunsj"
    return heard.first_value("opening")


def unknown_subject(heard: Heard) -> str | None:
    """What a talk is about and no block is called, as it was written: "hvem snakker om kystplan".

    It is told that there is none such; without it the answer would be about another block.
    """
    for place, unit in enumerate(heard.units[:-1]):
        if unit.folded[-1] in ABOUT:
            first = place + 1 + (heard.units[place + 1].folded[0] in ARTICLES and place + 2 < len(heard.units))
            if heard.units[first].is_unknown:
                return heard.written(first, _last_of_phrase(heard, first))
    return None


def _last_of_phrase(heard: Heard, first: int) -> int:
    """The last of the words from here that we do not know, or know as no more than words."""
    last = first
    while last + 1 < len(heard.units) and heard.parts[last + 1] == heard.parts[first]:
        if not (heard.units[last + 1].is_unknown or heard.tokens[heard.units[last + 1].first].kind == "word"):
            break
        last += 1
    return last


def person(heard: Heard, candidate: Candidate) -> Value | None:
    """A person of the programme, else a name as it was written."""
    if candidate.pattern.intent == "organiser.signup":
        return heard.first_value("NAMED")
    if candidate.pattern.intent != "organiser.remove":
        return heard.first_value("PERSON") or (None if heard.of("TITLE") else heard.first_value("UNKNOWN_NAME"))
    match = AS_ORGANISER.search(heard.text) or AFTER_ORGANISER.search(heard.text)
    return heard.first_value("PERSON") or (match["name"].strip(" .") if match else None)


def language(heard: Heard, _: Candidate) -> Value | None:
    """The language asked for: the last that is named and not refused; where all are, the one that is left."""
    named = heard.of("language_name")
    wanted = [span.value for span in named if not is_not_understood(heard, span)]
    if wanted:
        return None if wanted[-1] == OTHER else wanted[-1]
    return left_of(heard, named[-1]) if named else None


def is_not_understood(heard: Heard, span: Span) -> bool:
    """Whether it is refused: "ikke nynorsk", "jeg forstår ikke nynorsk"; "kan du ikke nynorsk" asks for it."""
    near = [heard.units[place].concepts for place in range(max(0, span.first - 2), span.first)]
    if any("able" in concepts for concepts in near):
        return False
    words = {word for place in range(max(0, span.first - 2), span.first) for word in heard.units[place].folded}
    return is_refused(heard, span) or not words.isdisjoint(NOT)  # "forstår ikke" is one unit


def left_of(heard: Heard, refused: Span) -> Value | None:
    """The language of who does not want this one: English for who has no Norwegian, else the other Norwegian."""
    is_norwegian = heard.units[refused.first].folded[0][:2] in {"no", "na"} and refused.value == "nb"
    return "en" if is_norwegian else {"nn": "nb", "nb": "nn", "en": "nb"}.get(str(refused.value))


def message(heard: Heard, _: Candidate) -> Value | None:
    """What is to be passed on."""
    return heard.first_value("MESSAGE") or message_told(heard)


def is_refused(heard: Heard, span: Span) -> bool:
    """Whether "not", "from", "instead of" or "had chosen" stands before what is named."""
    near = [heard.units[place] for place in range(max(0, span.first - 2), span.first)]
    return (
        any("not" in unit.concepts or unit.folded[0] in HAD for unit in near)
        or any("instead" in unit.concepts and unit.folded[-1] in THAN for unit in near)
        or bool(near and near[-1].folded[-1] in FROM)
    )


def mode(heard: Heard, _: Candidate) -> Value | None:
    """In the room or digital: the last that is named and not refused."""
    named = sorted(
        (s for concept in TO_MODE for s in heard.of(concept) if not is_refused(heard, s)), key=lambda s: s.first
    )
    if not named:
        return None
    return "digital" if named[-1].concept == "digital" else "room"


def dinner(heard: Heard, _: Candidate) -> Value | None:
    if "all_dinner" not in heard.concepts:
        return None
    return "no" if heard.concepts & REFUSING else "yes"


def minutes(heard: Heard, _: Candidate) -> Value | None:
    """The length that is said; a bare number counts as minutes."""
    return heard.first_value("MINUTES") or heard.first_value("number")


def count(heard: Heard, _: Candidate) -> Value | None:
    """How many are to be signed up, from two on."""
    value = heard.first_value("count") or next((s.value for s in heard.of("number") if is_many(heard, s)), None)
    return value if isinstance(value, int) and value >= MANY else None


def is_many(heard: Heard, span: Span) -> bool:
    return heard.units[span.first].folded[0] != "to" or "en" not in {
        language for unit in heard.units for m in unit.meanings if len(m.languages) == 1 for language in m.languages
    }


def what(heard: Heard, candidate: Candidate) -> Value | None:
    """What is to be set; what is to be exported, the participants only where nothing else is named."""
    if candidate.pattern.intent == "organiser.set":
        return heard.first_value("SETTING")
    if heard.concepts & {"who_missing", "missing_people"}:
        return "missing"
    if heard.concepts & {"who_pays", "fee_word"} or ("cost" in heard.concepts and "absentees" not in heard.concepts):
        return "fees"
    named = [span.value for span in heard.of("export_what")]
    return next((value for value in named if value != "participants"), named[0] if named else None)


READERS: Final[Mapping[str, Callable[[Heard, Candidate], Value | None]]] = {
    "time": first_of("TIME"),
    "day": first_of("DAY"),
    "topic": topic,
    "person": person,
    "minutes": minutes,
    "lang": language,
    "municipality": first_of("MUNICIPALITY"),
    "count": count,
    "mode": mode,
    "food": first_of("food"),
    "dinner": dinner,
    "message": message,
    "url": first_of("URL"),
    "code": first_of("CODE"),
    "answer": first_of("attending"),
    "email": first_of("EMAIL"),
    "what": what,
    "value": first_of("SET_TO"),
}
