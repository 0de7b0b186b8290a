"""The evaluation: asked for, counted while it is open, closed, and shown when it is closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from markupsafe import Markup

from bot.cards.words import capital
from bot.host.desk import Change, Desk, Page, back
from bot.host.results import count_text, draw_results
from bot.host.said import place_of
from bot.pages.html import button, element, form, joined, link, paragraph, table
from bot.pages.layout import Shown
from bot.pages.site import NotThere
from gatherings.actions.evaluation import ask_now, close_evaluation
from gatherings.agenda import Agenda
from gatherings.evaluation.evaluation import Evaluation, EvaluationState
from gatherings.evaluation.likeness import group_alike
from gatherings.evaluation.occasions import WHOLE, Occasion, evaluation_id, occasions
from gatherings.evaluation.results import FEWEST
from gatherings.programme import BlockId
from gatherings.store.closing import get_results, list_before
from gatherings.store.evaluations import find_evaluation, list_evaluations

ON_ITS_WAY: Final = timedelta(minutes=1)
"""So long after its moment an evaluation that is not open yet is being sent out."""


def subject_of(desk: Desk, what: str) -> str:
    """What the evaluation is of, as it stands in a sentence."""
    if what == WHOLE:
        return desk.gathering.title
    timed = Agenda(desk.gathering).get(BlockId(what))
    if timed is None:
        return desk.voice("host.evaluation.gone_block")
    return desk.voice("card.quoted", text=timed.block.title)


async def show(desk: Desk) -> Shown:
    """How the evaluation of the gathering stands, and which of its blocks have one of their own."""
    agenda = Agenda(desk.gathering)
    found = await list_evaluations(desk.tx, desk.gathering.id)
    whole = next((one for one in found if one.block_id is None), None)
    content = _unopened(desk, agenda) if whole is None else await _opened(desk, whole, WHOLE)
    return desk.shown("evaluation", content, _of_blocks(desk, found))


def show_of(what: str) -> Page:
    """The page about the evaluation of a block, once it has been opened."""

    async def shown(desk: Desk) -> Shown:
        found = await _find(desk, what)
        if found is None:
            raise NotThere
        to_whole = None if what == WHOLE else paragraph(back(desk, "evaluation", desk.voice("host.evaluation.whole")))
        return desk.shown("evaluation", await _opened(desk, found, what), to_whole)

    return shown


async def _find(desk: Desk, what: str) -> Evaluation | None:
    return await find_evaluation(desk.tx, evaluation_id(Agenda(desk.gathering), what))


def _unopened(desk: Desk, agenda: Agenda) -> Markup:
    """When it comes, and the button that asks now."""
    coming = _coming(agenda)
    state = paragraph(_expected(desk, coming), class_="state")
    if desk.gathering.is_cancelled or (coming is not None and _is_on_its_way(desk, coming)):
        return state
    text = paragraph(desk.voice("host.evaluation.ask_text"))
    press = button(desk.voice("evaluation.button.ask_evaluation"), class_="main")
    return joined([state, text, form(desk.signature, press, class_="choices")])


def _coming(agenda: Agenda) -> Occasion | None:
    return next((one for one in occasions(agenda) if one.what == WHOLE), None)


def _is_on_its_way(desk: Desk, coming: Occasion) -> bool:
    return coming.opens_at <= desk.now <= coming.opens_at + ON_ITS_WAY


def _expected(desk: Desk, coming: Occasion | None) -> str:
    voice, title = desk.voice, desk.gathering.title
    if coming is None or desk.gathering.is_cancelled:
        return voice("results.never", gathering=title)
    if _is_on_its_way(desk, coming):
        return voice("results.opened.text", gathering=title)
    moment = voice.moment(coming.opens_at, desk.gathering.zone, today=desk.today)
    key = "results.to_come" if coming.opens_at > desk.now else "host.evaluation.missed"
    return voice(key, gathering=title, moment=moment)


async def _opened(desk: Desk, found: Evaluation, what: str) -> Markup:
    if found.state is EvaluationState.OPEN:
        return _open(desk, found, what)
    results = await get_results(desk.tx, found)
    before = await list_before(desk.tx, desk.gathering) if what == WHOLE else []
    head = paragraph(desk.voice("results.closed", gathering=subject_of(desk, what)), class_="state")
    return joined([head, draw_results(desk, found, what, results, before)])


def _open(desk: Desk, found: Evaluation, what: str) -> Markup:
    """A number and nothing else: what was answered is told once it is closed."""
    voice = desk.voice
    until = voice.moment(found.closes_at, desk.gathering.zone, today=desk.today)
    return joined(
        [
            paragraph(voice("results.open", gathering=subject_of(desk, what)), class_="state"),
            paragraph(count_text(desk, found.answered, found.asked), class_="large-number"),
            paragraph(voice("results.open_until", moment=until, fewest=FEWEST)),
            paragraph(back(desk, f"evaluation/{what}/close", voice("evaluation.button.close_evaluation"))),
        ]
    )


def _of_blocks(desk: Desk, found: Sequence[Evaluation]) -> Markup | None:
    """The evaluations of single blocks: those that are open or closed, with the way to them, and those to come."""
    opened = {one.block_id: one for one in found if one.block_id is not None}
    coming = [one for one in occasions(Agenda(desk.gathering)) if one.block_id and one.block_id not in opened]
    rows = [
        (_way(desk, one), desk.voice(f"host.evaluation.is_{one.state}"), _answers(desk, one)) for one in opened.values()
    ]
    rows += [(_title(desk, one.what), _when(desk, one), "") for one in coming]
    heads = (desk.voice("host.evaluation.block"), desk.voice("host.state"), desk.voice("host.evaluation.answers"))
    return element("section", table(desk.voice("host.evaluation.blocks"), heads, rows)) if rows else None


def _way(desk: Desk, one: Evaluation) -> str:
    return link(desk.path(place_of(str(one.block_id))), _title(desk, str(one.block_id)))


def _title(desk: Desk, what: str) -> str:
    timed = Agenda(desk.gathering).get(BlockId(what))
    return capital(desk.voice("host.evaluation.gone_block")) if timed is None else timed.block.title


def _answers(desk: Desk, one: Evaluation) -> str:
    return desk.voice("host.of_capacity", taken=one.answered, capacity=one.asked)


def _when(desk: Desk, coming: Occasion) -> str:
    moment = desk.voice.moment(coming.opens_at, desk.gathering.zone, today=desk.today)
    key = "host.evaluation.comes" if coming.opens_at > desk.now else "host.evaluation.not_opened"
    return desk.voice(key, moment=moment)


async def ask(desk: Desk, filled: Mapping[str, str]) -> str:
    """Asks for the evaluation of the gathering now, unless it has been asked for. Raises GatheringCancelled."""
    del filled
    coming = _coming(Agenda(desk.gathering))
    is_asked = coming is not None and _is_on_its_way(desk, coming)
    if not is_asked and await _find(desk, WHOLE) is None:
        await desk.note("evaluation_opened")
        await ask_now(desk.tx, desk.gathering.id, now=desk.now)
    return "evaluation"


def ask_to_close(what: str) -> Page:
    """The page that says what closing means, before it is done: it cannot be undone."""

    async def shown(desk: Desk) -> Shown:
        found = await _find(desk, what)
        if found is None:
            raise NotThere
        to_page = back(desk, place_of(what), desk.voice("host.evaluation.not_close"))
        return desk.shown("evaluation_close", _question(desk, found, what), paragraph(to_page))

    return shown


def _question(desk: Desk, found: Evaluation, what: str) -> Markup:
    voice, subject = desk.voice, subject_of(desk, what)
    if found.state is EvaluationState.CLOSED:
        return paragraph(voice("results.closed_before.text", gathering=subject))
    press = button(voice("evaluation.button.close_evaluation"), class_="main")
    few = paragraph(voice("host.evaluation.few", fewest=FEWEST)) if found.answered < FEWEST else None
    asked = paragraph(voice("results.ask_close.text", gathering=subject, n=found.answered))
    return joined([asked, few, form(desk.signature, press, class_="choices")])


def close(what: str) -> Change:
    """The change that closes an evaluation; closed already, nothing happens."""

    async def change(desk: Desk, filled: Mapping[str, str]) -> str:
        del filled
        wanted = evaluation_id(Agenda(desk.gathering), what)
        if await close_evaluation(desk.tx, wanted, likeness=group_alike, now=desk.now) is not None:
            await desk.note("evaluation_closed")
        return place_of(what)

    return change
