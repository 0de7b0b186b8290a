"""Who may do what is as `docs/roles.md` says, of every intent and every address there is; and every answer is guarded."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from dialogs.router import DIALOGS
from gatherings.store import Database
from tests.hostile.addresses import HOLDERS, Answered, Door, a_door, of_addresses
from tests.hostile.counts import Count
from tests.hostile.intents import ROLES, of_intents, staged
from tests.hostile.roles import table
from tests.scenarios.page import a_visitor

WRITTEN = Path(__file__).parents[2] / "docs" / "roles.md"
AGAIN = "python -m tests.hostile.roles > docs/roles.md"

EVERYBODY = {"organiser.become"}
"""What makes an organiser asks for a code, and not for rights."""
OF_ANY = {"organiser.import", "organiser.invite", "organiser.remove"}
"""What an organiser of another network begins: it is about their own."""
TELLS_WHO_COMES = {"organiser.export"}
"""To a participant it tells who comes, as far as that is told."""


@pytest.fixture
def database_address(sqlite_address: str) -> str:
    return sqlite_address


@pytest.fixture
async def door(database: Database, request: pytest.FixtureRequest) -> AsyncIterator[Door]:
    async with a_door(database, public_url=getattr(request, "param", None)) as opened:
        yield opened


async def test_every_intent_is_answered_to_everybody_as_it_is_written(database: Database, count: Count) -> None:
    rows = await of_intents(await staged(database))
    cells = [cell for _, *row in rows for cell in row]
    assert "breaks" not in cells
    assert table(["intent", *(role.name for role in ROLES)], rows) in WRITTEN.read_text(encoding="utf-8"), AGAIN
    for name, stranger, participant, elsewhere, *_, in_channel in rows:
        intent = name.strip("`")
        if intent.startswith("organiser.") and intent not in EVERYBODY | TELLS_WHO_COMES:
            who = [stranger, participant] if intent in OF_ANY else [stranger, participant, elsewhere]
            assert set(who) == {"refused: not an organiser"}, intent
            assert in_channel == "refused: only in private" or intent == "organiser.channel", intent
    count("intents x roles", len(cells))


async def test_every_address_answers_everybody_as_it_is_written(database: Database, count: Count) -> None:
    rows = await of_addresses(database)
    statuses = [int(status) for _, *row in rows for status in row]
    assert [status for status in statuses if status >= 500] == []
    assert table(["address", *HOLDERS], rows) in WRITTEN.read_text(encoding="utf-8"), AGAIN
    for address, nothing, browser, link, ended, elsewhere, _ in rows:
        if address.split()[1].startswith("/host/{slug}") or "/host/network" in address:
            assert {nothing, browser, link, ended} <= {"403", "404"}, address
            assert elsewhere == "404", address
        if "{token}" in address and "/evaluat" not in address and "/qr/" not in address:
            assert {nothing, browser, ended, elsewhere} <= {"403", "404"}, address
    count("addresses x holders", len(statuses))


def test_the_page_has_no_row_of_what_is_not_there_any_more() -> None:
    named = {line.split("`")[1] for line in WRITTEN.read_text(encoding="utf-8").splitlines() if line.startswith("| `")}
    assert {name for name in named if " " not in name} == {*DIALOGS}


@pytest.mark.parametrize(
    "door",
    [pytest.param(None, id="http", marks=pytest.mark.e2e), pytest.param("https://samband.example", id="https")],
    indirect=True,
)
async def test_every_answer_of_every_address_is_guarded(door: Door, count: Count) -> None:
    asked = [("GET", "/nowhere"), ("PUT", "/"), ("DELETE", "/p/{token}"), *door.routes]
    for method, path in asked:
        for holder in ("organiser",) if door.is_secure else HOLDERS:
            answered = await door.ask(method, path, holder)
            assert unguarded(answered, is_secure=door.is_secure) == [], (method, path, holder)
            count("answers with their guarding headers", 1)


ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
    {"Origin": "https://attacker.example.org"}, {"Origin": "http://127.0.0.1:1"}, {"Origin": "http://127.0.0.1"},
]  # fmt: skip


@pytest.mark.e2e
async def test_what_another_page_sends_is_taken_at_no_address(door: Door, count: Count) -> None:
    """But where Teams posts: no browser has anything that is asked for there."""
    posts = [path for method, path in door.routes if method == "POST" and not path.startswith("/api/")]
    for path in posts:
        for came_by in ELSEWHERE:
            answered = await door.ask("POST", path, "organiser", came_by)
            assert answered.status in {403, 404}, (path, came_by)
            count("posts of other pages", 1)


async def test_another_page_opens_no_socket(door: Door) -> None:
    async with a_visitor(door.scene.url) as visitor:
        await visitor.open()
        opened = await visitor._direct("GET", f"conversations/{visitor._conversation}?watermark=")
        for came_by in ELSEWHERE:
            with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
                await visitor.session.ws_connect(opened["streamUrl"], headers=came_by)
        async with visitor.session.ws_connect(opened["streamUrl"], headers={"Origin": door.scene.url}) as socket:
            assert not socket.closed


def unguarded(answered: Answered, *, is_secure: bool) -> list[str]:
    """What is missing from an answer."""
    headers = answered.headers
    policy = headers.get("Content-Security-Policy", "")
    cookies = [one for name, one in headers.items() if name == "Set-Cookie"]
    ways = ["Secure", "__Host-"] if is_secure else []
    needed = {
        "Referrer-Policy": headers.get("Referrer-Policy") == "no-referrer",
        "X-Content-Type-Options": headers.get("X-Content-Type-Options") == "nosniff",
        "X-Frame-Options": headers.get("X-Frame-Options") == "DENY",
        "Content-Security-Policy": policy.startswith("default-src 'none'") and "unsafe" not in policy,
        "frame-ancestors": "frame-ancestors 'none'" in policy or "sandbox" in policy,
        "Cache-Control": "no-store" in headers.get("Cache-Control", "") or answered.path.startswith(("/page/files", "/calendar", "/qr", "/evaluation")),
        "Server": headers.get("Server") == "Samband",
        "Strict-Transport-Security": ("Strict-Transport-Security" in headers) is is_secure,
        "cookies": all(all(way in one for way in ["HttpOnly", "SameSite=Lax", "Path=/", *ways]) for one in cookies),
        "no domain": not any("Domain" in one for one in cookies),
    }  # fmt: skip
    return [name for name, is_so in needed.items() if not is_so]
