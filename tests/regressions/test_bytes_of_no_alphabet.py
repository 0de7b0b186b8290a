"""A cookie, a token or a body of bytes that are no text was answered with 500."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from gatherings.store import Database
from tests.builders import at, gathering
from tests.hostile.raw import asked
from tests.scenarios.scene import Scene, a_scene

FORM = b"Content-Type: application/x-www-form-urlencoded"


@pytest.fixture
async def scene(database: Database) -> AsyncIterator[Scene]:
    async with a_scene(database, at=at("07:00")) as played:
        yield played


@pytest.mark.parametrize(
    ("method", "path", "header", "status"),
    [
        ("GET", "/", b"Cookie: samband=dl_x.\xff\xfe", 200),
        ("GET", "/", b"Cookie: samband=\xff.abc", 200),
        ("POST", "/page/token", b"Sec-Fetch-Site: same-origin\r\nCookie: samband=\xff.\xff", 200),
        ("GET", "/host", b"Cookie: samband-host=\xff.\xff.\xff", 403),
        ("GET", f"/host/{gathering().slug}", b"Cookie: samband-host=a.1.\xff", 403),
        ("GET", "/directline/conversations/c_1", b"Authorization: Bearer \xff.\xff.\xff", 403),
        ("POST", "/directline/tokens/refresh", b"Authorization: Bearer a.b.\xff", 403),
        ("POST", "/directline/tokens/generate", b"Content-Encoding: gzip", 400),
        ("GET", "/p/%FF%FE.%FF", b"X: x", 404),
        ("GET", b"/p/\xff.\xff", b"X: x", 400),
        ("GET", "/directline/conversations/c_1/stream?t=%FF", b"X: x", 403),
        ("POST", "/p/a.b", FORM + b"; charset=nonsense", 403),
        ("POST", "/host/leave", FORM + b"; charset=utf-7", 403),
    ],
)
async def test_what_is_no_text_is_refused_as_what_it_stands_for(
    scene: Scene, method: str, path: str, header: bytes, status: int
) -> None:
    assert (await asked(scene.url, method, path, b"not packed", header)).status == status


@pytest.mark.parametrize("kind", [FORM + b"; charset=nonsense", FORM + b"; charset=utf-7", FORM + b"; charset=utf-16"])
async def test_a_form_in_another_alphabet_is_not_ours(scene: Scene, kind: bytes) -> None:
    greeted = await asked(scene.url, "GET", "/")
    cookie = next(line for line in greeted.head.split("\r\n") if line.startswith("Set-Cookie")).split(";")[0]
    headers = (kind, b"Cookie:" + cookie.partition(":")[2].encode(), b"Sec-Fetch-Site: same-origin")
    assert (await asked(scene.url, "POST", "/p/a.b", b"csrf=\xff\xfe", *headers)).status == 403
