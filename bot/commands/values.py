"""Values as they are written on the command line. Each reader raises Misread with what the value should be."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.commands.command import Misread
from gatherings.gathering import DEFAULT_TIMEZONE, Contact, Gathering
from gatherings.intake.member_cells import organisation_number_of
from gatherings.terms import Fee
from gatherings.times import instant

LONGEST_SLUG: Final = 80
LONGEST_LEAD: Final = 24 * 60
LONGEST_OFFER: Final = 14 * 24
LONGEST_LADDER: Final = 8
LONGEST_EMAIL: Final = 254
MOST_PEOPLE: Final = 2000
ACTUAL_COST: Final = frozenset({"actual", "faktisk", "faktiske"})
_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EMAIL: Final = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\"]+")
_LENGTH: Final = re.compile(r"(?=.)(?:(\d{1,4})d)?\s*(?:(\d{1,4})[ht])?\s*(?:(\d{1,5})m)?\s*(?:(\d{1,6})s)?")


def words(text: str) -> str:
    """The text on one line, without what cannot be seen or decoded."""
    decoded = text.encode(errors="surrogateescape").decode(errors="replace")
    return "".join(character for character in " ".join(decoded.split()) if character.isprintable())


def words_or_none(text: str) -> str | None:
    """As `words`; an empty text takes the value away."""
    return words(text) or None


def some_words(text: str) -> str:
    """As `words`, and there must be some."""
    found = words(text)
    if not found:
        raise Misread("command.value.some_words")
    return found


def slug(text: str) -> str:
    if not _SLUG.fullmatch(text) or len(text) > LONGEST_SLUG:
        raise Misread("command.value.slug")
    return text


def day(text: str) -> date:
    """YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misread("command.value.day") from None


def day_or_none(text: str) -> date | None:
    """As `day`; an empty text takes the value away."""
    return day(text) if text.strip() else None


def moment(text: str) -> datetime:
    """An ISO time; naive where no zone is given."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Misread("command.value.moment") from None


def wall_or_none(text: str) -> datetime | None:
    """A wall-clock time in the gathering's zone, a day alone from its beginning; an empty text takes it away."""
    if not text.strip():
        return None
    return moment(text).replace(tzinfo=None)


def fee_or_none(text: str) -> Fee | None:
    """Whole kroner, or `actual` for the actual cost; an empty text, or 0, takes the fee away."""
    plain = text.strip().lower()
    if plain in ACTUAL_COST:
        return Fee()
    if plain and not plain.isdecimal():
        raise Misread("command.value.fee")
    kroner = count_or_none(plain)
    return Fee(kroner) if kroner else None


def fee_covers(text: str) -> bool:
    """Whether the fees concern digital seats too: `room` or `everyone`."""
    if text not in {"room", "everyone"}:
        raise Misread("command.value.fee_covers")
    return text == "everyone"


def yes_or_no(text: str) -> bool:
    """`yes` or `no`."""
    if text not in {"yes", "no"}:
        raise Misread("command.value.yes_or_no")
    return text == "yes"


def count_or_none(text: str) -> int | None:
    """A whole number from 0; an empty text takes the limit away."""
    if not text.strip():
        return None
    if not re.fullmatch(r"[0-9]{1,6}", text.strip()):
        raise Misread("command.value.count")
    return int(text)


def ordinal(text: str) -> int:
    """Which of several, counted from 1."""
    if not re.fullmatch(r"[0-9]{1,6}", text.strip()) or not int(text):
        raise Misread("command.value.count")
    return int(text)


def rate(text: str) -> int:
    """Kroner an hour, whole, from 1 to 99999."""
    if not re.fullmatch(r"[0-9]{1,5}", text.strip()) or not int(text):
        raise Misread("command.value.rate")
    return int(text)


def hours(text: str) -> timedelta:
    """Whole hours, from 1 to 336."""
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= LONGEST_OFFER:
        raise Misread("command.value.hours")
    return timedelta(hours=int(text))


def ladder(text: str) -> tuple[int, ...]:
    """Days before the deadline, the farthest first: 14d,7d,2d,0d. An empty text: nobody is reminded."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not all(re.fullmatch(r"[0-9]{1,3}d?", part) for part in parts) or len(parts) > LONGEST_LADDER:
        raise Misread("command.value.ladder")
    return tuple(sorted({int(part.removesuffix("d")) for part in parts}, reverse=True))


def in_zone(at: datetime, gathering: Gathering | None) -> datetime:
    """The instant; one that was given without a zone is in the gathering's, Oslo's where there is none."""
    if at.tzinfo is not None:
        return at
    return instant(at.date(), at.time(), gathering.zone if gathering else ZoneInfo(DEFAULT_TIMEZONE))


def length(text: str) -> timedelta:
    """3h, 45m, 1d, 90s, or several of them together."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        raise Misread("command.value.length")
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def email(text: str) -> str:
    """An e-mail address, as it is kept."""
    plain = text.strip().lower()
    if not _EMAIL.fullmatch(plain) or len(plain) > LONGEST_EMAIL:
        raise Misread("command.value.email")
    return plain


def organisation_number(text: str) -> str | None:
    """Nine digits with the check digit right; an empty text takes the number away."""
    if not text.strip():
        return None
    number = organisation_number_of(text)
    if number is None:
        raise Misread("command.value.organisation_number")
    return number


def people(text: str) -> int:
    """How many people, from 1 to 2000."""
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= MOST_PEOPLE:
        raise Misread("command.value.people")
    return int(text)


def timezone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (KeyError, ValueError, OSError):
        raise Misread("command.value.timezone") from None


def lead(text: str) -> timedelta:
    """Minutes, from 0 to a day."""
    if not text.isdecimal() or int(text) > LONGEST_LEAD:
        raise Misread("command.value.lead")
    return timedelta(minutes=int(text))


def port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:  # noqa: PLR2004 (the highest there is)
        raise Misread("command.value.port")
    return int(text)


def speed(text: str) -> float:
    """How many times as fast as the machine's, from 0 to 100,000."""
    if not re.fullmatch(r"\d{1,5}(\.\d{1,3})?", text):
        raise Misread("command.value.speed")
    return float(text)


def contact(text: str) -> Contact | None:
    """ "Name, phone, e-mail": the part with an @ is the address; an empty text takes the contact away."""
    parts = [part for part in map(words, text.split(",")) if part]
    if not parts:
        return None
    emails = [part for part in parts[1:] if "@" in part]
    phones = [part for part in parts[1:] if "@" not in part]
    if "@" in parts[0] or len(emails) > 1 or len(phones) > 1:
        raise Misread("command.value.contact")
    return Contact(parts[0], next(iter(phones), None), next(iter(emails), None))
