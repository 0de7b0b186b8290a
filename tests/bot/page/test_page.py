"""The page over plain HTTP: its words, its headers, its cookie, its files, its token."""

from __future__ import annotations

import gzip
import re
from collections.abc import AsyncIterator
from http.cookies import SimpleCookie
from pathlib import Path

import aiohttp
import pytest
from aiohttp import ClientResponse

from bot.page.languages import choose_language
from dialogs.phrases.voice import voice
from gatherings.gathering import EN, LANGUAGES, NB, NN, Language
from tests.web.house import House, open_house

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def fetched(tmp_path: Path) -> Path:
    """A folder as `make page` leaves it, with a small stand-in for Web Chat."""
    (tmp_path / "webchat.js").write_bytes(b"globalThis.WebChat = {};" * 100)
    (tmp_path / "webchat.js.gz").write_bytes(gzip.compress(b"globalThis.WebChat = {};" * 100))
    return tmp_path


@pytest.fixture
async def house(fetched: Path) -> AsyncIterator[House]:
    async with open_house(fetched=fetched) as opened:
        yield opened


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), auto_decompress=False) as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "accepted", "chosen"),
    [
        ("nn", "en", NN),
        ("xx", "en-GB", EN),
        ("", "nn-NO,nn;q=0.9,en;q=0.8", NN),
        ("", "no,en;q=0.5", NB),
        ("", "de-DE,de;q=0.9,en;q=0.4", EN),
        ("", "en;q=0.1,nb-NO;q=0.7", NB),
        ("", "nn;q=0,en", EN),
        ("", "de", NB),
        ("", "", NB),
        ("", ";;q=,nn;q=x,,", NB),
        ("", "*", NB),
    ],
)
def test_the_language_is_the_one_asked_for_else_accepted_else_the_default(
    asked: str, accepted: str, chosen: Language
) -> None:
    assert choose_language(asked, accepted, default=NB) == chosen


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_is_in_one_language_throughout(
    house: House, session: aiohttp.ClientSession, language: Language
) -> None:
    text = await _text(await session.get(f"{house.url}/?lang={language}"))
    say = voice(language)

    assert f'<html lang="{language}">' in text
    assert re.findall(r'<a href="\?lang=(\w+)"[^>]*aria-current="page"', text) == [language]
    for key in ("page.privacy", "page.no_script", "page.waiting", "page.languages"):
        assert say(key) in text
    assert "<title>Vårsamling 2027 – Samband</title>" in text
    assert f'"TEXT_INPUT_PLACEHOLDER": "{say("page.placeholder")}"' in text


async def test_what_a_title_holds_is_text(session: aiohttp.ClientSession, fetched: Path) -> None:
    async with open_house(fetched=fetched, title='<b>A & "B"</b></script>') as house:
        text = await _text(await session.get(house.url))

    assert "<p>&lt;b&gt;A &amp; &quot;B&quot;&lt;/b&gt;&lt;/script&gt;</p>" in text
    assert "<b>" not in text


async def test_the_policy_lets_only_our_own_scripts_run_and_a_nonce_is_used_once(
    house: House, session: aiohttp.ClientSession
) -> None:
    answers = [await session.get(house.url) for _ in range(2)]
    nonces = [set(re.findall(r'nonce="([^"]+)"', await _text(answer))) for answer in answers]
    policies = [answer.headers["Content-Security-Policy"] for answer in answers]

    host = house.url.removeprefix("http://")
    assert policies[0] == (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        f"connect-src 'self' ws://{host}; img-src 'self' blob: data:; "
        f"script-src 'nonce-{next(iter(nonces[0]))}' 'strict-dynamic'; "
        f"style-src 'nonce-{next(iter(nonces[0]))}' 'self'; worker-src blob:"
    )
    assert (len(nonces[0]), nonces[0] & nonces[1]) == (1, set())
    kept = ("Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options", "Cache-Control")
    assert [answers[0].headers[name] for name in kept] == ["no-referrer", "nosniff", "DENY", "no-store"]


async def test_a_host_that_is_no_host_does_not_get_into_the_policy(
    house: House, session: aiohttp.ClientSession
) -> None:
    answer = await session.get(house.url, headers={"Host": "a.example; script-src *"})

    assert "connect-src 'self';" in answer.headers["Content-Security-Policy"]


async def test_the_page_asks_no_other_host_for_anything(house: House, session: aiohttp.ClientSession) -> None:
    text = await _text(await session.get(house.url))

    assert re.findall(r'(?:src|href)="(?!/page/files/|\?lang=)[^"]*"', text) == []


async def test_the_cookie_is_for_our_eyes_and_a_year(house: House, session: aiohttp.ClientSession) -> None:
    [cookie] = (await session.get(house.url)).cookies.values()

    assert (cookie.key, cookie["max-age"], cookie["httponly"], cookie["samesite"], cookie["path"], cookie["secure"]) == (
        "samband", "31536000", True, "Lax", "/", "",
    )  # fmt: skip


async def test_under_https_the_cookie_is_bound_to_the_host_and_the_socket_is_encrypted(
    fetched: Path, session: aiohttp.ClientSession
) -> None:
    async with open_house(fetched=fetched, is_secure=True) as house:
        answer = await session.get(house.url)
    [cookie] = answer.cookies.values()

    assert (cookie.key, cookie["secure"], cookie["path"], cookie["domain"]) == ("__Host-samband", True, "/", "")
    assert f"wss://{house.url.removeprefix('http://')}" in answer.headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" in answer.headers


async def test_looking_at_the_page_stores_nothing(house: House, session: aiohttp.ClientSession) -> None:
    await session.get(house.url)
    await session.post(f"{house.url}/page/token", headers=SAME_ORIGIN)

    assert house.transcript.kept == {}


async def test_one_browser_is_one_user_with_one_conversation(house: House, session: aiohttp.ClientSession) -> None:
    await session.get(house.url)
    first, second = [await _user(house, await _token(house, session)) for _ in range(2)]
    session.cookie_jar.clear()
    somebody_else = await _user(house, await _token(house, session))

    assert (first == second, first == somebody_else) == (True, False)


async def test_a_cookie_that_we_did_not_sign_is_nobodys(house: House, session: aiohttp.ClientSession) -> None:
    await session.get(house.url)
    mine = await _user(house, await _token(house, session))
    session.cookie_jar.clear()

    for forged in (f"{mine}.", f"{mine}.abc", mine, f"{mine}.æøå", "", "."):
        session.cookie_jar.clear()
        answer = await session.post(f"{house.url}/page/token", headers=SAME_ORIGIN | {"Cookie": f"samband={forged}"})
        assert await _user(house, answer) != mine


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "OWN"}, 200),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
async def test_only_the_page_itself_is_given_its_visitors_token(
    house: House, session: aiohttp.ClientSession, headers: dict[str, str], status: int
) -> None:
    own = {name: value.replace("OWN", house.url) for name, value in headers.items()}

    assert (await session.post(f"{house.url}/page/token", headers=own)).status == status


async def test_files_may_be_kept_for_ever_and_come_compressed_to_who_takes_them_so(
    house: House, session: aiohttp.ClientSession, fetched: Path
) -> None:
    [address] = re.findall(r'src="(/page/files/\w+/webchat.js)"', await _text(await session.get(house.url)))
    plain = await session.get(house.url + address, headers={"Accept-Encoding": "identity"})
    zipped = await session.get(house.url + address, headers={"Accept-Encoding": "gzip, br"})

    assert plain.headers["Cache-Control"] == zipped.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (plain.headers.get("Content-Encoding"), zipped.headers["Content-Encoding"]) == (None, "gzip")
    assert await plain.read() == gzip.decompress(await zipped.read()) == (fetched / "webchat.js").read_bytes()


@pytest.mark.parametrize("path", ["x/page.js", "x/../page.py", "x/..%2f..%2fapp.py", "x/webchat.js.gz"])
async def test_no_other_file_is_served(house: House, session: aiohttp.ClientSession, path: str) -> None:
    assert (await session.get(f"{house.url}/page/files/{path}")).status == 404


async def test_without_the_bundle_the_page_says_what_is_missing(session: aiohttp.ClientSession, tmp_path: Path) -> None:
    async with open_house(fetched=tmp_path / "nothing") as house:
        answer = await session.get(house.url)
        text = await _text(answer)

    assert (answer.status, "make page" in text, "<script" in text) == (200, True, False)


async def _text(answer: ClientResponse) -> str:
    assert isinstance(answer.cookies, SimpleCookie)
    return await answer.text()


async def _token(house: House, session: aiohttp.ClientSession) -> ClientResponse:
    return await session.post(f"{house.url}/page/token", headers=SAME_ORIGIN)


async def _user(house: House, granted: ClientResponse) -> str:
    return house.tokens.read((await granted.json())["token"]).user
