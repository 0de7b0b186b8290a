"""A walk through everything, with a secret or something personal in each step: none of it is in the log at its most
talkative, in what is counted, or in what is answered to who is refused.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.builders import DAY_TWO, at, gathering
from tests.hostile import canaries
from tests.hostile.canaries import ACCESS, EMAIL, FOOD, KINDS, MESSAGE, NAME, OF_THE_CONTACT, TAKEAWAY, TOLD, found_in
from tests.hostile.counts import Count
from tests.hostile.service import ROOT
from tests.hostile.walk import BEFORE, Walk, walking
from tests.scenarios.evaluating import WHOLE
from tests.scenarios.scene import words
from tests.web.plain_house import hidden_fields

ENDED = at("11:31", DAY_TWO)


@pytest.fixture
async def walk(sqlite_address: str, tmp_path: Path) -> AsyncIterator[Walk]:
    async with walking(Path(sqlite_address.removeprefix("sqlite:///")), tmp_path) as walk:
        yield walk


@pytest.mark.e2e
async def test_nothing_secret_and_nothing_personal_is_told_to_anybody_else(walk: Walk, count: Count) -> None:
    await sign_up(walk)
    links = await organise(walk)
    await visit(walk, links)
    await evaluate(walk)
    await be_refused(walk, links)
    await break_it(walk, links)
    counted = await metrics(walk)
    log = walk.service.log()
    assert "turn_taken channel=teams intent=signup.start" in log
    assert "turn_failed reference=" in log
    assert "page_failed reference=" in log
    assert [*found_in(log)] == []
    assert [*found_in(counted)] == []
    assert [hit for told in walk.errors for hit in found_in(told, besides=OF_THE_CONTACT)] == []
    count("kinds of canaries, in none of log, metrics and error replies", len(TOLD) + len(KINDS))


async def sign_up(walk: Walk) -> None:
    """With a name, an address, food and needs, all of which are shown to their owner."""
    walk.cloud.members["29:canary"] = EMAIL
    await walk.say("meld meg på")
    told = await walk.choose("Meld på, i salen", food=FOOD, access=ACCESS)
    assert "Du er påmeldt, i salen." in told
    for text in (MESSAGE, "følg programmet", f"ring meg på {canaries.PHONE}", "hvor er strømmen?", "min status"):
        assert await walk.say(text)


async def organise(walk: Walk) -> list[str]:
    """A code is redeemed; a wrong one is refused. The links that one may be given."""
    code = await asyncio.to_thread(_code, walk)
    assert (await walk.say(f"jeg er arrangør {code}")).startswith("Du er nå arrangør.")
    await walk.say("jeg er arrangør ABCD-EFGH-JKLM")
    for text in ("arrangørsiden", "mine data", "legg i kalender", "meldinger"):
        await walk.say(text)
    await walk.press({"do": "organiser.page", "gathering": gathering().id})
    told = [sent.activity for sent in walk.cloud.sent]
    links = sorted({url for one in told for url in _urls(one) if url.startswith(walk.service.url)})
    assert {link.split("/")[3] for link in links} >= {"host", "data", "calendar"}
    return links


def _code(walk: Walk) -> str:
    command = [sys.executable, "-m", "bot", "organiser", "invite", "--network", "fjord", "--json"]
    settings = {"SAMBAND_DATABASE_URL": f"sqlite:///{walk.file}", "SAMBAND_CLOCK": f"{BEFORE.isoformat()}@0"}
    ended = subprocess.run(
        command, env={"PYTHONPATH": str(ROOT), **settings}, capture_output=True, text=True, check=True
    )
    return str(json.loads(ended.stdout)["code"])


def _urls(value: object) -> list[str]:
    if isinstance(value, dict):
        return [url for name, inner in value.items() for url in ([inner] if name == "url" else _urls(inner))]
    return [url for inner in value for url in _urls(inner)] if isinstance(value, list) else []


async def visit(walk: Walk, links: list[str]) -> None:
    """Each link is opened and its form sent; the chat is spoken in."""
    assert links
    for link in links:
        shown = await walk.visitor.get(link)
        await walk.visitor.post(link, **hidden_fields(shown.text) if shown.status == 200 else {})
    await walk.visitor.get("/?lang=nb")
    await walk.visitor.open()
    await walk.visitor.say(MESSAGE)
    async with walk.visitor.listening() as socket:
        await walk.visitor.say(f"{NAME}, {EMAIL}")
        await socket.receive(timeout=5)
    await walk.visitor.get(f"/host/{gathering().slug}/registrations?name={NAME}")
    assert NAME in (await walk.visitor.get(f"/host/{gathering().slug}/export/participants.csv")).text


async def evaluate(walk: Walk) -> None:
    """With words of one's own."""
    await asyncio.to_thread(_set_clock, walk)
    number = {"do": "evaluation.answer", "evaluation": WHOLE, "question": "usefulness", "gathering": gathering().id}
    for _ in range(200):
        if "Takk, du svarte 8" in await walk.press({**number, "value": "8"}):
            break
        await asyncio.sleep(0.1)
    await walk.press({**number, "question": "takeaway", "text": TAKEAWAY})


def _set_clock(walk: Walk) -> None:
    with sqlite3.connect(walk.file, timeout=30) as connection:
        connection.execute("UPDATE clock SET gathering_at = ?", (ENDED.strftime("%Y-%m-%d %H:%M:%S.%f"),))


async def be_refused(walk: Walk, links: list[str]) -> None:
    """At every kind of door, with something in hand."""
    token = walk.cloud.mint(aud="another-app", name=NAME)
    activity = walk.kanari.message(MESSAGE)
    bearer = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    statuses = [
        await walk.refused("POST", "/api/messages", json=activity, headers=bearer),
        await walk.refused("POST", "/api/messages", data=b"{" + MESSAGE.encode(), headers=bearer),
        await walk.refused("POST", "/directline/conversations", headers=bearer),
        await walk.refused("POST", f"/directline/conversations/{NAME}/activities?t={token}", json=activity),
        await walk.refused("GET", f"/p/{links[0].rpartition('/')[2]}x?name={NAME}"),
        await walk.refused("POST", f"/host/leave?x={NAME}", data={"csrf": EMAIL}),
        await walk.refused("POST", "/page/token", headers={"Origin": f"https://{EMAIL}"}),
        await walk.refused("GET", f"/{EMAIL}/{token}"),
        await walk.refused("PUT", f"/host/{EMAIL}", data=MESSAGE.encode()),
        await walk.refused("GET", "/metrics", headers={"Authorization": f"Bearer {canaries.METRICS}x"}),
        await walk.refused(
            "POST", "/slack/events", data=MESSAGE.encode(), headers={"X-Slack-Signature": canaries.SIGNING}
        ),
    ]
    assert all(400 <= status < 500 for status in statuses), statuses
    await _raw(walk, f"GET /p/{token} HTTP/1.1\r\nHost: x\r\nCookie: samband={'x' * 9000}{EMAIL}\r\n\r\n")
    await _raw(walk, f"GET /p/{token}\0 HTTP/9.9\r\nHost: x\r\n{NAME}\r\n\r\n")


async def _raw(walk: Walk, request: str) -> None:
    """What is not even HTTP. Of the answer only that there is one is looked at: it goes to who sent it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(walk.service.url.rpartition(":")[2]))
    writer.write(request.encode())
    await writer.drain()
    assert await reader.read(100)
    writer.close()


async def break_it(walk: Walk, links: list[str]) -> None:
    """A table is gone: every statement with somebody's words in it fails."""
    await asyncio.to_thread(_drop, walk)
    told = await walk.say(f"{MESSAGE} {EMAIL}")
    assert "Det gikk ikke" in told
    walk.errors.append(words(walk.cloud.sent_to("a:canary")[-1]))
    await walk.visitor.post_activity({"type": "message", "text": f"{MESSAGE} {EMAIL}"})
    await walk.refused("GET", f"{links[0].removeprefix(walk.service.url)}?x={EMAIL}")


def _drop(walk: Walk) -> None:
    with sqlite3.connect(walk.file, timeout=30) as connection:
        connection.execute("ALTER TABLE replay RENAME TO replay_gone")
        connection.execute("ALTER TABLE link RENAME TO link_gone")


async def metrics(walk: Walk) -> str:
    headers = {"Authorization": f"Bearer {canaries.METRICS}"}
    async with walk.visitor.session.get(f"{walk.service.url}/metrics", headers=headers) as answer:
        assert answer.status == 200
        return await answer.text()
