"""The organisers' pages over HTTP. Whether somebody has the rights is looked up anew at every request."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from aiohttp import web

from bot.host import attendance, evaluation, fees, lists, messages, missing, overview, qr, registrations, said, sends
from bot.host.desk import Change, Desk, Page
from bot.host.entrance import PATH
from bot.host.home import draw_home
from bot.host.ports import QrSvg, Reports
from bot.pages.files import download
from bot.pages.html import element, joined, paragraph
from bot.pages.layout import Shown
from bot.pages.site import NotThere, Site, answering, asked_language, see_other
from dialogs.phrases import Voice
from gatherings.errors import NoClosedEvaluation, NoProgramme
from gatherings.people import Person, PersonId
from gatherings.store import Tx
from gatherings.store.gatherings import find_gathering
from gatherings.store.organisers import is_organiser, list_organisers_of_person
from gatherings.store.overview import list_gatherings_of_organiser, list_networks_of_organiser, sees_needs
from gatherings.store.profiles import get_person

PAGES: Final[Mapping[str, Page]] = {
    "": overview.show,
    "registrations": registrations.show,
    "missing": missing.show,
    "sends": sends.show,
    "messages": messages.show,
    "attendance": attendance.show,
    "attendance/close": attendance.ask_to_close,
    "evaluation": evaluation.show,
    "fees": fees.show,
    "lists": lists.show,
    "qr": qr.show,
}
CHANGES: Final[Mapping[str, Change]] = {
    "attendance": attendance.note,
    "attendance/close": attendance.close,
    "evaluation": evaluation.ask,
    "messages": messages.remove,
    "qr": qr.make,
}
LISTS: Final = frozenset({"csv", "xlsx"})
FORMS: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("participants", "fees", "food", "missing", "answers"), LISTS),
    "not-understood": frozenset({"jsonl"}),
    "report": frozenset({"docx", "html", "md"}),
    "programme": frozenset({"ics", "frab", "csv", "md"}),
}


class NotInside(Exception):  # noqa: N818 (a sentence, as everywhere)
    """Nobody is inside, or not any more."""


@dataclass(frozen=True)
class Host:
    """`/host` and what is under it. Without `exports` there are no lists to take away, without `qr` no code."""

    site: Site
    exports: Reports | None = None
    qr: QrSvg | None = None

    def add_to(self, app: web.Application) -> None:
        one = f"/{PATH}/{{slug}}"
        app.router.add_get(f"/{PATH}", self.home)
        app.router.add_get(f"/{PATH}/network/{{network}}/report.{{form}}", self.take_series)
        app.router.add_get(f"{one}/export/{{kind}}.{{form}}", self.take_away)
        app.router.add_get(f"{one}/fees/{{registration}}", self.ask_to_waive)
        app.router.add_post(f"{one}/fees/{{registration}}", self.waive)
        app.router.add_get(f"{one}/evaluation/{{what}}", self.evaluated)
        app.router.add_post(f"{one}/evaluation/{{what}}", self.mark)
        app.router.add_get(f"{one}/evaluation/{{what}}/close", self.ask_to_close)
        app.router.add_post(f"{one}/evaluation/{{what}}/close", self.close)
        app.router.add_get(one, self.page)
        app.router.add_get(f"{one}/{{at:.+}}", self.page)
        app.router.add_post(f"{one}/{{at:.+}}", self.change)

    @answering
    async def home(self, request: web.Request) -> web.Response:
        """The gatherings that the organiser has rights over."""
        async with self.site.database.read() as tx:
            person = await self.person(tx, request)
            if person is None or not await list_organisers_of_person(tx, person.id):
                return self.outside(request)
            lines = await list_gatherings_of_organiser(tx, person.id)
            networks = await list_networks_of_organiser(tx, person.id)
        voice = self.site.voice(request, known=person.language)
        signature = self.site.forms.signature(self.site.sessions.holder(request) or "")
        shown = draw_home(
            person,
            lines,
            networks,
            voice,
            signature=signature,
            language=asked_language(request),
            has_reports=self.exports is not None,
        )
        return self.site.show(shown, voice=voice)

    @answering
    async def page(self, request: web.Request) -> web.Response:
        """A page of a gathering."""
        show = PAGES.get(request.match_info.get("at", ""))
        if show is None:
            raise NotThere
        return await self._shown(request, show)

    @answering
    async def change(self, request: web.Request) -> web.Response:
        """Does what a form of a page asks for."""
        change = CHANGES.get(request.match_info["at"])
        if change is None:
            raise NotThere
        return await self._changed(request, change)

    @answering
    async def ask_to_waive(self, request: web.Request) -> web.Response:
        """The form to let a fee go."""
        return await self._shown(request, fees.ask_to_waive(request.match_info["registration"]))

    @answering
    async def waive(self, request: web.Request) -> web.Response:
        """Lets a fee go."""
        return await self._changed(request, fees.waive(request.match_info["registration"]))

    @answering
    async def evaluated(self, request: web.Request) -> web.Response:
        """The evaluation of a block."""
        return await self._shown(request, evaluation.show_of(request.match_info["what"]))

    @answering
    async def mark(self, request: web.Request) -> web.Response:
        """Hides or shows what somebody wrote, or puts it into another group."""
        return await self._changed(request, said.mark(request.match_info["what"]))

    @answering
    async def ask_to_close(self, request: web.Request) -> web.Response:
        """Whether an evaluation is to be closed."""
        return await self._shown(request, evaluation.ask_to_close(request.match_info["what"]))

    @answering
    async def close(self, request: web.Request) -> web.Response:
        """Closes an evaluation."""
        return await self._changed(request, evaluation.close(request.match_info["what"]))

    @answering
    async def take_away(self, request: web.Request) -> web.Response:
        """A list as a file. What people need is for those alone who have to know."""
        kind, form = request.match_info["kind"], request.match_info["form"]
        if self.exports is None or form not in FORMS.get(kind, ()):
            raise NotThere
        async with self.desk(request, self.site.database.read()) as desk:
            if desk is None:
                return self.outside(request)
            if kind == "food" and not await sees_needs(desk.tx, desk.person.id, desk.gathering.id):
                return self.site.show(lists.no_food(desk), voice=desk.voice)
            slug, person_id = desk.gathering.slug, desk.person.id
        try:
            file = await self.exports.export(slug, kind, form, person_id, wanted=request.query)
        except (NoClosedEvaluation, NoProgramme):
            raise NotThere from None
        return download(file)

    @answering
    async def take_series(self, request: web.Request) -> web.Response:
        """The report over the gatherings of a network, for those who have rights over the network itself."""
        slug, form = request.match_info["network"], request.match_info["form"]
        async with self.site.database.read() as tx:
            person = await self.person(tx, request)
            if person is None:
                return self.outside(request)
            networks = await list_networks_of_organiser(tx, person.id)
        if self.exports is None or form not in FORMS["report"] or all(one.slug != slug for one in networks):
            raise NotThere
        return download(await self.exports.series(slug, form, person.id, wanted=request.query))

    async def _shown(self, request: web.Request, show: Page) -> web.Response:
        async with self.desk(request, self.site.database.read()) as desk:
            return self.outside(request) if desk is None else self.site.show(await show(desk), voice=desk.voice)

    async def _changed(self, request: web.Request, change: Change) -> web.Response:
        if self.site.sessions.find(request) is None:
            return self.outside(request)
        filled = await self.site.forms.read(request, holder=self.site.sessions.holder(request))
        async with self.desk(request, self.site.database.write()) as desk:
            if desk is None:
                return self.outside(request)
            return see_other(desk.path(await change(desk, filled)))

    @asynccontextmanager
    async def desk(
        self, request: web.Request, transaction: AbstractAsyncContextManager[Tx]
    ) -> AsyncIterator[Desk | None]:
        """The organiser at the gathering of the address; None where nobody is inside.

        Raises NotThere where there is no such gathering, or they have no rights over it.
        """
        async with transaction as tx:
            person = await self.person(tx, request)
            yield None if person is None else await self._seated(tx, request, person)

    async def _seated(self, tx: Tx, request: web.Request, person: Person) -> Desk:
        gathering = await find_gathering(tx, request.match_info["slug"])
        if gathering is None or not await is_organiser(tx, person.id, gathering.id):
            raise NotThere
        return Desk(
            tx=tx,
            person=person,
            gathering=gathering,
            voice=self.site.voice(request, known=person.language),
            now=self.site.clock.now(),
            signature=self.site.forms.signature(self.site.sessions.holder(request) or ""),
            links=self.site.links(),
            language=asked_language(request),
            at=request.path.removeprefix(f"/{PATH}/{gathering.slug}").lstrip("/"),
            has_exports=self.exports is not None,
            channels=self.site.channels,
            qr=self.qr,
        )

    async def person(self, tx: Tx, request: web.Request) -> Person | None:
        """Who is inside; None where nobody is."""
        person_id: PersonId | None = self.site.sessions.find(request)
        return None if person_id is None else await get_person(tx, person_id)

    def outside(self, request: web.Request) -> web.Response:
        """The page for who is not inside."""
        voice = self.site.voice(request)
        return self.site.show(_outside(voice), voice=voice)


def _outside(voice: Voice) -> Shown:
    title = voice("host.outside.title")
    content = joined([element("h1", title), paragraph(voice("host.outside.text"))])
    return Shown(title, content, status=HTTPStatus.FORBIDDEN)
