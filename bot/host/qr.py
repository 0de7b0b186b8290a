"""The QR codes of the room, to print and hang up: to be noted as there, and to answer the evaluation."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from bot.host.desk import Desk
from bot.host.ports import QrSvg
from bot.links import room_url
from bot.pages import checkin
from bot.pages.html import button, element, form, paragraph
from bot.pages.layout import Shown
from bot.pages.site import NotThere
from gatherings.actions.page_links import checkin_link
from gatherings.agenda import Agenda
from gatherings.evaluation.occasions import occasions
from gatherings.store.overview import find_checkin_link


async def show(desk: Desk) -> Shown:
    """The pages to print, where a code has been made; else the button that makes one."""
    if desk.qr is None:
        raise NotThere
    link_id = await find_checkin_link(desk.tx, desk.gathering.id, at=desk.now)
    if link_id is None:
        make_one = form(desk.signature, button(desk.voice("host.qr.make"), class_="main"), class_="choices")
        return desk.shown("qr", paragraph(desk.voice("host.qr.none")), make_one)
    posters = [paragraph(desk.voice("host.qr.print"), class_="not-printed"), _checkin(desk, desk.qr, link_id)]
    if occasions(Agenda(desk.gathering)):
        second = paragraph(desk.voice("host.qr_evaluate.print"), class_="not-printed second")
        posters += [second, _evaluate(desk, desk.qr)]
    return desk.shown("qr", *posters)


def _checkin(desk: Desk, qr: QrSvg, link_id: str) -> Markup:
    label = desk.voice("host.qr.label", gathering=desk.gathering.title)
    return _poster(desk, qr, desk.links.url(checkin.PATH, link_id), text=desk.voice("host.qr.text"), label=label)


def _evaluate(desk: Desk, qr: QrSvg) -> Markup:
    label = desk.voice("host.qr_evaluate.label", gathering=desk.gathering.title)
    text = desk.voice("host.qr_evaluate.text")
    return _poster(desk, qr, room_url(desk.links.url, desk.gathering.id), text=text, label=label)


def _poster(desk: Desk, qr: QrSvg, url: str, *, text: str, label: str) -> Markup:
    return element(
        "div",
        paragraph(desk.gathering.title, class_="poster-title"),
        paragraph(text),
        element("div", Markup(qr(url, label=label)), class_="code"),  # noqa: S704 (our own svg)
        element("p", url, class_="address"),
        class_="poster",
    )


async def make(desk: Desk, filled: Mapping[str, str]) -> str:
    """Makes the link in the codes."""
    del filled
    if desk.qr is None:
        raise NotThere
    link_id = await checkin_link(desk.tx, desk.person.id, desk.gathering, now=desk.now)
    await desk.note("checkin_link_made", subject=link_id)
    return "qr"
