"""How the evaluation stands, for organisers: numbers while it is open, what came of it once it is closed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dialogs.answers import Told
from dialogs.answers.evaluation import Phase, ResultsShown
from dialogs.asking import args_of, ask_first, without_question
from dialogs.conversation import Reply, Visit
from dialogs.organisers.audited import note
from dialogs.signup.known import agenda_of, require_private
from dialogs.suggestions import NEXT
from gatherings.actions import require_organiser
from gatherings.actions.evaluation import ask_now, close_evaluation
from gatherings.actions.page_links import host_link
from gatherings.agenda import Agenda
from gatherings.evaluation.evaluation import Evaluation, EvaluationId, EvaluationState
from gatherings.evaluation.likeness import group_alike
from gatherings.evaluation.occasions import occasions
from gatherings.gathering import Gathering, GatheringId
from gatherings.store import Tx
from gatherings.store.closing import get_results, list_before
from gatherings.store.evaluations import find_evaluation, list_evaluations
from gatherings.store.gatherings import get_gathering_by_id

MOST_BEFORE: Final = 3


async def show(visit: Visit) -> Reply:
    """How the evaluation of the gathering stands, or that of a block that a button names."""
    require_private(visit)
    agenda = agenda_of(visit)
    await require_organiser(visit.tx, visit.actor.person_id, agenda.gathering.id)
    found = await list_evaluations(visit.tx, agenda.gathering.id)
    named = str(visit.wish.slots.get("evaluation", ""))
    chosen = next((one for one in found if one.id == named), found[0] if found else None)
    return Reply(await _with_ways(visit, await shown_of(visit.tx, agenda, chosen)), visit.state)


async def shown_of(tx: Tx, agenda: Agenda, chosen: Evaluation | None) -> ResultsShown:
    """How an evaluation stands; where none has been asked for, when the first one will be."""
    if chosen is None:
        coming = next(iter(occasions(agenda)), None)
        if coming is None or agenda.gathering.is_cancelled:
            return ResultsShown(agenda=agenda, phase=Phase.NEVER)
        return ResultsShown(agenda=agenda, phase=Phase.TO_COME, opens_at=coming.opens_at)
    if chosen.state is EvaluationState.OPEN:
        return ResultsShown(agenda=agenda, phase=Phase.OPEN, evaluation=chosen)
    return ResultsShown(
        agenda=agenda,
        phase=Phase.CLOSED,
        evaluation=chosen,
        results=await get_results(tx, chosen),
        before=tuple((await list_before(tx, agenda.gathering))[:MOST_BEFORE]),
    )


async def _with_ways(visit: Visit, shown: ResultsShown) -> ResultsShown:
    """The same with where the distribution is seen and the way to the page, once it is closed and there is a page."""
    if visit.link is None or shown.evaluation is None or shown.results is None:
        return shown
    picture = f"{visit.link('evaluation', shown.evaluation.id)}.png" if shown.results.scales else None
    host = await host_link(visit.tx, visit.actor.person_id, now=visit.now)
    return replace(shown, picture=picture, page=visit.link("host", host))


async def ask_to_open(visit: Visit) -> Reply:
    """Asks whether the evaluation is asked for now."""
    gathering = await _required(visit)
    args = {"gathering": gathering.id}
    filling = {"gathering": gathering.title}
    return ask_first(visit, "results.ask_open", do="open_evaluation", args=args, filling=filling, yes="ask_evaluation")


async def open_now(visit: Visit) -> Reply:
    gathering = await get_gathering_by_id(visit.tx, GatheringId(args_of(visit)["gathering"]))
    await require_organiser(visit.tx, visit.actor.person_id, gathering.id)
    await note(visit, "evaluation_opened", about=gathering.id)
    await ask_now(visit.tx, gathering.id, now=visit.now)
    return Reply(Told("results.opened", {"gathering": gathering.title}, (NEXT,)), without_question(visit))


async def ask_to_close(visit: Visit) -> Reply:
    """Asks whether the evaluation is closed, which cannot be undone."""
    gathering = await _required(visit)
    named = visit.wish.slots.get("evaluation")
    taking = [one for one in await list_evaluations(visit.tx, gathering.id) if one.state is EvaluationState.OPEN]
    found = next((one for one in taking if named in (None, one.id)), None)
    if found is None:
        return Reply(Told("results.closed_before", {"gathering": gathering.title}, (NEXT,)), visit.state)
    args = {"gathering": gathering.id, "evaluation": found.id}
    filling = {"gathering": gathering.title, "n": found.answered}
    return ask_first(
        visit,
        "results.ask_close",
        do="close_evaluation",
        args=args,
        filling=filling,
        yes="close_evaluation",
        takes_words=False,
    )


async def close_now(visit: Visit) -> Reply:
    args = args_of(visit)
    gathering = await get_gathering_by_id(visit.tx, GatheringId(args["gathering"]))
    await require_organiser(visit.tx, visit.actor.person_id, gathering.id)
    wanted = EvaluationId(args["evaluation"])
    await note(visit, "evaluation_closed", about=gathering.id)
    await close_evaluation(visit.tx, wanted, likeness=group_alike, now=visit.now)
    closed = await find_evaluation(visit.tx, wanted)
    shown = await shown_of(visit.tx, Agenda(gathering), closed)
    return Reply(await _with_ways(visit, shown), without_question(visit))


async def _required(visit: Visit) -> Gathering:
    require_private(visit)
    gathering = agenda_of(visit).gathering
    await require_organiser(visit.tx, visit.actor.person_id, gathering.id)
    return gathering
