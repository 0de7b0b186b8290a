"""A report, put together of its facts in a language. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from bot.report.document import Bullets, Document, Heading, Paragraph, Part, one_line
from bot.report.facts import Held, Report
from bot.report.sections.evaluation import evaluation_section, usefulness
from bot.report.sections.fees import fees_section, fees_summary
from bot.report.sections.participants import lead, participants_section
from bot.report.sections.programme import programme_section
from bot.report.sections.sources import sources_section
from bot.report.sections.wording import days_of, full_day, with_hours
from bot.report.sections.work import work_section, work_summary
from dialogs.phrases import Voice


def compose_report(told: Report, voice: Voice, *, made_at: datetime) -> Document:
    """The whole report of one gathering. `made_at` is in the gathering's zone."""
    title = voice("report.title", gathering=one_line(told.held.title))
    parts = (*_parts(told, voice, made_at.date()), *sources_section(told, voice, made_at.date()))
    return Document(title, _subtitle(told.held, voice), voice.language, made_at, parts)


def _parts(told: Report, voice: Voice, made_on: date) -> Iterator[Part]:
    if told.held.is_cancelled:
        yield Paragraph(voice("report.cancelled"))
    elif made_on < told.held.days[0].day:
        yield Paragraph(voice("report.not_held_yet"))
    yield Heading(voice("report.heading.summary"))
    yield Bullets(tuple(_summary(told, voice)))
    yield from participants_section(told.participants, voice)
    yield from programme_section(told.held, voice)
    yield from evaluation_section(told, voice)
    if told.follow_ups_told is not None:
        yield Heading(voice("report.heading.follow_ups"))
        yield Paragraph(voice("report.follow_ups.told", n=voice.number(told.follow_ups_told)))
    yield from fees_section(told.fees, voice)
    yield from work_section(told, voice)


def _subtitle(held: Held, voice: Voice) -> str:
    """Network, when and where."""
    if len(held.days) == 1:
        only = held.days[0]
        when = with_hours(full_day(only.day, voice), only.starts, only.ends, voice)
    else:
        when = days_of(held, voice)
    where = ", ".join(one_line(part) for part in (held.venue, held.place) if part)
    return " · ".join(part for part in (one_line(held.network), when, where) if part)


def _summary(told: Report, voice: Voice) -> Iterator[str]:
    """The answers first: who came, what they thought of it, what it took."""
    yield lead(told.participants, voice)
    of_gathering = next((one.usefulness for one in told.closed if not one.title), None)
    if of_gathering is not None:
        yield usefulness(of_gathering, voice)
    elif not told.closed:
        yield voice("report.evaluation.none")
    if told.fees.owed:
        yield fees_summary(told.fees, voice)
    if told.work.shares.total.hours:
        yield work_summary(told.work.shares.total, voice)
