"""The pages without scripts over a real database and real turns, and the browsers that visit them."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

import aiohttp
from aiohttp import web

from bot.channels import web as web_dress
from bot.channels.web import WebWire
from bot.directline.directline import Clocks, DirectLine
from bot.directline.hub import Hub
from bot.directline.posted import CHANNEL
from bot.directline.tokens import Tokens, bearer_of
from bot.links import Links
from bot.page.assets import Assets
from bot.pages.files import File
from bot.plain_pages import add_plain_pages, site_of
from bot.transcripts import StoredTranscript
from bot.turn import Turn
from bot.wire import Channel
from gatherings.actions import save_and_plan
from gatherings.actions.invitations import Invitee, invite_people, link_for
from gatherings.actions.page_links import checkin_link, host_link
from gatherings.actions.registration import Application, accept_terms, sign_up, sign_up_for
from gatherings.gathering import NB, Gathering, Network, NetworkId
from gatherings.organisations import Organisation, OrganisationId
from gatherings.people import Person, PersonId
from gatherings.registration import Registration
from gatherings.store import Database
from gatherings.store.agendas import Agendas
from gatherings.store.audits import list_audit
from gatherings.store.gatherings import get_gathering
from gatherings.store.links import LinkPurpose
from gatherings.store.networks import add_network
from gatherings.store.organisers import Scope, add_organiser
from gatherings.store.profiles import add_person, get_person
from gatherings.store.tables import metadata
from gatherings.store.visitors import find_person_of_user
from gatherings.terms import Fee, Mode, Terms
from tests.builders import at, gathering
from tests.doubles.clocks import StoppedClock
from tests.web.house import serving
from tests.web.read_page import Readable

SECRET: Final = "a secret for tests, long enough"
BEFORE: Final = at("12:00", date(2027, 3, 1))
OPEN: Final = Terms(deadline=date(2027, 4, 1), fee_late=Fee(), fee_absent=Fee(350), capacity=2)
FJORDBY: Final = OrganisationId("n1:fjordby")
SAME_ORIGIN: Final = {"Sec-Fetch-Site": "same-origin"}


class WrittenCalendars:
    """A stand-in that writes the person's id, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def feed(self, person_id: PersonId) -> bytes:
        self.asked.append(person_id)
        return f"BEGIN:VCALENDAR\r\nDTSTAMP:20270301T110000Z\r\nUID:{person_id}\r\nEND:VCALENDAR\r\n".encode()


class WrittenExports:
    """A stand-in that writes what it was asked for."""

    async def export(
        self, slug: str, kind: str, form: str, person_id: PersonId, *, wanted: Mapping[str, str] | None = None
    ) -> File:
        filled = "".join(f" {name}={value}" for name, value in (wanted or {}).items())
        body = f"{slug} {kind} {form} {person_id}{filled}".encode()
        return File(f"{kind} «æ».{form}", "text/csv; charset=utf-8", body)

    async def series(self, slug: str, form: str, person_id: PersonId, *, wanted: Mapping[str, str]) -> File:
        filled = "".join(f" {name}={value}" for name, value in wanted.items())
        return File(f"series.{form}", "text/html; charset=utf-8", f"{slug} {form} {person_id}{filled}".encode())


def square(url: str, *, label: str) -> str:
    """A picture in the place of a QR code."""
    return f'<svg viewBox="0 0 9 9" role="img"><title>{html.escape(label)}</title><path d="M0 0h9v9z"/></svg>'


@dataclass
class Plain:
    """What is served, and where."""

    url: str
    database: Database
    clock: StoppedClock
    transcript: StoredTranscript
    calendars: WrittenCalendars = field(default_factory=WrittenCalendars)

    @property
    def links(self) -> Links:
        return Links(SECRET, self.url)

    async def change(self, **changes: object) -> Gathering:
        """The gathering, changed."""
        async with self.database.write() as tx:
            found = await get_gathering(tx, gathering().slug)
            await save_and_plan(tx, replace(found, **changes), now=self.clock.now())  # type: ignore[arg-type]
            return await get_gathering(tx, gathering().slug)

    async def invite(self, name: str, email: str | None = None) -> PersonId:
        """Somebody who is expected; with an address they are of Fjordby."""
        async with self.database.write() as tx:
            invitee = Invitee(name, email, FJORDBY if email else None)
            added = await invite_people(tx, gathering(), [invitee], now=self.clock.now())
            return added[0]

    async def sign_up(self, person_id: PersonId, mode: Mode = Mode.ROOM, *, accepts: bool = True) -> Registration:
        async with self.database.write() as tx:
            made = await get_gathering(tx, gathering().slug)
            accepted = accept_terms(made, text="Vilkår.", language=NB, now=self.clock.now()) if accepts else None
            asked = Application(mode, accepted, FJORDBY)
            enter = sign_up if accepts else sign_up_for
            return await enter(tx, made.id, person_id, asked, now=self.clock.now())

    async def organiser(self, name: str = "Ola Vik", *, scope: Scope | None = None) -> PersonId:
        """An organiser of the network, or of something else."""
        person_id = PersonId(f"organiser-{name.split(maxsplit=1)[0].casefold()}")
        async with self.database.write() as tx:
            await add_person(tx, Person(person_id, name))
            await add_organiser(tx, f"of {person_id}", person_id, scope or Scope(NetworkId("n1")))
        return person_id

    async def link(self, person_id: PersonId, purpose: LinkPurpose) -> str:
        """The path of a person's link."""
        now, made = self.clock.now(), gathering()
        async with self.database.write() as tx:
            if purpose is LinkPurpose.HOST:
                return f"/host/{self.links.token('host', await host_link(tx, person_id, now=now))}"
            if purpose is LinkPurpose.CHECKIN:
                return f"/checkin/{self.links.token('checkin', await checkin_link(tx, person_id, made, now=now))}"
            link_id = await link_for(tx, person_id, made, purpose, now=now)
        path = {LinkPurpose.PERSONAL: "p", LinkPurpose.FEED: "calendar"}[purpose]
        return f"/{path}/{self.links.token(path, link_id)}{'.ics' if path == 'calendar' else ''}"

    async def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that is stored."""
        async with self.database.read() as tx:
            return {
                table.name: sorted((tuple(row) for row in await tx.execute(table.select())), key=repr)
                for table in metadata.sorted_tables
            }

    async def audit(self) -> list[tuple[str, str, str | None]]:
        """What organisers did, the oldest first: who, what, to whom."""
        async with self.database.read() as tx:
            return [(line.actor, line.kind, line.subject) for line in reversed(await list_audit(tx))]

    async def person(self, person_id: PersonId) -> Person | None:
        async with self.database.read() as tx:
            return await get_person(tx, person_id)


@dataclass
class Answer(Readable):
    """What came back."""

    status: int
    text: str
    headers: Mapping[str, str]


class Browser:
    """Somebody's browser: it keeps cookies, and follows nothing by itself."""

    def __init__(self, house: Plain, session: aiohttp.ClientSession) -> None:
        self.house, self._session = house, session

    async def get(self, path: str, **headers: str) -> Answer:
        url = f"{self.house.url}{path}"
        async with self._session.get(url, allow_redirects=False, headers={"Accept-Language": "nb", **headers}) as got:
            return Answer(got.status, await got.text(), got.headers)

    async def post(self, path: str, fields: Mapping[str, str], headers: Mapping[str, str] = SAME_ORIGIN) -> Answer:
        url = f"{self.house.url}{path}"
        sent = {"Accept-Language": "nb", **headers}
        async with self._session.post(url, data=dict(fields), allow_redirects=False, headers=sent) as got:
            return Answer(got.status, await got.text(), got.headers)

    async def upload(self, path: str, fields: Mapping[str, str], file: tuple[str, bytes] | None = None) -> Answer:
        """Opens the page, fills in its form with a file, and sends it as a browser does."""
        filled = hidden_fields((await self.get(path)).text) | dict(fields)
        form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
        for name, value in filled.items():
            form.add_field(name, value)
        name, data = file or ("", b"")
        form.add_field("file", data, filename=name, content_type="application/octet-stream")
        url, sent = f"{self.house.url}{path}", {"Accept-Language": "nb", **SAME_ORIGIN}
        async with self._session.post(url, data=form, allow_redirects=False, headers=sent) as got:
            return Answer(got.status, await got.text(), got.headers)

    async def press(self, path: str, choice: str = "", **fields: str) -> Answer:
        """Opens the page, fills in a form and presses a button."""
        filled = hidden_fields((await self.get(path)).text) | ({"choice": choice} if choice else {})
        return await self.post(path, filled | fields)

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie.key: cookie.value for cookie in self._session.cookie_jar}

    @property
    def user(self) -> str:
        return self.cookies["samband"].rpartition(".")[0]

    async def person(self) -> Person | None:
        """Who the browser is known as."""
        async with self.house.database.read() as tx:
            return await find_person_of_user(tx, channel=CHANNEL, tenant="", user=self.user)

    async def chat(self) -> list[str]:
        """What Samband has said in the browser's conversation."""
        conversation = bearer_of(self.user).conversation
        entries = await self.house.transcript.since(conversation, None, limit=50)
        said = [entry.activity for entry in entries if entry.activity["from"] == web_dress.SAMBAND]
        return [str(activity.get("summary") or activity.get("text")) for activity in said]


def hidden_fields(text: str) -> dict[str, str]:
    """The hidden fields of a page's forms; of those with one name the first."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text)
    return {name: html.unescape(value) for name, value in reversed(found)}


@asynccontextmanager
async def a_browser(house: Plain) -> AsyncIterator[Browser]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield Browser(house, session)


async def prepare(database: Database, *, now: datetime) -> None:
    """The builders' network, with one member, and its gathering."""
    async with database.write() as tx:
        members = [Organisation(FJORDBY, "Fjordby kommune")]
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"), members=members)
        await save_and_plan(tx, replace(gathering(), version=0, terms=OPEN), now=now)


@asynccontextmanager
async def a_plain_house(database: Database, *, now: datetime = BEFORE, is_secure: bool = False) -> AsyncIterator[Plain]:
    """The pages on a port of their own, six weeks before the gathering."""
    clock = StoppedClock(now, now)
    await prepare(database, now=now)
    transcript = StoredTranscript(database)
    hub, tokens = Hub(transcript), Tokens(SECRET, now=clock.machine_now)
    channel = Channel(web_dress.dress, WebWire(transcript, hub, now=clock.machine_now))
    turn = Turn(database, clock, {CHANNEL: channel}, agendas=Agendas())
    clocks = Clocks(machine=clock.machine_now, gathering=clock.now)
    line = DirectLine(turn, transcript=transcript, hub=hub, tokens=tokens, clocks=clocks)
    base = ["http://127.0.0.1"]
    site = site_of(database, clock, Assets(), secret=SECRET, is_secure=is_secure, language=NB, base=lambda: base[0])
    calendars = WrittenCalendars()
    app = web.Application()
    add_plain_pages(
        app, site, line, address_of=lambda r: r.remote, calendars=calendars, exports=WrittenExports(), qr=square
    )
    app.router.add_get("/page/files/{digest}/{name}", site.assets.serve)
    async with serving(app) as url:
        base[0] = url
        yield Plain(url, database, clock, transcript, calendars)
