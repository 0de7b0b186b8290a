"""Who may do what on the web: every address of the application, asked for by everybody who may come by."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from http.cookies import SimpleCookie
from typing import Any, Final

import aiohttp
from aiohttp import web

from bot.directline.tokens import Tokens, bearer_of
from bot.host.host import CHANGES, FORMS, PAGES
from bot.links import Links
from bot.page.visitor import Visitors
from bot.pages.forms import FIELD, Forms
from bot.pages.session import Sessions
from gatherings.actions import save_and_plan
from gatherings.gathering import GatheringId, Network, NetworkId
from gatherings.people import Person, PersonId
from gatherings.store import Database
from gatherings.store.clocks import get_secret
from gatherings.store.links import LinkPurpose, add_link
from gatherings.store.networks import add_network
from gatherings.store.organisers import Scope, add_organiser
from gatherings.store.profiles import add_person
from gatherings.store.transcripts import open_transcript
from tests.builders import at, gathering
from tests.scenarios.scene import Scene, a_scene
from tests.web.plain_house import SAME_ORIGIN

NOW: Final = at("10:00", date(2027, 3, 20))
HOLDERS: Final = ("nothing", "a browser", "a link", "a link that ended", "organiser elsewhere", "organiser")
LINKS: Final = {
    "p": LinkPurpose.PERSONAL, "host": LinkPurpose.HOST, "data": LinkPurpose.DATA, "calendar": LinkPurpose.FEED,
    "checkin": LinkPurpose.CHECKIN,
}  # fmt: skip
SIGNED_ALONE: Final = frozenset({"qr", "evaluate"})
"""Paths whose token names a thing, with our signature: nobody's link, and it ends with the gathering."""

Hold = Mapping[str, str]


@dataclass
class Answered:
    """What an address answered to somebody."""

    method: str
    path: str
    holder: str
    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Door:
    """A service with two networks, and what each who comes by holds."""

    scene: Scene
    session: aiohttp.ClientSession
    secret: str
    is_secure: bool = False
    links: dict[tuple[str, bool], str] = field(default_factory=dict)

    @property
    def routes(self) -> list[tuple[str, str]]:
        """Method and address of everything that is answered."""
        found = set()
        for route in self.scene.house.app.router.routes():
            assert route.resource is not None
            found |= {(route.method, canonical) for canonical in _each(route.method, route.resource.canonical)}
        return sorted({one for one in found if one[0] != "HEAD"}, key=lambda one: (one[1], one[0]))

    def signature_of(self, canonical: str, holder: str) -> str:
        """The token of a form that this holder may send there."""
        return self._signature(canonical, self._cookies(holder))

    async def ask(
        self,
        method: str,
        canonical: str,
        holder: str,
        came_by: Hold = SAME_ORIGIN,
        *,
        sent: tuple[bytes, str] | None = None,
    ) -> Answered:
        """What comes back, where it is asked for as by the page that one would have seen before, or by another.

        `sent` is a body of another kind, and what it says it is.
        """
        path, cookies = self._path(canonical, holder), self._cookies(holder)
        headers = dict(came_by)
        if canonical.startswith("/directline") and holder != "nothing":
            headers["Authorization"] = f"Bearer {self._direct_line(holder)}"
        form = {FIELD: self._signature(canonical, cookies)} if method == "POST" else None
        data: Any = _body(canonical, form) if method == "POST" else None
        if isinstance(data, str):
            headers["Content-Type"] = "application/json"
        if sent is not None:
            data, headers["Content-Type"] = sent
        asked = "GET" if method == "*" else method
        url = f"{self.scene.url}{path}"
        async with self.session.request(
            asked, url, data=data, headers={**headers, "Cookie": _joined(cookies)}, allow_redirects=False
        ) as answer:
            told = await answer.content.read(200_000)
            return Answered(
                method, canonical, holder, answer.status, answer.headers.copy(), told.decode(errors="replace")
            )

    def _path(self, canonical: str, holder: str) -> str:
        first = canonical.split("/")[1]
        filled = {
            "slug": gathering().slug, "network": "fjord", "form": "html", "what": "whole",
            "registration": "r1", "pending": "x1", "digest": "x", "name": "page.css",
            "conversation": bearer_of(f"dl_{holder}".replace(" ", "_")).conversation, "tail": "nothing",
            "token": self._token(first, holder),
        }  # fmt: skip
        return re.sub(r"\{(\w+)[^}]*\}", lambda one: filled[one[1]], canonical)

    def _token(self, first: str, holder: str) -> str:
        links = Links(self.secret, self.scene.url)
        if first in SIGNED_ALONE and holder in {"a link", "a link that ended"}:
            return links.token(first, gathering().id)
        link_id = self.links.get((first, holder == "a link that ended"), "nothing")
        return links.token(first, link_id) if holder.startswith("a link") else f"{link_id}.notoursignatureatall"

    def _cookies(self, holder: str) -> dict[str, str]:
        if holder == "nothing":
            return {}
        response = web.Response()
        Visitors(self.secret, is_secure=self.is_secure).write(response, f"dl_{holder}".replace(" ", "_"))
        if holder.startswith("organiser"):
            now = self.scene.clock.machine_now
            Sessions(self.secret, is_secure=self.is_secure, now=now).open(response, PersonId(holder.replace(" ", "_")))
        return _values(response.cookies)

    def _signature(self, canonical: str, cookies: Hold) -> str:
        """Bound to the session where the page is an organiser's, else to the browser."""
        forms, browser = (
            Forms(self.secret, is_secure=self.is_secure),
            cookies.get(f"{self._prefix}samband", "").rpartition(".")[0],
        )
        is_inside = (
            canonical.startswith("/host/") and "token" not in canonical and f"{self._prefix}samband-host" in cookies
        )
        signature = str(forms.signature(cookies[f"{self._prefix}samband-host"] if is_inside else browser))
        return signature.partition('value="')[2].partition('"')[0]

    @property
    def _prefix(self) -> str:
        return "__Host-" if self.is_secure else ""

    def _direct_line(self, holder: str) -> str:
        bearer = bearer_of(f"dl_{holder}".replace(" ", "_"))
        return Tokens(self.secret, now=self.scene.clock.machine_now).issue(bearer)


def _each(method: str, canonical: str) -> list[str]:
    """The addresses that an address stands for: one of the host's pages is registered for all that have a name."""
    if "{at}" in canonical:
        return [canonical.replace("{at}", name) for name in (CHANGES if method == "POST" else PAGES) if name]
    if "{kind}.{form}" in canonical:
        kinds = [f"{kind}.{min(forms)}" for kind, forms in FORMS.items()]
        return [canonical.replace("{kind}.{form}", kind) for kind in kinds]
    return [canonical]


def _values(cookies: SimpleCookie) -> dict[str, str]:
    return {name: morsel.value for name, morsel in cookies.items()}


def _joined(cookies: Hold) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def _body(canonical: str, form: Mapping[str, str] | None) -> Any:
    if canonical.startswith(("/directline", "/api")):
        return json.dumps({"type": "message", "text": "hei"})
    is_upload = canonical.endswith("/programme")
    if not is_upload:
        return form
    made = aiohttp.FormData(default_to_multipart=True)
    for name, value in (form or {}).items():
        made.add_field(name, value)
    return made


@asynccontextmanager
async def a_door(database: Database, *, public_url: str | None = None) -> AsyncIterator[Door]:
    """With a public address that is https everything is as it is there, but that the test itself comes by http."""
    async with (
        a_scene(database, at=NOW, public_url=public_url) as scene,
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
    ):
        async with database.write() as tx:
            door = Door(scene, session, await get_secret(tx, "web", made="-"), is_secure=public_url is not None)
            await add_network(tx, Network(NetworkId("n2"), "fjell", "Fjell"))
            other = replace(
                gathering(), id=GatheringId("g2"), network_id=NetworkId("n2"), slug="annet", version=0, streams=()
            )
            await save_and_plan(tx, replace(other, programme=()), now=NOW)
            for name in ("guest", "organiser", "organiser_elsewhere"):
                await add_person(tx, Person(PersonId(name), name.capitalize()))
            await add_organiser(tx, "o1", PersonId("organiser"), Scope(NetworkId("n1")))
            await add_organiser(tx, "o2", PersonId("organiser_elsewhere"), Scope(NetworkId("n2")))
            for path, purpose in LINKS.items():
                owner = PersonId("organiser" if path in {"host", "checkin"} else "guest")
                for has_ended in (False, True):
                    link_id = f"{path}{'ended' if has_ended else 'holds'}"
                    until = NOW + (timedelta(days=-1) if has_ended else timedelta(days=30))
                    of = None if path in {"host", "data"} else gathering().id
                    await add_link(tx, owner, of, purpose, new_id=link_id, at=NOW, expires_at=until)
                    door.links[path, has_ended] = link_id
            for holder in HOLDERS[1:]:
                bearer = bearer_of(f"dl_{holder}".replace(" ", "_"))
                await open_transcript(tx, bearer.conversation, owner=bearer.user, at=scene.clock.machine_now())
        yield door


async def of_addresses(database: Database) -> list[list[str]]:
    """A row for each address, with the status that each holder is answered."""
    async with a_door(database) as door:
        return [
            [f"`{method} {path}`", *[str((await door.ask(method, path, holder)).status) for holder in HOLDERS]]
            for method, path in door.routes
        ]
