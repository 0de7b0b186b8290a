"""The evaluations that a report tells of: the one place where they come from."""

from __future__ import annotations

from bot.cards.alt_text import alt_text
from bot.plots import plot_svg
from bot.report.document import Picture
from bot.report.facts import Evaluated
from dialogs.phrases import Voice
from gatherings.agenda import Agenda
from gatherings.evaluation.evaluation import Evaluation, EvaluationState
from gatherings.evaluation.results import Earlier, Results, ScaleResult
from gatherings.gathering import Gathering
from gatherings.store import Tx
from gatherings.store.closing import get_results, list_before
from gatherings.store.evaluations import list_evaluations


async def evaluations_of(tx: Tx, gathering: Gathering, voice: Voice) -> tuple[Evaluated, ...]:
    """The evaluations of a gathering and its blocks, the gathering's own first; none where none was asked for.

    One that is open has no results. `earlier` has the gatherings before it whose usefulness is told.
    """
    found = await list_evaluations(tx, gathering.id)
    before = tuple(reversed(await list_before(tx, gathering)))
    return tuple([await _evaluated(tx, Agenda(gathering), one, before, voice) for one in found])


async def usefulness_of(tx: Tx, gathering: Gathering) -> ScaleResult | None:
    """How useful the gathering as a whole was; None where that is not told."""
    found = [one for one in await list_evaluations(tx, gathering.id) if one.block_id is None]
    closed = [one for one in found if one.state is EvaluationState.CLOSED]
    results = [await get_results(tx, one) for one in closed]
    return next((Evaluated("", one).usefulness for one in results), None)


async def _evaluated(tx: Tx, agenda: Agenda, asked: Evaluation, before: tuple[Earlier, ...], voice: Voice) -> Evaluated:
    timed = None if asked.block_id is None else agenda.get(asked.block_id)
    title = (asked.block_id or "") if timed is None else timed.block.title
    results = await get_results(tx, asked) if asked.state is EvaluationState.CLOSED else None
    return Evaluated(title, results, _picture(results, voice), () if asked.block_id else before)


def _picture(results: Results | None, voice: Voice) -> Picture | None:
    """The distribution of the first scale; None where nothing of it may be told."""
    if results is None or not results.scales:
        return None
    from bot.plots.plot_png import plot_png  # noqa: PLC0415 (Pillow takes megabytes, and few ask for it)

    whole = results.scales[0].whole
    words = alt_text(whole, voice)
    return Picture(png=plot_png(whole), svg=plot_svg(whole, label=words), alternative=words)
