"""The questions of a sign-up."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.cards.card import Card, Choice, Input, InputKind, Option
from bot.cards.teller import Teller
from bot.cards.words import NAME, closed, short
from dialogs.answers import Reader
from dialogs.answers.signup import (
    AskDinner,
    Asking,
    AskMode,
    AskNeeds,
    AskOrganisation,
    AskOwn,
    AskWho,
    SignupAnswer,
)
from dialogs.phrases import Voice
from dialogs.signup.asking import LONGEST_NAME, LONGEST_NEED, OWN
from dialogs.signup.foods import FOODS
from gatherings.organisations import Organisation, label_of
from gatherings.questions import LONGEST_ANSWER, Question
from gatherings.terms import Mode

BUTTONS: Final = 5


def tell_of(answer: SignupAnswer, voice: Voice, now: datetime, *, is_digital: bool | None = None) -> Teller:
    """Tells of the gathering that is signed up to."""
    return Teller(voice, now, answer.agenda, Reader(sees_streams=False, is_digital=is_digital))


def when_and_where(tell: Teller) -> str:
    """ "Torsdag 16. november kl. 09.00–15.00, Kulturhuset, Fjordby."."""
    gathering = tell.agenda.gathering
    parts = [tell.dates()]
    if gathering.starts is not None and gathering.starts_on == gathering.ends_on:
        parts = [tell.voice("agenda.span.dated", date=parts[0], span=tell.voice.span(gathering.starts, gathering.ends))]
    text = ", ".join(part for part in (*parts, tell.place()) if part)
    return closed(text[:1].upper() + text[1:])


def button(
    voice: Voice, label: str, do: str, answer: SignupAnswer, *, sends: bool = True, is_main: bool = False, **args: str
) -> Choice:
    """A button of a sign-up: it carries the dialog's id and the gathering's, and nothing about a person."""
    carried = {"gathering": answer.agenda.gathering.id, **args}
    if isinstance(answer, Asking):
        carried["id"] = answer.id
    return Choice(short(voice(f"signup.button.{label}"), NAME), do, carried, takes_inputs=sends, is_main=is_main)


def _around(voice: Voice, answer: Asking) -> tuple[Choice, ...]:
    """The way back, and out."""
    back = (button(voice, "back", "signup.back", answer, sends=False),) if answer.can_go_back else ()
    return (*back, button(voice, "stop", "signup.stop", answer, sends=False))


def draw_ask_who(answer: AskWho, *, voice: Voice, now: datetime) -> Card:
    """Name and e-mail, on one card."""
    tell = tell_of(answer, voice, now)
    name = Input(
        "name",
        voice("signup.who.name"),
        value=answer.name,
        is_required=True,
        error=voice("signup.who.name_error"),
        longest=LONGEST_NAME,
    )
    email = Input(
        "email",
        voice("signup.who.email"),
        InputKind.EMAIL,
        value=answer.email,
        is_required=True,
        error=voice("signup.who.email_error"),
    )
    lines = (when_and_where(tell), voice("signup.who.email_wrong" if answer.is_email_wrong else "signup.who.text"))
    return Card(
        voice("signup.who.title", gathering=tell.gathering),
        lines=lines,
        inputs=(name, email),
        choices=(button(voice, "next", "signup.answer", answer, is_main=True), *_around(voice, answer)),
    )


def draw_ask_organisation(answer: AskOrganisation, *, voice: Voice, now: datetime) -> Card:
    """Which organisation: written, or one of those that may be meant."""
    del now
    field = Input(
        "organisation",
        voice("signup.organisation.label"),
        placeholder=voice("signup.organisation.placeholder"),
        is_required=True,
        error=voice("signup.organisation.error"),
        longest=LONGEST_NAME,
    )
    if not answer.said:
        lines = (voice("signup.organisation.text"),)
    elif answer.is_several:
        lines = (voice("signup.organisation.several", said=answer.said),)
    elif answer.near:
        lines = (voice("signup.organisation.near", said=answer.said),)
    else:
        lines = (voice("signup.organisation.none", said=answer.said),)
    near = tuple(_organisation_button(one, answer) for one in answer.near[:3])
    other: tuple[Choice, ...] = ()
    if answer.said and not answer.is_several:
        label = voice("signup.button.as_written", said=answer.said)
        carried = {"gathering": answer.agenda.gathering.id, "id": answer.id, "other": "yes"}
        other = (Choice(short(label, NAME), "signup.answer", carried, takes_inputs=False),)
    onward = (button(voice, "next", "signup.answer", answer, is_main=not near and not other),)
    choices = (*near, *other, *onward, *_around(voice, answer))
    return Card(voice("signup.organisation.title"), lines=lines, inputs=(field,), choices=choices[:BUTTONS])


def _organisation_button(organisation: Organisation, answer: AskOrganisation) -> Choice:
    label = label_of(organisation, answer.among)
    carried = {"gathering": answer.agenda.gathering.id, "id": answer.id, "organisation": organisation.id}
    return Choice(short(label, NAME), "signup.answer", carried, takes_inputs=False)


def draw_ask_mode(answer: AskMode, *, voice: Voice, now: datetime) -> Card:
    """In the room or digital."""
    del now
    lines = (voice("signup.mode.full"),) if answer.is_full else ()
    modes = [button(voice, mode.value, "signup.answer", answer, mode=mode.value) for mode in Mode]
    return Card(voice("signup.mode.title"), lines=lines, choices=(*modes, *_around(voice, answer)))


def food_input(voice: Voice, food: str) -> Input:
    """What they eat: the usual choices, several at once."""
    options = tuple(Option(word, voice(f"signup.food.{name}")) for word, name in FOODS.items())
    chosen = ",".join(part for part in (one.strip() for one in food.split(",")) if part in FOODS)
    return Input("food", voice("signup.needs.food"), InputKind.SEVERAL_OF, options=options, value=chosen)


def access_input(voice: Voice, access: str) -> Input:
    """Other food, allergies, and what they need to take part."""
    label, placeholder = voice("signup.needs.access"), voice("signup.needs.access_placeholder")
    return Input("access", label, InputKind.TEXT, value=access, placeholder=placeholder, longest=LONGEST_NEED)


def draw_ask_needs(answer: AskNeeds, *, voice: Voice, now: datetime) -> Card:
    """Food and access, in one's own words or by choice."""
    del now
    return Card(
        voice("signup.needs.title"),
        lines=(voice("signup.needs.text"),),
        inputs=(food_input(voice, answer.needs.food or ""), access_input(voice, answer.needs.access or "")),
        choices=(
            button(voice, "next", "signup.answer", answer, is_main=True),
            button(voice, "no_needs", "signup.answer", answer, sends=False, food="none"),
            *_around(voice, answer),
        ),
    )


def draw_ask_dinner(answer: AskDinner, *, voice: Voice, now: datetime) -> Card:
    """Whether they come to the dinner."""
    tell = tell_of(answer, voice, now)
    buttons = [button(voice, f"dinner_{said}", "signup.answer", answer, dinner=said) for said in ("yes", "no")]
    title = voice(
        "signup.dinner.title", title=short(answer.dinner.block.title), moment=tell.moment(answer.dinner.starts_at)
    )
    return Card(title, choices=(*buttons, *_around(voice, answer)))


def draw_ask_own(answer: AskOwn, *, voice: Voice, now: datetime) -> Card:
    """A question of the gathering's own, as its organisers wrote it."""
    del now
    asked = answer.question
    skip = () if asked.is_required else (_skipping(answer, voice),)
    return Card(
        short(asked.in_language(voice.language)),
        inputs=(own_input(asked, "", voice),),
        choices=(button(voice, "next", "signup.answer", answer, is_main=True), *skip, *_around(voice, answer)),
    )


def _skipping(answer: AskOwn, voice: Voice) -> Choice:
    carried = {"gathering": answer.agenda.gathering.id, "id": answer.id, f"{OWN}{answer.question.id}": ""}
    return Choice(voice("signup.button.skip"), "signup.answer", carried, takes_inputs=False)


def own_input(asked: Question, value: str, voice: Voice) -> Input:
    options = tuple(Option(choice, choice) for choice in asked.choices)
    return Input(
        f"{OWN}{asked.id}",
        asked.in_language(voice.language),
        InputKind.ONE_OF if options else InputKind.TEXT,
        options=options,
        value=value,
        is_required=asked.is_required,
        error=voice("signup.own.error"),
        longest=LONGEST_ANSWER,
    )
