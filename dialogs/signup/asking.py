"""Which question comes next, and what an answer to it tells. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final

from dialogs.agenda.topics import find_fixtures
from dialogs.answers import Fixture
from dialogs.signup.draft import Draft
from dialogs.understanding.steps import StepWord, mode_of, step_word, yes_or_no
from dialogs.understanding.wish import NONE, Slots, Wish
from gatherings.agenda import Agenda, TimedBlock
from gatherings.organisations import Organisation, find_organisations, organisations_of_domain
from gatherings.people import Person
from gatherings.questions import LONGEST_ANSWER, Question
from gatherings.terms import Mode

EMAIL: Final = re.compile(r"[^\s@<>,;\"()]{1,64}@[^\s@<>,;\"()]{1,190}\.[^\s@<>,;\"()]{2,24}")
NAME: Final = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+){0,4}\.?")
PARTICLES: Final = frozenset({"af", "av", "al", "bin", "da", "de", "der", "el", "la", "van", "von"})
LONGEST_NAME: Final = 100
LONGEST_NEED: Final = 300
OWN: Final = "own:"
NOTHING: Final = "none"


class Step(StrEnum):
    """What is asked, in this order. A gathering's own questions follow, then the summary."""

    WHO = "who"
    ORGANISATION = "organisation"
    MODE = "mode"
    NEEDS = "needs"
    DINNER = "dinner"
    SUMMARY = "summary"


def with_known(draft: Draft, person: Person, organisations: Sequence[Organisation]) -> Draft:
    """The draft with what is known before anything is asked; the organisation from last time, or by the address."""
    draft = replace(draft, name=person.name or "", email=person.email or "")
    if any(one.id == person.organisation_id for one in organisations):
        return replace(draft, organisation=person.organisation_id or "")
    return with_organisation_of_email(draft, organisations)


def with_organisation_of_email(draft: Draft, organisations: Sequence[Organisation]) -> Draft:
    """The draft with the organisation whose address it is, where that is one and none is told."""
    if draft.organisation or not draft.email:
        return draft
    found = organisations_of_domain(draft.email, organisations)
    return replace(draft, organisation=found[0].id) if len(found) == 1 else draft


def next_step(draft: Draft, agenda: Agenda) -> str:
    """What is to be asked next; the summary where everything is told."""
    modes = agenda.gathering.terms.modes
    if not draft.name or not draft.email:
        return Step.WHO
    if not draft.organisation:
        return Step.ORGANISATION
    if not draft.mode and not draft.code and len(modes) > 1:
        return Step.MODE
    if not draft.has_needs:
        return Step.NEEDS
    if not draft.dinner and dinner_of(agenda) is not None and _may_dine(draft, agenda):
        return Step.DINNER
    return next((f"{OWN}{one.id}" for one in own_questions(draft, agenda) if one.id not in draft.answers), Step.SUMMARY)


def only_mode(agenda: Agenda) -> str:
    """The way to take part where there is one only; empty where there are two."""
    modes = agenda.gathering.terms.modes
    return modes[0].value if len(modes) == 1 else ""


def _may_dine(draft: Draft, agenda: Agenda) -> bool:
    return (draft.mode or only_mode(agenda)) != Mode.DIGITAL


def dinner_of(agenda: Agenda) -> TimedBlock | None:
    """The dinner that the programme has; None where it has none."""
    return next(iter(find_fixtures(agenda, Fixture.DINNER)), None)


def own_questions(draft: Draft, agenda: Agenda) -> tuple[Question, ...]:
    """The gathering's own questions that concern this person."""
    mode = draft.mode or only_mode(agenda)
    return tuple(one for one in agenda.gathering.questions if one.mode is None or one.mode == mode)


def is_well_known(draft: Draft) -> bool:
    """Whether one tap is enough: who they are and where they come from is known."""
    return bool(draft.name and draft.email and draft.organisation)


def told_by_press(draft: Draft, slots: Slots, organisations: Sequence[Organisation]) -> Draft:
    """The draft with all that a pressed card carries, whichever it was."""
    given, before = {name: str(value).strip() for name, value in slots.items()}, draft.email
    draft = replace(
        draft,
        name=_name(given.get("name", draft.name)),
        email=_email(given["email"]) if "email" in given else draft.email,
        mode=given["mode"] if given.get("mode") in set(Mode) else draft.mode,
        dinner=given["dinner"] if given.get("dinner") in {"yes", "no"} else draft.dinner,
    )
    if "food" in given or "access" in given:
        draft = _with_needs(draft, given.get("food", ""), given.get("access", ""))
    if given.get("organisation"):
        draft = told_organisation(draft, given["organisation"], organisations)
    if draft.email != before:
        draft = with_organisation_of_email(draft, organisations)
    own = {name.removeprefix(OWN): value[:LONGEST_ANSWER] for name, value in given.items() if name.startswith(OWN)}
    return replace(draft, answers={**draft.answers, **own}) if own else draft


def told_in_words(  # noqa: PLR0911 (one for each step)
    draft: Draft, text: str, agenda: Agenda, organisations: Sequence[Organisation]
) -> Draft | None:
    """The draft with what the words answer to the step that waits; None where they answer it not at all."""
    match draft.step:
        case Step.WHO:
            told = _told_who(draft, text)
            return None if told is None else with_organisation_of_email(told, organisations)
        case Step.ORGANISATION:
            told = told_organisation(draft, text, organisations)
            return told if told.organisation else None
        case Step.MODE | Step.SUMMARY if mode_of(text):
            return replace(draft, mode=mode_of(text) or "")
        case Step.NEEDS:
            return _told_needs(draft, text)
        case Step.DINNER if (said := yes_or_no(text)) is not None:
            return replace(draft, dinner="yes" if said else "no")
        case str(step) if step.startswith(OWN):
            return _told_own(draft, text, agenda)
    return None


def told_organisation(draft: Draft, said: str, organisations: Sequence[Organisation]) -> Draft:
    """The draft with the organisation that an id or words mean; else with what was said and not found."""
    if any(one.id == said for one in organisations):
        return replace(draft, organisation=said, said="")
    found = find_organisations(said, organisations)
    if len(found.exact) == 1:
        return replace(draft, organisation=found.exact[0].id, said="")
    return replace(draft, organisation="", said=said[:LONGEST_NAME])


def is_choice(draft: Draft, text: str, agenda: Agenda) -> bool:
    """Whether the words are one of the few answers that the step has, whatever else they may mean."""
    match draft.step:
        case Step.MODE | Step.SUMMARY:
            return mode_of(text) is not None
        case Step.DINNER:
            return yes_or_no(text) is not None
    asked = next((one for one in own_questions(draft, agenda) if f"{OWN}{one.id}" == draft.step), None)
    return asked is not None and text.strip().casefold() in {choice.casefold() for choice in asked.choices}


def may_be_name(wish: Wish) -> str:
    """The name that the whole message is; empty where it is another thing.

    Written with capitals it may have words that we know ("Bjørn Ås", "Maria Time"), else it may not.
    """
    text = wish.text.strip()
    is_said = step_word(text) is not None or yes_or_no(text) is not None or mode_of(text) is not None
    if is_said or NAME.fullmatch(text) is None:
        return ""
    if wish.intent == "agenda.who" and str(wish.slots.get("person", "")).casefold() == text.casefold():
        return _name(text)
    has_capitals = " " in text and all(word[:1].isupper() or word in PARTICLES for word in text.split())
    is_strange = wish.language is None and not wish.is_norwegian
    return _name(text) if wish.intent == NONE and (has_capitals or is_strange) else ""


def _told_who(draft: Draft, text: str) -> Draft | None:
    """The draft with a name and an address written together: "Kari Nes, kari.nes@fjordby.example"."""
    found = EMAIL.search(text)
    name = _name(EMAIL.sub(" ", text))
    if found is None:
        return None
    return replace(draft, email=_email(found[0]), name=name or draft.name)


def _told_needs(draft: Draft, text: str) -> Draft:
    is_none = step_word(text) in {StepWord.NONE_OF, StepWord.SKIP} or yes_or_no(text) is False
    return _with_needs(draft, "" if is_none else text, draft.access)


def _with_needs(draft: Draft, food: str, access: str) -> Draft:
    return replace(draft, food=plain_need(food), access=access.strip()[:LONGEST_NEED], has_needs=True)


def plain_need(food: str) -> str:
    """What was chosen or written, on one line; empty where it is nothing."""
    plain = " ".join(food.replace(",", ", ").split())
    return "" if plain == NOTHING else plain[:LONGEST_NEED]


def _told_own(draft: Draft, text: str, agenda: Agenda) -> Draft | None:
    asked = next((one for one in own_questions(draft, agenda) if f"{OWN}{one.id}" == draft.step), None)
    if asked is None:
        return None
    skips = step_word(text) in {StepWord.SKIP, StepWord.NONE_OF}
    if skips and asked.is_required:
        return None
    chosen = next((choice for choice in asked.choices if choice.casefold() == text.strip().casefold()), None)
    if asked.choices and chosen is None and not skips:
        return None
    answer = "" if skips else chosen or text.strip()[:LONGEST_ANSWER]
    return replace(draft, answers={**draft.answers, asked.id: answer})


def _name(text: str) -> str:
    """A name on one line, without what stands around it in a list."""
    visible = "".join(character for character in text if character.isprintable())
    return " ".join(visible.split()).strip(" ,;:<>()")[:LONGEST_NAME]


def _email(text: str) -> str:
    """The address in small letters; empty where it cannot be one."""
    return text.strip().lower() if EMAIL.fullmatch(text.strip()) else ""
