"""The QR code of the room, to print and hang up."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from bot.host.desk import Desk
from bot.host.ports import QrSvg
from bot.pages.checkin import PATH
from bot.pages.html import button, element, form, paragraph
from bot.pages.layout import Shown
from bot.pages.site import NotThere
from gatherings.actions.page_links import checkin_link
from gatherings.store.overview import find_checkin_link


async def show(desk: Desk) -> Shown:
    """The page to print, where a code has been made; else the button that makes one."""
    if desk.qr is None:
        raise NotThere
    link_id = await find_checkin_link(desk.tx, desk.gathering.id, at=desk.now)
    if link_id is None:
        make_one = form(desk.signature, button(desk.voice("host.qr.make"), class_="main"), class_="choices")
        return desk.shown("qr", paragraph(desk.voice("host.qr.none")), make_one)
    return desk.shown(
        "qr", paragraph(desk.voice("host.qr.print"), class_="not-printed"), _poster(desk, desk.qr, link_id)
    )


def _poster(desk: Desk, qr: QrSvg, link_id: str) -> Markup:
    url = desk.links.url(PATH, link_id)
    drawn = Markup(qr(url, label=desk.voice("host.qr.label", gathering=desk.gathering.title)))  # noqa: S704 (our own svg)
    return element(
        "div",
        paragraph(desk.gathering.title, class_="poster-title"),
        paragraph(desk.voice("host.qr.text")),
        element("div", drawn, class_="code"),
        element("p", url, class_="address"),
        class_="poster",
    )


async def make(desk: Desk, filled: Mapping[str, str]) -> str:
    """Makes the link in the code."""
    del filled
    if desk.qr is None:
        raise NotThere
    link_id = await checkin_link(desk.tx, desk.person.id, desk.gathering, now=desk.now)
    await desk.note("checkin_link_made", subject=link_id)
    return "qr"
