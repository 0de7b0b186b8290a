"""A programme that was read: what would differ, what to look at, where each end comes from; corrected and saved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from itertools import groupby
from typing import Final

from markupsafe import Markup

from bot.cards.words import capital
from bot.host.bench import Bench
from bot.pages.html import button, element, form, hidden, joined, link, paragraph
from bot.pages.layout import Shown
from bot.preview import lines
from gatherings.actions.importing import Preview
from gatherings.programme import Block

LONGEST_SAID: Final = "200"
LONGEST_TITLE: Final = "300"
LONGEST_CLOCK: Final = "5"


@dataclass(frozen=True, slots=True)
class Refused:
    """What was filled in and could not be done, and why."""

    why: str
    said: str = ""


def draw_preview(bench: Bench, preview: Preview, *, refused: Refused | None = None) -> Shown:
    """The page; where something could not be done it begins with why, and with the field to say it in again."""
    voice = bench.voice
    title = voice("preview.title", gathering=preview.imported.after.title)
    file = preview.pending.file
    return bench.shown(
        title,
        _alert(refused),
        _correcting(preview, bench, refused) if refused else None,
        paragraph(capital(lines.summary(preview, voice)), class_="state"),
        paragraph(voice("host.preview.from_file", file=file)),
        _differences(preview, bench),
        _warnings(preview, bench),
        paragraph(voice("preview.announced", n=preview.announced)) if preview.announced else None,
        _deciding(preview, bench),
        None if refused else _correcting(preview, bench, refused),
        _blocks(preview, bench),
        status=HTTPStatus.OK if refused is None else HTTPStatus.CONFLICT,
    )


def draw_saved(bench: Bench, preview: Preview) -> Shown:
    """That it is saved, and who is told of it."""
    voice, after = bench.voice, preview.imported.after
    told = (
        voice("importing.announced.some", n=preview.announced)
        if preview.announced
        else voice("importing.announced.none")
    )
    way = link(f"/host/{after.slug}/programme{bench.language}", voice("host.menu.programme"), class_="button")
    return bench.shown(
        voice("importing.saved.title", gathering=after.title),
        paragraph(voice("importing.saved.text", n=len(after.programme), announced=told)),
        paragraph(way),
    )


def _alert(refused: Refused | None) -> Markup | None:
    return None if refused is None else element("p", refused.why, role="alert", class_="alert", id="why")


def _listed(title: str, found: Sequence[str]) -> Markup:
    items = (element("li", one) for one in found)
    return joined([element("h2", title), element("ul", *items, class_="plain-list")])


def _differences(preview: Preview, bench: Bench) -> Markup | None:
    if preview.imported.before is None:
        return None
    found = lines.differences(preview.imported, bench.voice)
    return _listed(bench.voice("preview.differs"), found) if found else paragraph(bench.voice("preview.same"))


def _warnings(preview: Preview, bench: Bench) -> Markup | None:
    found = [capital(lines.warning(one, bench.voice)) for one in preview.imported.remarks]
    return _listed(bench.voice("preview.look_at"), found) if found else None


def _deciding(preview: Preview, bench: Bench) -> Markup:
    voice = bench.voice
    return form(
        bench.signature,
        hidden(seen=str(preview.seen)),
        button(voice("host.preview.save"), name="do", value="save", class_="main"),
        button(voice("host.preview.refuse"), name="do", value="refuse"),
        class_="choices",
    )


def _correcting(preview: Preview, bench: Bench, refused: Refused | None) -> Markup | None:
    """The field for a correction in words; what was said and not understood stands in it still."""
    if not preview.pending.draft.blocks:
        return None
    voice = bench.voice
    box = element(
        "input",
        type="text",
        id="said",
        name="said",
        value=refused.said if refused else "",
        required=True,
        maxlength=LONGEST_SAID,
        autocomplete="off",
        aria_describedby="hint",
    )
    field = element(
        "div",
        element("label", voice("host.preview.correct"), for_="said"),
        element("p", voice("host.preview.correct_hint"), id="hint", class_="quiet"),
        box,
        class_="field",
    )
    return form(
        bench.signature, field, button(voice("host.preview.do_correct"), name="do", value="correct"), class_="fields"
    )


def _blocks(preview: Preview, bench: Bench) -> Markup | None:
    """The blocks by day, each numbered as it may be called, with a form for its time and title."""
    programme = preview.pending.draft.blocks
    if not programme:
        return None
    numbered = list(enumerate(programme, start=1))
    days = (list(of_day) for _, of_day in groupby(numbered, key=lambda one: one[1].day))
    return joined([element("h2", bench.voice("host.preview.blocks")), *(_day(of_day, bench) for of_day in days)])


def _day(numbered: Sequence[tuple[int, Block]], bench: Bench) -> Markup:
    day = capital(bench.voice.day(numbered[0][1].day, today=date.min))
    items = (_block(number, block, bench) for number, block in numbered)
    return joined([element("h3", day), element("ul", *items, class_="said")])


def _block(number: int, block: Block, bench: Bench) -> Markup:
    voice = bench.voice
    head = element("p", element("strong", f"{voice.span(block.start, block.end)}  {number}. {block.title}"))
    text = element("div", head, *(paragraph(one, class_="quiet") for one in _facts(block, bench)))
    summary = element("summary", voice("host.preview.edit_of", title=block.title))
    return element("li", text, element("details", summary, _form(number, block, bench)), id=f"b-{number}")


def _facts(block: Block, bench: Bench) -> Iterator[str]:
    known = lines.details(block, bench.voice, marks_end=False)
    if known:
        yield known
    source = bench.voice(f"preview.end.{block.end_source}")
    yield f"{bench.voice('host.preview.end_source')}: {source}"


def _form(number: int, block: Block, bench: Bench) -> Markup:
    voice = bench.voice
    end = "" if block.end is None else voice.clock(block.end)
    return form(
        bench.signature,
        hidden(block=block.id, number=str(number)),
        _box(number, "start", voice("host.preview.start"), voice.clock(block.start)),
        _box(number, "end", voice("host.preview.end"), end),
        _box(number, "title", voice("host.preview.title"), block.title, longest=LONGEST_TITLE),
        button(voice("host.preview.do_edit"), name="do", value="edit", class_="small"),
        class_="marking",
    )


def _box(number: int, name: str, label: str, value: str, *, longest: str = LONGEST_CLOCK) -> Markup:
    box_id = f"{name}-{number}"
    box = element("input", type="text", id=box_id, name=name, value=value, maxlength=longest, autocomplete="off")
    return element("div", element("label", label, for_=box_id), box, class_="field")
