"""The door of the organisers' pages: a link that works once, a button to go in, and the way out."""

from __future__ import annotations

from typing import Final

from aiohttp import web
from markupsafe import Markup

from bot.directline.tokens import new_user
from bot.pages.html import button, element, form, joined, paragraph
from bot.pages.layout import Shown
from bot.pages.personal import link_of
from bot.pages.site import LinkNotValid, Site, answering, asked_language, see_other
from dialogs.phrases import Voice
from gatherings.people import Person
from gatherings.store import Tx
from gatherings.store.audits import add_audit
from gatherings.store.links import LinkPurpose, use_link
from gatherings.store.organisers import list_organisers_of_person
from gatherings.store.profiles import get_person

PATH: Final = "host"
TOKEN: Final = r"{token:[^/]*\.[^/]*}"  # noqa: S105 (a token has a dot, the name of a gathering has none)


class Entrance:
    """`/host/TOKEN` and `/host/leave`."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def add_to(self, app: web.Application) -> None:
        app.router.add_get(f"/{PATH}/{TOKEN}", self.show)
        app.router.add_post(f"/{PATH}/{TOKEN}", self.enter)
        app.router.add_post(f"/{PATH}/leave", self.leave)

    @answering
    async def show(self, request: web.Request) -> web.Response:
        """Who one will be, and a button. The link is not used up by it."""
        site = self.site
        user = site.visitors.find(request) or new_user()
        async with site.database.read() as tx:
            person = await self._organiser(tx, request)
        voice = site.voice(request, known=person.language)
        response = site.show(_door(person, voice, site.forms.signature(user)), voice=voice)
        site.visitors.write(response, user)
        return response

    @answering
    async def enter(self, request: web.Request) -> web.Response:
        """The organiser is inside for twelve hours; the link is used up."""
        site, now = self.site, self.site.clock.now()
        await site.forms.read(request, holder=site.visitors.find(request))
        async with site.database.write() as tx:
            person = await self._organiser(tx, request)
            link_id = site.links().read(PATH, request.match_info["token"])
            if link_id is None or await use_link(tx, link_id, at=now) is None:
                raise LinkNotValid
            await add_audit(tx, "host_entered", actor=person.id, gathering_id=None, at=now)
        response = see_other(f"/{PATH}{asked_language(request)}")
        self.site.sessions.open(response, person.id)
        return response

    @answering
    async def leave(self, request: web.Request) -> web.Response:
        """Nobody is inside any more."""
        await self.site.forms.read(request, holder=self.site.sessions.holder(request))
        response = see_other("/")
        self.site.sessions.close(response)
        return response

    async def _organiser(self, tx: Tx, request: web.Request) -> Person:
        """Whose link it is. Raises LinkNotValid, also where they are no organiser any more."""
        now = self.site.clock.now()
        link = await link_of(tx, self.site, request, path=PATH, purpose=LinkPurpose.HOST, now=now)
        person = await get_person(tx, link.person_id)
        if person is None or not await list_organisers_of_person(tx, person.id):
            raise LinkNotValid
        return person


def _door(person: Person, voice: Voice, signature: Markup) -> Shown:
    title = voice("host.title")
    name = person.name or voice("host.no_name")
    content = [
        element("h1", title),
        paragraph(voice("host.door.who", name=name)),
        paragraph(voice("host.door.once")),
        form(signature, button(voice("host.door.enter"), class_="large")),
    ]
    return Shown(title, joined(content), subtitle=title)
