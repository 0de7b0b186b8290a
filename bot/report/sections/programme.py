"""The programme as it was planned: times, titles and people, a table for each day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.report.document import Column, Heading, Paragraph, Part, Table, one_line
from bot.report.facts import Day, Entry, Held
from bot.report.sections.wording import full_day
from dialogs.phrases import Voice
from gatherings.programme import Contributor

WIDTHS: Final = {"time": 18, "block": 44, "people": 38}
"""Of the columns, in percent: the same on each day."""


def programme_section(held: Held, voice: Voice) -> Iterator[Part]:
    yield Heading(voice("report.heading.programme"))
    days = [day for day in held.days if day.entries]
    yield Paragraph(voice("report.programme.lead" if days else "report.programme.none"))
    yield from (_table(day, voice) for day in days)


def _table(day: Day, voice: Voice) -> Table:
    caption = voice("report.programme.caption", day=full_day(day.day, voice))
    heads = tuple(Column(voice(f"report.head.{name}"), percent=percent) for name, percent in WIDTHS.items())
    return Table(caption, heads, tuple(_row(entry, voice) for entry in day.entries))


def _row(entry: Entry, voice: Voice) -> tuple[str, str, str]:
    people = "; ".join(_told(one) for one in entry.people)
    return voice.span(entry.start, entry.end), one_line(entry.title), people


def _told(one: Contributor) -> str:
    return ", ".join(one_line(part) for part in (one.name, one.role, one.organisation) if part)
