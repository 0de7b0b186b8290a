"""A report that is made: its facts gathered, its document composed, its file written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.report.compose import compose_report
from bot.report.document import Document
from bot.report.evaluations import evaluations_of
from bot.report.facts import Report
from bot.report.gather import gather_report
from bot.report.write_html import write_html
from bot.report.write_markdown import write_markdown
from dialogs.phrases import Voice
from gatherings.gathering import Gathering
from gatherings.store import Tx
from gatherings.store.first_steps import count_first_steps

MD, HTML, DOCX = FORMATS = ("md", "html", "docx")


def _write_docx(document: Document) -> bytes:
    from bot.report.write_docx import write_docx  # noqa: PLC0415 (python-docx takes megabytes, and few ask for it)

    return write_docx(document)


WRITERS: Final[Mapping[str, Callable[[Document], bytes]]] = {
    MD: write_markdown,
    HTML: write_html,
    DOCX: _write_docx,
}
HIGHEST_RATE: Final = 100_000


async def make_report(
    tx: Tx, gathering: Gathering, voice: Voice, *, with_meals: bool, rate: int | None, now: datetime
) -> tuple[Document, Report]:
    """The report of a gathering as a document, and what it tells. `rate` is in kroner an hour."""
    told = await gather_report(
        tx,
        gathering,
        with_meals=with_meals,
        rate=rate,
        evaluations=await evaluations_of(tx, gathering, voice),
        follow_ups=await count_first_steps(tx, gathering.id),
    )
    return compose_report(told, voice, made_at=now.astimezone(gathering.zone)), told
