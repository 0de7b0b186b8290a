"""What every page stands on, and how it answers: with a page also where something is refused or breaks."""

from __future__ import annotations

import functools
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final
from uuid import uuid4

from aiohttp import hdrs, web

from bot.cards.draw_told import ask_line
from bot.directline.refused import Refused
from bot.links import Links
from bot.page.assets import Assets
from bot.page.languages import SPOKEN, choose_language
from bot.page.visitor import Visitors
from bot.pages.forms import Forms, NotOurForm
from bot.pages.html import element, joined, link, paragraph
from bot.pages.layout import Shown, framed
from bot.pages.session import Sessions
from dialogs.phrases import Voice, voice
from dialogs.places import with_page
from dialogs.which import REMEMBERED, decide_gatherings
from gatherings.errors import Refusal
from gatherings.gathering import Contact, Language
from gatherings.ports import Clock
from gatherings.store import Database
from gatherings.store.gatherings import get_gathering_by_id, list_current

log = logging.getLogger(__name__)

ASKED: Final = "lang"


class LinkNotValid(Exception):  # noqa: N818 (a sentence, as everywhere)
    """Not ours, used, revoked or too old; which of them is not said."""


class NotThere(Exception):  # noqa: N818
    """No such page, or none for this person; which of them is not said."""


@dataclass(frozen=True)
class Site:
    """What the pages are given. `links` makes addresses under the one where people reach us.

    `channels` are those in which this installation reaches people (None: all).
    """

    database: Database
    clock: Clock
    assets: Assets
    visitors: Visitors
    sessions: Sessions
    forms: Forms
    links: Callable[[], Links]
    is_secure: bool
    language: Language
    channels: frozenset[str] | None = None

    def voice(self, request: web.Request, *, known: Language | None = None, about: Language | None = None) -> Voice:
        """The language asked for in the address, else the person's, else one that the browser accepts, else that of
        what the page is about.
        """
        asked = request.query.get(ASKED, "")
        if known is not None and asked not in SPOKEN:
            return voice(known)
        return voice(
            choose_language(asked, request.headers.get(hdrs.ACCEPT_LANGUAGE, ""), default=about or self.language)
        )

    def show(self, shown: Shown, *, voice: Voice) -> web.Response:
        return framed(shown, voice=voice, assets=self.assets, is_secure=self.is_secure)

    async def contact(self) -> Contact | None:
        """Whom to ask: the contact of the gathering that is on or comes next, where that is one."""
        today = self.clock.now().date()
        async with self.database.read() as tx:
            listed = await list_current(tx, from_day=today - REMEMBERED)
            meant = decide_gatherings(listed, chosen=None, follows=None, today=today)
            return (await get_gathering_by_id(tx, meant[0].id)).contact if len(meant) == 1 else None


def asked_language(request: web.Request) -> str:
    """The end of an address in which the language asked for is kept."""
    asked = request.query.get(ASKED, "")
    return f"?{ASKED}={asked}" if asked in SPOKEN else ""


def see_other(path: str) -> web.Response:
    """The answer to a form: look there."""
    headers = {"Location": path, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return web.Response(status=HTTPStatus.SEE_OTHER, headers=headers)


Handler = Callable[[Any, web.Request], Awaitable[web.Response]]


def answering(handler: Handler) -> Handler:
    """The handler, with a page for what it refuses and for what breaks. Of the address nothing is logged."""

    @functools.wraps(handler)
    async def answered(self: Any, request: web.Request) -> web.Response:  # noqa: ANN401 (whatever has a site)
        try:
            return await handler(self, request)
        except web.HTTPException:
            raise
        except Exception as trouble:  # noqa: BLE001 (whatever it was, a person is told and a reference is logged)
            return await _excused(self.site, request, trouble)

    return answered


async def _excused(site: Site, request: web.Request, trouble: Exception) -> web.Response:
    voice = site.voice(request)
    match trouble:
        case LinkNotValid():
            ask = ask_line(await site.contact(), voice)
            return site.show(_told("link", voice, ask, status=HTTPStatus.NOT_FOUND), voice=voice)
        case NotThere():
            return site.show(_told("not_there", voice, status=HTTPStatus.NOT_FOUND), voice=voice)
        case NotOurForm():
            return site.show(_told("form", voice, status=HTTPStatus.FORBIDDEN), voice=voice)
        case Refused(status=HTTPStatus.TOO_MANY_REQUESTS):
            return site.show(_told("busy", voice, status=HTTPStatus.TOO_MANY_REQUESTS), voice=voice)
        case Refusal():
            return site.show(refused(trouble, voice, back=f"{request.path}{asked_language(request)}"), voice=voice)
    reference = uuid4().hex[:4]
    log.error("page_failed reference=%s", reference, exc_info=trouble)
    return site.show(_broken(reference, voice), voice=voice)


def refused(refusal: Refusal, voice: Voice, *, back: str | None, status: HTTPStatus = HTTPStatus.CONFLICT) -> Shown:
    """What the domain says no to, and the way back: to the page that was left, else to the chat."""
    text = sentence(refusal, voice)
    title = voice("pages.refused.title")
    way = _back(voice) if back is None else paragraph(link(back, voice("pages.back"), class_="button"))
    return Shown(title, joined([element("h1", title), paragraph(text), way]), status=status)


def sentence(refusal: Refusal, voice: Voice) -> str:
    """What the domain says no to, in words."""
    key = refusal.key if voice.has(refusal.key) else f"{refusal.key}.text"
    return voice(key, **with_page(refusal.args_of_sentence, voice))


def _told(what: str, voice: Voice, *more: str, status: HTTPStatus) -> Shown:
    title = voice(f"pages.{what}.title")
    said = (paragraph(text) for text in (voice(f"pages.{what}.text"), *more))
    return Shown(title, joined([element("h1", title), *said, _back(voice)]), status=status)


def _broken(reference: str, voice: Voice) -> Shown:
    title = voice("pages.broke.title")
    text = paragraph(voice("pages.broke.text", reference=reference))
    return Shown(title, joined([element("h1", title), text]), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _back(voice: Voice) -> str:
    return paragraph(link("/", voice("pages.to_chat"), class_="button"))
