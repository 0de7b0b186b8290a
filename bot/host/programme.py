"""The programme as it is, what was read and is not saved, and the form to read another in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from bot.cards.words import capital
from bot.host.bench import Bench
from bot.pages.html import button, element, form, joined, link, paragraph, table
from bot.pages.layout import Shown
from bot.preview.lines import details
from gatherings.agenda import Agenda
from gatherings.intake.documents import LARGEST_DOCUMENT
from gatherings.intake.pending import PendingImport
from gatherings.store.pending_imports import list_pending

MEGABYTE: Final = 1024 * 1024


async def show(bench: Bench) -> Shown:
    """The page; without a gathering it is for a new one."""
    scope = bench.scope
    pending = await list_pending(
        bench.tx, bench.person.id, network_id=scope.network_id, gathering_id=scope.gathering_id
    )
    voice = bench.voice
    title = voice("host.menu.programme") if bench.gathering else voice("host.programme.new")
    way = paragraph(link("#read", voice("host.programme.read"), class_="button")) if bench.gathering else None
    return bench.shown(title, _waiting(pending, bench), way, _programme(bench), _reading(bench))


def _waiting(pending: Sequence[PendingImport], bench: Bench) -> Markup | None:
    """What was read and is not saved, with the way to look at it."""
    if not pending:
        return None
    voice = bench.voice
    items = (element("li", link(bench.path(one.id), _label(one, bench))) for one in pending)
    return joined([element("h2", voice("host.programme.waiting")), element("ul", *items, class_="cards")])


def _label(pending: PendingImport, bench: Bench) -> str:
    draft = pending.draft
    day = bench.voice.day(draft.starts_on, today=bench.today)
    return bench.voice("host.programme.look", title=draft.name, day=day)


def _programme(bench: Bench) -> Markup | None:
    """A table for each day."""
    if bench.gathering is None:
        return None
    voice, agenda = bench.voice, Agenda(bench.gathering)
    if not agenda.days:
        return paragraph(voice("host.programme.none"))
    heads = [voice(f"host.programme.{head}") for head in ("when", "title", "details")]
    return joined(
        table(
            capital(voice.day(day, today=bench.today)),
            heads,
            [
                (
                    voice.span(one.block.start, one.block.end),
                    one.block.title,
                    details(one.block, voice, marks_end=False),
                )
                for one in agenda.on_day(day)
            ],
        )
        for day in agenda.days
    )


def _reading(bench: Bench) -> Markup:
    """The form: a file, or a text."""
    voice = bench.voice
    about = "read_about" if bench.gathering else "read_about_new"
    return joined(
        [
            element("h2", voice("host.programme.read"), id="read"),
            paragraph(voice(f"host.programme.{about}")),
            form(
                bench.signature,
                _field(
                    "file",
                    voice("host.programme.file", limit=LARGEST_DOCUMENT // MEGABYTE),
                    element("input", type="file", id="file", name="file"),
                ),
                _field("text", voice("host.programme.or_text"), element("textarea", id="text", name="text", rows="8")),
                _day(bench),
                button(voice("host.programme.do_read"), class_="main"),
                class_="fields",
                has_file=True,
            ),
        ]
    )


def _day(bench: Bench) -> Markup:
    box = element("input", type="text", id="day", name="day", maxlength="10", autocomplete="off")
    return _field("day", bench.voice("host.programme.day"), box)


def _field(name: str, label: str, box: Markup) -> Markup:
    return element("div", element("label", label, for_=name), box, class_="field")
