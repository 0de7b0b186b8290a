"""The lists to take away."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from markupsafe import Markup

from bot.host.desk import Desk
from bot.host.report_form import report_form
from bot.pages.html import element, joined, link, paragraph
from bot.pages.layout import Shown
from gatherings.store.overview import sees_needs

KINDS: Final = ("participants", "missing", "fees", "food")
FORMS: Final = (("xlsx", "Excel"), ("csv", "CSV"))
PROGRAMME: Final = (("ics", "iCalendar"), ("csv", "CSV"), ("md", "Markdown"), ("frab", "frab XML"))


async def show(desk: Desk) -> Shown:
    """Each list with its files; the food only for who has to know."""
    may_see = await sees_needs(desk.tx, desk.person.id, desk.gathering.id)
    kinds = [kind for kind in KINDS if kind != "food" or may_see]
    more = None if may_see else paragraph(desk.voice("host.list.no_food"))
    programme = [_item("programme", desk, PROGRAMME)] if desk.gathering.programme else []
    items = [_report(desk), *(_item(kind, desk) for kind in kinds), *programme]
    return desk.shown("lists", element("ul", *items, class_="cards"), more)


def _report(desk: Desk) -> Markup:
    name = desk.voice("host.list.report")
    form = report_form(desk.voice, name, lambda form: desk.path(f"export/report.{form}"))
    return element("li", element("h2", name), paragraph(desk.voice("host.list.report_text")), form)


def _item(kind: str, desk: Desk, forms: Iterable[tuple[str, str]] = FORMS) -> Markup:
    name = desk.voice(f"host.list.{kind}")
    files = (_file(kind, form, label, name, desk) for form, label in forms)
    text = paragraph(desk.voice(f"host.list.{kind}_text"))
    return element("li", element("h2", name), text, paragraph(joined(files), class_="files"))


def _file(kind: str, form: str, label: str, name: str, desk: Desk) -> Markup:
    unseen = element("span", f": {name}", class_="unseen")
    return link(desk.path(f"export/{kind}.{form}"), joined([label, unseen]), class_="button")


def no_food(desk: Desk) -> Shown:
    """What people need is not for everybody."""
    shown = desk.shown("lists", paragraph(desk.voice("host.list.no_food")))
    return Shown(shown.title, shown.content, shown.subtitle, shown.menu, status=HTTPStatus.FORBIDDEN)
