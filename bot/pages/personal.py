"""The personal link: whom we take one for, what one may answer, and the way into the conversation.

GET changes nothing, since mail scanners open every link. What a button says goes on in the chat.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aiohttp import web
from markupsafe import Markup

from bot.directline.directline import DirectLine
from bot.directline.limits import neighbourhood
from bot.directline.posted import CHANNEL
from bot.directline.tokens import bearer_of, new_user
from bot.page.page import LOCALES
from bot.pages.about import about, masked
from bot.pages.draw_slip import EVALUATE
from bot.pages.draw_step import NOTE_STEP
from bot.pages.evaluating import draw_evaluating, take_answer, take_first_step
from bot.pages.html import button, element, form, hidden, joined, lines, paragraph
from bot.pages.layout import Shown
from bot.pages.site import LinkNotValid, Site, answering, asked_language, see_other
from bot.pages.slip import DONE, Asker, address
from dialogs.phrases import Voice
from dialogs.signup.terms_text import keeping_lines
from gatherings.actions.page_links import arrive_by_link
from gatherings.gathering import Gathering, Language
from gatherings.people import Person
from gatherings.registration import Registration
from gatherings.store import Tx
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.links import Link, LinkPurpose, find_link
from gatherings.store.profiles import get_person
from gatherings.store.registrations import find_registration
from gatherings.store.visitors import find_person_of_user
from gatherings.terms import Mode

PATH: Final = "p"
STRANGER: Final = "stranger"
OPEN: Final = "open"
STOP: Final = "stop"
PRESSED: Final[Mapping[str, Mapping[str, str]]] = {
    "room": {"do": "signup.start", "mode": "room"},
    "digital": {"do": "signup.start", "mode": "digital"},
    "not_coming": {"do": "reminder.answer", "answer": "not_coming"},
    "undecided": {"do": "reminder.answer", "answer": "undecided"},
    STOP: {"do": "reminder.stop"},
    OPEN: {"do": "signup.status"},
}
"""What each button of the page stands for in the chat."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Who came by a link, to what, and how they are signed up."""

    person: Person
    gathering: Gathering
    registration: Registration | None


class PersonalPage:
    """`/p/TOKEN`. `address_of` says whom a request comes from."""

    def __init__(
        self, site: Site, line: DirectLine, *, address_of: Callable[[web.Request], str | None] = lambda r: r.remote
    ) -> None:
        self.site, self._line, self._address_of = site, line, address_of

    def add_to(self, app: web.Application) -> None:
        app.router.add_get(f"/{PATH}/{{token}}", self.show)
        app.router.add_post(f"/{PATH}/{{token}}", self.answer)

    @answering
    async def show(self, request: web.Request) -> web.Response:
        """The page. Nothing is stored for it but the cookie in the browser."""
        site, now = self.site, self.site.clock.now()
        user = site.visitors.find(request) or new_user()
        signature = site.forms.signature(user)
        async with site.database.read() as tx:
            guest = await self._guest(tx, request, now=now)
            voice = site.voice(request, known=guest.person.language, about=guest.gathering.language)
            asker = Asker(guest.gathering, guest.person.id, voice, now, signature, request.path, request.query)
            evaluating = await draw_evaluating(tx, asker)
        is_leaving = request.query.get("do") == PRESSED[STOP]["do"]
        shown = draw(guest, voice, signature=signature, now=now, is_leaving=is_leaving, evaluating=evaluating)
        response = site.show(shown, voice=voice)
        site.visitors.write(response, user)
        return response

    @answering
    async def answer(self, request: web.Request) -> web.Response:
        """The browser is the person from now on, and what was pressed is answered in their conversation."""
        site, now = self.site, self.site.clock.now()
        user = site.visitors.find(request)
        filled = await site.forms.read(request, holder=user)
        assert user is not None, "the form is bound to the cookie"
        if filled.get("do") in {EVALUATE, NOTE_STEP}:
            return await self._evaluate(request, filled, now=now)
        response = see_other(f"/{asked_language(request)}")
        async with site.database.write() as tx:
            guest = await self._guest(tx, request, now=now)
            if filled.get("choice") == STRANGER:
                site.visitors.write(response, await _somebody_else(tx, guest.person, user))
                return response
            user = await arrive_by_link(tx, guest.person.id, channel=CHANNEL, user=user, new_user=new_user())
        language = site.voice(request, known=guest.person.language, about=guest.gathering.language).language
        await self._press(request, guest, filled, user=user, language=language)
        site.visitors.write(response, user)
        return response

    async def _evaluate(self, request: web.Request, filled: Mapping[str, str], *, now: datetime) -> web.Response:
        """The person of the link has answered, or said what they will do first; whoever the browser is known as."""
        async with self.site.database.write() as tx:
            guest = await self._guest(tx, request, now=now)
            if filled.get("do") == NOTE_STEP:
                noted = await take_first_step(tx, guest.gathering, guest.person.id, filled, now=now)
                return see_other(address(request.path, request.query, noted, ask=DONE))
            answered = await take_answer(tx, guest.gathering, guest.person.id, filled, now=now)
        return see_other(address(request.path, request.query, answered))

    async def _press(
        self, request: web.Request, guest: Guest, filled: Mapping[str, str], *, user: str, language: Language
    ) -> None:
        """The turn of the button, in the person's conversation, which is opened where it is new."""
        bearer, locale = bearer_of(user), LOCALES[language]
        who = neighbourhood(self._address_of(request))
        await self._line.open(bearer, locale=locale, neighbourhood=who)
        pressed = PRESSED.get(filled.get("choice", ""), PRESSED[OPEN])
        body = {
            "type": "message",
            "value": {**pressed, "gathering": guest.gathering.id},
            "locale": locale,
            "channelData": {"clientActivityID": f"page-{filled.get('once', '')[:40]}"},
        }
        await self._line.post(bearer, body)

    async def _guest(self, tx: Tx, request: web.Request, *, now: datetime) -> Guest:
        """Raises LinkNotValid."""
        link = await link_of(tx, self.site, request, path=PATH, purpose=LinkPurpose.PERSONAL, now=now)
        person = await get_person(tx, link.person_id)
        if person is None or link.gathering_id is None:
            raise LinkNotValid
        gathering = await get_gathering_by_id(tx, link.gathering_id)
        return Guest(person, gathering, await find_registration(tx, gathering.id, person.id))


async def link_of(tx: Tx, site: Site, request: web.Request, *, path: str, purpose: LinkPurpose, now: datetime) -> Link:
    """The link in the address. Raises LinkNotValid."""
    link_id = site.links().read(path, request.match_info["token"])
    link = None if link_id is None else await find_link(tx, link_id, at=now)
    if link is None or link.purpose is not purpose:
        raise LinkNotValid
    return link


async def _somebody_else(tx: Tx, person: Person, user: str) -> str:
    """The user of a browser that is not this person: the one that it has, unless that one is they."""
    known = await find_person_of_user(tx, channel=CHANNEL, tenant="", user=user)
    return new_user() if known is not None and known.id == person.id else user


def draw(
    guest: Guest,
    voice: Voice,
    *,
    signature: Markup,
    now: datetime,
    is_leaving: bool = False,
    evaluating: Markup | None = None,
) -> Shown:
    """The page for a guest; `is_leaving`: they came by the way out of the letters. `evaluating`: they may answer."""
    gathering = guest.gathering
    today = now.astimezone(gathering.zone).date()
    terms = "\n".join((*keeping_lines(gathering.terms, voice), gathering.terms.text or ""))
    buttons = _buttons(guest, voice, now=now, is_leaving=is_leaving)
    known = [about(gathering, voice, today=today), _who(guest.person, voice, signature)]
    content = [
        element("h1", gathering.title),
        *(known if evaluating is None else [known[1], evaluating, known[0]]),
        paragraph(_state(guest, voice, now=now), class_="state"),
        form(signature, hidden(once=secrets.token_urlsafe(12)), buttons, class_="choices"),
        element("section", element("h2", voice("pages.terms")), lines(terms)) if terms else None,
    ]
    return Shown(gathering.title, joined(content), subtitle=gathering.title)


def _who(person: Person, voice: Voice, signature: Markup) -> Markup:
    if person.name and person.email:
        text = voice("pages.personal.who_with_address", name=person.name, address=masked(person.email))
    else:
        text = voice("pages.personal.who", name=person.name or masked(person.email or "@"))
    other = button(voice("pages.personal.not_you"), value=STRANGER, class_="quiet")
    return element("div", paragraph(text), form(signature, other), class_="who")


def _state(guest: Guest, voice: Voice, *, now: datetime) -> str:
    """How it stands: signed up, or what one may do now."""
    gathering, known = guest.gathering, guest.registration
    if gathering.is_cancelled:
        return voice("refusal.gathering_cancelled.text")
    if known is not None and known.is_active:
        return voice(f"pages.personal.is_{known.state}.{known.seat or known.waits_for}")
    if now >= gathering.over_at or gathering.attendance_closed_at is not None:
        return voice("pages.personal.over")
    if not gathering.terms.has_opened(now, gathering.zone):
        return voice("pages.personal.not_open")
    if gathering.terms.has_closed(now, gathering.zone):
        return voice("pages.personal.closed")
    return voice("pages.personal.ask")


def _buttons(guest: Guest, voice: Voice, *, now: datetime, is_leaving: bool) -> Markup:
    gathering, known = guest.gathering, guest.registration
    is_active = known is not None and known.is_active
    label = voice("pages.personal.see" if is_active else "pages.personal.open")
    offered = [] if is_active or not _may_answer(gathering, now=now) else _answers(gathering, voice, now=now)
    stop = button(voice("registration.button.no_reminders"), value=STOP, class_="main" if is_leaving else None)
    is_main = not offered and not is_leaving
    shown = [*offered, button(label, value=OPEN, class_="main" if is_main else None)]
    if is_leaving:
        return joined([stop, *shown])
    return joined([*shown, stop] if offered else shown)


def _may_answer(gathering: Gathering, *, now: datetime) -> bool:
    is_held = not gathering.is_cancelled and now < gathering.over_at and gathering.attendance_closed_at is None
    return is_held and not gathering.terms.has_closed(now, gathering.zone)


def _answers(gathering: Gathering, voice: Voice, *, now: datetime) -> list[Markup]:
    modes: tuple[Mode, ...] = gathering.terms.modes if gathering.terms.is_open(now, gathering.zone) else ()
    signups = [button(voice(f"pages.personal.sign_up.{mode}"), value=mode.value, class_="main") for mode in modes]
    others = [button(voice(f"pages.personal.{answer}"), value=answer) for answer in ("not_coming", "undecided")]
    return signups + others
