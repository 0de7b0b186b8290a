"""The basis for invoices: how many fees and how much, for each organisation and reason; waived ones apart."""

from __future__ import annotations

from collections.abc import Iterator

from bot.report.document import Heading, Paragraph, Part, Table
from bot.report.facts import Fees, FeeSum
from bot.report.sections.wording import columns, name_of
from dialogs.phrases import Voice


def fees_section(fees: Fees, voice: Voice) -> Iterator[Part]:
    yield Heading(voice("report.heading.fees"))
    if not fees.owed and not fees.waived:
        yield Paragraph(voice("report.fees.none"))
        return
    yield Paragraph(voice("report.fees.lead"))
    yield from _tables(fees, voice)
    if any(one.kroner is None for one in (*fees.owed, *fees.waived)):
        yield Paragraph(voice("report.fees.actual"))


def fees_summary(fees: Fees, voice: Voice) -> str:
    """How many fees are owed, and what those that are an amount come to."""
    return voice("report.fees.summary", n=_count(fees.owed), kroner=voice.number(_kroner(fees.owed)))


def _tables(fees: Fees, voice: Voice) -> Iterator[Table]:
    if fees.owed:
        yield _table(voice("report.fees.caption"), fees.owed, voice)
    if fees.waived:
        yield _table(voice("report.fees.waived_caption"), fees.waived, voice)


def _table(caption: str, sums: tuple[FeeSum, ...], voice: Voice) -> Table:
    total = (voice("report.total"), "", voice.number(_count(sums)), voice.number(_kroner(sums)))
    heads = columns(voice, ("organisation", "reason"), ("count", "kroner"))
    return Table(caption, heads, tuple(_row(one, voice) for one in sums), total)


def _row(one: FeeSum, voice: Voice) -> tuple[str, ...]:
    reason = voice(f"export.reason.{one.reason}")
    owed = voice("export.fee.actual") if one.kroner is None else voice.number(one.kroner)
    return name_of(one.organisation, voice), reason, voice.number(one.count), owed


def _count(sums: tuple[FeeSum, ...]) -> int:
    return sum(one.count for one in sums)


def _kroner(sums: tuple[FeeSum, ...]) -> int:
    return sum(one.kroner or 0 for one in sums)
