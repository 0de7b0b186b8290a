"""Own contribution: persons, hours and kroner for each organisation, as project accounts need them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.report.document import Bullets, Heading, Paragraph, Part, Table
from bot.report.facts import Counted, Report, Work
from bot.report.sections.wording import columns, figure, figures, name_of
from dialogs.phrases import Voice
from gatherings.own_contribution import Share


def work_section(told: Report, voice: Voice) -> Iterator[Part]:
    yield Heading(voice("report.heading.work"))
    if not told.work.shares.total.hours:
        yield Paragraph(voice("report.work.none"))
        return
    yield Paragraph(" ".join(_sentences(told.work, told.participants.counted, voice)))
    yield Bullets(tuple(_days(told.work, voice)))
    yield _table(told.work, voice)


def work_summary(total: Share, voice: Voice) -> str:
    """The hours of all, and what they are worth where there is a rate."""
    hours = figure(total.hours, voice)
    if total.kroner is None:
        return voice("report.work.hours_summary", hours=hours)
    return voice("report.work.kroner_summary", hours=hours, kroner=figure(total.kroner, voice))


def _sentences(work: Work, counted: Counted, voice: Voice) -> Iterator[str]:
    yield voice(f"report.work.{counted}")
    yield voice("report.work.with_meals" if work.with_meals else "report.work.without_meals")
    yield voice("report.work.ends")


def _days(work: Work, voice: Voice) -> Iterator[str]:
    hours = figures(work.hours.values(), voice)
    for day, told in zip(work.hours, hours, strict=True):
        yield voice("report.work.day", day=voice.day(day), hours=told)


def _table(work: Work, voice: Voice) -> Table:
    shares = work.shares.shares
    names = (*(name_of(home, voice) for home in shares), voice("report.total"))
    *rows, total = zip(names, *_columns((*shares.values(), work.shares.total), voice), strict=True)
    numbers = ("persons", "hours", *(() if work.shares.rate is None else ("rate", "kroner")))
    heads = columns(voice, ("organisation",), numbers)
    return Table(voice("report.work.caption"), heads, tuple(rows), total)


def _columns(shares: tuple[Share, ...], voice: Voice) -> Iterator[tuple[str, ...]]:
    """The figures of each column, the total last."""
    yield tuple(voice.number(one.persons) for one in shares)
    yield figures((one.hours for one in shares), voice)
    kroner = [one.kroner for one in shares if one.kroner is not None]
    if kroner:
        yield tuple(voice.number(one.rate or 0) for one in shares)
        yield figures(kroner, voice)
