"""What is about to be signed up with, what it can cost, and the click."""

from __future__ import annotations

from datetime import datetime

from bot.cards.card import Card, Choice, Fact, Input, InputKind, Option
from bot.cards.draw_signup import access_input, button, food_input, own_input, tell_of, when_and_where
from bot.cards.words import short
from dialogs.answers.signup import Summary
from dialogs.phrases import Voice
from dialogs.signup.foods import food_words
from dialogs.signup.terms_text import organisation_words, terms_lines
from gatherings.terms import Mode


def draw_summary(answer: Summary, *, voice: Voice, now: datetime) -> Card:
    """Who signs up for what, and what it can cost, before the click."""
    tell = tell_of(answer, voice, now)
    gathering = answer.agenda.gathering
    own = organisation_words(answer.organisation, voice)
    only = answer.modes[0] if len(answer.modes) == 1 else None
    full = [voice(f"signup.summary.full_{mode}") for mode in answer.full if mode in answer.modes]
    lines = (
        when_and_where(tell),
        *full,
        *([voice("signup.summary.handover")] if answer.is_handover else []),
        *terms_lines(gathering, answer.organisation, voice, today=tell.today, mode=only),
    )
    facts = [Fact(voice("signup.summary.you"), f"{answer.name}, {own}, {answer.email}")]
    if not answer.asks_more:
        facts += _told_facts(answer, voice)
    return Card(
        voice(f"signup.summary.title_{only or 'open'}", gathering=tell.gathering),
        lines=lines,
        facts=tuple(facts),
        inputs=_inputs(answer, voice) if answer.asks_more else (),
        choices=_summary_buttons(answer, voice),
    )


def _told_facts(answer: Summary, voice: Voice) -> list[Fact]:
    """What was answered one by one."""
    told = [
        (voice("signup.summary.food"), food_words(answer.needs.food or "", voice) or voice("signup.summary.no_needs")),
        (voice("signup.summary.access"), answer.needs.access),
        (voice("signup.summary.dinner"), None if answer.dinner is None else voice(f"signup.yes_no.{answer.dinner}")),
        *answer.answers,
    ]
    return [Fact(label, value) for label, value in told if value]


def _inputs(answer: Summary, voice: Voice) -> tuple[Input, ...]:
    """What is asked on the same card: food and access, dinner, the gathering's own, and whether to be listed."""
    may_be_in_room = Mode.ROOM in answer.modes
    inputs: list[Input] = []
    if may_be_in_room:
        inputs += [food_input(voice, answer.needs.food or ""), access_input(voice, answer.needs.access or "")]
    if may_be_in_room and answer.dinner_block is not None:
        options = tuple(Option(said, voice(f"signup.dinner.{said}")) for said in ("yes", "no"))
        label = voice("signup.dinner.label", title=short(answer.dinner_block.block.title))
        value = "" if answer.dinner is None else "yes" if answer.dinner else "no"
        inputs.append(Input("dinner", label, InputKind.ONE_OF, options=options, value=value))
    asked = [one for one in answer.agenda.gathering.questions if one.mode is None or one.mode in answer.modes]
    told = dict(answer.answers)
    inputs += [own_input(one, told.get(one.in_language(voice.language), ""), voice) for one in asked]
    listed = (Option("yes", voice("signup.listed.yes")),)
    inputs.append(Input("listed", voice("signup.listed.label"), InputKind.SEVERAL_OF, options=listed))
    return tuple(inputs)


def _summary_buttons(answer: Summary, voice: Voice) -> tuple[Choice, ...]:
    """What the card is for, then what puts it right, which is the way back as well, and the way out."""
    confirm = [
        button(voice, _confirming(mode, answer), "signup.confirm", answer, is_main=True, mode=mode.value)
        for mode in answer.modes
    ]
    stop = button(voice, "stop", "signup.stop", answer, sends=False)
    return (*confirm, button(voice, "edit", "signup.edit", answer, sends=False), stop)


def _confirming(mode: Mode, answer: Summary) -> str:
    if answer.is_handover:
        return "take_seat"
    return f"wait_{mode}" if mode in answer.full else f"confirm_{mode}"
