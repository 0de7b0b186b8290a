"""A report over several gatherings of a network, put together of its facts in a language. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from bot.report.document import Document, Heading, Paragraph, Part, Table, one_line
from bot.report.facts import Series, SeriesLine
from bot.report.sections.evaluation import mean
from bot.report.sections.sources import attendance_of, sources_head, table_of
from bot.report.sections.wording import columns, days_of, figures, full_day
from dialogs.phrases import Voice


def compose_series(told: Series, voice: Voice, *, made_at: datetime) -> Document:
    """The report over the gatherings: one table, with its sums."""
    title = voice("report.series_title", network=one_line(told.title))
    subtitle = _between(told.lines, voice) if told.lines else ""
    return Document(title, subtitle, voice.language, made_at, tuple(_parts(told, voice, made_at.date())))


def _between(lines: tuple[SeriesLine, ...], voice: Voice) -> str:
    """From the first day of the first to the last day of the last."""
    if len(lines) == 1:
        return days_of(lines[0].held, voice)
    first, last = lines[0].held.days[0].day, max(one.held.days[-1].day for one in lines)
    return voice("report.between", first=full_day(first, voice), last=full_day(last, voice))


def _parts(told: Series, voice: Voice, made_on: date) -> Iterator[Part]:
    yield Heading(voice("report.heading.gatherings"))
    if not told.lines:
        yield Paragraph(voice("report.series.none"))
        return
    yield Paragraph(_lead(told, voice))
    yield _table(told, voice)
    yield Paragraph(voice("report.work.with_meals" if told.with_meals else "report.work.without_meals"))
    yield from sources_head(voice, made_on)
    commands = ((one.held.title, attendance_of(one.held.slug, one.participants.counted)) for one in told.lines)
    yield table_of(((one_line(title), command) for title, command in commands), head="gathering", voice=voice)
    if told.rate is not None:
        yield Paragraph(voice("report.sources.rate"))


def _lead(told: Series, voice: Voice) -> str:
    said = voice(
        "report.series.told",
        gatherings=voice("report.series.lead", n=len(told.lines)),
        attended=voice("report.series.attended", n=_there(told)),
        organisations=voice("report.participants.organisations", n=told.organisations),
    )
    return f"{said} {voice('report.series.counted')}"


def _table(told: Series, voice: Voice) -> Table:
    columns_of_work = tuple(_work(told, voice))
    words = [_words(one, voice) for one in told.lines]
    sums = (voice("report.total"), "", voice.number(_there(told)), voice.number(told.organisations), "")
    *rows, total = zip(*zip(*words, sums, strict=True), *columns_of_work, strict=True)
    numbers = ("there", "organisations", "usefulness", "hours", *(() if told.rate is None else ("kroner",)))
    return Table(voice("report.series.caption"), columns(voice, ("gathering", "date"), numbers), tuple(rows), total)


def _words(one: SeriesLine, voice: Voice) -> tuple[str, ...]:
    there = one.participants
    return (
        one_line(one.held.title),
        voice.days(one.held.days[0].day, one.held.days[-1].day),
        voice.number(there.there),
        voice.number(there.members_there + there.others_there),
        voice("report.series.not_told") if one.usefulness is None else mean(one.usefulness.whole.mean, voice),
    )


def _work(told: Series, voice: Voice) -> Iterator[tuple[str, ...]]:
    """The hours, and the kroner where there is a rate, each with its sum."""
    hours = [one.share.hours for one in told.lines]
    yield figures((*hours, sum(hours, Decimal(0))), voice)
    kroner = [one.share.kroner for one in told.lines if one.share.kroner is not None]
    if kroner:
        yield figures((*kroner, sum(kroner, Decimal(0))), voice)


def _there(told: Series) -> int:
    return sum(one.participants.there for one in told.lines)
