"""A running service with a canary in each of its settings, and somebody who walks through it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import aiohttp

from bot.clock import machine_now
from gatherings.actions import save_and_plan
from gatherings.gathering import Network, NetworkId, Stream
from gatherings.store import Database
from gatherings.store.networks import add_network
from gatherings.terms import Terms
from tests.builders import at, gathering
from tests.doubles.botframework import APP_ID, ISSUER, BotFramework
from tests.doubles.smtp import Post, mail_server
from tests.doubles.teams import Talk, TeamsClient
from tests.hostile import canaries
from tests.hostile.canaries import NAME
from tests.hostile.service import Service, running
from tests.scenarios.page import Visitor, a_visitor
from tests.scenarios.scene import button, words

BEFORE = at("10:00", date(2027, 3, 20))


@dataclass
class Walk:
    """The running service, the cloud that it is an app of, and everything that was answered to a refusal."""

    service: Service
    cloud: BotFramework
    teams: TeamsClient
    visitor: Visitor
    file: Path
    errors: list[str] = field(default_factory=list)

    @property
    def kanari(self) -> Talk:
        return replace(self.teams.personal("canary", NAME))

    async def say(self, text: str) -> str:
        return await self._sent(self.kanari.message(text))

    async def press(self, data: dict[str, Any]) -> str:
        return await self._sent(self.kanari.submit(data))

    async def choose(self, title: str, **inputs: str) -> str:
        return await self.press({**button(self.cloud.sent_to("a:canary")[-1], title), **inputs})

    async def _sent(self, activity: dict[str, Any]) -> str:
        before = len(self.cloud.sent)
        reply = await self.teams.post(activity)
        assert reply.status == 200, reply
        told = [sent.activity for sent in self.cloud.sent[before:]]
        return "\n".join(words(one) for one in told if one["type"] != "typing")  # which a slow machine shows

    async def refused(self, method: str, path: str, **more: Any) -> int:
        """The status of a request that is answered with a refusal, whose answer is kept."""
        session = self.visitor.session
        async with session.request(method, f"{self.service.url}{path}", allow_redirects=False, **more) as answer:
            told = await answer.text(errors="replace")
            headers = [f"{name}: {value}" for name, value in answer.headers.items() if name != "Set-Cookie"]
            self.errors.append("\n".join([*headers, told]))
            return answer.status


async def prepared(file: Path) -> None:
    database = Database.at(f"sqlite:///{file}")
    async with database.write() as tx:
        await add_network(tx, Network(NetworkId("n1"), "fjord", "Fjordnettverket"))
        streams = (Stream(f"https://{canaries.STREAM}/"),)
        made = replace(gathering(), version=0, terms=Terms(deadline=date(2027, 4, 1)), streams=streams)
        await save_and_plan(tx, made, now=BEFORE)
    await database.close()


@asynccontextmanager
async def walking(file: Path, folder: Path) -> AsyncIterator[Walk]:
    """The service on that database, whose tables are there."""
    post = Post(password=canaries.SMTP)
    await prepared(file)
    async with AsyncExitStack() as stack:
        cloud = BotFramework(machine_now, keeps_limits=False)
        cloud.password, cloud.token_name = canaries.PASSWORD, canaries.OUTGOING
        await stack.enter_async_context(cloud)
        port = await stack.enter_async_context(mail_server(post))
        service = await stack.enter_async_context(running(folder, settings(file, port, cloud)))
        session = await stack.enter_async_context(aiohttp.ClientSession(headers={"X-Forwarded-For": canaries.ADDRESS}))
        visitor = await stack.enter_async_context(a_visitor(service.url))
        teams = TeamsClient(cloud, session, f"{service.url}/api/messages")
        yield Walk(service, cloud, teams, visitor, file)


def settings(file: Path, smtp_port: int, cloud: BotFramework) -> dict[str, str]:
    known = cloud.credentials()
    return {
        "DATABASE_URL": f"sqlite:///{file}",
        "LOG_LEVEL": "DEBUG",
        "SECRET_KEY": canaries.SECRET,
        "METRICS_TOKEN": canaries.METRICS,
        "CLOCK": f"{BEFORE.isoformat()}@0",
        "SMTP_URL": f"smtp://canary:{canaries.SMTP}@127.0.0.1:{smtp_port}",
        "SMTP_FROM": "post@fjord.example",
        "SLACK_BOT_TOKEN": canaries.SLACK,
        "SLACK_SIGNING_SECRET": canaries.SIGNING,
        "TEAMS_APP_ID": APP_ID,
        "TEAMS_APP_PASSWORD": canaries.PASSWORD,
        "TEAMS_ISSUER": ISSUER,
        "TEAMS_KEYS_URL": known.keys_url,
        "TEAMS_LOGIN_URL": known.login_url,
        "TEAMS_SERVICE_HOSTS": "127.0.0.1",
        "TRUSTED_PROXIES": "127.0.0.1",
    }
