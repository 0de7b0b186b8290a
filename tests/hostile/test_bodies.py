"""Bodies of every kind from senders who may send: never a 5xx, and never a turn that breaks.

2,000 in a normal run, the same ones each time; SAMBAND_FUZZED=100000 takes as many, other ones.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from random import Random
from typing import Any, Final

import pytest

from bot.directline.tokens import Tokens, bearer_of
from gatherings.store import Database
from tests.hostile.addresses import Door, a_door
from tests.hostile.bodies import TEXTS, body, form, press
from tests.hostile.counts import Count

BODIES: Final = int(os.environ.get("SAMBAND_FUZZED", "2000"))
AT_ONCE: Final = 8
A_PERSON: Final = 9
"""So many messages somebody writes before another goes on: fewer than the page takes at once."""
TYPES: Final = [
    "application/json", "application/json; charset=utf-8", "application/json", "application/json", "text/json", "text/plain",
    "application/json; charset=utf-16", "application/json; charset=nonsense", "", "multipart/form-data", "application/xml",
]  # fmt: skip

Ask = Callable[[int, Random], Awaitable[int]]


@pytest.fixture
def database_address(sqlite_address: str) -> str:
    return sqlite_address


@pytest.fixture
async def door(database: Database) -> AsyncIterator[Door]:
    async with a_door(database) as opened:
        yield opened


async def tried(ask: Ask, number: int, caplog: pytest.LogCaptureFixture) -> Counter[int]:
    """How often which status came back."""
    statuses: Counter[int] = Counter()
    with caplog.at_level(logging.ERROR):
        for first in range(0, number, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, number))
            told = await asyncio.gather(*(ask(one, Random(f"{one} {BODIES}")) for one in numbers))
            statuses.update(told)
            broken = [record.getMessage() for record in caplog.records]
            assert not broken, (broken, f"one of Random('{numbers[0]} {BODIES}') to Random('{numbers[-1]} {BODIES}')")
            assert max(told) < 500, (told, numbers)
    return statuses


async def test_what_teams_might_send_is_a_turn_or_a_refusal(
    door: Door, count: Count, caplog: pytest.LogCaptureFixture
) -> None:
    teams, token = door.scene.teams, door.scene.cloud.mint()
    door.scene.cloud.keeps_limits = False

    async def ask(number: int, random: Random) -> int:
        place = random.choice([teams.personal(f"f{number}"), teams.group(f"f{number}"), teams.channel(f"f{number}")])
        talk = replace(place, user={"id": f"29:f{number}", "name": random.choice(TEXTS)})
        makes: list[Callable[[], dict[str, Any]]] = [
            lambda: talk.message("hva er neste?"),
            lambda: talk.submit(press(random)),
            lambda: talk.execute(press(random)),
            talk.members_added,
            talk.installation_update,
        ]
        good = random.choice(makes)()
        kind = {"Content-Type": random.choice(TYPES) or "x/y"} if random.random() < 0.1 else {}
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}", **kind}
        async with teams.session.post(teams.url, data=body(good, random), headers=headers) as answer:
            return answer.status

    statuses = await tried(ask, BODIES * 2 // 5, caplog)
    assert {200, 400} <= set(statuses)
    count("bodies, none answered with 5xx", statuses.total())


async def test_what_a_direct_line_client_might_post_is_taken_or_refused(
    door: Door, count: Count, caplog: pytest.LogCaptureFixture
) -> None:
    tokens = Tokens(door.secret, now=door.scene.clock.machine_now)

    async def ask(number: int, random: Random) -> int:
        bearer = bearer_of(f"dl_f{number // A_PERSON}")
        url = f"{door.scene.url}/directline/conversations"
        headers = {"Authorization": f"Bearer {tokens.issue(bearer)}", "Content-Type": random.choice(TYPES) or "x/y"}
        async with door.session.post(url, headers=headers, data=body({"locale": "nb-NO"}, random)) as opened:
            first = opened.status
        told = {"channelData": {"clientActivityID": "x"}} if random.random() < 0.3 else {}
        known = {"type": "message", "text": "hva er neste?", "locale": "nb-NO", "localTimezone": "Europe/Oslo", **told}
        good = {**known, "value": press(random)} if random.random() < 0.5 else known
        posted = f"{url}/{bearer.conversation}/activities"
        async with door.session.post(posted, headers=headers, data=body(good, random)) as answer:
            return max(first, answer.status) if first >= 500 else answer.status

    statuses = await tried(ask, BODIES // 5, caplog)
    assert {200, 400} <= set(statuses)
    count("bodies, none answered with 5xx", statuses.total())


async def test_what_a_form_might_send_is_taken_or_refused(
    door: Door, count: Count, caplog: pytest.LogCaptureFixture
) -> None:
    posts = [path for method, path in door.routes if method == "POST" and not path.startswith(("/api/", "/directline"))]
    kinds = ["application/x-www-form-urlencoded"] * 8 + [
        "multipart/form-data; boundary=x", "multipart/form-data", "application/x-www-form-urlencoded; charset=utf-7",
        "application/json", "x",
    ]  # fmt: skip

    async def ask(number: int, random: Random) -> int:
        path = posts[number % len(posts)]
        holder = random.choice(["nothing", "a browser", "a link", "organiser", "organiser"])
        made = form(door.signature_of(path, holder), random)
        answered = await door.ask("POST", path, holder, sent=(made, random.choice(kinds)))
        return answered.status

    statuses = await tried(ask, BODIES * 2 // 5, caplog)
    assert {303, 403} <= set(statuses)
    count("bodies, none answered with 5xx", statuses.total())
