"""An evaluation as a part of a page: ten buttons of which one press counts, thanks, and one question more at a time."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from bot.cards.draw_evaluation import agenda_teller, question_label, question_words, scale_title
from bot.cards.words import short
from bot.pages.draw_step import draw_noted, draw_step, step_label
from bot.pages.html import button, element, form, hidden, joined, link, paragraph
from bot.pages.slip import PLACE, STEP, Slip, address, at
from dialogs.phrases import Voice
from gatherings.agenda import Agenda
from gatherings.evaluation.evaluation import Evaluation
from gatherings.schedule import LONGEST_TEXT, SCALE, EvaluationQuestion, QuestionKind

EVALUATE: Final = "evaluate"
"""What a form of an evaluation says that it does."""


def draw_slip(slip: Slip) -> Markup:
    """What is asked now, and the way to what has been answered and to what else is open."""
    question = slip.question
    is_first = question is not None and question == slip.evaluation.scale
    content = [
        None if is_first else _thanks(slip),
        _now(slip, question),
        _others(slip),
    ]
    return element("section", *content, id=PLACE, class_="evaluation")


def _now(slip: Slip, question: EvaluationQuestion | None) -> Markup:
    """What is asked now."""
    if slip.is_at_step:
        return draw_step(slip)
    return _at_the_end(slip) if question is None else _asked(slip, question)


def _thanks(slip: Slip) -> Markup | None:
    """Thanks with the number that stands, and the way to another."""
    voice, scale, score = slip.asker.voice, slip.evaluation.scale, slip.answered.score
    if not slip.answered.values:
        return None
    if scale is None or score is None:
        return element("h2", voice("evaluation.thanks"))
    thanks = element("h2", voice("evaluation.thanks_value", value=score))
    return element("div", thanks, change(slip, scale.id, question_label(scale, voice)), class_="thanks")


def change(slip: Slip, ask: str, name: str) -> Markup:
    """The way to change what stands there."""
    label = [slip.asker.voice("evaluation.button.change"), element("span", f" {name}", class_="unseen")]
    return link(at(slip, ask), joined(label), class_="button")


def _at_the_end(slip: Slip) -> Markup:
    """Nothing is asked now: what was left can be answered still, and what was answered be changed."""
    voice = slip.asker.voice
    left = [(one.id, question_label(one, voice)) for one in slip.answered.left]
    left += [(STEP, step_label(voice))] if slip.has_step and slip.step is None else []
    ways = (element("li", link(at(slip, ask), label)) for ask, label in left)
    more = element("ul", *ways, class_="ways") if left else None
    said = voice("evaluation.more" if left else "evaluation.all")
    return joined([draw_noted(slip), paragraph(said), more, _to_change(slip)])


def _to_change(slip: Slip) -> Markup | None:
    """What else they have answered, by its name alone: whoever looks over a shoulder reads nothing."""
    scale, voice = slip.evaluation.scale, slip.asker.voice
    others = [one for one in slip.evaluation.questions if one != scale and slip.value(one)]
    given = [(one.id, question_label(one, voice)) for one in others]
    given += [(STEP, step_label(voice))] if slip.has_step and slip.step is not None else []
    items = (element("li", label, change(slip, ask, label)) for ask, label in given)
    return element("ul", *items, class_="answered") if given else None


def _asked(slip: Slip, question: EvaluationQuestion) -> Markup:
    match question.kind:
        case QuestionKind.SCALE:
            return _scale(slip, question)
        case QuestionKind.CHOICE:
            return _choices(slip, question)
        case QuestionKind.TEXT:
            return _text(slip, question)


def _form(slip: Slip, question: EvaluationQuestion, *content: str | None) -> Markup:
    sent = hidden(do=EVALUATE, evaluation=slip.evaluation.id, question=question.id)
    return form(slip.asker.signature, sent, *content, class_="asked")


def _scale(slip: Slip, question: EvaluationQuestion) -> Markup:
    """Ten buttons, each with its name for who listens."""
    voice, is_first = slip.asker.voice, question == slip.evaluation.scale
    cells = element("div", *(_cell(value, slip.value(question), voice) for value in SCALE), class_="scale")
    title = _title(slip) if is_first else question_words(question, voice)
    legend = element("legend", element("h2", title))
    once = voice("pages.evaluation.once") if is_first and slip.asker.has_link else None
    return joined(
        [
            _form(slip, question, element("fieldset", legend, paragraph(voice("evaluation.one_press")), cells)),
            paragraph(_until(slip), " ", once, class_="quiet"),
        ]
    )


def _cell(value: int, chosen: str, voice: Voice) -> Markup:
    is_on = str(value) == chosen
    name = voice("evaluation.cell_on" if is_on else "evaluation.cell", value=value)
    return element(
        "button",
        str(value),
        type="submit",
        name="value",
        value=str(value),
        aria_label=name,
        class_="on" if is_on else None,
    )


def _title(slip: Slip) -> str:
    tell = agenda_teller(Agenda(slip.asker.gathering), slip.asker.voice, slip.asker.now)
    return scale_title(tell, slip.evaluation.scale, slip.evaluation.block_id)


def _until(slip: Slip) -> str:
    asker = slip.asker
    zone = asker.gathering.zone
    moment = asker.voice.moment(slip.evaluation.closes_at, zone, today=asker.now.astimezone(zone).date())
    return asker.voice("evaluation.until", moment=moment)


def _text(slip: Slip, question: EvaluationQuestion) -> Markup:
    voice = slip.asker.voice
    box = element(
        "textarea", slip.value(question), id="value", name="value", rows="4", maxlength=str(LONGEST_TEXT), required=True
    )
    label = element("label", question_words(question, voice), for_="value")
    return _more(slip, question, element("div", label, box, class_="field"))


def _choices(slip: Slip, question: EvaluationQuestion) -> Markup:
    chosen = slip.value(question)
    options = (_option(number, choice, is_on=choice == chosen) for number, choice in enumerate(question.choices))
    legend = element("legend", question_words(question, slip.asker.voice), class_="label")
    return _more(slip, question, element("fieldset", legend, *options))


def _option(number: int, choice: str, *, is_on: bool) -> Markup:
    box = element("input", type="radio", name="value", value=str(number), required=True, checked=is_on)
    return element("label", box, " ", choice, class_="option")


def _ends(slip: Slip, question: EvaluationQuestion) -> Markup:
    """Send it, or leave it."""
    voice = slip.asker.voice
    leave = link(at(slip, slip.after(question)), voice("evaluation.button.leave_it"), class_="button")
    return element("div", button(voice("evaluation.button.send"), class_="main"), leave, class_="choices")


def _more(slip: Slip, question: EvaluationQuestion, fields: Markup) -> Markup:
    """One question more, which may be left."""
    voice = slip.asker.voice
    sent = _form(slip, question, fields, _ends(slip, question))
    return joined([paragraph(voice("evaluation.more")), sent, paragraph(voice("evaluation.nameless"), class_="quiet")])


def _others(slip: Slip) -> Markup | None:
    """The way to what else is open."""
    if not slip.others:
        return None
    items = (element("li", link(_way_to(slip, one), _name(slip, one))) for one in slip.others)
    title = slip.asker.voice("pages.evaluation.others")
    return joined([paragraph(title, class_="quiet"), element("ul", *items, class_="ways")])


def _way_to(slip: Slip, other: Evaluation) -> str:
    return address(slip.asker.path, slip.asker.query, other.id)


def _name(slip: Slip, other: Evaluation) -> str:
    timed = None if other.block_id is None else Agenda(slip.asker.gathering).get(other.block_id)
    return short(slip.asker.gathering.title if timed is None else timed.block.title)
