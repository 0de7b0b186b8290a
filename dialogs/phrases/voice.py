"""A voice: phrases of one language, with its dates, times and plurals (CLDR, through Babel)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval
from babel.lists import format_list
from babel.numbers import format_decimal

from gatherings.gathering import EN, NB, NN, Language

LOCALES: Final = {NB: "nb", NN: "nn", EN: "en_GB"}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

Phrase = str | dict[str, str]


class NoSuchPhrase(KeyError):  # noqa: N818
    """A phrase is asked for that no file has; a test finds it before a person does."""


class TwicePhrased(ValueError):  # noqa: N818
    """Two files of a language have the same key."""


@dataclass(frozen=True)
class Voice:
    """Speaks one language. Call it with a phrase's key and what fills it."""

    language: Language
    phrases: dict[str, Phrase]
    locale: Locale

    def __call__(self, key: str, **filling: object) -> str:
        """The sentence; where the phrase has plural forms, `n` chooses among them."""
        phrase = self.phrases.get(key)
        if phrase is None:
            raise NoSuchPhrase(key)
        if isinstance(phrase, dict):
            number = filling.get("n")
            assert isinstance(number, int), f"{key} has plural forms: n is needed"
            phrase = phrase.get(self.locale.plural_form(number)) or phrase["other"]
        return phrase.format(**filling) if filling else phrase

    def has(self, key: str) -> bool:
        return key in self.phrases

    def clock(self, at: time) -> str:
        """ "09.00" or, in English, "09:00"."""
        return f"{at:%H:%M}" if self.language == EN else f"{at:%H.%M}"

    def span(self, start: time, end: time | None) -> str:
        """ "12.45–13.15", or the start alone when the end is not known or the same."""
        return self.clock(start) if end in (None, start) else f"{self.clock(start)}–{self.clock(end)}"

    def day(self, day: date, *, today: date | None = None) -> str:
        """ "torsdag 16. november", with the year where it is another than that of `today`."""
        pattern = "EEEE d MMMM" if self.language == EN else "EEEE d. MMMM"
        if today is not None and today.year != day.year:
            pattern += " y"
        return _dated(day, pattern, self.locale)

    def days(self, first: date, last: date) -> str:
        """ "15.–16. apr. 2027", or the one day where they are the same."""
        return format_interval(first, last, "yMMMMd", locale=self.locale)

    def weekday(self, day: date) -> str:
        return _dated(day, "EEEE", self.locale)

    def moment(self, at: datetime, zone: ZoneInfo, *, today: date | None = None) -> str:
        """ "torsdag 16. november kl. 09.00"."""
        local = at.astimezone(zone)
        return self("time.moment", date=self.day(local.date(), today=today), clock=self.clock(local.time()))

    def length(self, length: timedelta) -> str:
        """ "1 time og 25 minutter", to the minute; days above two whole days, never below a minute.

        Half a minute is left out: what is told of a length stands from one half of a minute until just before the next.
        """
        minutes = max(1, -((MINUTE / 2 - length) // MINUTE))
        if minutes >= 2 * DAY // MINUTE:
            return self("time.days", n=round(minutes / (DAY // MINUTE)))
        hours, minutes = divmod(minutes, 60)
        parts = [self("time.hours", n=hours)] if hours else []
        if minutes or not parts:
            parts.append(self("time.minutes", n=minutes))
        return format_list(parts, locale=self.locale)

    def until(self, length: timedelta) -> str:
        """ "om 25 minutter"."""
        return self("time.until", length=self.length(length))

    def number(self, number: float) -> str:
        """ "1 500" and "7,4" or, in English, "1,500" and "7.4"."""
        return format_decimal(number, locale=self.locale)

    def decimal(self, number: Decimal | float, *, places: int) -> str:
        """ "1 500,50": with so many places behind the mark."""
        return format_decimal(number, f"#,##0.{'0' * places}" if places else "#,##0", locale=self.locale)

    def listed(self, names: list[str] | tuple[str, ...]) -> str:
        """ "Ida, Per og Kari"."""
        return format_list(list(names), locale=self.locale)


@lru_cache(maxsize=1_000)
def _dated(day: date, pattern: str, locale: Locale) -> str:
    """The same few days stand on every card."""
    return format_date(day, pattern, locale=locale)


@cache
def voice(language: Language) -> Voice:
    """The voice of a language: every file of its folder. Raises TwicePhrased where two of them have the same key."""
    phrases: dict[str, Phrase] = {}
    for file in sorted((files("dialogs.phrases") / language).iterdir(), key=lambda file: file.name):
        found = dict(_flattened(tomllib.loads(file.read_text(encoding="utf-8"))))
        if twice := phrases.keys() & found.keys():
            raise TwicePhrased(f"{file.name}: {', '.join(sorted(twice))}")
        phrases |= found
    return Voice(language, phrases, Locale.parse(LOCALES[language]))


def _flattened(table: dict[str, Any], prefix: str = "") -> list[tuple[str, Phrase]]:
    """Dotted keys; a table that has `other` is a phrase with plural forms."""
    found: list[tuple[str, Phrase]] = []
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict) and "other" not in value:
            found += _flattened(value, f"{key}.")
        else:
            found.append((key, value))
    return found
