"""The pages in the service as it runs: from a personal link into the conversation."""

from __future__ import annotations

import aiohttp
from aiohttp import web
from pydantic import SecretStr

from bot.app import house_of
from bot.links import Links
from config.settings import Settings
from gatherings.actions.invitations import Invitee, invite_people, personal_link
from gatherings.actions.page_links import host_link
from gatherings.people import PersonId
from gatherings.store import Database
from tests.builders import gathering
from tests.scenarios.clocks import HandClock
from tests.web.house import serving
from tests.web.plain_house import BEFORE, SAME_ORIGIN, SECRET, hidden_fields, prepare


async def _invited(database: Database) -> tuple[PersonId, str]:
    """Somebody who is expected, and the id of their link."""
    async with database.write() as tx:
        invitee = Invitee("Kari Nes", "kari.nes@fjordby.example")
        (kari,) = await invite_people(tx, gathering(), [invitee], now=BEFORE)
        return kari, await personal_link(tx, kari, gathering(), now=BEFORE)


async def test_from_the_mail_into_the_conversation(database: Database) -> None:
    await prepare(database, now=BEFORE)
    kari, link_id = await _invited(database)
    settings = Settings(secret_key=SecretStr(SECRET))
    async with house_of(
        settings, database, HandClock(BEFORE), keeps_jobs=False, arrivals_follow=False
    ) as house, serving(house.app) as url, _session() as session:  # fmt: skip
        path = f"{url}/p/{Links(SECRET, url).token('p', link_id)}"
        async with session.get(path) as shown:
            filled = hidden_fields(await shown.text()) | {"choice": "room"}
        async with session.post(path, data=filled, headers=SAME_ORIGIN) as landed:
            assert (landed.status, landed.url.path) == (200, "/")
        said = await _conversation(session, url)
        assert len(said) == 2
        async with session.get(f"{url}/host/x.y") as wrong, session.get(f"{url}/host") as outside:
            assert (wrong.status, outside.status) == (404, 403)
        async with database.write() as tx:
            entrance = Links(SECRET, url).url("host", await host_link(tx, kari, now=BEFORE))
        async with session.get(entrance) as no_organiser:
            assert no_organiser.status == 404


async def _conversation(session: aiohttp.ClientSession, url: str) -> list[object]:
    """What Samband has said to this browser, as the page fetches it."""
    async with session.post(f"{url}/page/token", headers=SAME_ORIGIN) as granted:
        token = (await granted.json(content_type=None))["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    async with session.post(f"{url}/directline/conversations", headers=bearer) as opened:
        assert opened.status == 200  # it is there already
        conversation = (await opened.json())["conversationId"]
    async with session.get(f"{url}/directline/conversations/{conversation}/activities", headers=bearer) as read:
        activities = (await read.json())["activities"]
    return [one for one in activities if one["from"]["id"] == "samband"]


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))


async def test_the_address_is_the_public_one_else_where_we_listen(database: Database) -> None:
    settings = [Settings(port=3978), Settings(public_url="https://samband.example.org/")]
    found = []
    for one in settings:
        async with house_of(one, database, HandClock(BEFORE), keeps_jobs=False, arrivals_follow=False) as house:
            assert isinstance(house.app, web.Application)
            house.reached.listens_at(4000)
            found.append(house.reached.url)
    assert found == ["http://127.0.0.1:4000", "https://samband.example.org"]
