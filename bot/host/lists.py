"""The lists to take away."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from markupsafe import Markup

from bot.host.desk import Desk
from bot.pages.html import element, joined, link, paragraph
from bot.pages.layout import Shown
from gatherings.store.overview import sees_needs

KINDS: Final = ("participants", "missing", "fees", "food")
REPORTS: Final = (("docx", "Word"), ("html", "HTML"), ("md", "Markdown"))
FORMS: Final = (("xlsx", "Excel"), ("csv", "CSV"))


async def show(desk: Desk) -> Shown:
    """Each list with its files; the food only for who has to know."""
    may_see = await sees_needs(desk.tx, desk.person.id, desk.gathering.id)
    kinds = [kind for kind in KINDS if kind != "food" or may_see]
    more = None if may_see else paragraph(desk.voice("host.list.no_food"))
    items = [_report(desk), *(_item(kind, desk) for kind in kinds)]
    return desk.shown("lists", element("ul", *items, class_="cards"), more)


def _report(desk: Desk) -> Markup:
    """The report, with what an hour is worth and whether meals count, where that is wanted."""
    voice = desk.voice
    name = voice("host.list.report")
    rate = element("input", type="number", name="rate", id="rate", min="1", max="100000", inputmode="numeric")
    meals = element("input", type="checkbox", name="meals", id="meals", value="yes")
    buttons = (_report_button(form, label, name, desk) for form, label in REPORTS)
    return element(
        "li",
        element("h2", name),
        paragraph(voice("host.list.report_text")),
        element(
            "form",
            element("div", element("label", voice("host.list.rate"), for_="rate"), rate, class_="field"),
            element("div", meals, element("label", voice("host.list.meals"), for_="meals"), class_="tick"),
            paragraph(joined(buttons), class_="files"),
            method="get",
        ),
    )


def _report_button(form: str, label: str, name: str, desk: Desk) -> Markup:
    unseen = element("span", f": {name}", class_="unseen")
    return element("button", label, unseen, type="submit", formaction=desk.path(f"export/report.{form}"))


def _item(kind: str, desk: Desk) -> Markup:
    name = desk.voice(f"host.list.{kind}")
    files = (_file(kind, form, label, name, desk) for form, label in FORMS)
    text = paragraph(desk.voice(f"host.list.{kind}_text"))
    return element("li", element("h2", name), text, paragraph(joined(files), class_="files"))


def _file(kind: str, form: str, label: str, name: str, desk: Desk) -> Markup:
    unseen = element("span", f": {name}", class_="unseen")
    return link(desk.path(f"export/{kind}.{form}"), joined([label, unseen]), class_="button")


def no_food(desk: Desk) -> Shown:
    """What people need is not for everybody."""
    shown = desk.shown("lists", paragraph(desk.voice("host.list.no_food")))
    return Shown(shown.title, shown.content, shown.subtitle, shown.menu, status=HTTPStatus.FORBIDDEN)
