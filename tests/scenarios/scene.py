"""A service on loopback with everything in it, its gathering, and the clock in our hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.app import house_of
from bot.clock import machine_now
from bot.house import House
from config.settings import Settings
from gatherings.actions import invite_organiser, save_and_plan
from gatherings.evaluation.likeness import group_alike
from gatherings.gathering import Gathering, Network, NetworkId
from gatherings.postings.posting import PostingState
from gatherings.programme import BlockId, Programme
from gatherings.store import Database
from gatherings.store.gatherings import get_gathering_by_id
from gatherings.store.networks import add_network
from gatherings.store.organisers import Scope
from gatherings.store.postings import list_postings
from jobs.evaluations import close_evaluations
from jobs.fire_postings import fire_postings
from jobs.offers import end_offers
from jobs.renew_cards import renew_cards
from tests.builders import gathering
from tests.doubles.botframework import BotFramework
from tests.doubles.smtp import HOST
from tests.doubles.teams import Talk, TeamsClient
from tests.scenarios.clocks import HandClock
from tests.web.house import serving

SENDER = "Fjordnettverket <samling@fjord.example>"


@dataclass
class Scene:
    """What a story plays on. `channels` are those that this installation has."""

    database: Database
    clock: HandClock
    cloud: BotFramework
    teams: TeamsClient
    house: House
    url: str
    channels: frozenset[str] = frozenset({"teams", "web"})

    async def say(self, talk: Talk, text: str) -> list[str]:
        """What is answered, as the words of its cards."""
        return await self._answers(talk, talk.message(text))

    async def press(self, talk: Talk, data: Mapping[str, Any]) -> list[str]:
        """What is answered to the press of a button."""
        return await self._answers(talk, talk.submit(dict(data)))

    async def choose(self, talk: Talk, title: str, **inputs: str) -> list[str]:
        """What is answered to the press of a button of the last card, with its inputs filled in."""
        return await self.press(talk, {**self.last_button(talk, title), **inputs})

    def last_button(self, talk: Talk, title: str) -> dict[str, Any]:
        """What a button of the last card carries."""
        return button(self.cloud.sent_to(place(talk))[-1], title)

    def link_in_last(self, talk: Talk) -> str:
        """Where the first button of the last card leads that leads anywhere."""
        actions = self.cloud.sent_to(place(talk))[-1]["attachments"][0]["content"]["actions"]
        return next(str(action["url"]) for action in actions if "url" in action)

    async def _answers(self, talk: Talk, activity: Mapping[str, Any]) -> list[str]:
        before = len(self.cloud.sent_to(place(talk)))
        reply = await self.teams.post(dict(activity))
        assert reply.status == 200, reply
        return [words(sent) for sent in self.cloud.sent_to(place(talk))[before:]]

    async def until(self, at: datetime) -> None:
        """The clock goes there tick by tick, five minutes at a time, and what comes due is carried."""
        while self.clock.at < at:
            self.clock.at = min(self.clock.at + timedelta(minutes=5), at)
            await self.tick()

    async def forward(self, at: datetime) -> None:
        """The clock goes there by way of everything that comes due, and stops at each."""
        while (due := await self._next_due()) is not None and due < at:
            await self.clock.put(max(due, self.clock.at))
            await self.tick()
        await self.clock.put(at)
        await self.tick()

    async def _next_due(self) -> datetime | None:
        async with self.database.read() as tx:
            planned = await list_postings(tx, gathering().id, state=PostingState.PLANNED)
        return planned[0].posting.due_at if planned else None

    async def tick(self) -> None:
        """What is due fires and is carried; on the platform's clocks half a minute passes."""
        self.clock.passed += timedelta(seconds=31)
        now, machine_now = self.clock.at, self.clock.machine_now()
        await end_offers(self.database, now=now)
        await close_evaluations(self.database, likeness=group_alike, now=now)
        await renew_cards(self.database, now=now, machine_now=machine_now)
        await fire_postings(self.database, channels=self.channels, now=now, machine_now=machine_now)
        await self.house.courier.carry_all()

    async def change(self, **changes: object) -> Gathering:
        """The gathering, changed and planned anew, as an import does it."""
        async with self.database.write() as tx:
            found = await get_gathering_by_id(tx, gathering().id)
            await save_and_plan(tx, replace(found, **changes), now=self.clock.at)  # type: ignore[arg-type]
            return await get_gathering_by_id(tx, gathering().id)

    async def code(self) -> str:
        """An organiser's one-time code for the network."""
        async with self.database.write() as tx:
            return await invite_organiser(tx, Scope(NetworkId("n1")), choose=_letters(), now=self.clock.at)

    def cards(self, talk: Talk) -> list[str]:
        """The first line of every message there, as it stands now."""
        return [words(seen).split("\n")[0] for seen in self.cloud.seen_in(place(talk))]

    def posts(self, talk: Talk) -> list[str]:
        """The first line of everything that was sent there."""
        return [words(sent).split("\n")[0] for sent in self.cloud.sent_to(place(talk))]


def place(talk: Talk) -> str:
    """Where answers to a talk arrive, threads and all."""
    return str(talk.conversation["id"]).partition(";")[0]


def words(activity: Mapping[str, Any]) -> str:
    """What a person reads of an activity: its text, or the texts of its card, a line each, and its buttons."""
    if "attachments" not in activity:
        return str(activity["text"])
    card = activity["attachments"][0]["content"]
    lines = list(_texts(card["body"]))
    buttons = " ".join(f"[{action['title']}]" for action in card.get("actions", ()))
    return "\n".join([*lines, buttons] if buttons else lines).replace("\\", "")


def button(activity: Mapping[str, Any], title: str) -> dict[str, Any]:
    """What the button of a card carries."""
    actions = activity["attachments"][0]["content"]["actions"]
    return next(dict(action["data"]) for action in actions if action["title"] == title)


def without(programme: Programme, block_id: str) -> Programme:
    return tuple(block for block in programme if block.id != block_id)


def moved(programme: Programme, block_id: str, **changes: object) -> Programme:
    key = BlockId(block_id)
    return tuple(replace(b, **changes) if b.id == key else b for b in programme)  # type: ignore[arg-type]


def _texts(body: Sequence[Mapping[str, Any]]) -> list[str]:
    found = []
    for element in body:
        match element["type"]:
            case "TextBlock":
                found.append(str(element["text"]))
            case "FactSet":
                found += [f"{fact['title']}: {fact['value']}" for fact in element["facts"]]
            case "ColumnSet":
                found.append("  ".join(" ".join(_texts(column["items"])) for column in element["columns"]))
    return found


def _letters() -> Any:
    number = 0

    def choose(alphabet: str) -> str:
        nonlocal number
        number += 7
        return alphabet[number % len(alphabet)]

    return choose


@asynccontextmanager
async def a_scene(
    database: Database,
    *,
    at: datetime,
    clock: HandClock | None = None,
    smtp_port: int | None = None,
    public_url: str | None = None,
    slack: Mapping[str, object] | None = None,
) -> AsyncIterator[Scene]:
    """The service with the builders' gathering, a cloud and a client, for as long as the context lasts.

    It sends letters where it is told the port of a mail server, and is in Slack where it is told the settings for that.
    """
    clock = clock or HandClock(at)
    await clock.refresh()
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        await save_and_plan(tx, replace(gathering(), version=0), now=at)
    async with BotFramework(machine_now, keeps_limits=False) as cloud:
        settings = settings_of(cloud, smtp_port=smtp_port).model_copy(
            update={"public_url": public_url, **(slack or {})}
        )
        async with (
            house_of(settings, database, clock, keeps_jobs=False, arrivals_follow=False) as house,
            serving(house.app) as url,
            aiohttp.ClientSession() as session,
        ):
            house.reached.listens_at(int(url.rpartition(":")[2]))
            teams = TeamsClient(cloud, session, f"{url}/api/messages")
            channels = frozenset({"teams", "web", *(["email"] if smtp_port else []), *(["slack"] if slack else [])})
            yield Scene(database, clock, cloud, teams, house, url, channels)


def settings_of(cloud: BotFramework, *, smtp_port: int | None = None) -> Settings:
    """The settings of a service that is an app of this cloud."""
    credentials = cloud.credentials()
    mail = {"smtp_url": SecretStr(f"smtp://{HOST}:{smtp_port}"), "smtp_from": SENDER} if smtp_port else {}
    return Settings(
        teams_app_id=credentials.app_id,
        teams_app_password=SecretStr(credentials.app_password),
        teams_keys_url=credentials.keys_url,
        teams_issuer=credentials.issuer,
        teams_login_url=credentials.login_url,
        teams_service_hosts=tuple(credentials.service_hosts),
        teams_rate=1000,
        **mail,  # type: ignore[arg-type]
    )
