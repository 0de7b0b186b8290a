"""`samband evaluation`: asked for, closed, and what came of it."""

from __future__ import annotations

from bot.cards.draw_results import draw_results
from bot.channels.text import as_text
from bot.commands.audited import note
from bot.commands.command import Argument, Call, Command, Refused
from bot.commands.opened import opened, time_of
from bot.exports.exported import evaluation_json
from dialogs.organisers.results import shown_of
from gatherings.actions.evaluation import ask_now, close_evaluation
from gatherings.agenda import Agenda
from gatherings.evaluation.evaluation import Evaluation, EvaluationState
from gatherings.evaluation.likeness import group_alike
from gatherings.store.closing import LEFT_ON_DISK
from gatherings.store.evaluations import list_evaluations, mark_wiped
from gatherings.store.gatherings import get_gathering

GATHERING = Argument("--gathering", "SLUG", is_required=True)


async def open_it(call: Call) -> None:
    """Asks for the evaluation now: a service that runs sends it."""
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["gathering"])
            await ask_now(tx, found.id, now=now)
            await note(tx, "evaluation_opened", about=found, now=now)
    call.show({"gathering": found.slug}, [call.say("results.opened.text", gathering=found.title)])


async def close(call: Call) -> None:
    """Closes what is open, for good. Raises Refused where nothing is."""
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.write() as tx:
            found = await get_gathering(tx, call["gathering"])
            taking = [one.id for one in await list_evaluations(tx, found.id) if one.state is EvaluationState.OPEN]
            if not taking:
                raise Refused("command.refused.no_open_evaluation", gathering=found.title)
            answered = [await close_evaluation(tx, one, likeness=group_alike, now=now) or 0 for one in taking]
            await note(tx, "evaluation_closed", about=found, now=now)
        if await database.rewrite(LEFT_ON_DISK):
            async with database.write() as tx:
                await mark_wiped(tx, taking)
    told = call.say("command.evaluation.closed", n=sum(answered), gathering=found.title)
    call.show({"gathering": found.slug, "answered": sum(answered)}, [told])


async def results(call: Call) -> None:
    """How each evaluation of the gathering stands; what was answered only once it is closed."""
    async with opened(call.settings) as database:
        now = await time_of(call.settings, database)
        async with database.read() as tx:
            found = await get_gathering(tx, call["gathering"])
            evaluations = await list_evaluations(tx, found.id)
            asked: list[Evaluation | None] = [*evaluations] or [None]
            shown = [await shown_of(tx, Agenda(found), one) for one in asked]
            as_json = [await evaluation_json(tx, one, call.say) for one in evaluations]
    cards = [as_text(draw_results(one, voice=call.say, now=now)) for one in shown]
    call.show(as_json, "\n\n".join(cards).splitlines())


COMMANDS = (
    Command("evaluation open", "samband evaluation open --gathering varsamling-2027", open_it, (GATHERING,)),
    Command("evaluation close", "samband evaluation close --gathering varsamling-2027", close, (GATHERING,)),
    Command("evaluation results", "samband evaluation results --gathering varsamling-2027", results, (GATHERING,)),
)
