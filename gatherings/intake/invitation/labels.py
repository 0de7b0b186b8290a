"""The labels of an invitation ("Tid:", "Where:"), and what each is about."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple


class Topic(StrEnum):
    """What a labelled line is about."""

    TITLE = "title"
    SUBJECT = "subject"
    WHEN = "when"
    WHERE = "where"
    WHEN_WHERE = "when_where"
    DEADLINE = "deadline"
    SIGN_UP = "sign_up"
    FREE_UNTIL = "free_until"
    TERMS = "terms"
    SEATS = "seats"
    CONTACT = "contact"
    DIGITAL = "digital"
    OTHER = "other"


class Label(NamedTuple):
    """A label as written, its topic, and what stands after it."""

    name: str
    topic: Topic
    value: str


NAMES: Final = {
    Topic.TITLE: ("tittel", "title", "arrangement", "event", "hva", "kva", "what"),
    Topic.SUBJECT: ("emne", "subject"),
    Topic.WHEN: (
        "tid", "tidspunkt", "tidsrom", "når", "dato", "datoer", "datoar", "dag", "dato og tid", "tid og dato",
        "dato/tid", "dato og klokkeslett", "klokkeslett", "klokka", "when", "date", "dates", "time",
        "date and time", "time and date", "date & time",
    ),
    Topic.WHERE: ("sted", "stad", "hvor", "kor", "kvar", "møtested", "møtestad", "lokale", "where", "place", "location",
                  "venue"),
    Topic.WHEN_WHERE: ("tid og sted", "tid og stad", "tid/sted", "tid/stad", "når og hvor", "når og kvar",
                       "sted og tid", "stad og tid", "time and place", "when and where", "date and place"),
    Topic.DEADLINE: (
        "påmeldingsfrist", "påmeldingsfristen", "frist for påmelding", "frist påmelding", "siste frist for påmelding",
        "siste frist", "frist", "svarfrist", "frist for å melde seg på", "frist for å melde seg", "påmelding innen",
        "påmelding innan", "deadline", "registration deadline", "deadline for registration", "sign-up deadline",
        "deadline for sign-up", "register by", "registration closes", "rsvp", "rsvp by", "reply by",
    ),
    Topic.SIGN_UP: ("påmelding", "registrering", "registration", "sign-up", "sign up"),
    Topic.FREE_UNTIL: (
        "avmeldingsfrist", "frist for avmelding", "siste frist for avmelding", "frist for gratis avmelding",
        "siste dag for gratis avmelding", "gratis avmelding", "cancellation deadline", "deadline for cancellation",
        "free cancellation",
    ),
    Topic.TERMS: (
        "vilkår", "betingelser", "avmelding", "avbestilling", "pris", "kostnad", "kostnader", "deltakeravgift",
        "deltakaravgift", "deltakelse", "deltaking", "økonomi", "terms", "conditions", "cancellation", "cancellations",
        "price", "cost", "fee", "pris og avmelding",
    ),
    Topic.SEATS: ("plasser", "plassar", "antall plasser", "tal på plassar", "kapasitet", "capacity", "seats", "places"),
    Topic.CONTACT: (
        "kontakt", "kontaktperson", "kontaktpersoner", "kontaktpersonar", "spørsmål", "spørsmål rettes til",
        "spørsmål til", "spørsmål kan rettes til", "ved spørsmål", "har du spørsmål", "contact", "contact person",
        "contacts", "questions", "enquiries", "any questions",
    ),
    Topic.DIGITAL: ("digitalt", "digital deltakelse", "digital deltaking", "strømming", "strøyming", "streaming",
                    "online", "hybrid"),
    Topic.OTHER: ("målgruppe", "målgruppa", "for hvem", "for kven", "program", "programme", "agenda", "tema", "theme",
                  "adresse", "address", "arrangør", "organiser", "språk", "language", "til", "to", "fra", "frå", "from",
                  "mat", "lunsj", "hotell", "overnatting", "reise", "parkering"),
}  # fmt: skip

_TOPIC_OF: Final = {name: topic for topic, names in NAMES.items() for name in names}
_ANY: Final = "|".join(re.escape(name) for name in sorted(_TOPIC_OF, key=len, reverse=True))
_FIRST: Final = re.compile(rf"(?P<name>{_ANY})\s*(?::|\?|\s[-–—](?=\s))\s*(?P<value>.*)", re.IGNORECASE)
_BARE: Final = re.compile(
    r"(?P<name>tid|dato|når|when|date|påmeldingsfrist|deadline|frist for påmelding)\s+(?P<value>"
    r"(?:[a-zæøå]+dag|[a-z]+day|\d).*)",
    re.IGNORECASE,
)
_WITHIN: Final = tuple(
    name
    for topic in (Topic.WHEN, Topic.WHERE, Topic.DEADLINE, Topic.CONTACT, Topic.FREE_UNTIL)
    for name in NAMES[topic]
    if len(name) > len("kor")
)
_LATER: Final = re.compile(
    r"(?<=[\s.,;|])(?=(?:Tid|Når|Kor|"
    + "|".join(re.escape(name.capitalize()) for name in sorted(_WITHIN, key=len, reverse=True))
    + r"):\s)"
)


def read_label(text: str) -> Label | None:
    """The label that a line begins with, if it is one we know."""
    found = _FIRST.fullmatch(text) or _BARE.fullmatch(text)
    if found is None:
        return None
    return Label(found["name"], _TOPIC_OF[found["name"].lower()], found["value"].strip())


def split_labels(text: str) -> list[str]:
    """One line that holds several labels, cut before each: "Tid: … Sted: …"."""
    return [part.strip(" |;,") for part in _LATER.split(text)]
