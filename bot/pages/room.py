"""The QR code of the evaluation: whoever the browser is known as answers; who is unknown is shown the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from markupsafe import Markup

from bot.directline.posted import CHANNEL
from bot.directline.tokens import new_user
from bot.links import ROOM
from bot.pages import checkin
from bot.pages.evaluating import draw_evaluating, take_answer
from bot.pages.html import element, joined, link, paragraph
from bot.pages.layout import Shown
from bot.pages.site import LinkNotValid, Site, answering, asked_language, see_other
from bot.pages.slip import Asker, address
from dialogs.phrases import Voice
from gatherings.actions.invitations import LINKS_LIVE
from gatherings.agenda import Agenda
from gatherings.errors import NoSuchGathering, NotAsked
from gatherings.evaluation.evaluation import Evaluation
from gatherings.evaluation.occasions import occasions
from gatherings.gathering import Gathering, GatheringId
from gatherings.people import OWN, Person
from gatherings.store import Tx
from gatherings.store.evaluations import list_evaluations
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.overview import find_checkin_link
from gatherings.store.visitors import find_person_of_user


@dataclass(frozen=True, slots=True)
class Room:
    """Who holds a phone in the room, as far as is known, and what they may answer.

    `checkin` is the way to be noted as there, where one can be and it is of use.
    """

    gathering: Gathering
    person: Person | None
    evaluations: Sequence[Evaluation]
    evaluating: Markup | None
    checkin: str | None


class EvaluatePage:
    """`/evaluate/TOKEN`: nobody's link, and the same for all who are in the room."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def add_to(self, app: web.Application) -> None:
        app.router.add_get(f"/{ROOM}/{{token}}", self.show)
        app.router.add_post(f"/{ROOM}/{{token}}", self.answer)

    @answering
    async def show(self, request: web.Request) -> web.Response:
        """The page. Nothing is stored for it but the cookie in the browser."""
        site, now = self.site, self.site.clock.now()
        user = site.visitors.find(request) or new_user()
        async with site.database.read() as tx:
            room, voice = await self._room(tx, request, user, now=now)
        response = site.show(draw(room, voice, now=now), voice=voice)
        site.visitors.write(response, user)
        return response

    @answering
    async def answer(self, request: web.Request) -> web.Response:
        """The browser's person has answered. Raises NotAsked where nobody knows who that is, and the domain's own."""
        site, now = self.site, self.site.clock.now()
        user = site.visitors.find(request)
        filled = await site.forms.read(request, holder=user)
        assert user is not None, "the form is bound to the cookie"
        async with site.database.write() as tx:
            gathering = await self._gathering(tx, request, now=now)
            person = await find_person_of_user(tx, channel=CHANNEL, tenant="", user=user)
            if person is None:
                raise NotAsked
            answered = await take_answer(tx, gathering, person.id, filled, now=now)
        return see_other(address(request.path, request.query, answered))

    async def _room(self, tx: Tx, request: web.Request, user: str, *, now: datetime) -> tuple[Room, Voice]:
        gathering = await self._gathering(tx, request, now=now)
        person = await find_person_of_user(tx, channel=CHANNEL, tenant="", user=user)
        voice = self.site.voice(request, known=person.language if person else None, about=gathering.language)
        evaluating = None
        if person is not None:
            signature = self.site.forms.signature(user)
            asker = Asker(gathering, person.id, voice, now, signature, request.path, request.query, has_link=False)
            evaluating = await draw_evaluating(tx, asker)
        evaluations = await list_evaluations(tx, gathering.id)
        is_open = any(one.takes_answers(now) for one in evaluations)
        is_of_use = person is not None and person.email_source in OWN if is_open else person is None
        way = await self._checkin(tx, request, gathering, now=now) if is_of_use else None
        return Room(gathering, person, evaluations, evaluating, way), voice

    async def _checkin(self, tx: Tx, request: web.Request, gathering: Gathering, *, now: datetime) -> str | None:
        """The way to the check-in; None where there is none, or it is too early or too late for it."""
        link_id = await find_checkin_link(tx, gathering.id, at=now)
        if link_id is None or checkin.find_refusal(gathering, now=now) is not None:
            return None
        return f"/{checkin.PATH}/{self.site.links().token(checkin.PATH, link_id)}{asked_language(request)}"

    async def _gathering(self, tx: Tx, request: web.Request, *, now: datetime) -> Gathering:
        """The gathering of the link, until 30 days after it. Raises LinkNotValid."""
        named = self.site.links().read(ROOM, request.match_info["token"])
        try:
            found = await get_gathering_by_id(tx, GatheringId(named or ""))
        except NoSuchGathering:
            raise LinkNotValid from None
        if now > found.over_at + LINKS_LIVE:
            raise LinkNotValid
        return found


def draw(room: Room, voice: Voice, *, now: datetime) -> Shown:
    """The page for who is in the room."""
    gathering, is_open = room.gathering, any(one.takes_answers(now) for one in room.evaluations)
    if room.evaluating is not None:
        content = [_who(room, voice), room.evaluating]
    elif is_open:
        content = [paragraph(voice("pages.evaluation.unknown")), _way(room, voice)]
    else:
        content = [paragraph(_closed(room, voice), class_="state"), *_before(room, voice)]
    return Shown(gathering.title, joined([element("h1", gathering.title), *content]), subtitle=gathering.title)


def _who(room: Room, voice: Voice) -> Markup | None:
    name = room.person.name if room.person else None
    return paragraph(voice("pages.personal.who", name=name)) if name else None


def _way(room: Room, voice: Voice) -> Markup:
    """To the check-in, on the days on which one can; else to the chat."""
    if room.checkin is None:
        return paragraph(_chat(voice))
    return paragraph(link(room.checkin, voice("pages.evaluation.checkin"), class_="button"))


def _before(room: Room, voice: Voice) -> list[Markup]:
    """What who is unknown can do before it opens, so that they are asked."""
    if room.checkin is None or room.evaluations:
        return [paragraph(_chat(voice))]
    return [paragraph(voice("pages.evaluation.checkin_first")), _way(room, voice)]


def _chat(voice: Voice) -> Markup:
    return link("/", voice("pages.to_chat"), class_="button")


def _closed(room: Room, voice: Voice) -> str:
    """That it is closed, or when it comes."""
    gathering = room.gathering
    if room.evaluations:
        return voice("refusal.evaluation_closed.text")
    coming = None if gathering.is_cancelled else next(iter(occasions(Agenda(gathering))), None)
    if coming is None:
        return voice("evaluation.never.text", gathering=gathering.title)
    there = coming.opens_at.astimezone(gathering.zone)
    day, clock = voice.day(there.date()), voice.clock(there.time())
    return voice("evaluation.to_come.text", gathering=gathering.title, day=day, clock=clock)
