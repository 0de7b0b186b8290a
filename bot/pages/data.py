"""What is kept about a person, as a file: a link that works once, and a button, for mail scanners open every link."""

from __future__ import annotations

import json
from typing import Final

from aiohttp import web
from markupsafe import Markup

from bot.directline.tokens import new_user
from bot.pages.files import File, download
from bot.pages.html import button, element, form, joined, paragraph
from bot.pages.layout import Shown
from bot.pages.personal import link_of
from bot.pages.site import LinkNotValid, Site, answering
from dialogs.phrases import Voice
from gatherings.actions.rights import data_of
from gatherings.store.links import LinkPurpose, use_link
from gatherings.store.profiles import get_person

PATH: Final = "data"
TYPE: Final = "application/json; charset=utf-8"


class DataPage:
    """`/data/TOKEN`."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def add_to(self, app: web.Application) -> None:
        app.router.add_get(f"/{PATH}/{{token}}", self.show)
        app.router.add_post(f"/{PATH}/{{token}}", self.take)

    @answering
    async def show(self, request: web.Request) -> web.Response:
        """A button to fetch the file with. The link is not used up by it."""
        site = self.site
        user = site.visitors.find(request) or new_user()
        async with site.database.read() as tx:
            link = await link_of(tx, site, request, path=PATH, purpose=LinkPurpose.DATA, now=site.clock.now())
            person = await get_person(tx, link.person_id)
        voice = site.voice(request, known=person.language if person else None)
        response = site.show(_door(voice, site.forms.signature(user)), voice=voice)
        site.visitors.write(response, user)
        return response

    @answering
    async def take(self, request: web.Request) -> web.Response:
        """The file; the link is used up."""
        site, now = self.site, self.site.clock.now()
        await site.forms.read(request, holder=site.visitors.find(request))
        link_id = site.links().read(PATH, request.match_info["token"])
        async with site.database.write() as tx:
            link = None if link_id is None else await use_link(tx, link_id, at=now)
            if link is None or link.purpose is not LinkPurpose.DATA:
                raise LinkNotValid
            kept = await data_of(tx, link.person_id)
        voice = site.voice(request)
        text = json.dumps(kept, ensure_ascii=False, indent=2, default=str)
        return download(File(voice("pages.data.file"), TYPE, text.encode()))


def _door(voice: Voice, signature: Markup) -> Shown:
    title = voice("pages.data.title")
    content = [
        element("h1", title),
        paragraph(voice("pages.data.text")),
        form(signature, button(voice("pages.data.fetch"), class_="large")),
    ]
    return Shown(title, joined(content), subtitle=title)
