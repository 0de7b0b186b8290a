"""The QR code of the room: "Jeg er her", one tap. A browser that nobody knows is counted apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Final
from uuid import uuid4

from aiohttp import web
from markupsafe import Markup

from bot.directline.posted import CHANNEL
from bot.directline.tokens import bearer_of, new_user
from bot.pages.about import when, where
from bot.pages.html import button, element, facts, form, joined, link, paragraph
from bot.pages.layout import Shown
from bot.pages.personal import link_of
from bot.pages.site import LinkNotValid, Site, answering, asked_language, refused, see_other
from dialogs.phrases import Voice
from gatherings.actions.attendance import check_in
from gatherings.errors import GatheringCancelled, GatheringOver, NotOnADay, Refusal
from gatherings.gathering import Gathering
from gatherings.people import Conversation, ConversationId, ConversationKind, Person, PersonId
from gatherings.store import Tx
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.links import LinkPurpose
from gatherings.store.overview import find_attended_at
from gatherings.store.people import meet
from gatherings.store.registrations import find_registration
from gatherings.store.visitors import find_person_of_user
from gatherings.terms import Mode
from gatherings.times import local_day

PATH: Final = "checkin"


@dataclass(frozen=True, slots=True)
class Comer:
    """Who stands in the door, as far as is known, and when they were noted today."""

    gathering: Gathering
    person: Person | None
    is_registered: bool
    noted_at: datetime | None


class CheckinPage:
    """`/checkin/TOKEN`."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def add_to(self, app: web.Application) -> None:
        app.router.add_get(f"/{PATH}/{{token}}", self.show)
        app.router.add_post(f"/{PATH}/{{token}}", self.note)

    @answering
    async def show(self, request: web.Request) -> web.Response:
        """The page, before and after. Nothing is stored for it but the cookie in the browser."""
        site, now = self.site, self.site.clock.now()
        user = site.visitors.find(request) or new_user()
        async with site.database.read() as tx:
            comer = await _comer(tx, await self._gathering(tx, request, now=now), user, now=now)
        voice = site.voice(request, known=comer.person.language if comer.person else None)
        response = site.show(draw(comer, voice, signature=site.forms.signature(user), now=now), voice=voice)
        site.visitors.write(response, user)
        return response

    @answering
    async def note(self, request: web.Request) -> web.Response:
        """The browser's person is noted as there today. Raises Refusal."""
        site, now = self.site, self.site.clock.now()
        user = site.visitors.find(request)
        filled = await site.forms.read(request, holder=user)
        assert user is not None, "the form is bound to the cookie"
        async with site.database.write() as tx:
            gathering = await self._gathering(tx, request, now=now)
            mode = next((one for one in gathering.terms.modes if one == filled.get("choice")), None)
            person_id = await _person(tx, user)
            if await find_attended_at(tx, gathering.id, person_id, local_day(now, gathering.zone)) is None:
                await check_in(tx, gathering.id, person_id, mode=mode, now=now)
        response = see_other(f"{request.path}{asked_language(request)}")
        site.visitors.write(response, user)
        return response

    async def _gathering(self, tx: Tx, request: web.Request, *, now: datetime) -> Gathering:
        """Raises LinkNotValid."""
        found = await link_of(tx, self.site, request, path=PATH, purpose=LinkPurpose.CHECKIN, now=now)
        if found.gathering_id is None:
            raise LinkNotValid
        return await get_gathering_by_id(tx, found.gathering_id)


async def _comer(tx: Tx, gathering: Gathering, user: str, *, now: datetime) -> Comer:
    person = await find_person_of_user(tx, channel=CHANNEL, tenant="", user=user)
    if person is None:
        return Comer(gathering, None, is_registered=False, noted_at=None)
    known = await find_registration(tx, gathering.id, person.id)
    noted_at = await find_attended_at(tx, gathering.id, person.id, local_day(now, gathering.zone))
    return Comer(gathering, person, is_registered=known is not None and known.is_active, noted_at=noted_at)


async def _person(tx: Tx, user: str) -> PersonId:
    """Who the browser's user is; somebody new where nobody has met them."""
    known = await find_person_of_user(tx, channel=CHANNEL, tenant="", user=user)
    if known is not None:
        return known.id
    bearer = bearer_of(user)
    address = {"user": user, "conversation": bearer.conversation}
    met = Conversation(ConversationId(uuid4().hex), CHANNEL, "", ConversationKind.PERSONAL, address)
    return (await meet(tx, met=met, user=user, name=None, new_person=PersonId(uuid4().hex))).person.id


def draw(comer: Comer, voice: Voice, *, signature: Markup, now: datetime) -> Shown:
    """The page for who stands in the door."""
    if comer.noted_at is not None:
        return _welcome(comer, comer.noted_at, voice)
    refusal = find_refusal(comer.gathering, now=now)
    if refusal is not None:
        return refused(refusal, voice, back=None, status=HTTPStatus.OK)
    gathering = comer.gathering
    name = comer.person.name if comer.person else None
    content = [
        element("h1", gathering.title),
        facts([(voice("pages.when"), when(gathering, voice)), (voice("pages.where"), where(gathering))]),
        paragraph(voice("pages.checkin.as", name=name)) if name else paragraph(voice("pages.checkin.unknown")),
        form(signature, *_buttons(gathering, voice), class_="choices"),
    ]
    return Shown(gathering.title, joined(content), subtitle=gathering.title)


def _buttons(gathering: Gathering, voice: Voice) -> list[Markup]:
    """One for each way to be there. Who has a seat and is asked nothing, is there as they have it."""
    return [
        button(voice(f"pages.checkin.here.{mode}"), value=mode.value, class_="large" if not number else None)
        for number, mode in enumerate(gathering.terms.modes or tuple(Mode))
    ]


def _welcome(comer: Comer, noted_at: datetime, voice: Voice) -> Shown:
    clock = voice.clock(noted_at.astimezone(comer.gathering.zone).time())
    name = comer.person.name if comer.person else None
    title = voice("pages.checkin.welcome", name=_first(name)) if name else voice("pages.checkin.welcome_stranger")
    content = [
        element("h1", title),
        paragraph(voice("pages.checkin.noted", clock=clock), class_="state"),
        None if comer.is_registered else paragraph(voice("pages.checkin.counted_apart")),
        paragraph(link("/", voice("pages.checkin.to_chat"), class_="button")),
    ]
    return Shown(title, joined(content), subtitle=comer.gathering.title)


def _first(name: str) -> str:
    """The first name; the whole where it is written the other way round ("Nes, Kari")."""
    return name if "," in name else name.split(maxsplit=1)[0]


def find_refusal(gathering: Gathering, *, now: datetime) -> Refusal | None:
    """What `check_in` would say; None where one can be noted as there."""
    if gathering.is_cancelled:
        return GatheringCancelled()
    if gathering.attendance_closed_at is not None:
        return GatheringOver()
    return None if local_day(now, gathering.zone) in gathering.days else NotOnADay()
