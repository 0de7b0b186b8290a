"""The evaluation: ten cells of which one press counts, thanks, and one question more at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.cards.card import LONGEST_INPUT, MAX_CHOICES, Card, Cell, Choice, Input, InputKind, Option, Picture
from bot.cards.choices import suggested
from bot.cards.teller import Teller
from bot.cards.words import NAME, closed, short
from bot.links import room_code_url, room_url
from dialogs.answers import Reader
from dialogs.answers.evaluation import FirstStepAsked, QuestionAsked, ScaleAsked, Thanked
from dialogs.phrases import Voice
from dialogs.suggestions import NEXT
from gatherings.agenda import Agenda
from gatherings.evaluation.evaluation import Evaluation, EvaluationId
from gatherings.ports import PageLink
from gatherings.postings.posting import Posting, PostingKind
from gatherings.postings.recipient import Recipient
from gatherings.programme import BlockId
from gatherings.schedule import SCALE, EvaluationQuestion

OFFERED: Final = 2
"""So many more questions are offered at once; the card has "Endre" and "Ferdig" besides."""


def evaluation_button(
    tell: Teller, label: str, do: str, *, is_main: bool = False, sends: bool = True, **args: str
) -> Choice:
    """A button about this gathering's evaluation."""
    name = short(tell.voice(f"evaluation.button.{label}"), NAME)
    carried = {"gathering": tell.agenda.gathering.id, **args}
    return Choice(name, do, carried, takes_inputs=sends, is_main=is_main)


def draw_scale(answer: ScaleAsked, *, voice: Voice, now: datetime) -> Card:
    """The scale; where a number stands already it is marked."""
    tell = agenda_teller(answer.agenda, voice, now)
    asked, question = answer.evaluation, answer.evaluation.scale
    assert question is not None, "there is nothing to press"
    chosen = answer.values.get(question.id)
    return Card(
        scale_title(tell, question, asked.block_id),
        (tell.voice("evaluation.one_press") if chosen is None else tell.voice("evaluation.stands", value=chosen),),
        cells=scale_cells(tell, asked.id, question, chosen),
        footer=tell.voice("evaluation.until", moment=tell.moment(asked.closes_at)),
    )


def scale_cells(
    tell: Teller, asked: EvaluationId, question: EvaluationQuestion, chosen: str | None = None
) -> tuple[Cell, ...]:
    """A cell for each of 1 to 10, with its name for who listens."""
    args = {"evaluation": asked, "question": question.id, "gathering": tell.agenda.gathering.id}
    return tuple(
        Cell(
            str(value),
            tell.voice("evaluation.cell_on" if str(value) == chosen else "evaluation.cell", value=value),
            "evaluation.answer",
            {**args, "value": str(value)},
            is_on=str(value) == chosen,
        )
        for value in SCALE
    )


def question_words(question: EvaluationQuestion, voice: Voice) -> str:
    """The question as it is asked; ours stand in the phrases."""
    return question.in_language(voice.language) or voice(f"evaluation.question.{question.id}")


def question_label(question: EvaluationQuestion, voice: Voice) -> str:
    """The question as a button names it."""
    own = question.in_language(voice.language)
    return short(own, NAME) if own else voice(f"evaluation.label.{question.id}")


def scale_title(tell: Teller, question: EvaluationQuestion | None, block_id: BlockId | None) -> str:
    """What the evaluation of a gathering, or of a block of it, asks first."""
    own = "" if question is None else question.in_language(tell.voice.language)
    if own:
        return own
    timed = None if block_id is None else tell.agenda.get(block_id)
    if timed is not None:
        return tell.voice("evaluation.title_block", title=short(timed.block.title))
    return tell.voice("evaluation.title", gathering=tell.gathering)


def draw_thanked(answer: Thanked, *, voice: Voice, now: datetime) -> Card:
    """Thanks with the number that was pressed, and what may be said besides, one at a time."""
    tell = agenda_teller(answer.agenda, voice, now)
    scale = answer.evaluation.scale
    value = None if scale is None else answer.values.get(scale.id)
    title = voice("evaluation.thanks") if value is None else voice("evaluation.thanks_value", value=value)
    more = [_more(tell, answer.evaluation, one) for one in answer.left[:OFFERED]]
    if answer.asks_first_step:
        more += [evaluation_button(tell, "first_step", "evaluation.first_step", evaluation=answer.evaluation.id)]
    change = _asking(tell, answer.evaluation, scale, "change") if scale is not None else None
    done = evaluation_button(tell, "evaluation_done", "evaluation.done")
    line = voice("evaluation.more" if more else "evaluation.all")
    choices = tuple(one for one in (*more, change, done) if one is not None)[:MAX_CHOICES]
    return Card(title, (line,), choices=choices)


def _more(tell: Teller, asked: Evaluation, question: EvaluationQuestion) -> Choice:
    args = {"evaluation": asked.id, "question": question.id, "gathering": tell.agenda.gathering.id}
    return Choice(question_label(question, tell.voice), "evaluation.ask", args)


def _asking(tell: Teller, asked: Evaluation, question: EvaluationQuestion, label: str) -> Choice:
    return evaluation_button(tell, label, "evaluation.ask", evaluation=asked.id, question=question.id)


def draw_question(answer: QuestionAsked, *, voice: Voice, now: datetime) -> Card:
    """One more question, which may be left."""
    tell, question = agenda_teller(answer.agenda, voice, now), answer.question
    value = answer.values.get(question.id, "")
    options = tuple(Option(str(n), choice) for n, choice in enumerate(question.choices))
    asked = Input(
        "choice" if options else "text",
        question_words(question, voice),
        InputKind.ONE_OF if options else InputKind.LONG_TEXT,
        options,
        value=value,
        is_required=True,
        error=voice("evaluation.empty"),
        longest=LONGEST_INPUT,
    )
    send = evaluation_button(
        tell, "send", "evaluation.answer", is_main=True, evaluation=answer.evaluation.id, question=question.id
    )
    leave = evaluation_button(tell, "leave_it", "evaluate.start", sends=False, evaluation=answer.evaluation.id)
    return Card(lines=(), inputs=(asked,), choices=(send, leave), footer=voice("evaluation.nameless"))


def draw_first_step_asked(answer: FirstStepAsked, *, voice: Voice, now: datetime) -> Card:
    """What they will do first at home; when they are reminded, and that nobody else sees it."""
    tell = agenda_teller(answer.agenda, voice, now)
    asked = Input(
        "text",
        voice("evaluation.first_step.question"),
        InputKind.LONG_TEXT,
        value=answer.text,
        is_required=True,
        error=voice("evaluation.empty"),
        longest=LONGEST_INPUT,
    )
    days = answer.agenda.gathering.evaluation.reminds_after
    send = evaluation_button(tell, "remind_me", "evaluation.first_step", is_main=True, evaluation=answer.evaluation.id)
    leave = evaluation_button(tell, "leave_it", "evaluation.done", sends=False)
    footer = voice("evaluation.first_step.private", length=voice.length(days))
    return Card(lines=(), inputs=(asked,), choices=(send, leave), footer=footer)


def draw_evaluation(posting: Posting, tell: Teller, recipient: Recipient) -> Card:
    """To who was there: one press counts; why it came, and how not to be reminded."""
    del recipient
    return _posted(posting, tell, "evaluation.one_press")


def draw_evaluation_reminder(posting: Posting, tell: Teller, recipient: Recipient) -> Card:
    """To who has not answered: the same once more."""
    del recipient
    return _posted(posting, tell, "evaluation.reminder")


def _posted(posting: Posting, tell: Teller, line: str) -> Card:
    scale, evaluation = tell.agenda.gathering.evaluation.scale, EvaluationId(posting.facts["evaluation"])
    stop = evaluation_button(tell, "no_reminders", "reminder.stop")
    answer = evaluation_button(tell, "evaluate", "evaluate.start", is_main=True, evaluation=evaluation)
    key = "evaluation.why_reminded" if posting.kind is PostingKind.EVALUATION_REMINDER else "evaluation.why"
    return Card(
        scale_title(tell, scale, posting.block_id),
        (tell.voice(line),),
        cells=() if scale is None else scale_cells(tell, evaluation, scale),
        choices=(stop,) if scale is not None else (answer, stop),
        footer=tell.voice(key, gathering=tell.gathering),
    )


def draw_evaluation_room(posting: Posting, tell: Teller) -> Card:
    """To a group: the way to one's own card, where nobody else sees what one presses; and to the page, as a link and as
    a code to be held up in the room.
    """
    answer = evaluation_button(tell, "evaluate", "evaluate.start", is_main=True, evaluation=posting.facts["evaluation"])
    card = Card(
        tell.voice("evaluation.room_title", gathering=tell.gathering),
        (tell.voice("evaluation.room"),),
        choices=(answer,),
    )
    return card if tell.page is None else _with_page(card, tell, tell.page)


def _with_page(card: Card, tell: Teller, link: PageLink) -> Card:
    """The same for those too who are not in the chat."""
    gathering_id = tell.agenda.gathering.id
    url = room_url(link, gathering_id)
    code = Picture(room_code_url(link, gathering_id), tell.voice("evaluation.room_code", url=url))
    page = Choice(tell.voice("evaluation.button.evaluate_on_page"), url=url)
    return replace(
        card, lines=(*card.lines, tell.voice("evaluation.room_page")), picture=code, choices=(*card.choices, page)
    )


def draw_first_step(_: Posting, tell: Teller, recipient: Recipient) -> Card:
    """To a person: what they meant to do first at home."""
    if recipient.first_step is None:
        raise LookupError("first step")
    return Card(
        tell.voice("evaluation.first_step.title", gathering=tell.gathering),
        (tell.voice("card.quoted", text=closed(short(recipient.first_step, LONGEST_INPUT))),),
        choices=(suggested(NEXT, tell.voice),),
        footer=tell.voice("evaluation.first_step.why"),
    )


def agenda_teller(agenda: Agenda, voice: Voice, now: datetime) -> Teller:
    """The words of an agenda for somebody whose seat does not matter."""
    return Teller(voice, now, agenda, Reader(sees_streams=False))
