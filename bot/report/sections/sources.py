"""Where each table comes from: the command that gives its figures again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bot.report.document import Heading, Paragraph, Part, Table
from bot.report.facts import Counted, Report
from bot.report.sections.wording import columns, full_day
from dialogs.phrases import Voice

Source = tuple[str, str]
"""The heading of a section, as its key; and a command."""


def sources_section(told: Report, voice: Voice, made_on: date) -> Iterator[Part]:
    yield from sources_head(voice, made_on)
    named = ((voice(f"report.heading.{name}"), command) for name, command in sources_of(told))
    yield table_of(named, head="figures", voice=voice)
    if told.work.shares.rate is not None:
        yield Paragraph(voice("report.sources.rate"))


def sources_head(voice: Voice, made_on: date) -> Iterator[Part]:
    """What the commands are for, and of which day the figures are."""
    yield Heading(voice("report.heading.sources"))
    yield Paragraph(voice("report.sources.lead", date=full_day(made_on, voice)))


def table_of(rows: Iterable[tuple[str, str]], *, head: str, voice: Voice) -> Table:
    return Table(voice("report.sources.caption"), columns(voice, (head, "source")), tuple(rows))


def sources_of(told: Report) -> Iterator[Source]:
    """Each section with the command that gives its figures; more than one where it rests on more than one."""
    of = f"--gathering {told.held.slug}"
    there = attendance_of(told.held.slug, told.participants.counted)
    yield "participants", there
    if told.participants.has_absent:
        yield "participants", f"samband export participants {of}"
    yield "programme", f"samband gathering show {told.held.slug}"
    if told.closed:
        yield "evaluation", f"samband evaluation results {of}"
    yield "fees", f"samband export fees {of}"
    yield "work", there
    yield "work", f"samband gathering show {told.held.slug}"


def attendance_of(slug: str, counted: Counted) -> str:
    """The command that lists who took part."""
    if counted is Counted.ATTENDED:
        return f"samband attendance list --gathering {slug}"
    return f"samband export participants --gathering {slug}"
