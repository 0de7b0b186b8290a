"""What was written in answer to an evaluation: in its groups, each text to be hidden, shown or put elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote

from markupsafe import Markup

from bot.cards.draw_evaluation import question_words
from bot.cards.words import NAME, short
from bot.host.desk import Change, Desk
from bot.pages.html import button, element, form, hidden, joined, lines, paragraph
from bot.pages.site import NotThere
from gatherings.agenda import Agenda
from gatherings.evaluation.occasions import WHOLE, evaluation_id
from gatherings.evaluation.results import Said, TextResult
from gatherings.store.closing import list_texts, mark_text

MARKS: Final[Mapping[str, tuple[bool | None, str]]] = {
    "move": (None, "text_moved"),
    "hide": (True, "text_hidden"),
    "show": (False, "text_shown"),
}
"""What a button does: whether the text is hidden from then on (None: as it was), and the audit's word for it."""
BEGINNING: Final = 40  # letters of a text, by which its buttons are told apart


def place_of(what: str) -> str:
    """The rest of the address of the page about an evaluation."""
    return "evaluation" if what == WHOLE else f"evaluation/{what}"


def draw_said(desk: Desk, what: str, texts: Sequence[TextResult]) -> Markup | None:
    """The texts under their questions, the largest group first, and last those that are hidden."""
    if not texts:
        return None
    heading = element("h2", desk.voice("host.evaluation.written"))
    intro = paragraph(desk.voice("host.evaluation.grouped"), class_="quiet")
    asked = (_question(desk, what, result) for result in texts if result.shown)
    return element("section", heading, intro, *asked, *(_names(result) for result in texts), _hidden(desk, what, texts))


def _question(desk: Desk, what: str, result: TextResult) -> Markup:
    heading = element("h3", question_words(result.question, desk.voice))
    return joined([heading, *(_group(desk, what, result, name, said) for name, said in result.groups.items())])


def _group(desk: Desk, what: str, result: TextResult, name: str, said: Sequence[Said]) -> Markup:
    """A group under its name and how many say it; those alone have a heading where there are others."""
    title = name or desk.voice("host.evaluation.alone")
    has_heading = bool(name) or len(result.groups) > 1
    heading = element("h4", desk.voice("host.evaluation.group", name=title, n=len(said))) if has_heading else None
    return joined([heading, element("ul", *(_text(desk, what, result, one) for one in said), class_="said")])


def _text(desk: Desk, what: str, result: TextResult, one: Said) -> Markup:
    label = element("summary", desk.voice("host.evaluation.change"), _unseen(desk, one))
    folded = element("details", label, _form(desk, what, result, one))
    return element("li", element("div", lines(one.text)), folded, id=f"t-{one.id}")


def _form(desk: Desk, what: str, result: TextResult, one: Said) -> Markup:
    """The group, which may be empty, and the buttons; the first of them is what the Enter key presses."""
    voice, box = desk.voice, f"group-{one.id}"
    field = element(
        "input", id=box, name="group", value=one.group or "", list=_list_of(result), maxlength=str(NAME), type="text",
        autocomplete="off",
    )  # fmt: skip
    do = "show" if one.is_hidden else "hide"
    return form(
        desk.signature,
        hidden(text=one.id),
        element("div", element("label", voice("host.evaluation.group_of"), for_=box), field, class_="field"),
        button(joined([voice("host.evaluation.move"), _unseen(desk, one)]), name="do", value="move", class_="small"),
        button(joined([voice(f"host.evaluation.{do}"), _unseen(desk, one)]), name="do", value=do, class_="small"),
        action=desk.path(f"evaluation/{what}"),
        class_="marking",
    )


def _unseen(desk: Desk, one: Said) -> Markup:
    """What only screen readers say: which text a button is about."""
    text = desk.voice("card.quoted", text=short(one.text, BEGINNING))
    return element("span", f" {text}", class_="unseen")


def _list_of(result: TextResult) -> str:
    return f"groups-{quote(result.question.id, safe='')}"


def _names(result: TextResult) -> Markup:
    """The names of a question's groups, which its fields offer."""
    names = sorted({one.group for one in result.said if one.group})
    return element("datalist", *(element("option", value=name) for name in names), id=_list_of(result))


def _hidden(desk: Desk, what: str, texts: Sequence[TextResult]) -> Markup | None:
    """Those that are hidden, folded."""
    away = [(result, one) for result in texts for one in result.said if one.is_hidden]
    if not away:
        return None
    summary = element("summary", desk.voice("host.evaluation.hidden", n=len(away)))
    items = (_text(desk, what, result, one) for result, one in away)
    return element("details", summary, element("ul", *items, class_="said"), class_="away", id="hidden")


def mark(what: str) -> Change:
    """The change that a form at a text asks for. Raises NotThere."""

    async def change(desk: Desk, filled: Mapping[str, str]) -> str:
        wanted = evaluation_id(Agenda(desk.gathering), what)
        texts = {one.id: one for said in (await list_texts(desk.tx, wanted)).values() for one in said}
        one, marked = texts.get(filled.get("text", "")), MARKS.get(filled.get("do", ""))
        if one is None or marked is None:
            raise NotThere
        is_hidden = one.is_hidden if marked[0] is None else marked[0]
        group = short(filled.get("group", ""), NAME) or None
        await mark_text(desk.tx, wanted, one.id, likeness=group, is_hidden=is_hidden)
        await desk.note(marked[1], subject=one.id)
        return f"{place_of(what)}#{'hidden' if is_hidden else f't-{one.id}'}"

    return change
